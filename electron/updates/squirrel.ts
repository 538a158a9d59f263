import { AppError } from '../../shared/errors.ts';

/** What we need of Electron's `autoUpdater`, which is Squirrel on macOS. */
export interface Squirrel {
  once(event: 'update-downloaded', listener: () => void): unknown;
  once(event: 'error', listener: (error: Error) => void): unknown;
  removeListener(event: 'update-downloaded' | 'error', listener: (error: Error) => void): unknown;
}

/** Copying, unpacking and checking a bundle takes seconds; what takes longer does not come to an end. */
const PATIENCE_MS = 10 * 60_000;

/** What Squirrel says of an update that it is handed. */
export interface Verdict {
  /** Resolves where it takes it; rejects with `update: publisher` or `not-installed` where it does not. */
  readonly given: Promise<void>;
  /** Why it does not take it, once it has said so. */
  refusal(): AppError | null;
  /** Ends the wait. */
  forget(): void;
}

/** Waits for what Squirrel says of the next update; it checks who signed it only after electron-updater is done. */
export function nextVerdict(squirrel: Squirrel): Verdict {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let refusal: AppError | null = null;
  const take = () => resolve();
  const refuse = (error: Error) => {
    const isSignature = /code signature|designated requirement/i.test(error.message);
    const reason = isSignature ? 'publisher' : 'not-installed';
    refusal = new AppError({ code: 'update', reason }, { cause: error });
    reject(refusal);
  };
  squirrel.once('update-downloaded', take);
  squirrel.once('error', refuse);
  const patience = setTimeout(() => refuse(new Error('no answer')), PATIENCE_MS);
  // Whoever waits for the download first hears of it by `refusal`.
  promise.catch(() => undefined);
  return {
    given: promise,
    refusal: () => refusal,
    forget() {
      clearTimeout(patience);
      squirrel.removeListener('update-downloaded', take);
      squirrel.removeListener('error', refuse);
    },
  };
}
