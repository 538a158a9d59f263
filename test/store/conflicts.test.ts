import { describe, expect, it } from 'vitest';
import type { IdentifiedRecord } from '../../shared/entities/record.ts';
import {
  ask,
  begin,
  bring,
  create,
  done,
  fieldsOfUnit,
  outbox,
  page,
  ready,
  remove,
  save,
  settle,
  update,
  overRestart,
  restarted,
} from './edits.ts';
import { list, openStore, recordOf, type TestStore } from './harness.ts';

const OLD = '2026-01-01T10:00:00Z';
const NEW = '2026-01-02T10:00:00Z';
const ref = { kind: 'contacts' as const, id: 1 };
const ana = (more: object = {}): IdentifiedRecord => ({
  id: 1,
  last_name: 'Ok',
  display_name: 'Ana Ok',
  email: 'ana@acme.test',
  city: 'Oslo',
  tags: ['a'],
  updated_at: OLD,
  ...more,
});
const theirs = (more: object): IdentifiedRecord => ana({ updated_at: NEW, updater_id: 7, ...more });

async function withAna(): Promise<TestStore> {
  const store = await openStore();
  await bring(store, 'contacts', [ana()]);
  return store;
}

const gone = (reason: 'deleted' | 'invisible' = 'deleted') => ({
  removed: [{ ...ref, reason }],
});

describe('what comes from the server', () => {
  it('is the base under the pending edits', async () => {
    const store = await withAna();
    await save(store, update('contacts', 1, { city: 'Rome', tags: ['a', 'mine'] }));
    await bring(store, 'contacts', [theirs({ last_name: 'Oak', tags: ['a', 'theirs'] })]);
    expect(await page(store, 'contacts', 1)).toMatchObject({
      record: { city: 'Rome', last_name: 'Oak', tags: ['a', 'theirs', 'mine'] },
      conflict: null,
    });
    expect((await ready(store))[0]).toMatchObject({
      base: { last_name: 'Oak' },
      edit: { baseRevision: NEW },
    });
  });

  it('ends edits that it has already', async () => {
    const store = await withAna();
    await save(store, update('contacts', 1, { city: 'Rome' }));
    await bring(store, 'contacts', [theirs({ city: 'Rome' })]);
    expect((await outbox(store)).entries).toEqual([]);
    expect(await list(store, 'contacts')).toMatchObject({ rows: [{ pending: false }] });
    const { entries } = await ask(store, { type: 'journal', ref: null, limit: 5 });
    expect(entries).toMatchObject([{ event: 'already-there', kind: 'contacts', id: 1 }]);
  });

  it('does not touch what is being sent', async () => {
    const store = await withAna();
    await save(store, update('contacts', 1, { city: 'Rome' }));
    const unit = await begin(store);
    await save(store, update('contacts', 1, { city: 'Bonn' }));
    await bring(store, 'contacts', [theirs({ city: 'Paris' })]);
    expect((await page(store, 'contacts', 1)).conflict).toBeNull();
    expect((await outbox(store)).entries).toHaveLength(2);
    await settle(store, unit, { name: 'again', notBefore: null, isFailure: false });
    expect((await page(store, 'contacts', 1)).conflict?.what).toEqual({
      kind: 'fields',
      fields: { city: { base: 'Oslo', mine: 'Bonn', theirs: 'Paris' } },
    });
  });

  it('is left out where it was overtaken, and keeps what it does not speak of', async () => {
    const store = await withAna();
    await bring(store, 'contacts', [{ id: 1, city: 'Rome', updated_at: NEW }]);
    expect(await bring(store, 'contacts', [ana({ city: 'Old' })])).toBe(0);
    expect(await recordOf(store, 'contacts', 1)).toEqual(ana({ city: 'Rome', updated_at: NEW }));
  });

  it('takes records away, and their neighbours stay where they are found', async () => {
    const store = await openStore();
    const many = Array.from({ length: 300 }, (_, at) => ana({ id: at + 1, display_name: `P${at + 1}` }));
    await bring(store, 'contacts', many);
    await bring(store, 'contacts', [], {
      removed: many
        .filter(({ id }) => id % 3 === 0)
        .map(({ id }) => ({ kind: 'contacts', id, reason: 'deleted' })),
    });
    for await (const each of overRestart(store)) {
      expect(await list(each, 'contacts')).toMatchObject({ total: 200, all: 200 });
      expect(await recordOf(each, 'contacts', 299)).toEqual(many[298]);
      expect(await recordOf(each, 'contacts', 300)).toBeNull();
      expect((await each.sync['store.ids']({ kind: 'contacts', after: 1, upTo: 8 })).ids).toEqual([
        2, 4, 5, 7, 8,
      ]);
    }
    // And they may come again.
    const last = await openStore({ disk: store.disk });
    await bring(last, 'contacts', [many[299]!, many[2]!]);
    expect(await list(last, 'contacts')).toMatchObject({ total: 202 });
    expect(await recordOf(last, 'contacts', 3)).toEqual(many[2]);
  });

  it('is stored with its bookmarks, details and journal', async () => {
    const store = await withAna();
    await bring(store, 'contacts', [], {
      bookmarks: [{ key: 'delta:contacts', value: { at: 5 } }],
      details: [{ ref, part: 'files', value: [1], at: 7 }],
      journal: [
        {
          at: 1,
          event: 'pulled',
          kind: 'contacts',
          id: null,
          title: '',
          operation: null,
          count: 3,
          detail: null,
        },
      ],
    });
    const again = await restarted(store);
    expect(again.opened[0]?.bookmarks).toEqual([{ key: 'delta:contacts', value: { at: 5 } }]);
    expect(await ask(again, { type: 'details', ref })).toMatchObject({
      details: [{ part: 'files', value: [1] }],
    });
    expect(await ask(again, { type: 'journal', ref: null, limit: 9 })).toMatchObject({
      entries: [{ event: 'pulled' }],
    });
    expect(await again.sync['store.bases']({ refs: [ref, { kind: 'deals', id: 4 }] })).toEqual({
      bases: [ana(), null],
    });
  });
});

describe('a conflict', () => {
  async function conflicting(): Promise<TestStore> {
    const store = await withAna();
    await save(store, update('contacts', 1, { city: 'Rome', last_name: 'Oh' }));
    await bring(store, 'contacts', [theirs({ city: 'Paris' })]);
    return store;
  }

  it('holds its record back, is told, and stays over a restart', async () => {
    const store = await conflicting();
    for await (const each of overRestart(store)) {
      expect(await ready(each)).toEqual([]);
      expect(await list(each, 'contacts')).toMatchObject({ rows: [{ conflict: true }] });
      expect((await outbox(each)).entries).toMatchObject([{ heldBy: 'conflict' }]);
      const { conflicts } = await ask(each, { type: 'conflicts' });
      expect(conflicts.map(({ conflict }) => conflict)).toEqual([
        {
          target: ref,
          title: 'Ana Ok',
          at: store.clock.now,
          theirsAt: NEW,
          theirsBy: 7,
          what: { kind: 'fields', fields: { city: { base: 'Oslo', mine: 'Rome', theirs: 'Paris' } } },
        },
      ]);
    }
  });

  it.each([
    ['mine', { city: 'Rome', last_name: 'Oh' }],
    ['theirs', { last_name: 'Oh' }],
  ] as const)('is decided for %s', async (pick, sent) => {
    const store = await conflicting();
    await store.ui['conflict.resolve']({
      target: ref,
      resolution: { kind: 'fields', picks: { city: pick } },
    });
    expect((await page(store, 'contacts', 1)).conflict).toBeNull();
    expect((await ready(store)).map(fieldsOfUnit)).toEqual([sent]);
    expect(await recordOf(store, 'contacts', 1)).toMatchObject({ city: pick === 'mine' ? 'Rome' : 'Paris' });
  });

  it('goes when the edit is undone, when a policy decides, and when the server gives way', async () => {
    const undone = await conflicting();
    const { entries } = await outbox(undone);
    await undone.ui['edit.undo']({ editId: entries[0]!.edit.id, withDependants: false });
    expect((await ask(undone, { type: 'conflicts' })).conflicts).toEqual([]);
    expect(await recordOf(undone, 'contacts', 1)).toMatchObject({ city: 'Paris', last_name: 'Ok' });

    const decided = await conflicting();
    await decided.ui['policies.set']({ policies: { contacts: { all: 'mine', fields: {} } } });
    expect((await ready(decided)).map(fieldsOfUnit)).toEqual([{ city: 'Rome', last_name: 'Oh' }]);
    expect(await ask(await restarted(decided), { type: 'policies' })).toMatchObject({
      policies: { contacts: { all: 'mine' } },
    });

    const given = await conflicting();
    await bring(given, 'contacts', [theirs({ city: 'Rome', updated_at: '2026-01-03T10:00:00Z' })]);
    expect((await ready(given)).map(fieldsOfUnit)).toEqual([{ last_name: 'Oh' }]);
  });

  it('of a deletion here with a change there can be decided both ways', async () => {
    for (const kind of ['mine', 'theirs'] as const) {
      const store = await withAna();
      await save(store, remove('contacts', 1));
      await bring(store, 'contacts', [theirs({ city: 'Paris' })]);
      expect((await page(store, 'contacts', 1)).conflict?.what).toEqual({
        kind: 'deleted-here',
        fields: { city: { base: 'Oslo', theirs: 'Paris' } },
      });
      await store.ui['conflict.resolve']({ target: ref, resolution: { kind } });
      expect(await ready(store)).toHaveLength(kind === 'mine' ? 1 : 0);
      expect(await list(store, 'contacts')).toMatchObject({ all: kind === 'mine' ? 0 : 1 });
    }
  });

  it('of a record that is gone keeps it until the rep lets go', async () => {
    const store = await withAna();
    await save(store, update('contacts', 1, { city: 'Rome' }));
    await bring(store, 'contacts', [], gone('invisible'));
    const again = await restarted(store);
    expect(await page(again, 'contacts', 1)).toMatchObject({
      record: { city: 'Rome' },
      conflict: { what: { kind: 'gone-there', reason: 'invisible' } },
    });
    await save(again, update('contacts', 1, { city: 'Bonn' }));
    expect((await page(again, 'contacts', 1)).conflict).not.toBeNull();
    await again.ui['conflict.resolve']({ target: ref, resolution: { kind: 'theirs' } });
    expect((await outbox(again)).entries).toEqual([]);
    expect(await recordOf(again, 'contacts', 1)).toBeNull();
    expect((await restarted(again)).opened[0]?.counts).toEqual({});
  });

  it('of a record that is gone ends when it is there again', async () => {
    const store = await withAna();
    await save(store, update('contacts', 1, { city: 'Rome' }));
    await bring(store, 'contacts', [], gone());
    await bring(store, 'contacts', [ana()]);
    expect((await page(store, 'contacts', 1)).conflict).toBeNull();
    expect(await ready(store)).toHaveLength(1);
  });

  it('of a record that is gone may make it anew', async () => {
    const store = await withAna();
    await save(store, update('contacts', 1, { city: 'Rome' }));
    await settle(store, await begin(store), { name: 'gone', reason: 'deleted' });
    await store.ui['conflict.resolve']({ target: ref, resolution: { kind: 'recreate' } });
    const units = await ready(store);
    expect(units.map(({ edit }) => edit.operation)).toMatchObject([
      { type: 'create', fields: { city: 'Rome', last_name: 'Ok', email: 'ana@acme.test' } },
    ]);
    expect(Object.keys(fieldsOfUnit(units[0]!))).not.toContain('id');
    expect(await list(store, 'contacts')).toMatchObject({ all: 1 });
    const { id } = units[0]!.edit.target;
    await settle(store, await begin(store), done('contacts', theirs({ id: 5, city: 'Rome' }), id));
    expect(await list(await restarted(store), 'contacts')).toMatchObject({ all: 1, rows: [{ id: 5 }] });
  });

  it('is none where both have deleted it', async () => {
    const store = await withAna();
    await save(store, update('contacts', 1, { city: 'Rome' }));
    await save(store, remove('contacts', 1));
    await bring(store, 'contacts', [], gone());
    expect((await outbox(store)).entries).toEqual([]);
    expect((await ask(store, { type: 'conflicts' })).conflicts).toEqual([]);
    expect(await recordOf(store, 'contacts', 1)).toBeNull();
  });
});

describe('live queries', () => {
  it('hear of edits, conflicts and what is sent', async () => {
    const store = await withAna();
    const specs = [
      { type: 'outbox' },
      { type: 'conflicts' },
      { type: 'journal', ref: null, limit: 5 },
      { type: 'counts' },
      { type: 'details', ref },
      { type: 'policies' },
      { type: 'record', ...ref },
    ] as const;
    const ids = new Map<number, string>();
    for (const spec of specs) ids.set((await store.ui['watch.open'](spec)).watchId, spec.type);
    const heard = async (): Promise<string[]> => {
      store.pushes.length = 0;
      await store.scheduler.advance(200);
      return store.pushes.map(({ watchId }) => ids.get(watchId)!).sort();
    };
    await save(store, update('contacts', 1, { city: 'Rome' }));
    expect(await heard()).toEqual(['counts', 'outbox', 'record']);
    await bring(store, 'contacts', [theirs({ city: 'Paris' })]);
    expect(await heard()).toEqual(['conflicts', 'counts', 'journal', 'outbox', 'record']);
    await store.ui['policies.set']({ policies: { contacts: { all: 'theirs', fields: {} } } });
    expect(await heard()).toEqual(['conflicts', 'counts', 'journal', 'outbox', 'policies', 'record']);
    await bring(store, 'contacts', [], { details: [{ ref, part: 'team', value: [], at: 1 }] });
    expect(await heard()).toEqual(['details']);
  });
});

describe('records that belong to others', () => {
  it('are listed by what they are about, also where that is new', async () => {
    const store = await openStore();
    const { targets } = await save(store, create('leads', { last_name: 'Ny', email: 'ny@x.test' }));
    const about = { targetable_type: 'Lead', targetable_id: targets[0]!.id };
    await save(store, create('notes', { description: 'Hi', ...about }));
    const tagged = await list(store, 'notes', {
      filters: [{ column: 'targets', op: 'in', values: [`leads:${targets[0]!.id}`] }],
    });
    expect(tagged).toMatchObject({ total: 1, rows: [{ title: 'Hi', pending: true }] });
    await settle(store, await begin(store), done('leads', { id: 3, last_name: 'Ny' }, targets[0]!.id));
    const after = await list(store, 'notes', {
      filters: [{ column: 'targets', op: 'in', values: ['leads:3'] }],
    });
    expect(after.total).toBe(1);
  });
});
