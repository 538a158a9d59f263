import { isSameRef } from '../../../../shared/edits/edit.ts';
import { refKey } from '../../../../shared/entities/kind.ts';
import { assertNever } from '../../../../shared/errors.ts';
import type { OutboxEntry } from '../../../../shared/store-port.ts';

/** Where a change stands, as far as the rep must know: the first three wait for him. */
export const STANDINGS = ['refused', 'question', 'conflict', 'underway', 'waiting'] as const;
export type Standing = (typeof STANDINGS)[number];

export const FILTERS = ['all', 'you', 'waiting', 'underway'] as const;
export type Filter = (typeof FILTERS)[number];

/** Where a change stands. */
export function standingOf({ edit, heldBy }: Pick<OutboxEntry, 'edit' | 'heldBy'>): Standing {
  switch (edit.state.name) {
    case 'parked':
      return 'refused';
    case 'question':
      return 'question';
    case 'sending':
    case 'unsure':
      return 'underway';
    case 'queued':
      return heldBy === 'conflict' ? 'conflict' : 'waiting';
    default:
      return assertNever(edit.state);
  }
}

/** Whether a change is among those that are asked for. */
export function passes(filter: Filter, entry: OutboxEntry): boolean {
  const standing = standingOf(entry);
  switch (filter) {
    case 'all':
      return true;
    case 'you':
      return standing === 'refused' || standing === 'question' || standing === 'conflict';
    case 'waiting':
    case 'underway':
      return standing === filter;
    default:
      return assertNever(filter);
  }
}

/** How many changes each filter shows. */
export function countsOf(entries: readonly OutboxEntry[]): Readonly<Record<Filter, number>> {
  const count = (filter: Filter): number => entries.filter((entry) => passes(filter, entry)).length;
  return { all: count('all'), you: count('you'), waiting: count('waiting'), underway: count('underway') };
}

/**
 * Says for each change which others must be done before it: those that make the records it speaks of, and what of its own record is on its way. Changes of one record that wait
 * together go together, so they do not wait for each other.
 */
export function blockersIn(entries: readonly OutboxEntry[]): (entry: OutboxEntry) => readonly OutboxEntry[] {
  const byId = new Map(entries.map((entry) => [entry.edit.id, entry]));
  const underway = new Map<string, OutboxEntry[]>();
  for (const entry of entries) {
    const standing = standingOf(entry);
    if (standing !== 'underway' && standing !== 'question') continue;
    const key = refKey(entry.edit.target);
    underway.set(key, [...(underway.get(key) ?? []), entry]);
  }
  return ({ edit }) => {
    if (edit.state.name !== 'queued') return [];
    const makers = edit.dependsOn
      .map((id) => byId.get(id))
      .filter((maker) => maker !== undefined)
      .filter((maker) => !isSameRef(maker.edit.target, edit.target) || maker.edit.state.name !== 'queued');
    return [...new Set([...makers, ...(underway.get(refKey(edit.target)) ?? [])])];
  };
}
