import type { Fields } from '../../../../shared/edits/edit.ts';
import type { RecordKind } from '../../../../shared/entities/kind.ts';
import { RECORD_DEFINITIONS } from '../../../../shared/entities/kinds.ts';
import { idOf, textOf, type IdentifiedRecord } from '../../../../shared/entities/record.ts';
import { parseInstant } from '../../../../shared/time.ts';
import { likenessOf, type Likeness } from '../content.ts';
import type { PushContext } from '../ports.ts';

/** What was made, if it was: content, and from when on by the server's clock. */
export interface Wanted {
  readonly kind: RecordKind;
  readonly fields: Fields;
  readonly since: number;
}

/** What a search among records comes to. */
export type Choice =
  | { readonly is: 'one'; readonly record: IdentifiedRecord }
  | { readonly is: 'none' }
  /** `isGuess` where none of them is as was asked, and it may be one that was changed since. */
  | { readonly is: 'several'; readonly records: readonly IdentifiedRecord[]; readonly isGuess: boolean };

/** Records change within this time of their making by the server's own hand. */
const MAKING_MS = 2_000;

/**
 * Finds the one that an edit made among records: of the same content, made since it was sent, by this user where that is known, and bound to no other edit of this
 * device. One that was changed since is taken where its name is still the same.
 */
export async function chooseAmong(
  rows: readonly IdentifiedRecord[],
  { kind, fields, since }: Wanted,
  context: PushContext,
): Promise<Choice> {
  const me = context.me();
  const mine = rows.filter((row) => mayBeMade(row, since, me));
  if (mine.length === 0) return { is: 'none' };
  const ids = [...new Set(mine.map((row) => row.id))];
  const bound = new Set((await context.store.call('store.bound', { kind, ids })).bound);
  const free = new Map(mine.filter((row) => !bound.has(row.id)).map((row) => [row.id, row]));
  const alike = (likeness: Likeness): IdentifiedRecord[] =>
    [...free.values()].filter((row) => likenessOf(kind, fields, row) === likeness);
  const [exact, same] = [alike('exact'), alike('same')];
  if (exact.length > 0) return choice(exact);
  if (same.length > 0) return choice(same);
  const resembling = alike('resembles');
  const resemblingChanged = resembling.filter(isChanged);
  if (me !== null && resemblingChanged.length > 0) return choice(resemblingChanged);
  // One that was changed at once does not show it, and while it is not known who this user is, it may be a colleague's of the same name: that is asked.
  if (resembling.length > 0) return { is: 'several', records: resembling, isGuess: true };
  // It may have been changed beyond recognition before it was looked for, even by the rep, who got it with the news: he is asked before it is made again.
  const changed = [...free.values()].filter(isChanged);
  return changed.length === 0 ? { is: 'none' } : { is: 'several', records: changed, isGuess: true };
}

/** Whether a record may have come into being since a moment by this user's hand: nothing that it shows, and that is known, speaks against it. */
export function mayBeMade(row: IdentifiedRecord, since: number, me: number | null): boolean {
  const [created, by] = [parseInstant(row['created_at']), idOf(row, 'creater_id')];
  return (created === null || created >= since) && (by === null || me === null || by === me);
}

function choice(records: readonly IdentifiedRecord[]): Choice {
  const [record] = records;
  if (record === undefined) return { is: 'none' };
  return records.length === 1 ? { is: 'one', record } : { is: 'several', records, isGuess: false };
}

/** Whether a record shows that it was changed after it was made. */
export function isChanged(row: IdentifiedRecord): boolean {
  const [created, updated] = [parseInstant(row['created_at']), parseInstant(row['updated_at'])];
  const [creater, updater] = [idOf(row, 'creater_id'), idOf(row, 'updater_id')];
  return (
    (created !== null && updated !== null && updated > created + MAKING_MS) ||
    (creater !== null && updater !== null && updater !== creater)
  );
}

/** Records as they are put before the user. */
export function candidatesOf(
  kind: RecordKind,
  records: readonly IdentifiedRecord[],
): { id: number; title: string; createdAt: string | null }[] {
  return records.map((record) => ({
    id: record.id,
    title: RECORD_DEFINITIONS[kind].title(record) ?? '',
    createdAt: textOf(record, 'created_at'),
  }));
}

/** Whether a list that is newest first has come to what is older than the edit. */
export function isOlder(row: IdentifiedRecord | undefined, since: number): boolean {
  const created = row === undefined ? null : parseInstant(row['created_at']);
  return created !== null && created < since;
}
