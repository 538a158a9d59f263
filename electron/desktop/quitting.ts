import type { Clock } from '../../shared/time.ts';

/** How long is waited for changes to be sent before the user is asked again. */
const SEND_WITHIN_MS = 20_000;

export type QuitAnswer = 'send' | 'quit' | 'cancel';

export interface QuittingPorts {
  readonly clock: Clock;
  /** How many changes wait to be sent. */
  pending(): number;
  /** Asks what is to become of them. They are safe either way: they lie in the store. */
  ask(pending: number): Promise<QuitAnswer>;
  /** Sends what waits, at once. */
  send(): void;
  /** Ends the app, by asking to quit once more. */
  quit(): void;
}

/** Says whether the app may end, and asks where changes wait. */
export interface Quitting {
  /** The app is about to end. False where it must not yet: the user is being asked. */
  mayQuit(): boolean;
  /** The system ends everything: nobody is asked. */
  sessionEnds(): void;
  /** Another number of changes waits. */
  pendingChanged(): void;
}

export function createQuitting({ clock, pending, ask, send, quit }: QuittingPorts): Quitting {
  let isAllowed = false;
  let isAsking = false;
  let changed: () => void = () => undefined;

  /** Whether everything was sent within some time. */
  async function sent(): Promise<boolean> {
    const giveUp = new AbortController();
    const until = clock.now() + SEND_WITHIN_MS;
    while (pending() > 0 && clock.now() < until) {
      const told = new Promise<void>((resolve) => (changed = resolve));
      const wait = clock.sleep(until - clock.now(), giveUp.signal).catch(() => undefined);
      await Promise.race([told, wait]);
    }
    giveUp.abort();
    changed = () => undefined;
    return pending() === 0;
  }

  async function decide(): Promise<boolean> {
    while (pending() > 0) {
      const answer = await ask(pending());
      if (answer === 'cancel') return false;
      if (answer === 'quit') return true;
      send();
      if (await sent()) return true;
    }
    return true;
  }

  return {
    mayQuit() {
      if (isAllowed || (!isAsking && pending() === 0)) return true;
      if (isAsking) return false;
      isAsking = true;
      decide()
        .then((may) => {
          isAllowed = may;
          isAsking = false;
          if (may) quit();
        })
        // A question that cannot be asked keeps nobody here.
        .catch(() => {
          isAllowed = true;
          quit();
        });
      return false;
    },
    sessionEnds() {
      isAllowed = true;
    },
    pendingChanged: () => changed(),
  };
}
