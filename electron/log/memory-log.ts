import type { Log } from '../../shared/log.ts';
import { logTo, type LogEntry } from './entry.ts';

/** A log that keeps its entries, for tests. */
export function memoryLog(): Log & { readonly entries: readonly LogEntry[] } {
  const entries: LogEntry[] = [];
  return { ...logTo((entry) => entries.push(entry)), entries };
}
