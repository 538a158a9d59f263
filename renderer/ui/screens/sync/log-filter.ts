import { assertNever } from '../../../../shared/errors.ts';
import type { JournalEntry } from '../../../../shared/store-port.ts';

export const LOG_FILTERS = ['all', 'out', 'in', 'troubles'] as const;
export type LogFilter = (typeof LOG_FILTERS)[number];

/** Whether an entry of the log is of the kind that is asked for. */
export function isShown(filter: LogFilter, { event }: Pick<JournalEntry, 'event'>): boolean {
  return filter === 'all' || sideOf(event) === filter;
}

/** Whether an event is about what went out, what came in, or what is to be known because it did not go as it should. */
function sideOf(event: JournalEntry['event']): Exclude<LogFilter, 'all'> {
  switch (event) {
    case 'sent':
    case 'already-there':
    case 'undone':
    case 'discarded':
    case 'resolved':
      return 'out';
    case 'pulled':
    case 'removed':
    case 'swept':
    case 'mirrored':
    case 'configuration':
    case 'online':
      return 'in';
    case 'refused':
    case 'given-up':
    case 'unsure':
    case 'conflict':
    case 'not-taken':
    case 'drift':
    case 'offline':
    case 'limit':
    case 'needs-key':
      return 'troubles';
    default:
      return assertNever(event);
  }
}
