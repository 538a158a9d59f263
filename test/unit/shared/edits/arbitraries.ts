import fc from 'fast-check';
import type { Edit, Fields, Operation } from '../../../../shared/edits/edit.ts';
import type { RecordRef } from '../../../../shared/entities/kind.ts';
import { FIRST_LOCAL_ID } from '../../../../shared/entities/local-id.ts';
import type { IdentifiedRecord } from '../../../../shared/entities/record.ts';

/** Records and edits as real accounts and reps make them, for properties. */

export const CONTACT: RecordRef = { kind: 'contacts', id: 402_211_574_986 };
export const LOCAL: RecordRef = { kind: 'contacts', id: FIRST_LOCAL_ID - 1 };

const word = fc.constantFrom(
  'Zoë',
  '日本',
  'O’Brien',
  'عربى',
  'Ana',
  '🙂',
  '__proto__',
  'constructor',
  'a b',
);
const tag = fc.constantFrom('vip', 'fair 2026', 'Ümlaut', 'constructor', 'cold');
const tags = fc.uniqueArray(tag, { maxLength: 4 });
const account = fc.constantFrom(70_000_000_001, 70_000_000_002, 70_000_000_003, FIRST_LOCAL_ID - 5);
const accounts = fc
  .uniqueArray(account, { maxLength: 3 })
  .map((ids) => ids.map((id, at) => ({ id, is_primary: at === 0 })));

/** A value for each path that the properties play with. */
export const VALUES = {
  first_name: word,
  last_name: word,
  job_title: fc.oneof(word, fc.constant(null)),
  zipcode: fc.constantFrom('01234', '1234', '', null),
  lead_source_id: fc.constantFrom(1, 2, '2', null),
  tags,
  sales_accounts: accounts,
  'custom_field.cf_no-go_truck_types': fc.oneof(word, fc.constant(null)),
  'custom_field.cf_mcr': fc.constantFrom(1450348061427834880n, 1450348061427834881n, null),
  'custom_field.constructor': word,
} as const satisfies Record<string, fc.Arbitrary<unknown>>;
export type Path = keyof typeof VALUES;
export const PATHS = Object.keys(VALUES) as Path[];
/** Those whose two changes are a conflict. */
export const SINGLE = PATHS.filter((path) => path !== 'tags' && path !== 'sales_accounts');

/** Some fields with values of their own kind. */
export const fieldsArbitrary: fc.Arbitrary<Fields> = fc.record(VALUES, { requiredKeys: [] });

/** A contact of the server's, with its name in step. */
export const baseArbitrary: fc.Arbitrary<IdentifiedRecord> = fc
  .record({ ...VALUES, updated_at: fc.constantFrom('2026-11-01T08:00:00Z', '2026-11-02T08:00:00+02:00') })
  .map(({ updated_at, ...values }) => recordOf(CONTACT.id, values, updated_at));

/** A record with the given values by path. */
export function recordOf(id: number, values: Fields, updated_at = '2026-11-01T08:00:00Z'): IdentifiedRecord {
  const custom: [string, unknown][] = [];
  const plain: [string, unknown][] = [];
  for (const [path, value] of Object.entries(values)) {
    if (path.startsWith('custom_field.')) custom.push([path.slice('custom_field.'.length), value]);
    else plain.push([path, value]);
  }
  const own = Object.fromEntries(plain);
  const names = [own['first_name'], own['last_name']].filter(
    (name) => typeof name === 'string' && name.trim(),
  );
  return { id, updated_at, ...own, display_name: names.join(' '), custom_field: Object.fromEntries(custom) };
}

/** An edit, waiting. `seq` also gives its id. */
export function editOf(seq: number, operation: Operation, more: Partial<Edit> = {}): Edit {
  return {
    id: `00000000-0000-4000-8000-${String(seq).padStart(12, '0')}`,
    seq,
    target: CONTACT,
    operation,
    base: {},
    baseRevision: '2026-11-01T08:00:00Z',
    madeAt: 1_780_000_000_000 + seq,
    title: `edit ${seq}`,
    dependsOn: [],
    batch: null,
    attempts: 0,
    state: { name: 'queued', notBefore: null },
    ...more,
  };
}
