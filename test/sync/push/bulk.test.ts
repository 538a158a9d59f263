import { describe, expect, it } from 'vitest';
import type { NewEdit } from '../../../shared/edits/edit.ts';
import { failFirstWrite, openWorld, type World } from './harness.ts';

const CALL = { lane: 'background', signal: new AbortController().signal } as const;

/** Contacts of the account, all of them mirrored. */
async function withContacts(count: number): Promise<{ world: World; ids: number[]; owner: number }> {
  const world = await openWorld();
  const ids = Array.from({ length: count }, (_, n) =>
    world.admin.insert('contacts', {
      last_name: `P${n}`,
      email: `p${n}@example.test`,
      owner_id: world.admin.me,
    }),
  );
  const [view] = (await world.crm.filters('contacts', CALL)).filter(({ name }) => name === 'All Contacts');
  for (let page = 1; page <= Math.ceil(count / 100); page++) {
    const asked = { page, perPage: 100, sort: 'created_at' } as const;
    const { records } = await world.crm.view('contacts', view?.id ?? 0, asked, CALL);
    await world.sync.call('store.apply', {
      batches: [{ kind: 'contacts', records: [...records] }],
      removed: [],
      bookmarks: [],
      details: [],
      journal: [],
    });
  }
  const owner = world.admin.ids('users').find((id) => id !== world.admin.me) ?? 0;
  world.transport.requests.length = 0;
  return { world, ids, owner };
}

const assign = (ids: readonly number[], owner: number): NewEdit[] =>
  ids.map((id) => ({
    target: { kind: 'contacts', id },
    operation: { type: 'update', fields: { owner_id: owner } },
  }));
const remove = (ids: readonly number[]): NewEdit[] =>
  ids.map((id) => ({
    target: { kind: 'contacts', id },
    operation: { type: 'delete', withContactsAndDeals: false },
  }));

const paths = (world: World): string[] =>
  world.writes().map(({ method, path }) => `${method} ${path.split('?')[0]}`);
const owners = (world: World, ids: readonly number[]): Set<unknown> =>
  new Set(ids.map((id) => world.admin.read('contacts', id)?.['owner_id']));

describe('an owner for many', () => {
  it('goes a hundred at a time, after few reads', async () => {
    const { world, ids, owner } = await withContacts(230);
    await world.edit(...assign(ids, owner));
    await world.drain();
    expect(paths(world)).toEqual(Array(3).fill('POST /api/contacts/bulk_assign_owner'));
    expect(owners(world, ids)).toEqual(new Set([owner]));
    expect(await world.outbox()).toEqual([]);
    expect(world.transport.requests.length).toBeLessThan(20);
  });

  it.each(['drop-before', 'drop-after'] as const)('ends well where its answer is lost (%s)', async (kind) => {
    const { world, ids, owner } = await withContacts(12);
    await world.edit(...assign(ids, owner));
    failFirstWrite(world, { kind });
    await world.drain();
    expect(owners(world, ids)).toEqual(new Set([owner]));
    expect(await world.outbox()).toEqual([]);
  });

  it('leaves out whom somebody else has given away since', async () => {
    const { world, ids, owner } = await withContacts(5);
    await world.edit(...assign(ids, owner));
    await world.clock.advance(1_000);
    const other = world.admin.ids('users').find((id) => id !== owner && id !== world.admin.me) ?? 0;
    world.admin.update('contacts', ids[2] ?? 0, { owner_id: other });
    await world.drain();
    expect(world.admin.read('contacts', ids[2] ?? 0)?.['owner_id']).toBe(other);
    expect((await world.conflicts()).map(({ conflict }) => conflict.target.id)).toEqual([ids[2]]);
    expect(
      owners(
        world,
        ids.filter((id) => id !== ids[2]),
      ),
    ).toEqual(new Set([owner]));
  });

  it('says of each its own reason where the whole is refused', async () => {
    const { world, ids } = await withContacts(3);
    await world.edit(...assign(ids, 999_999));
    await world.drain();
    const found = (await world.outbox()).map(({ edit }) => edit.state);
    expect(found.map((state) => state.name === 'parked' && state.error.code)).toEqual(
      Array(3).fill('validation'),
    );
    expect(paths(world).filter((path) => path.startsWith('PUT'))).toHaveLength(3);
  });

  it('finds out about those that are gone', async () => {
    const { world, ids, owner } = await withContacts(4);
    await world.edit(...assign(ids, owner));
    world.admin.delete('contacts', ids[1] ?? 0, 'hard');
    await world.drain();
    expect((await world.conflicts()).map(({ conflict }) => conflict.what.kind)).toEqual(['gone-there']);
    expect(
      owners(
        world,
        ids.filter((id) => id !== ids[1]),
      ),
    ).toEqual(new Set([owner]));
  });
});

describe('a deletion of many', () => {
  it.each([null, 'drop-before', 'drop-after'] as const)('is one call (%s)', async (kind) => {
    const { world, ids } = await withContacts(12);
    await world.edit(...remove(ids));
    if (kind !== null) failFirstWrite(world, { kind });
    await world.drain();
    expect(world.admin.count('contacts')).toBe(0);
    expect(paths(world)[0]).toBe('POST /api/contacts/bulk_destroy');
    if (kind === null) expect(paths(world)).toHaveLength(1);
    expect(await world.outbox()).toEqual([]);
  });

  it('asks first where one was changed since', async () => {
    const { world, ids } = await withContacts(4);
    await world.edit(...remove(ids));
    await world.clock.advance(1_000);
    world.admin.update('contacts', ids[0] ?? 0, { job_title: 'Boss' });
    await world.drain();
    expect(world.admin.ids('contacts')).toEqual([ids[0]]);
    expect((await world.conflicts())[0]?.conflict.what.kind).toBe('deleted-here');
  });
});

describe('an import of many', () => {
  const upsert = (n: number, fields: Record<string, unknown> = {}): NewEdit => ({
    target: { kind: 'contacts', id: null },
    operation: {
      type: 'upsert',
      identifier: { field: 'emails', value: `p${n}@example.test` },
      fields: { last_name: `Q${n}`, ...fields },
    },
  });

  it.each([null, 'drop-before', 'drop-after'] as const)(
    'is one job, which is followed (%s)',
    async (kind) => {
      const { world } = await withContacts(3);
      await world.edit(...Array.from({ length: 10 }, (_, n) => upsert(n)));
      if (kind !== null) failFirstWrite(world, { kind });
      await world.drain();
      await world.clock.advance(120_000);
      await world.drain();
      const names = world.admin.ids('contacts').map((id) => world.admin.read('contacts', id)?.['last_name']);
      expect([...names].sort()).toEqual(Array.from({ length: 10 }, (_, n) => `Q${n}`));
      expect(await world.outbox()).toEqual([]);
      if (kind === null) expect(paths(world)).toEqual(['POST /api/contacts/bulk_upsert']);
    },
  );

  it('parks those that the job could not do', async () => {
    const { world } = await withContacts(0);
    world.admin.insert('contacts', { last_name: 'Taken', email: 'taken@example.test', mobile_number: '77' });
    await world.edit(upsert(1), upsert(2, { mobile_number: '77' }), upsert(3));
    await world.drain();
    const left = await world.outbox();
    expect(left.map(({ edit }) => edit.state.name)).toEqual(['parked']);
    expect(world.admin.count('contacts')).toBe(3);
  });
});
