import { describe, expect, it } from 'vitest';
import { notTaken } from '../../../../shared/edits/not-taken.ts';
import type { Fields } from '../../../../shared/edits/edit.ts';
import type { RecordKind } from '../../../../shared/entities/kind.ts';
import type { RawRecord } from '../../../../shared/entities/record.ts';

describe('what was asked and not taken', () => {
  it.each<[string, RecordKind, Fields, RawRecord]>([
    ['a value in another form', 'deals', { amount: 7700 }, { amount: '7700.0' }],
    ['a text that was trimmed', 'contacts', { job_title: 'Buyer ' }, { job_title: 'Buyer' }],
    ['a field that the answer leaves out', 'contacts', { lifecycle_stage_id: 5 }, { id: 1 }],
    ['a tag among others', 'contacts', { tags: ['a'] }, { tags: ['b', 'a'] }],
    [
      'an address in the server’s own writing',
      'leads',
      { emails: [{ value: 'A@B.c' }] },
      { emails: [{ id: 1, value: 'a@b.c' }] },
    ],
    [
      'a company with more than its name',
      'leads',
      { company: { name: 'Acme' } },
      { company: { id: 3, name: 'Acme' } },
    ],
    ['a task that is done in an old account’s words', 'tasks', { status: 1 }, { status: true }],
    [
      'a price that was taken away',
      'products',
      { product_pricings: [{ currency_code: 'USD', _destroy: true }] },
      { product_pricings: [] },
    ],
    ['an emptied field', 'contacts', { 'custom_field.cf_a': null }, { custom_field: {} }],
  ])('is not %s', (_, kind, asked, answer) => expect(notTaken(kind, asked, answer)).toEqual({}));

  it.each<[string, RecordKind, Fields, RawRecord, unknown]>([
    [
      'a choice that is none',
      'contacts',
      { 'custom_field.cf_tier': 'C' },
      { custom_field: { cf_tier: null } },
      null,
    ],
    ['a custom field that nobody knows', 'contacts', { 'custom_field.cf_x': 1 }, { custom_field: {} }, null],
    ['a status that stays', 'contacts', { contact_status_id: 5 }, { contact_status_id: 4 }, 4],
    ['a tag that is missing', 'contacts', { tags: ['a', 'b'] }, { tags: ['a'] }, ['a']],
    [
      'a line’s discount',
      'deals',
      { products: [{ id: 1, discount: 5 }] },
      { products: [{ id: 1, discount: 0 }] },
      [{ id: 1, discount: 0 }],
    ],
  ])('is %s', (_, kind, asked, answer, got) => {
    const [path, value] = Object.entries(asked)[0]!;
    expect(notTaken(kind, asked, answer)).toEqual({ [path]: { asked: value, got } });
  });

  it('is told of under any name', () => {
    const asked = JSON.parse('{"__proto__": 1}') as Fields;
    expect(Object.keys(notTaken('contacts', asked, JSON.parse('{"__proto__": 2}') as RawRecord))).toEqual([
      '__proto__',
    ]);
  });
});
