import { describe, expect, it } from 'vitest';
import { duplicateKeysOf } from '../../../../shared/edits/duplicate-keys.ts';
import type { RecordKind } from '../../../../shared/entities/kind.ts';
import type { RawRecord } from '../../../../shared/entities/record.ts';

const share = (kind: RecordKind, a: RawRecord, b: RawRecord): string[] => {
  const keys = new Set(duplicateKeysOf(kind, a).map(({ by, key }) => `${by} ${key}`));
  return duplicateKeysOf(kind, b).flatMap(({ by, key }) => (keys.has(`${by} ${key}`) ? [by] : []));
};

describe('duplicates', () => {
  it.each<[string, RecordKind, RawRecord, RawRecord]>([
    ['email', 'leads', { email: 'Zoe@Example.com ' }, { emails: [{ value: 'zoe@example.com' }] }],
    ['phone', 'contacts', { mobile_number: '+49 170 123 45 67' }, { work_number: '0170/1234567' }],
    ['phone', 'sales_accounts', { phone: '(555) 010-9999' }, { phone: '555.010.9999' }],
    ['name', 'sales_accounts', { name: 'Müller & Söhne' }, { name: 'MULLER  sohne' }],
    ['name', 'sales_accounts', { name: '日本電気' }, { name: '日本電気 ' }],
  ])('share their %s', (by, kind, a, b) => expect(share(kind, a, b)).toEqual([by]));

  it.each<[string, RecordKind, RawRecord, RawRecord]>([
    ['another address', 'leads', { email: 'a@b.c' }, { email: 'd@b.c' }],
    ['an extension alone', 'contacts', { work_number: '123' }, { work_number: '123' }],
    ['the same name of a person', 'contacts', { last_name: 'Zoë' }, { last_name: 'Zoë' }],
    ['nothing', 'sales_accounts', { name: ' ', phone: null }, { name: ' ', phone: null }],
    ['the same name of a deal', 'deals', { name: 'Pumps' }, { name: 'Pumps' }],
  ])('are not those with %s', (_, kind, a, b) => expect(share(kind, a, b)).toEqual([]));

  it('are told each once, as it stands in the record', () => {
    const keys = duplicateKeysOf('contacts', {
      email: 'A@b.c',
      emails: [{ value: 'a@b.c' }, { value: 'd@e.f' }],
    });
    expect(keys).toHaveLength(2);
    expect(keys.map(({ value }) => value.toLowerCase())).toEqual(['a@b.c', 'd@e.f']);
  });
});
