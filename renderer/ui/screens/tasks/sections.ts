import type { Filter, ListSpec, Sort } from '../../../../shared/store-port.ts';
import { addDays, dayOf, startOfDay, startOfWeek } from '../../lib/zoned.ts';

/** What of the tasks is shown: the API's own five lists (reference: List All Tasks). */
export const TASK_TABS = ['open', 'today', 'tomorrow', 'overdue', 'completed'] as const;
export type TaskTab = (typeof TASK_TABS)[number];

/** When a list is looked at: an instant, and the zone in which days are told. */
export interface TaskMoment {
  /** Epoch milliseconds. */
  readonly now: number;
  readonly zone: string;
}

const MINUTE_MS = 60_000;
const OPEN: Filter = { column: 'status', op: 'in', values: [0] };
const DONE: Filter = { column: 'status', op: 'in', values: [1] };

/** Due before or at the last millisecond of a time. */
const due = (from: number | null, before: number): Filter => ({
  column: 'due_date',
  op: 'between',
  from,
  to: before - 1,
});

/**
 * The conditions of a list. What is overdue is told to the minute, so that the same question stands for a while.
 * @param owner whose tasks; null for everybody's
 */
export function taskFilters(tab: TaskTab, { now, zone }: TaskMoment, owner: number | null): Filter[] {
  const own: Filter[] = owner === null ? [] : [{ column: 'owner_id', op: 'in', values: [owner] }];
  const today = dayOf(now, zone);
  const start = (days: number): number => startOfDay(addDays(today, days), zone);
  switch (tab) {
    case 'open':
      return [OPEN, ...own];
    case 'today':
      return [OPEN, due(start(0), start(1)), ...own];
    case 'tomorrow':
      return [OPEN, due(start(1), start(2)), ...own];
    case 'overdue':
      return [OPEN, due(null, Math.floor(now / MINUTE_MS) * MINUTE_MS), ...own];
    case 'completed':
      return [DONE, ...own];
  }
}

/** What is due first comes first; what was done last does where all is done. */
export function taskSorts(tab: TaskTab): Sort[] {
  return tab === 'completed'
    ? [
        { column: 'updated_at', direction: 'desc' },
        { column: 'due_date', direction: 'desc' },
      ]
    : [{ column: 'due_date', direction: 'asc' }];
}

/** The columns a line of a list shows. */
export const TASK_COLUMNS = ['title', 'status', 'due_date', 'owner_id', 'targets'];

/** The question for a list. */
export function taskList(tab: TaskTab, moment: TaskMoment, owner: number | null, limit: number): ListSpec {
  return {
    type: 'list',
    kind: 'tasks',
    sorts: taskSorts(tab),
    filters: taskFilters(tab, moment, owner),
    text: '',
    columns: TASK_COLUMNS,
    sums: [],
    offset: 0,
    limit,
  };
}

/** The heads under which open tasks stand. */
export type TaskGroup = 'overdue' | 'today' | 'tomorrow' | 'week' | 'later' | 'none';

/**
 * Where a task stands among the open ones.
 * @param dueAt epoch milliseconds; null for none
 * @param firstDay the first day of the week, 0 for Sunday
 */
export function taskGroup(dueAt: number | null, { now, zone }: TaskMoment, firstDay: number): TaskGroup {
  if (dueAt === null) return 'none';
  if (dueAt < Math.floor(now / MINUTE_MS) * MINUTE_MS) return 'overdue';
  const today = dayOf(now, zone);
  const day = dayOf(dueAt, zone);
  if (day === today) return 'today';
  if (day === addDays(today, 1)) return 'tomorrow';
  return day < addDays(startOfWeek(today, firstDay), 7) ? 'week' : 'later';
}

/** Lines that are neighbours and stand under one head. */
export function grouped<T>(
  lines: readonly T[],
  groupOf: (line: T) => TaskGroup,
): { group: TaskGroup; lines: T[] }[] {
  const groups: { group: TaskGroup; lines: T[] }[] = [];
  for (const line of lines) {
    const group = groupOf(line);
    const last = groups.at(-1);
    if (last?.group === group) last.lines.push(line);
    else groups.push({ group, lines: [line] });
  }
  return groups;
}
