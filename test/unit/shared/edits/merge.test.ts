import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Conflict, Edit, Fields, Operation } from '../../../../shared/edits/edit.ts';
import { mergingOf } from '../../../../shared/edits/field-merging.ts';
import { rebase, resolve, without } from '../../../../shared/edits/merge.ts';
import { valueAt, withValue } from '../../../../shared/edits/path.ts';
import { sameField } from '../../../../shared/edits/same-field.ts';
import { withFields } from '../../../../shared/edits/set-fields.ts';
import { viewOf } from '../../../../shared/edits/view.ts';
import type { IdentifiedRecord } from '../../../../shared/entities/record.ts';
import {
  baseArbitrary,
  CONTACT,
  editOf,
  fieldsArbitrary,
  PATHS,
  recordOf,
  SINGLE,
  VALUES,
} from './arbitraries.ts';
import { plain, updates } from './world.ts';

/** A record, what the rep made of it in some edits, and what somebody else made of it meanwhile. */
const world = fc
  .record({
    base: baseArbitrary,
    mine: fc.array(fieldsArbitrary, { minLength: 1, maxLength: 3 }),
    theirs: fieldsArbitrary,
  })
  .map(({ base, mine, theirs }) => ({
    base,
    chain: updates(CONTACT, base, mine),
    server: { ...withFields('contacts', base, theirs), updated_at: '2026-11-09T08:00:00Z' },
  }));

const view = (base: IdentifiedRecord, chain: readonly Edit[]): IdentifiedRecord =>
  viewOf(CONTACT, base, chain) ?? { id: 0 };
const same = (path: string, a: unknown, b: unknown): boolean => sameField('contacts', path, a, b);
const conflictOf = (what: Conflict['what']): Conflict => ({
  target: CONTACT,
  title: '',
  at: 0,
  theirsAt: null,
  theirsBy: null,
  what,
});

describe('rebase', () => {
  it('loses nothing that either side alone changed, and asks about the rest', () => {
    fc.assert(
      fc.property(world, ({ base, chain, server }) => {
        const { chain: next, conflict } = rebase(chain, server, {});
        const [before, after] = [view(base, chain), view(server, next)];
        const asked = conflict?.kind === 'fields' ? conflict.fields : {};
        for (const path of SINGLE) {
          const [old, mine, theirs] = [base, before, server].map((record) => valueAt(record, path));
          const isMine = !same(path, old, mine);
          const isTheirs = !same(path, old, theirs);
          const isConflict = isMine && isTheirs && !same(path, mine, theirs);
          expect(Object.hasOwn(asked, path)).toBe(isConflict);
          expect(same(path, valueAt(after, path), isMine ? mine : theirs)).toBe(true);
          if (isConflict) expect(asked[path]).toEqual({ base: old, mine, theirs });
        }
      }),
      { numRuns: 500 },
    );
  });

  it('takes a lost reason that is said with a stage for meant, though the server cleared the same one before', () => {
    const deal = { kind: 'deals', id: 7 } as const;
    const chain = updates(deal, recordOf(7, { deal_stage_id: 1, deal_reason_id: 20 }), [
      { deal_stage_id: 2, deal_reason_id: 20 },
    ]);
    const rebased = rebase(chain, recordOf(7, { deal_stage_id: 1, deal_reason_id: null }), {});
    expect(rebased.conflict).toBeNull();
    expect(rebased.chain[0]?.operation).toEqual({
      type: 'update',
      fields: { deal_stage_id: 2, deal_reason_id: 20 },
    });
  });

  it('merges tags as sets', () => {
    fc.assert(
      fc.property(world, ({ base, chain, server }) => {
        const next = rebase(chain, server, {});
        const list = (record: IdentifiedRecord): string[] => (record['tags'] as string[] | undefined) ?? [];
        const [old, mine, theirs] = [list(base), list(view(base, chain)), list(server)];
        const expected = [
          ...theirs.filter((tag) => mine.includes(tag) || !old.includes(tag)),
          ...mine.filter((tag) => !old.includes(tag)),
        ];
        expect(new Set(list(view(server, next.chain)))).toEqual(new Set(expected));
        expect(next.conflict?.kind === 'fields' && Object.hasOwn(next.conflict.fields, 'tags')).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it('keeps accounts that either side added, and one primary', () => {
    fc.assert(
      fc.property(world, ({ base, chain, server }) => {
        const next = rebase(chain, server, {});
        const list = (record: IdentifiedRecord) =>
          record['sales_accounts'] as { id: number; is_primary: boolean }[];
        const after = list(view(server, next.chain));
        if (next.conflict?.kind === 'fields' && Object.hasOwn(next.conflict.fields, 'sales_accounts')) return;
        const ids = (record: IdentifiedRecord): number[] => list(record).map(({ id }) => id);
        const [old, mine, theirs] = [ids(base), ids(view(base, chain)), ids(server)];
        const expected = [
          ...theirs.filter((id) => mine.includes(id) || !old.includes(id)),
          ...mine.filter((id) => !old.includes(id)),
        ];
        expect(new Set(after.map(({ id }) => id))).toEqual(new Set(expected));
        expect(after.filter((account) => account.is_primary)).toHaveLength(after.length > 0 ? 1 : 0);
      }),
      { numRuns: 500 },
    );
  });

  it('says the same twice, and nothing where the server has it all', () => {
    fc.assert(
      fc.property(world, ({ chain, server }) => {
        const once = rebase(chain, server, {});
        const twice = rebase(once.chain, server, {});
        expect({ ...twice, done: [] }).toEqual({ ...once, done: [] });
        const settled = rebase(chain, { ...view(server, chain), updated_at: '2026-11-10T08:00:00Z' }, {});
        expect(settled.conflict).toBeNull();
        expect(settled.chain).toEqual([]);
        expect(settled.done.map(({ id }) => id).sort()).toEqual(chain.map(({ id }) => id).sort());
      }),
    );
  });

  it('changes nothing where nothing came, and takes every edit into account', () => {
    fc.assert(
      fc.property(world, ({ base, chain, server }) => {
        const still = rebase(chain, base, {});
        expect(still.conflict).toBeNull();
        expect(plain(view(base, still.chain))).toEqual(plain(view(base, chain)));
        const moved = rebase(chain, server, {});
        expect([...moved.chain, ...moved.done].map(({ seq }) => seq).sort()).toEqual(
          chain.map(({ seq }) => seq),
        );
      }),
    );
  });

  it('follows a policy by field before that of the kind', () => {
    fc.assert(
      fc.property(world, fc.constantFrom('mine', 'theirs'), ({ base, chain, server }, all) => {
        const policies = { contacts: { all, fields: { constructor: 'ask' as const } } };
        const { chain: next, conflict } = rebase(chain, server, policies);
        expect(conflict).toBeNull();
        for (const path of SINGLE) {
          const [old, mine, theirs] = [base, view(base, chain), server].map((each) => valueAt(each, path));
          if (same(path, old, mine) || same(path, old, theirs)) continue;
          expect(same(path, valueAt(view(server, next), path), all === 'mine' ? mine : theirs)).toBe(true);
        }
      }),
    );
    const base = { id: CONTACT.id, job_title: 'a' };
    const chain = updates(CONTACT, base, [{ job_title: 'b' }]);
    const policies = { contacts: { all: 'mine' as const, fields: { job_title: 'ask' as const } } };
    expect(rebase(chain, { id: CONTACT.id, job_title: 'c' }, policies).conflict?.kind).toBe('fields');
  });

  it('takes a field that an answer does not carry for one that was not spoken of', () => {
    const deal = { kind: 'deals', id: 3 } as const;
    const base = { id: 3, contacts: [{ id: 1 }], name: 'x', custom_field: { cf_a: 'old' } };
    const chain = updates(deal, base, [{ contacts: [{ id: 1 }, { id: 2 }] }, { 'custom_field.cf_a': null }]);
    const { chain: next, conflict, done } = rebase(chain, { id: 3, name: 'y' }, {});
    expect([conflict, done, next]).toEqual([null, [], chain]);
  });

  it('asks about a field of any name', () => {
    const fields = JSON.parse('{"__proto__": "mine"}') as Fields;
    const base = { id: CONTACT.id, custom_field: {} };
    const chain = [
      editOf(1, { type: 'update', fields }, { base: JSON.parse('{"__proto__": "old"}') as Fields }),
    ];
    const server = withValue(base, '__proto__', 'theirs');
    const { conflict } = rebase(chain, server, {});
    expect(conflict?.kind === 'fields' && Object.keys(conflict.fields)).toEqual(['__proto__']);
  });

  it.each([
    ['a task that an old account calls true', 'tasks', 'status', false, 1, true],
    ['an amount written in another way', 'deals', 'amount', '5.0', '7700', '7700.0'],
    [
      'a day that an account sends as an instant',
      'deals',
      'expected_close',
      null,
      '2026-12-01',
      '2026-12-01T00:00:00+02:00',
    ],
  ] as const)('finds %s done', (_, kind, path, base, mine, theirs) => {
    const target = { kind, id: 3 } as const;
    const chain = updates(target, { id: 3, [path]: base }, [{ [path]: mine }]);
    expect(rebase(chain, { id: 3, [path]: theirs }, {}).done).toHaveLength(1);
  });
});

describe('lists of things known by a key', () => {
  const deal = { kind: 'deals', id: 3 } as const;
  const line = (id: number, quantity: number, discount = 0) => ({ id, quantity, discount });
  const merge = (base: unknown[], mine: unknown[], theirs: unknown[]) => {
    const chain = updates(deal, { id: 3, products: base }, [{ products: mine }]);
    const rebased = rebase(chain, { id: 3, products: theirs }, {});
    return rebased.conflict ?? viewOf(deal, { id: 3, products: theirs }, rebased.chain)?.['products'];
  };

  it('take what each side did to another item', () => {
    expect(merge([line(1, 1), line(2, 1)], [line(1, 5), line(2, 1)], [line(1, 1), line(3, 1)])).toEqual([
      line(1, 5),
      line(3, 1),
    ]);
  });

  it('ask where both sides changed one item differently, or one took it away', () => {
    expect(merge([line(1, 1)], [line(1, 5)], [line(1, 6)])).toMatchObject({ kind: 'fields' });
    expect(merge([line(1, 1)], [], [line(1, 6)])).toMatchObject({ kind: 'fields' });
    expect(merge([line(1, 1)], [line(1, 6)], [])).toMatchObject({ kind: 'fields' });
    expect(merge([line(1, 1)], [line(1, 6)], [line(1, 6), line(2, 1)])).toEqual([line(1, 6), line(2, 1)]);
  });

  it('do not bring an account back for having been first once', () => {
    const account = (id: number, is_primary: boolean) => ({ id, is_primary });
    const base = { id: CONTACT.id, sales_accounts: [account(1, true), account(2, false)] };
    const chain = updates(CONTACT, base, [{ sales_accounts: [account(1, false), account(2, true)] }]);
    const server = { id: CONTACT.id, sales_accounts: [account(2, true)] };
    expect(rebase(chain, server, {})).toMatchObject({ chain: [], conflict: null });
  });

  it('see that another account became the first', () => {
    const base = { id: CONTACT.id, sales_accounts: [{ id: 1 }, { id: 2, is_primary: true }] };
    const chain = updates(CONTACT, base, [{ sales_accounts: [{ id: 1, is_primary: true }, { id: 2 }] }]);
    expect(rebase(chain, base, {}).chain).toHaveLength(1);
  });

  it('hold items that have no key yet, and numbers of any size', () => {
    expect(merge([], [{ note: 1450348061427834880n }], [line(1, 1)])).toHaveLength(2);
  });
});

describe('resolving', () => {
  it('a conflict of fields leaves each with the value that was picked', () => {
    fc.assert(
      fc.property(
        world,
        fc.array(fc.boolean(), { minLength: PATHS.length, maxLength: PATHS.length }),
        (w, coins) => {
          const { chain, conflict } = rebase(w.chain, w.server, {});
          if (conflict?.kind !== 'fields') return;
          const picks = Object.fromEntries(
            Object.keys(conflict.fields).map((path, at) => [
              path,
              coins[at] ? ('mine' as const) : ('theirs' as const),
            ]),
          );
          const resolved = resolve(chain, conflictOf(conflict), { kind: 'fields', picks }, w.server);
          expect(resolved.conflict).toBeNull();
          const again = rebase(resolved.chain, w.server, {});
          expect(again.conflict).toBeNull();
          const shown = view(w.server, again.chain);
          for (const [path, { mine, theirs }] of Object.entries(conflict.fields)) {
            if (mergingOf('contacts', path).as !== 'value') continue;
            expect(same(path, valueAt(shown, path), picks[path] === 'mine' ? mine : theirs)).toBe(true);
          }
        },
      ),
    );
  });

  it('asks again where the server has moved on since the rep looked', () => {
    const base = { id: CONTACT.id, job_title: 'a' };
    const chain = updates(CONTACT, base, [{ job_title: 'b' }]);
    const { conflict } = rebase(chain, { id: CONTACT.id, job_title: 'c' }, {});
    const picks = { job_title: 'mine' as const };
    const resolved = resolve(chain, conflictOf(conflict!), { kind: 'fields', picks }, base);
    expect(rebase(resolved.chain, { id: CONTACT.id, job_title: 'd' }, {}).conflict).toMatchObject({
      fields: { job_title: { base: 'c', mine: 'b', theirs: 'd' } },
    });
  });

  it('leaves what was not decided', () => {
    const base = { id: CONTACT.id, job_title: 'a', city: 'a' };
    const chain = updates(CONTACT, base, [{ job_title: 'b', city: 'b' }]);
    const server = { id: CONTACT.id, job_title: 'c', city: 'c' };
    const { conflict } = rebase(chain, server, {});
    const resolved = resolve(
      chain,
      conflictOf(conflict!),
      { kind: 'fields', picks: { city: 'theirs' } },
      server,
    );
    expect(resolved.conflict).toMatchObject({ fields: { job_title: { mine: 'b', theirs: 'c' } } });
    expect(resolved.chain[0]?.operation).toMatchObject({ fields: { job_title: 'b' } });
  });

  it('lets what is gone there go', () => {
    const chain = updates(CONTACT, { id: CONTACT.id }, [{ city: 'b' }]);
    const what = { kind: 'gone-there', reason: 'deleted' } as const;
    expect(resolve(chain, conflictOf(what), { kind: 'theirs' }, null)).toMatchObject({
      chain: [],
      done: chain,
    });
  });
});

describe('a delete', () => {
  const gone: Operation = { type: 'delete', withContactsAndDeals: false };
  const base = {
    id: CONTACT.id,
    last_name: 'a',
    lead_score: 1,
    open_deals_count: 1,
    tags: ['x'],
    updated_at: '2026-11-01T08:00:00Z',
  };
  const edit = editOf(1, gone, { base });

  it('goes where only what the CRM counts has moved', () => {
    const server = { ...base, lead_score: 9, open_deals_count: 4, updated_at: '2026-11-02T08:00:00Z' };
    expect(rebase([edit], server, {})).toMatchObject({ conflict: null, chain: [{ id: edit.id }] });
  });

  it('asks where somebody changed the record, until it is decided', () => {
    const server = { ...base, last_name: 'b', tags: ['x', 'y'] };
    const { conflict, chain } = rebase([edit], server, {});
    expect(conflict).toEqual({
      kind: 'deleted-here',
      fields: { last_name: { base: 'a', theirs: 'b' }, tags: { base: ['x'], theirs: ['x', 'y'] } },
    });
    const mine = resolve(chain, conflictOf(conflict!), { kind: 'mine' }, server);
    expect(rebase(mine.chain, server, {}).conflict).toBeNull();
    const theirs = resolve(chain, conflictOf(conflict!), { kind: 'theirs' }, server);
    expect([theirs.chain, theirs.done.map(({ id }) => id)]).toEqual([[], [edit.id]]);
  });

  it('compares with what the server had, not with what the rep made of it before', () => {
    const changed = editOf(
      1,
      { type: 'update', fields: { last_name: 'mine' } },
      { base: { last_name: 'a' } },
    );
    const later = editOf(2, gone, { base: { ...base, last_name: 'mine' } });
    expect(rebase([changed, later], base, {}).conflict).toBeNull();
  });

  it('follows the policy', () => {
    const server = { ...base, last_name: 'b' };
    const rule = (all: 'mine' | 'theirs') => rebase([edit], server, { contacts: { all, fields: {} } });
    expect(rule('mine')).toMatchObject({ conflict: null, chain: [{ id: edit.id }] });
    expect(rule('theirs')).toMatchObject({ conflict: null, chain: [], done: [{ id: edit.id }] });
  });

  it('leaves what was changed before it to be merged, where the policy keeps the record', () => {
    const changed = editOf(
      1,
      { type: 'update', fields: { last_name: 'mine', city: 'mine' } },
      { base: { last_name: 'a', city: 'a' } },
    );
    const later = editOf(2, gone, { base: { ...base, last_name: 'mine' } });
    const server = { ...base, city: 'a', last_name: 'b' };
    const rule = { contacts: { all: 'theirs', fields: {} } } as const;
    const { chain, done, conflict } = rebase([changed, later], server, rule);
    expect({ conflict, done: done.map(({ id }) => id) }).toEqual({ conflict: null, done: [later.id] });
    expect(chain.map(({ operation }) => operation)).toEqual([{ type: 'update', fields: { city: 'mine' } }]);
  });

  it('does not ask about what an answer leaves out', () => {
    const { last_name: _left, ...server } = base;
    expect(rebase([edit], server, {}).conflict).toBeNull();
  });
});

describe('without', () => {
  it('is as if the edit had never been made', () => {
    fc.assert(
      fc.property(
        baseArbitrary,
        fc.array(fieldsArbitrary, { minLength: 1, maxLength: 4 }),
        fc.nat(),
        (base, fields, pick) => {
          const chain = updates(CONTACT, base, fields);
          const at = pick % chain.length;
          const left = without(chain, chain[at]!.id);
          expect(left.map(({ id }) => id)).toEqual(
            chain.filter((_, each) => each !== at).map(({ id }) => id),
          );
          const never = updates(
            CONTACT,
            base,
            fields.filter((_, each) => each !== at),
          );
          for (const path of SINGLE) {
            const [shown, expected] = [left, never].map((edits) => valueAt(view(base, edits), path));
            expect(same(path, shown, expected)).toBe(true);
            const [bases, expectedBases] = [left, never].map((edits) =>
              edits.flatMap((edit) => (Object.hasOwn(edit.base, path) ? [edit.base[path]] : [])),
            );
            expect(bases).toEqual(expectedBases);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it('takes out of a list what that edit alone put in', () => {
    const base = { id: CONTACT.id, tags: ['a'] };
    const chain = updates(CONTACT, base, [
      { tags: ['a', 'b'] },
      { tags: ['a', 'b', 'c'] },
      { tags: ['b', 'c'] },
    ]);
    const left = without(chain, chain[0]!.id);
    expect(left.map(({ operation, base: before }) => [before['tags'], operation])).toEqual([
      [['a'], { type: 'update', fields: { tags: ['a', 'c'] } }],
      [['a', 'c'], { type: 'update', fields: { tags: ['c'] } }],
    ]);
  });

  it('of an edit that is not there is the chain', () => {
    const chain = updates(CONTACT, { id: CONTACT.id }, [{ city: 'b' }]);
    expect(without(chain, 'other')).toBe(chain);
  });
});

it('plays with every kind of value', () => expect(Object.keys(VALUES)).toEqual(PATHS));
