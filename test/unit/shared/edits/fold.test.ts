import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Edit, Operation } from '../../../../shared/edits/edit.ts';
import { foldNext } from '../../../../shared/edits/fold.ts';
import { viewOf } from '../../../../shared/edits/view.ts';
import type { IdentifiedRecord } from '../../../../shared/entities/record.ts';
import { baseArbitrary, CONTACT, editOf, fieldsArbitrary, LOCAL } from './arbitraries.ts';
import { made, plain } from './world.ts';

const update: fc.Arbitrary<Operation> = fieldsArbitrary.map((fields) => ({ type: 'update', fields }));
const create: fc.Arbitrary<Operation> = fieldsArbitrary.map((fields) => ({ type: 'create', fields }));
const clone: fc.Arbitrary<Operation> = fieldsArbitrary.map((fields) => ({
  type: 'clone',
  sourceId: CONTACT.id,
  fields,
}));
const upsert: fc.Arbitrary<Operation> = fieldsArbitrary.map((fields) => ({
  type: 'upsert',
  identifier: { field: 'mobile_number', value: '+49 170 1' },
  fields,
}));
const team: fc.Arbitrary<Operation> = fc
  .uniqueArray(fc.record({ user_id: fc.integer({ min: 1, max: 3 }), gone: fc.boolean() }), {
    minLength: 1,
    maxLength: 3,
    selector: ({ user_id }) => user_id,
  })
  .map((members) => ({
    type: 'team',
    members: members.map(({ user_id, gone }) => ({
      user_id,
      designation_id: null,
      ...(gone ? { _destroy: true as const } : {}),
    })),
  }));
const file = { id: crypto.randomUUID(), name: 'Visit.txt', contentType: '', size: 3, isShared: true };
const attach: Operation = { type: 'attach', file };
const gone: Operation = { type: 'delete', withContactsAndDeals: false };
const back: Operation = { type: 'restore' };

/** Folds a whole chain, request by request. */
function folded(chain: readonly Edit[]): Edit[] {
  const sent: Edit[] = [];
  for (let left = chain; left.length > 0;) {
    const { edits, edit } = foldNext(left);
    expect(edits).toEqual(left.slice(0, edits.length));
    expect(edits.length).toBeGreaterThan(0);
    if (edit) sent.push(edit);
    left = left.slice(edits.length);
  }
  return sent;
}

/** The law of folding: what is sent comes to what is shown. */
function expectSameView(base: IdentifiedRecord | null, operations: readonly Operation[]): Edit[] {
  const ref = base === null ? LOCAL : CONTACT;
  const chain = made(ref, base, operations);
  const sent = folded(chain);
  expect(plain(viewOf(ref, base, sent))).toEqual(plain(viewOf(ref, base, chain)));
  return sent;
}

describe('folding comes to the same view', () => {
  it('for updates of a record of the server’s, in one request or none', () => {
    fc.assert(
      fc.property(baseArbitrary, fc.array(update, { minLength: 1, maxLength: 5 }), (base, chain) => {
        expect(expectSameView(base, chain).length).toBeLessThanOrEqual(1);
      }),
    );
  });

  it.each([
    ['create', create],
    ['clone', clone],
    ['upsert', upsert],
  ])('for %s and updates, in one request', (_, first) => {
    fc.assert(
      fc.property(first, fc.array(update, { maxLength: 4 }), (begin, more) => {
        expect(expectSameView(null, [begin, ...more])).toHaveLength(1);
      }),
    );
  });

  it.each([
    ['create', create],
    ['clone', clone],
  ])('for %s and delete: nothing is sent', (_, first) => {
    fc.assert(
      fc.property(first, fc.array(update, { maxLength: 3 }), (begin, more) => {
        expect(expectSameView(null, [begin, ...more, gone])).toEqual([]);
      }),
    );
  });

  it('for updates and a delete: the delete alone, which knows what the server had', () => {
    fc.assert(
      fc.property(baseArbitrary, fc.array(update, { maxLength: 3 }), (base, more) => {
        const sent = expectSameView(base, [...more, gone]);
        expect(sent.map(({ operation }) => operation)).toEqual([gone]);
        expect(sent[0]?.base['first_name']).toEqual(base['first_name']);
        expect(sent[0]?.base['tags']).toEqual(base['tags']);
      }),
    );
  });

  it('for files: each in a request of its own, and none where the record goes', () => {
    const base = { id: CONTACT.id, is_deleted: false };
    const types = (...operations: Operation[]): string[] =>
      expectSameView(base, operations).map(({ operation }) => operation.type);
    const change: Operation = { type: 'update', fields: { first_name: 'Zoë' } };
    expect(types(attach, attach)).toEqual(['attach', 'attach']);
    expect(types(change, attach, change)).toEqual(['update', 'attach']);
    expect(types(attach, change, gone)).toEqual(['delete']);
    expect(types(attach, gone, back)).toEqual(['attach']);
    expect(expectSameView(null, [{ type: 'create', fields: { last_name: 'Ana' } }, attach, gone])).toEqual(
      [],
    );
  });

  it('for any order of operations on a record of the server’s', () => {
    const any = fc.oneof(update, team, fc.constant(attach), fc.constant(gone), fc.constant(back));
    fc.assert(
      fc.property(baseArbitrary, fc.array(any, { minLength: 1, maxLength: 6 }), (base, operations) => {
        // A screen lets nothing be done to what is deleted but restoring it.
        let isGone = false;
        const possible = operations.filter(({ type }) => {
          if ((type === 'restore') !== isGone) return false;
          if (type === 'delete' || type === 'restore') isGone = !isGone;
          return true;
        });
        if (possible.length > 0) expectSameView({ ...base, is_deleted: false }, possible);
      }),
    );
  });

  it('for the same person said in other words: an address and the list of addresses, names and the name shown', () => {
    const path = fc.constantFrom<Operation>(
      { type: 'update', fields: { email: 'a@example.com' } },
      { type: 'update', fields: { email: 'b@example.com' } },
      { type: 'update', fields: { emails: [{ value: 'c@example.com', is_primary: true }] } },
      { type: 'update', fields: { display_name: 'Shown' } },
      { type: 'update', fields: { last_name: 'Now' } },
      { type: 'update', fields: { sales_accounts: [{ id: 5, is_primary: true }] } },
      { type: 'update', fields: { sales_account_id: 6 } },
    );
    const base = {
      id: CONTACT.id,
      first_name: 'Ana',
      last_name: 'Then',
      display_name: 'Ana Then',
      email: 'a@example.com',
      emails: [{ value: 'a@example.com', is_primary: true }],
      sales_account_id: 5,
      sales_accounts: [{ id: 5, is_primary: true }],
    };
    fc.assert(
      fc.property(fc.array(path, { minLength: 1, maxLength: 2 }), (operations) => {
        expectSameView(base, operations);
      }),
    );
  });
});

describe('a folded edit', () => {
  const batch = '00000000-0000-4000-8000-0000000000aa';
  const at = (seq: number, more: Partial<Edit>): Edit =>
    editOf(
      seq,
      { type: 'update', fields: { first_name: `n${seq}` } },
      { base: { first_name: `b${seq}` }, ...more },
    );

  it('is the first one’s, with the first base, the last value, the most attempts, and all it depends on', () => {
    const edit = foldNext([
      at(1, { attempts: 1, dependsOn: ['x'], batch }),
      at(2, { attempts: 3, dependsOn: ['x', 'y'], batch }),
    ]).edit;
    expect(edit).toMatchObject({
      seq: 1,
      base: { first_name: 'b1' },
      operation: { fields: { first_name: 'n2' } },
      attempts: 3,
      dependsOn: ['x', 'y'],
      batch,
      title: 'edit 2',
    });
    expect(foldNext([at(1, { batch }), at(2, {})]).edit?.batch).toBeNull();
  });

  it('of one edit is that edit, and of a convert never more than that', () => {
    const convert = editOf(1, { type: 'convert', fields: {}, deal: null, contactId: -1, dealId: null });
    const { edits, edit } = foldNext([convert, at(2, {})]);
    expect([edits, edit]).toEqual([[convert], convert]);
    expect(foldNext([at(1, {}), { ...convert, seq: 2 }]).edits).toHaveLength(1);
  });

  it('keeps the change that ran before a delete that was taken back', () => {
    const chain = made(CONTACT, { id: CONTACT.id, first_name: 'Ana' }, [
      { type: 'update', fields: { first_name: 'Zoë' } },
      gone,
      back,
    ]);
    expect(folded(chain).map(({ operation }) => operation)).toEqual([
      { type: 'update', fields: { first_name: 'Zoë' } },
    ]);
  });

  it('does not put a person under another identifier', () => {
    const chain = made(LOCAL, null, [
      { type: 'upsert', identifier: { field: 'mobile_number', value: '1' }, fields: { mobile_number: '1' } },
      { type: 'update', fields: { mobile_number: '2' } },
    ]);
    expect(folded(chain)).toHaveLength(2);
  });
});
