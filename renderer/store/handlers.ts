import type { Changes } from './changes.ts';
import type { Session } from './session.ts';

/** What the handlers of both services work with. */
export interface HandlerPorts {
  /** Does what `work` says as one change of the open account, when its turn comes. */
  change<T>(durability: 'relaxed' | 'strict', work: (changes: Changes) => Promise<T> | T): Promise<T>;
  /** The same for what the rep does: durable before it is answered, and the sync engine hears of it. */
  changeByRep<T>(work: (changes: Changes) => Promise<T> | T): Promise<T>;
  /** @throws AppError `store-unavailable` while no account is open */
  opened(): { readonly session: Session };
  readonly ports: {
    /** The wall clock, epoch milliseconds. */
    now(): number;
    newId(): string;
  };
}

export const DONE: { readonly done: true } = { done: true };
