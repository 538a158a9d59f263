import type { SyncState } from '../../../shared/sync-state.ts';

/** What is remembered of an account's last contact with the CRM. Times are epoch milliseconds. */
export interface AwayState {
  /** When there was contact last; null before the first time. */
  readonly contact: number | null;
  /** Since when others' changes were not seen; null where there is nothing to tell. */
  readonly since: number | null;
}

const NEVER: AwayState = { contact: null, since: null };

/** A shorter time without contact is none that anybody needs to be told of. */
export const ABSENCE_MS = 20 * 60_000;
/** How exactly the last contact is remembered. */
const GRAIN_MS = 60_000;

/** What is remembered after contact: a new absence begins where the last contact was, and one that was not read yet stays. */
export function afterContact(state: AwayState, now: number): AwayState {
  const isBack = state.contact !== null && now - state.contact >= ABSENCE_MS;
  return { contact: now, since: state.since ?? (isBack ? state.contact : null) };
}

/** Whether the engine has just been in contact: it rests when all that was due has been asked for. What it is at now may come to nothing. */
export function hasContact(phase: SyncState['phase']): boolean {
  return phase.name === 'idle';
}

/** Remembers since when this device was away, over restarts, until the user has read what changed meanwhile. */
export class Away {
  #storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  #accountId: string | null = null;
  #state: AwayState = $state.raw(NEVER);

  constructor(storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>) {
    this.#storage = storage;
  }

  /** Since when others' changes were not seen, epoch milliseconds; null where there is nothing to tell. */
  get since(): number | null {
    return this.#state.since;
  }

  /** Takes up what is remembered of an account. */
  open(accountId: string): void {
    this.#accountId = accountId;
    this.#state = parse(this.#storage.getItem(keyOf(accountId)));
  }

  /** There is contact with the CRM now. */
  contact(now: number): void {
    const next = afterContact(this.#state, now);
    const isSame = next.since === this.#state.since;
    if (isSame && this.#state.contact !== null && now - this.#state.contact < GRAIN_MS) return;
    this.#write(next);
  }

  /** What changed meanwhile has been read. */
  dismiss(): void {
    this.#write({ ...this.#state, since: null });
  }

  forget(accountId: string): void {
    this.#storage.removeItem(keyOf(accountId));
  }

  #write(state: AwayState): void {
    this.#state = state;
    if (this.#accountId !== null) this.#storage.setItem(keyOf(this.#accountId), JSON.stringify(state));
  }
}

function keyOf(accountId: string): string {
  return `satchel:away:${accountId}`;
}

/** What cannot be read counts as nothing: it is written anew with the next contact. */
function parse(text: string | null): AwayState {
  let value: unknown;
  try {
    value = JSON.parse(text ?? 'null');
  } catch {
    return NEVER;
  }
  if (typeof value !== 'object' || value === null) return NEVER;
  return {
    contact: 'contact' in value && typeof value.contact === 'number' ? value.contact : null,
    since: 'since' in value && typeof value.since === 'number' ? value.since : null,
  };
}
