import type { Clock } from '../../shared/time.ts';
import type { VaultState } from '../../shared/vault.ts';

/** How often it is looked whether it is time; so much later than it was set may it lock. */
const LOOK_EVERY_MS = 15_000;
/** The clock on the wall went so much further than the process has run: the machine slept, whether or not the system told of it. */
const SLEPT_MS = 60_000;
const MINUTE_MS = 60_000;

/** What a host tells of who sits at the machine (electron/host.ts). */
export interface Sitter {
  /** How long nothing was typed or moved on the whole machine, in seconds. */
  seconds(): number;
  onEvent(listener: (event: 'suspend' | 'resume' | 'lock-screen' | 'unlock-screen') => void): () => void;
}

export interface LockKeeperPorts {
  readonly clock: Clock;
  /** Null where the host cannot ask the system: then the page's input alone counts. */
  readonly sitter: Sitter | null;
  readonly state: () => VaultState;
  readonly lock: () => Promise<unknown>;
  readonly checkAge: () => Promise<void>;
  readonly onFailure: (error: unknown) => void;
}

/** Locks when nobody has had a hand on the app for as long as is set, and when the machine sleeps. */
export interface LockKeeper {
  /** Something was typed or moved on the page. */
  active(): void;
  /** Looks now. */
  look(): Promise<void>;
  close(): void;
}

interface Moment {
  readonly wall: number;
  readonly uptime: number;
}

export function createLockKeeper(ports: LockKeeperPorts): LockKeeper {
  const { clock, sitter, state, lock, checkAge, onFailure } = ports;
  const closing = new AbortController();
  const moment = (): Moment => ({ wall: clock.now(), uptime: clock.uptime() });
  let last = moment();
  let looked = moment();
  let wasOpen = false;

  /** How long ago: by the clock that a sleep does not stop, and by the one that nobody can put back. */
  function since({ wall, uptime }: Moment): number {
    return Math.max(clock.now() - wall, clock.uptime() - uptime);
  }

  function idleMs(): number {
    const here = since(last);
    return sitter ? Math.min(here, sitter.seconds() * 1000) : here;
  }

  async function look(): Promise<void> {
    const slept = clock.now() - looked.wall - (clock.uptime() - looked.uptime) > SLEPT_MS;
    looked = moment();
    const now = state();
    const isOpen = now.name === 'open';
    // Who has just opened it was there, whatever the page has told.
    if (isOpen && !wasOpen) last = moment();
    wasOpen = isOpen;
    if (now.name !== 'open') return;
    const { idleMinutes, onSleep } = now.settings;
    const idle = idleMinutes > 0 && idleMs() >= idleMinutes * MINUTE_MS;
    if (now.lock !== null && (idle || (slept && onSleep))) await lock();
    else await checkAge();
  }

  async function lockForSleep(): Promise<void> {
    const now = state();
    if (now.name === 'open' && now.settings.onSleep) await lock();
  }

  const stop = sitter?.onEvent((event) => {
    (event === 'suspend' || event === 'lock-screen' ? lockForSleep() : look()).catch(onFailure);
  });

  async function keep(): Promise<void> {
    while (!closing.signal.aborted) {
      await clock.sleep(LOOK_EVERY_MS, closing.signal).catch(() => undefined);
      if (!closing.signal.aborted) await look().catch(onFailure);
    }
  }
  void keep();

  return {
    active() {
      last = moment();
    },
    look,
    close() {
      closing.abort();
      stop?.();
    },
  };
}
