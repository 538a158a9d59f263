/** So often may a page be opened anew before somebody has to look at it. */
const TRIES = 3;
const WITHIN_MS = 60_000;
/** Between the crashes of one minute. */
const WAITS_MS = [0, 1_000, 5_000] as const;

export type AfterCrash = { readonly do: 'reload'; readonly afterMs: number } | { readonly do: 'tell' };

/** What to do about a page that crashed: it is opened anew, a little later each time, and after three times in a minute the user is told. */
export interface Recovery {
  crashed(now: number): AfterCrash;
  /** The user wants another try. */
  forget(): void;
}

export function createRecovery(): Recovery {
  let crashes: number[] = [];
  return {
    crashed(now) {
      crashes = [...crashes.filter((at) => at > now - WITHIN_MS && at <= now), now];
      const wait = WAITS_MS[crashes.length - 1];
      return crashes.length > TRIES || wait === undefined ? { do: 'tell' } : { do: 'reload', afterMs: wait };
    },
    forget() {
      crashes = [];
    },
  };
}

/** So many crashes of the graphics within a minute are a loop: Chromium itself gives up its process after a few. */
const GPU_TRIES = 3;

/** Watches the graphics process. Without acceleration everything is drawn all the same, only slower. */
export interface GraphicsWatch {
  /** @returns whether this was one too many: the next start is without acceleration */
  crashed(now: number): boolean;
}

export function watchGraphics(): GraphicsWatch {
  let crashes: number[] = [];
  return {
    crashed(now) {
      crashes = [...crashes.filter((at) => at > now - WITHIN_MS && at <= now), now];
      return crashes.length === GPU_TRIES;
    },
  };
}
