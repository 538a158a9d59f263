import { AppError, errorInfoOf, type ErrorInfo } from '../../shared/errors.ts';
import type { Log } from '../../shared/log.ts';
import type { Clock } from '../../shared/time.ts';
import type { UpdatesPhase, UpdatesState } from '../../shared/updates.ts';
import { atStart, beforeInstall, mayInstall, seen, type History } from './history.ts';
import type { HistoryFile } from './history-file.ts';
import { waitFor, type Look } from './rhythm.ts';
import type { Updater } from './updater.ts';
import type { Updates } from './updates.ts';

export interface KeptUpToDateOptions {
  /** The version that runs. */
  readonly version: string;
  readonly updater: Updater;
  readonly history: HistoryFile;
  readonly clock: Clock;
  readonly chance: () => number;
  readonly log: Log;
  /** Asks the app to quit, which somebody may still call off. */
  readonly quit: () => void;
}

/** For how long the wish to start again holds: whoever called the quitting off and quits in the evening wants to go home. */
const RESTART_HOLDS_MS = 2 * 60_000;

/** A Satchel that keeps itself up to date: looks now and then, downloads by itself, and puts what is there in place when it quits, and only then. */
export function keptUpToDate(options: KeptUpToDateOptions): Updates {
  const { version, updater, clock, log } = options;
  const listeners = new Set<(state: UpdatesState) => void>();
  const closing = new AbortController();
  let phase: UpdatesPhase = { name: 'idle', checkedAt: null };
  let looking: Promise<Look> | null = null;
  let sparing = false;
  let restartAskedAt = Number.NEGATIVE_INFINITY;
  let history: History = atStart(options.history.read(), version);
  remember(history);
  if (history.news?.name === 'not-installed') log.warn('update.not-installed');

  const state = (): UpdatesState => ({ phase, news: history.news });
  function become(next: UpdatesPhase): void {
    phase = next;
    tell();
  }
  function tell(): void {
    for (const listener of listeners) listener(state());
  }

  /** @returns whether the disk has it */
  function remember(next: History): boolean {
    history = next;
    try {
      options.history.write(next);
      return true;
    } catch (error) {
      log.warn('update.history-not-written', { code: errorInfoOf(error).code });
      return false;
    }
  }

  /** Looks, and downloads what there is. One at a time: who asks meanwhile waits for the same. */
  function look(): Promise<Look> {
    looking ??= run().finally(() => (looking = null));
    return looking;
  }

  async function run(): Promise<Look> {
    const before = phase;
    let about: string | null = null;
    try {
      // What is ready stays ready, whatever becomes of looking for something newer.
      if (before.name !== 'ready') become({ name: 'checking' });
      const found = await updater.check();
      if (found === null) {
        become({ name: 'idle', checkedAt: clock.now() });
        return 'done';
      }
      about = found.version;
      if (before.name === 'ready' && before.version === found.version) return 'done';
      if (updater.installs === 'by-hand') {
        become({ name: 'offered', version: found.version, page: found.page });
        return 'done';
      }
      become({ name: 'downloading', version: found.version, share: null });
      await updater.download((share) => become({ name: 'downloading', version: found.version, share }));
      log.info('update.ready', { version: found.version });
      become({ name: 'ready', version: found.version });
      return 'done';
    } catch (error) {
      fail(before, errorInfoOf(error), about);
      return 'failed';
    }
  }

  function fail(before: UpdatesPhase, error: ErrorInfo, about: string | null): void {
    log.warn('update.failed', { code: error.code, reason: 'reason' in error ? error.reason : null });
    if (closing.signal.aborted) return;
    if (before.name === 'ready' && about === null) become(before);
    else become({ name: 'failed', error, version: about, at: clock.now() });
  }

  async function keepLooking(): Promise<void> {
    let last: Look = 'none-yet';
    for (;;) {
      await clock.sleep(waitFor(last, options.chance()), closing.signal);
      last = sparing ? 'held-back' : await look();
    }
  }
  // It ends by being closed, and by nothing else.
  keepLooking().catch(() => undefined);

  return {
    state,
    async check() {
      await look();
    },
    spare(isOn) {
      sparing = isOn;
    },
    restart() {
      if (phase.name !== 'ready') return false;
      restartAskedAt = clock.uptime();
      options.quit();
      return true;
    },
    seen() {
      remember(seen(history));
      tell();
      return Promise.resolve();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      closing.abort(new AppError({ code: 'cancelled' }));
      updater.cancel();
      await looking;
      const restarting = clock.uptime() - restartAskedAt < RESTART_HOLDS_MS;
      if (phase.name !== 'ready' || (!restarting && !mayInstall(history, phase.version)))
        return 'ends-itself';
      // Without a note of it, the next start could not say that it went wrong.
      if (!remember(beforeInstall(history, phase.version))) return 'ends-itself';
      try {
        return updater.install(restarting);
      } catch (error) {
        log.error('update.not-put-in-place', { code: errorInfoOf(error).code });
        return 'ends-itself';
      }
    },
  };
}
