import type { RecordKind } from '../entities/kind.ts';
import { idOf, objectsOf, textOf, type RawRecord } from '../entities/record.ts';
import { amountsFollowing } from './amounts.ts';
import type { Fields } from './edit.ts';
import { withValue } from './path.ts';

/**
 * A record with fields set, and with the keys that say the same in other words kept in step, so that lists and pages show what was typed: a person's `display_name` and `email`,
 * the account of a contact or deal, the amount that follows from lines, what a note is about.
 */
export function withFields<T extends RawRecord>(kind: RecordKind, record: T, fields: Fields): T {
  let next = record;
  for (const [path, value] of Object.entries(fields)) next = withValue(next, path, value);
  for (const [path, value] of Object.entries(companions(kind, next, fields)))
    next = withValue(next, path, value);
  return next;
}

function companions(kind: RecordKind, record: RawRecord, fields: Fields): Fields {
  const has = (...paths: string[]): boolean => paths.some((path) => Object.hasOwn(fields, path));
  const known = (path: string): boolean => Object.hasOwn(record, path);
  const found: [string, unknown][] = [];
  if (kind === 'leads' || kind === 'contacts') {
    if (has('first_name', 'last_name') && !has('display_name'))
      found.push([
        'display_name',
        [textOf(record, 'first_name'), textOf(record, 'last_name')].filter(Boolean).join(' '),
      ]);
    if (has('emails') && !has('email'))
      found.push(['email', primaryOf(objectsOf(record, 'emails'), 'value')]);
    if (has('email') && !has('emails') && known('emails')) found.push(['emails', withPrimary(record)]);
  }
  if (kind === 'contacts') found.push(...accountCompanions(record, has, known));
  if (kind === 'deals' && has('sales_account_id') && known('sales_account'))
    found.push(['sales_account', undefined]);
  if (has('targetable_id', 'targetable_type')) {
    const about = { type: textOf(record, 'targetable_type'), id: idOf(record, 'targetable_id') };
    if (known('targetable') && !has('targetable')) found.push(['targetable', about]);
    if (known('targetables')) found.push(['targetables', [about]]);
  }
  return { ...Object.fromEntries(found), ...amountsFollowing(kind, record, fields) };
}

function primaryOf(items: readonly RawRecord[], key: string): unknown {
  return (items.find((item) => item['is_primary'] === true) ?? items[0])?.[key] ?? null;
}

/** The addresses with `email` as the primary one; it takes the place of the one that was. */
function withPrimary(record: RawRecord): RawRecord[] {
  return withPrimaryItem(objectsOf(record, 'emails'), 'value', textOf(record, 'email'));
}

function withPrimaryItem(items: readonly RawRecord[], key: string, value: unknown): RawRecord[] {
  if (value === null) return items.filter((item) => item['is_primary'] !== true);
  const held = items.find((item) => item[key] === value);
  if (held) return items.map((item) => ({ ...item, is_primary: item === held }));
  return [{ [key]: value, is_primary: true }, ...items.filter((item) => item['is_primary'] !== true)];
}

/** The ways in which a contact names its account; the list is the one to be used (reference: Create a Contact). */
function accountCompanions(
  record: RawRecord,
  has: (...paths: string[]) => boolean,
  known: (path: string) => boolean,
): [string, unknown][] {
  const found: [string, unknown][] = [];
  if (has('sales_accounts')) {
    const id = primaryOf(objectsOf(record, 'sales_accounts'), 'id');
    if (known('sales_account_id') && !has('sales_account_id')) found.push(['sales_account_id', id]);
    if (known('sales_account') && !has('sales_account'))
      found.push(['sales_account', id === null ? null : { id }]);
  } else if (has('sales_account_id')) {
    const id = idOf(record, 'sales_account_id');
    if (known('sales_accounts'))
      found.push(['sales_accounts', withPrimaryItem(objectsOf(record, 'sales_accounts'), 'id', id)]);
    if (known('sales_account') && !has('sales_account'))
      found.push(['sales_account', id === null ? null : { id }]);
  }
  return found;
}

/** What says anew what one of these lists says changes the list; other words for it are made anew from it. */
const LISTS = new Set(['emails', 'sales_accounts']);

/**
 * The fields of two edits one after the other, as one: later values count, and what the second says in other words is not contradicted by the first.
 */
export function fieldsTogether(kind: RecordKind, first: Fields, second: Fields): Fields {
  const together = { ...first, ...second };
  const restated = Object.entries(companions(kind, together, second)).filter(([path]) =>
    Object.hasOwn(first, path),
  );
  const dropped = new Set(restated.flatMap(([path]) => (LISTS.has(path) ? [] : [path])));
  const lists = Object.fromEntries(restated.filter(([path]) => LISTS.has(path)));
  const kept = Object.entries(together).filter(([path]) => !dropped.has(path));
  return { ...Object.fromEntries(kept), ...lists };
}
