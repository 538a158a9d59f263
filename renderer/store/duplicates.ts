import { duplicateKeysOf, type DuplicateKey } from '../../shared/edits/duplicate-keys.ts';
import { withValue } from '../../shared/edits/path.ts';
import type { Fields } from '../../shared/edits/edit.ts';
import { refKey, type Kind } from '../../shared/entities/kind.ts';
import { RECORD_DEFINITIONS } from '../../shared/entities/kinds.ts';
import type { RawRecord } from '../../shared/entities/record.ts';
import type { Duplicate } from '../../shared/store-port.ts';
import { parseQuery } from './search/query.ts';
import { readBase, type Session } from './session.ts';
import { shownOf } from './shown.ts';
import { rowsOf } from './typed/bits.ts';

/** Records that are read to be compared, and duplicates that are told of. */
const CANDIDATES_MAX = 64;
const FOUND_MAX = 10;

/**
 * The records here that share a mail address, a phone number or, for accounts, the name with what is being made. The search index finds who may, and then it is looked at exactly.
 * @param except the record itself
 * @throws AppError `storage`
 */
export async function findDuplicates(
  session: Session,
  { kind, fields, except }: { readonly kind: Kind; readonly fields: Fields; readonly except: number | null },
): Promise<Duplicate[]> {
  let record: RawRecord = {};
  for (const [path, value] of Object.entries(fields)) record = withValue(record, path, value);
  const found = new Map<string, Duplicate>();
  for (const wanted of duplicateKeysOf(kind, record)) {
    for (const id of candidates(session, kind, wanted)) {
      const ref = { kind, id };
      if (id === except || found.has(refKey(ref)) || found.size >= FOUND_MAX) continue;
      const view = shownOf(session, ref, await readBase(session, ref), session.outbox.of(refKey(ref)));
      const shared = view && duplicateKeysOf(kind, view).find((key) => isSame(key, wanted));
      if (!shared) continue;
      const title = RECORD_DEFINITIONS[kind].title(view) ?? '';
      found.set(refKey(ref), { ref, title, by: wanted.by, value: shared.value });
    }
  }
  return [...found.values()];
}

function isSame(a: DuplicateKey, b: DuplicateKey): boolean {
  return a.by === b.by && a.key === b.key;
}

/** The ids of records that may have a key. */
function candidates(session: Session, kind: Kind, wanted: DuplicateKey): number[] {
  const index = session.index.of(kind);
  const terms = parseQuery(wanted.value);
  if (terms.length === 0) return [];
  const rows = rowsOf(index.withoutHidden(index.search.find(terms, index.size)));
  const ids: number[] = [];
  for (const row of rows) {
    if (ids.length >= CANDIDATES_MAX) break;
    // Many names begin alike; the title tells which are.
    const titled = (): boolean =>
      duplicateKeysOf(kind, { name: index.titleAt(row) }).some((key) => isSame(key, wanted));
    if (wanted.by !== 'name' || titled()) ids.push(index.idOf(row));
  }
  return ids;
}
