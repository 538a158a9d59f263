import type { UpdatesPhase, UpdatesState } from '../../shared/updates.ts';

/** How this Satchel is kept up to date, as the rest of the app sees it. */
export interface Updates {
  state(): UpdatesState;
  /** Looks for an update now, and downloads what it finds; on any link. What goes wrong becomes the phase. */
  check(): Promise<void>;
  /** Whether power or network are to be spared: nothing is looked for by itself then. */
  spare(isOn: boolean): void;
  /** Quits the app, puts what is ready in its place and starts it. @returns false where nothing is ready */
  restart(): boolean;
  /** The news has been seen. */
  seen(): Promise<void>;
  /** Tells of every change of the state; gives back the function that stops it. */
  onChange(listener: (state: UpdatesState) => void): () => void;
  /**
   * Ends looking, and puts what is ready in its place. To be called last, when nothing is sent or written any more.
   * @returns whether the app is to end itself, or is ended by the system's own updater
   */
  close(): Promise<'ends-itself' | 'is-ended'>;
}

/** A Satchel that does not update itself, and why. */
export function noUpdates(reason: Extract<UpdatesPhase, { name: 'none' }>['reason']): Updates {
  return {
    state: () => ({ phase: { name: 'none', reason }, news: null }),
    check: () => Promise.resolve(),
    spare: () => undefined,
    restart: () => false,
    seen: () => Promise.resolve(),
    onChange: () => () => undefined,
    close: () => Promise.resolve('ends-itself'),
  };
}
