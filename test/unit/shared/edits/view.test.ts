import { describe, expect, it } from 'vitest';
import type { Operation } from '../../../../shared/edits/edit.ts';
import { viewOf } from '../../../../shared/edits/view.ts';
import { ENTITY_KINDS } from '../../../../shared/entities/kinds.ts';
import type { RecordRef } from '../../../../shared/entities/kind.ts';
import { FIRST_LOCAL_ID } from '../../../../shared/entities/local-id.ts';
import type { IdentifiedRecord } from '../../../../shared/entities/record.ts';
import { targetsOf } from '../../../../shared/entities/target.ts';
import { CONTACT, editOf, LOCAL } from './arbitraries.ts';

const shown = (ref: RecordRef, base: IdentifiedRecord | null, ...operations: Operation[]) =>
  viewOf(
    ref,
    base,
    operations.map((operation, at) => editOf(at + 1, operation, { target: ref })),
  );
const update = (fields: Record<string, unknown>): Operation => ({ type: 'update', fields });
const gone: Operation = { type: 'delete', withContactsAndDeals: false };

describe('the view', () => {
  it('of a record without edits is its base, and of nothing nothing', () => {
    const base = { id: CONTACT.id, first_name: 'Ana' };
    expect(shown(CONTACT, base)).toBe(base);
    expect(shown(CONTACT, null)).toBeNull();
    expect(shown(CONTACT, null, update({ first_name: 'Zoë' }))).toBeNull();
  });

  it('leaves the base as it was', () => {
    const base = Object.freeze({
      id: CONTACT.id,
      tags: Object.freeze(['a']),
      custom_field: Object.freeze({}),
    });
    expect(shown(CONTACT, base, update({ tags: ['b'], 'custom_field.cf_a-b': 'x' }))).toEqual({
      id: CONTACT.id,
      tags: ['b'],
      custom_field: { 'cf_a-b': 'x' },
    });
  });

  it('of a record made here has its local id and the time it was made at', () => {
    const record = shown(LOCAL, null, { type: 'create', fields: { last_name: 'Zoë' } });
    expect(record).toMatchObject({ id: LOCAL.id, last_name: 'Zoë', display_name: 'Zoë' });
    expect(Date.parse(String(record?.['created_at']))).toBe(1_780_000_000_001);
    expect(record?.['updated_at']).toBe(record?.['created_at']);
  });

  it('is nothing for what is deleted, and what it was for what is restored', () => {
    const product: RecordRef = { kind: 'products', id: 7 };
    const base = { id: 7, name: 'Pump', is_deleted: false };
    expect(shown(product, base, gone)).toBeNull();
    expect(shown(product, base, update({ name: 'Valve' }), gone, { type: 'restore' })).toEqual({
      ...base,
      name: 'Valve',
    });
    expect(shown(product, { ...base, is_deleted: true }, { type: 'restore' })).toEqual(base);
  });

  it('puts members into the team and takes them out', () => {
    const base = { id: CONTACT.id, team_users: [{ id: 9, user_id: 1, designation_id: 4 }] };
    const members = [
      { user_id: 1, designation_id: null, _destroy: true as const },
      { user_id: 2, designation_id: 5 },
    ];
    expect(shown(CONTACT, base, { type: 'team', members })).toMatchObject({
      team_users: [{ user_id: 2, designation_id: 5 }],
    });
  });

  it('of an upsert keeps the addresses that a known person has', () => {
    const base = { id: CONTACT.id, emails: [{ value: 'a@b.c', is_primary: true }, { value: 'd@e.f' }] };
    const upsert: Operation = { type: 'upsert', identifier: { field: 'emails', value: 'a@b.c' }, fields: {} };
    expect(shown(CONTACT, base, upsert)?.['emails']).toEqual(base.emails);
    expect(shown(LOCAL, null, upsert)).toMatchObject({ email: 'a@b.c' });
  });
});

describe('a converted lead', () => {
  const lead: RecordRef = { kind: 'leads', id: 5 };
  const contact: RecordRef = { kind: 'contacts', id: FIRST_LOCAL_ID - 1 };
  const deal: RecordRef = { kind: 'deals', id: FIRST_LOCAL_ID - 2 };
  const convert = editOf(
    1,
    {
      type: 'convert',
      fields: { first_name: 'Ana', last_name: 'Zoë', company: { name: 'Acme' }, tags: ['vip'] },
      deal: { name: 'Pumps', amount: '10' },
      contactId: contact.id,
      dealId: deal.id,
    },
    { target: lead },
  );

  it('is gone, and is a contact and a deal', () => {
    expect(viewOf(lead, { id: 5 }, [convert])).toBeNull();
    expect(viewOf(contact, null, [convert])).toMatchObject({
      id: contact.id,
      display_name: 'Ana Zoë',
      tags: ['vip'],
    });
    expect(viewOf(contact, null, [convert])).not.toHaveProperty('company');
    expect(viewOf(deal, null, [convert])).toMatchObject({ name: 'Pumps', contacts: [{ id: contact.id }] });
    expect(viewOf({ kind: 'deals', id: contact.id }, null, [convert])).toBeNull();
  });

  it('can be changed as a contact before it is one', () => {
    const later = editOf(2, update({ last_name: 'Q' }), { target: contact });
    expect(viewOf(contact, null, [convert, later])).toMatchObject({ display_name: 'Ana Q' });
  });
});

describe('what is said in other words', () => {
  const person = {
    id: CONTACT.id,
    first_name: 'Ana',
    last_name: 'Then',
    display_name: 'Ana Then',
    email: 'a@b.c',
    emails: [
      { id: 1, value: 'a@b.c', is_primary: true },
      { id: 2, value: 'd@e.f', is_primary: false },
    ],
    sales_account_id: 5,
    sales_account: { id: 5, name: 'Acme' },
    sales_accounts: [
      { id: 5, name: 'Acme', is_primary: true },
      { id: 6, name: 'Bolt', is_primary: false },
    ],
  };
  const column = (kind: 'contacts' | 'deals', key: string, record: IdentifiedRecord | null) =>
    ENTITY_KINDS[kind].columns.find((each) => each.key === key)?.read(record ?? {});

  it('follows a person’s names and addresses', () => {
    expect(shown(CONTACT, person, update({ last_name: 'Now' }))).toMatchObject({ display_name: 'Ana Now' });
    const emails = [
      { id: 1, value: 'a@b.c', is_primary: false },
      { id: 2, value: 'd@e.f', is_primary: true },
    ];
    expect(shown(CONTACT, person, update({ emails }))).toMatchObject({ email: 'd@e.f' });
    expect(shown(CONTACT, person, update({ email: 'x@y.z' }))?.['emails']).toMatchObject([
      { value: 'x@y.z', is_primary: true },
      { value: 'd@e.f' },
    ]);
  });

  it('follows a contact’s account, whichever way it is set', () => {
    const moved = shown(CONTACT, person, update({ sales_accounts: [{ id: 6, is_primary: true }] }));
    expect(moved).toMatchObject({ sales_account_id: 6, sales_account: { id: 6 } });
    const single = shown(CONTACT, person, update({ sales_account_id: 7 }));
    expect(column('contacts', 'sales_account_id', single)).toBe(7);
    const picked = shown(CONTACT, person, update({ sales_account_id: 6 }));
    expect(picked?.['sales_accounts']).toMatchObject([
      { id: 5, is_primary: false },
      { id: 6, is_primary: true },
    ]);
    expect(
      column('contacts', 'sales_account_id', shown(CONTACT, person, update({ sales_accounts: [] }))),
    ).toBeNull();
  });

  it('follows a deal’s account', () => {
    const deal: RecordRef = { kind: 'deals', id: 3 };
    const base = { id: 3, sales_account_id: 5, sales_account: { id: 5, name: 'Acme' } };
    const moved = shown(deal, base, update({ sales_account_id: null }));
    expect(column('deals', 'sales_account_id', moved)).toBeNull();
  });

  it('follows what a task is about, and no more than that', () => {
    const task: RecordRef = { kind: 'tasks', id: 3 };
    const base = {
      id: 3,
      targetable_id: 1,
      targetable_type: 'Lead',
      targetable: { id: 1, type: 'lead' },
      targetables: [{ id: 1, type: 'Lead' }],
    };
    const moved = shown(task, base, update({ targetable_type: 'Deal', targetable_id: 9 }));
    expect(targetsOf(moved ?? {})).toEqual([{ kind: 'deals', id: 9 }]);
  });
});
