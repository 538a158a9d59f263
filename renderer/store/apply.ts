import { refKey, type RecordRef } from '../../shared/entities/kind.ts';
import type { Incoming, MirrorPage } from '../../shared/store-port.ts';
import type { Changes } from './changes.ts';
import { goneThere, rebaseEdits } from './outbox/rebase.ts';

/**
 * Takes in what came from the server: bases, and the edits replayed on them.
 * @param at now, epoch milliseconds
 * @returns how many records are new, changed or gone
 */
export async function apply(changes: Changes, incoming: Incoming, at: number): Promise<number> {
  let changed = 0;
  for (const { kind, records } of incoming.batches) {
    for (const record of records) if (await takeIn(changes, kind, record, at)) changed++;
  }
  for (const { kind, id, reason } of incoming.removed) {
    const ref = { kind, id };
    if (!(await changes.bases.read(ref))) continue;
    await goneThere(changes, ref, reason, at);
    changed++;
  }
  for (const bookmark of incoming.bookmarks) changes.setBookmark(bookmark);
  for (const detail of incoming.details) changes.addDetail(detail);
  changes.addJournal(...incoming.journal);
  return changed;
}

/** Takes in a page of the mirror and the cursor after it. */
export async function applyPage(
  changes: Changes,
  { kind, records, cursor }: MirrorPage,
  at: number,
): Promise<number> {
  let changed = 0;
  for (const record of records) if (await takeIn(changes, kind, record, at)) changed++;
  changes.setCursor(kind, cursor);
  return changed;
}

async function takeIn(
  changes: Changes,
  kind: RecordRef['kind'],
  record: Incoming['batches'][number]['records'][number],
  at: number,
): Promise<boolean> {
  const ref = { kind, id: record.id };
  const changed = await changes.putBase(kind, record);
  // A record that was gone is here again, also where it comes back as it was.
  if (changed || changes.session.conflicts.has(refKey(ref)))
    await rebaseEdits(changes, ref, { at, fresh: true });
  return changed;
}
