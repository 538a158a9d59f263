import { z } from 'zod';
import { updateNewsSchema } from '../../shared/updates.ts';

/** How often an update is put in place without being asked to, when that fails. */
const MOST_ATTEMPTS = 2;

/** What is remembered of updates from one start to the next. */
export const historySchema = z.object({
  /** The version that ran last. */
  version: z.string(),
  /** Written just before an update is put in place: whoever reads it knows whether that came to its end. */
  installing: z.object({ from: z.string(), to: z.string() }).nullable(),
  /** The version that could not be put in place, and how often. */
  failed: z.object({ version: z.string(), attempts: z.number().int() }).nullable(),
  /** What the user has not seen yet. */
  news: updateNewsSchema.nullable(),
});
export type History = z.infer<typeof historySchema>;

/**
 * What a start finds out from what the start before has left.
 * @param before null at the first start, or where it was lost
 */
export function atStart(before: History | null, version: string): History {
  const fresh: History = { version, installing: null, failed: null, news: null };
  if (before === null) return fresh;
  const { installing } = before;
  if (before.version !== version) {
    // However it came here: by an update, or by hand. Of an older one there is nothing new to tell.
    return isOlder(before.version, version)
      ? { ...fresh, news: { name: 'updated', from: from(before), to: version } }
      : fresh;
  }
  if (installing === null || installing.to === version) return { ...before, installing: null };
  const attempts = before.failed?.version === installing.to ? before.failed.attempts + 1 : 1;
  return {
    version,
    installing: null,
    failed: { version: installing.to, attempts },
    news: { name: 'not-installed', version: installing.to },
  };
}

/** An update that nobody has read about yet adds to the next one. */
function from({ version, news }: History): string {
  return news?.name === 'updated' ? news.from : version;
}

/** Versions are three numbers; there are no pre-releases (`npm run release:check` refuses them). */
function isOlder(version: string, other: string): boolean {
  return version.localeCompare(other, 'en', { numeric: true }) < 0;
}

/** What is written before `to` is put in place. */
export function beforeInstall(history: History, to: string): History {
  return { ...history, installing: { from: history.version, to } };
}

/** Whether a version may be put in place when the app quits, or has failed so often that somebody must ask for it. */
export function mayInstall({ failed }: History, version: string): boolean {
  return failed?.version !== version || failed.attempts < MOST_ATTEMPTS;
}

/** What remains once the user has seen the news. */
export function seen(history: History): History {
  return { ...history, news: null };
}
