import { contacts } from '../../shared/entities/contact.ts';
import type { IdentifiedRecord } from '../../shared/entities/record.ts';
import type { Filter, ListSpec, Sort } from '../../shared/store-port.ts';
import { chanceOf } from './data.ts';

/** What is asked in the benchmarks; the same seed asks the same. */

const DAY = 86_400_000;
const FILTERS: readonly ((chance: () => number) => Filter)[] = [
  (chance) => ({
    column: 'owner_id',
    op: 'in',
    values: [1 + Math.floor(chance() * 40), 1 + Math.floor(chance() * 40)],
  }),
  (chance) => ({
    column: 'city',
    op: 'in',
    values: [['Paris', 'Łódź', '東京', 'London'][Math.floor(chance() * 4)]!],
  }),
  (chance) => ({
    column: 'lead_score',
    op: 'between',
    from: Math.floor(chance() * 50),
    to: 50 + Math.floor(chance() * 50),
  }),
  (chance) => ({
    column: 'updated_at',
    op: 'between',
    from: Date.UTC(2025, 6, 1) + Math.floor(chance() * 100) * DAY,
    to: null,
  }),
  (chance) => ({
    column: 'name',
    op: 'contains',
    text: ['an', 'berg', 'söre', 'ville'][Math.floor(chance() * 4)]!,
  }),
  (chance) => ({
    column: 'email',
    op: 'contains',
    text: ['@a', '.de', 'schu', 'info'][Math.floor(chance() * 4)]!,
  }),
  (chance) => ({
    column: 'open_deals_amount',
    op: 'between',
    from: String(Math.floor(chance() * 100_000)),
    to: null,
  }),
  (chance) => ({ column: 'tags', op: 'in', values: [['vip', 'pilot'][Math.floor(chance() * 2)]!] }),
  () => ({ column: 'last_contacted', op: 'empty' }),
  () => ({ column: 'mobile_number', op: 'not-empty' }),
];

/** A list of contacts with any sort, none to two filters, and now and then words. */
export function listQuery(seed: number, offset: number): ListSpec {
  const chance = chanceOf(seed * 7919 + offset);
  const columns = contacts.columns.map((column) => column.key);
  const sort = (): Sort => ({
    column: columns[Math.floor(chance() * columns.length)]!,
    direction: chance() < 0.5 ? 'asc' : 'desc',
  });
  const filters = Math.floor(chance() * 3);
  return {
    type: 'list',
    kind: 'contacts',
    sorts: chance() < 0.2 ? [sort(), sort()] : [sort()],
    filters: Array.from({ length: filters }, () => FILTERS[Math.floor(chance() * FILTERS.length)]!(chance)),
    text: chance() < 0.1 ? 'ma' : '',
    columns: [...contacts.defaultColumns],
    sums: [],
    offset,
    limit: 50,
  };
}

/** What a user types on the way to a record, key by key: one or two of its words, or its phone number, the last one cut. */
export function keystrokes(record: IdentifiedRecord, seed: number): string[] {
  const chance = chanceOf(seed);
  const words = [record['first_name'], record['last_name'], record['city'], record['mobile_number']].filter(
    (word): word is string => typeof word === 'string',
  );
  const first = words[Math.floor(chance() * words.length)]!;
  const second = words[Math.floor(chance() * words.length)]!;
  const text = chance() < 0.4 ? `${first} ${second}` : first;
  const typed = [...text].slice(0, 14);
  return typed.map((_, at) => typed.slice(0, at + 1).join(''));
}

/** A name of the record with one letter wrong, missing, too many, or swapped with the next; null when it has none of six letters. */
export function mistyped(record: IdentifiedRecord, seed: number): string | null {
  const name = record['last_name'];
  if (typeof name !== 'string' || name.length < 6) return null;
  const chance = chanceOf(seed);
  const at = 1 + Math.floor(chance() * (name.length - 2));
  const letter = 'qxzwv'[Math.floor(chance() * 5)]!;
  switch (Math.floor(chance() * 4)) {
    case 0:
      return name.slice(0, at) + letter + name.slice(at + 1);
    case 1:
      return name.slice(0, at) + name.slice(at + 1);
    case 2:
      return name.slice(0, at) + letter + name.slice(at);
    default:
      return name.slice(0, at) + name[at + 1]! + name[at]! + name.slice(at + 2);
  }
}
