import { AppError } from '../../shared/errors.ts';
import type { Seal } from './disk/seal.ts';
import type { Scheduler } from './ports.ts';

/** How long opening waits for a key that nobody has spoken of: the keychain may take ten seconds to give it. */
const WAIT_MS = 20_000;

/**
 * The seals of the accounts whose keys the main process has handed over. Bytes of a key are kept nowhere: a seal holds it in a form that cannot be read out.
 */
export class Seals {
  private readonly makeSeal: (accountId: string, key: Uint8Array<ArrayBuffer>) => Promise<Seal>;
  private readonly scheduler: Scheduler;
  private readonly known = new Map<string, Promise<Seal>>();
  /** Whether the keys are kept back, as was said. */
  private isLocked = false;
  /** Those who wait until something is said. */
  private readonly waiting = new Set<() => void>();

  constructor(
    makeSeal: (accountId: string, key: Uint8Array<ArrayBuffer>) => Promise<Seal>,
    scheduler: Scheduler,
  ) {
    this.makeSeal = makeSeal;
    this.scheduler = scheduler;
  }

  /** Takes an account's key: 32 bytes as base64. */
  async give(accountId: string, base64: string): Promise<void> {
    const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
    this.isLocked = false;
    const seal = this.makeSeal(accountId, bytes).finally(() => bytes.fill(0));
    this.known.set(accountId, seal);
    this.tell();
    await seal;
  }

  /** Forgets every key; from now on accounts are locked until one is given. */
  forget(): void {
    this.isLocked = true;
    this.known.clear();
    this.tell();
  }

  has(accountId: string): boolean {
    return this.known.has(accountId);
  }

  /**
   * The seal of an account. Waits for its key a while where nothing was said yet.
   * @throws AppError `store-unavailable: locked`
   */
  async of(accountId: string): Promise<Seal> {
    const until = this.scheduler.now() + WAIT_MS;
    while (!this.isLocked && !this.known.has(accountId) && this.scheduler.now() < until)
      await this.somethingSaid(until);
    const seal = this.known.get(accountId);
    if (!seal) throw new AppError({ code: 'store-unavailable', reason: 'locked' });
    return seal;
  }

  private somethingSaid(until: number): Promise<void> {
    return new Promise((resolve) => {
      const said = (): void => {
        cancel();
        this.waiting.delete(said);
        resolve();
      };
      const cancel = this.scheduler.after(until - this.scheduler.now(), said);
      this.waiting.add(said);
    });
  }

  private tell(): void {
    for (const said of [...this.waiting]) said();
  }
}
