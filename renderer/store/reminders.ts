import type { RecordKind } from '../../shared/entities/kind.ts';
import type { Reminder } from '../../shared/desktop.ts';
import { meOf, numbers, tags } from './prefetch.ts';
import type { Session } from './session.ts';

/**
 * The user's open tasks that are due, and his appointments that begin, from one moment to another, soonest first. Whole days begin at no hour, and who has checked in is there: they
 * need no reminder. Nothing is read from the disk.
 */
export function remindersIn(
  session: Session,
  { from, to }: { readonly from: number; readonly to: number },
): Reminder[] {
  const me = meOf(session);
  if (me === null) return [];
  const found: Reminder[] = [];
  const collect = (kind: RecordKind, at: string, isWanted: (row: number) => boolean, end?: string): void => {
    const index = session.index.of(kind);
    const begins = numbers(index, at);
    const ends = end === undefined ? null : numbers(index, end);
    for (const row of index.shownRows()) {
      const begin = begins(row);
      // A day that is not known is not a number, and in no span.
      if (!(begin >= from && begin <= to) || !isWanted(row)) continue;
      const id = index.idOf(row);
      const endAt = ends?.(row) ?? NaN;
      found.push({
        ref: { kind, id },
        title: index.titleOf(id) ?? '',
        at: begin,
        end: Number.isNaN(endAt) ? null : endAt,
      });
    }
  };
  const tasks = session.index.of('tasks');
  const status = numbers(tasks, 'status');
  const owner = tasks.column('owner_id');
  const isOwn = (row: number): boolean =>
    owner.type === 'reference' && owner.pool.values[owner.codes()[row]!] === me;
  collect('tasks', 'due_date', (row) => status(row) !== 1 && isOwn(row));
  const appointments = session.index.of('appointments');
  const whole = numbers(appointments, 'is_allday');
  const checkedIn = numbers(appointments, 'checkedin_at');
  const whose = tags(appointments, 'whose');
  collect(
    'appointments',
    'from_date',
    (row) => whole(row) !== 1 && Number.isNaN(checkedIn(row)) && whose(row).includes(String(me)),
    'end_date',
  );
  return found.sort((a, b) => a.at - b.at);
}
