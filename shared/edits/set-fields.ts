import type { RecordKind } from '../entities/kind.ts';
import { idOf, objectsOf, textOf, type RawRecord } from '../entities/record.ts';
import type { Fields } from './edit.ts';
import { withValue } from './path.ts';

/**
 * A record with fields set, and with the keys that say the same in other words kept in step, so that lists and pages show what was typed: a person's `display_name` and `email`,
 * the account of a contact or deal, what a note is about.
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
  if (kind === 'contacts' && has('sales_accounts') && known('sales_account_id'))
    found.push(['sales_account_id', primaryOf(objectsOf(record, 'sales_accounts'), 'id')]);
  if (kind === 'deals' && has('sales_account_id') && known('sales_account'))
    found.push(['sales_account', undefined]);
  if (has('targetable_id', 'targetable_type')) {
    const about = { type: textOf(record, 'targetable_type'), id: idOf(record, 'targetable_id') };
    if (known('targetable') && !has('targetable')) found.push(['targetable', about]);
    if (known('targetables')) found.push(['targetables', [about]]);
  }
  return Object.fromEntries(found);
}

function primaryOf(items: readonly RawRecord[], key: string): unknown {
  return (items.find((item) => item['is_primary'] === true) ?? items[0])?.[key] ?? null;
}

/** The addresses with `email` as the primary one. */
function withPrimary(record: RawRecord): RawRecord[] {
  const value = textOf(record, 'email');
  const others = objectsOf(record, 'emails').filter(
    (item) => item['value'] !== value && item['is_primary'] !== true,
  );
  return value === null ? others : [{ value, is_primary: true }, ...others];
}
