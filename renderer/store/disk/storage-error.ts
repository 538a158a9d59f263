import { AppError } from '../../../shared/errors.ts';

/**
 * What Dexie or IndexedDB threw, as `storage`. The reason is `quota` where the disk or the share of it is full, else the name of the error.
 */
export function storageError(caught: unknown): AppError {
  if (caught instanceof AppError) return caught;
  const names = namesOf(caught);
  const reason = names.includes('QuotaExceededError') ? 'quota' : (names.at(-1) ?? 'unknown');
  return new AppError({ code: 'storage', reason }, { cause: caught });
}

/** The names of an error and of those inside it: Dexie wraps what the browser threw. */
function namesOf(caught: unknown): string[] {
  const names: string[] = [];
  for (let error = caught; error instanceof Error || error instanceof DOMException;) {
    names.push(error.name);
    error = 'inner' in error ? error.inner : undefined;
  }
  return names;
}
