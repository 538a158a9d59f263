import { describe, expect, it } from 'vitest';
import { isLocalId } from '../../shared/entities/local-id.ts';
import type { IdentifiedRecord } from '../../shared/entities/record.ts';
import {
  ask,
  begin,
  beginAll,
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
const ABOUT = { targetable_type: 'Contact', targetable_id: 1, owner_id: 4 };
const ana = (more: object = {}): IdentifiedRecord => ({
  id: 1,
  first_name: 'Ana',
  last_name: 'Ok',
  display_name: 'Ana Ok',
  email: 'ana@acme.test',
  city: 'Oslo',
  tags: ['a'],
  updated_at: OLD,
  ...more,
});

const titles = async (store: TestStore, kind: 'contacts' | 'leads' | 'notes'): Promise<string[]> =>
  (await list(store, kind)).rows.map((row) => row.title);

describe('an edit', () => {
  it('is shown at once, marked, found, and after a restart', async () => {
    const store = await openStore();
    await bring(store, 'contacts', [ana()]);
    await save(store, update('contacts', 1, { city: 'Rome' }));
    for await (const each of overRestart(store)) {
      const found = await list(each, 'contacts', { text: 'rome', columns: ['city'] });
      expect(found.rows).toMatchObject([{ id: 1, cells: { city: 'Rome' }, pending: true, conflict: false }]);
      expect(await list(each, 'contacts', { text: 'oslo' })).toMatchObject({ total: 0, all: 1 });
      expect(await page(each, 'contacts', 1)).toMatchObject({
        record: { city: 'Rome', updated_at: OLD },
        pending: { isLocal: false, isDeleted: false, fields: ['city'] },
      });
      expect((await outbox(each)).entries).toMatchObject([
        {
          title: 'Ana Ok',
          undoable: true,
          heldBy: null,
          edit: { seq: 1, base: { city: 'Oslo' }, baseRevision: OLD, state: { name: 'queued' } },
        },
      ]);
    }
  });

  it('keeps only the fields that change something, and is none where none does', async () => {
    const store = await openStore();
    await bring(store, 'contacts', [ana()]);
    const { editIds } = await save(store, update('contacts', 1, { city: 'Oslo', last_name: 'Øk' }));
    expect((await outbox(store)).entries[0]?.edit.operation).toEqual({
      type: 'update',
      fields: { last_name: 'Øk' },
    });
    expect(editIds).toHaveLength(1);
    expect(await save(store, update('contacts', 1, { city: 'Oslo' }))).toEqual({
      saved: true,
      editIds: [],
      targets: [{ kind: 'contacts', id: 1 }],
    });
  });

  it('is told to the engine', async () => {
    const store = await openStore();
    await save(store, create('leads', { last_name: 'Ny', email: 'ny@x.test' }));
    expect(store.outboxChanges()).toBe(1);
  });

  it('is refused for a record that is not here, and nothing of the call is saved', async () => {
    const store = await openStore();
    await bring(store, 'contacts', [ana()]);
    const answer = await store.ui.edit({
      edits: [update('contacts', 1, { city: 'Rome' }), update('contacts', 9, { city: 'Rome' })],
    });
    expect(answer).toEqual({
      saved: false,
      problems: [{ at: 1, field: null, code: 'not-here', limit: null }],
    });
    expect((await outbox(store)).entries).toEqual([]);
    expect(store.outboxChanges()).toBe(0);
    // Nor is a number used up that the disk does not know of.
    await save(store, update('contacts', 1, { city: 'Bonn' }));
    expect((await outbox(store)).entries[0]?.edit.seq).toBe(1);
  });

  it('of deletion hides the record everywhere, and its undoing shows it again', async () => {
    const store = await openStore();
    const bo = { id: 2, first_name: 'Bo', last_name: 'By', display_name: 'Bo By' };
    await bring(store, 'contacts', [ana(), bo]);
    const { editIds } = await save(store, remove('contacts', 1));
    for await (const each of overRestart(store)) {
      expect(await list(each, 'contacts')).toMatchObject({ total: 1, all: 1, rows: [{ id: 2 }] });
      expect(await list(each, 'contacts', { text: 'ana' })).toMatchObject({ total: 0 });
      expect((await each.ui.search({ text: 'ana ok', limit: 5, kinds: null })).hits).toEqual([]);
      expect(await ask(each, { type: 'counts' })).toMatchObject({ counts: { contacts: 1 } });
      expect(await page(each, 'contacts', 1)).toMatchObject({
        record: { display_name: 'Ana Ok' },
        pending: { isDeleted: true },
      });
    }
    const again = await restarted(store);
    expect(await again.ui['edit.undo']({ editId: editIds[0]!, withDependants: false })).toEqual({
      undone: true,
      editIds,
    });
    expect(await list(again, 'contacts')).toMatchObject({ total: 2, all: 2 });
    expect((await again.ui.search({ text: 'ana ok', limit: 5, kinds: null })).hits).toMatchObject([
      { id: 1 },
    ]);
    expect((await outbox(again)).entries).toEqual([]);
  });
});

describe('a record made here', () => {
  it('gets a local id, is listed and found, and has its place after a restart', async () => {
    const store = await openStore();
    const { targets } = await save(
      store,
      create('leads', { last_name: 'Ny', email: 'ny@x.test' }),
      create('leads', { last_name: 'Nu', email: 'nu@x.test' }),
    );
    expect(targets.every(({ id }) => isLocalId(id))).toBe(true);
    const again = await restarted(store);
    expect(await titles(again, 'leads')).toEqual(['Nu', 'Ny']);
    expect(await page(again, 'leads', targets[0]!.id)).toMatchObject({ pending: { isLocal: true } });
    const { targets: more } = await save(again, create('leads', { last_name: 'Na', email: 'na@x.test' }));
    expect(more[0]!.id).toBeLessThan(targets[1]!.id);
    expect(await again.sync['store.ids']({ kind: 'leads', after: null, upTo: null })).toEqual({ ids: [] });
  });

  it('takes its dependants with it when it is undone, after asking', async () => {
    const store = await openStore();
    const { editIds, targets } = await save(store, create('leads', { last_name: 'Ny', email: 'ny@x.test' }));
    const note = await save(
      store,
      create('notes', { description: 'Hi', targetable_type: 'Lead', targetable_id: targets[0]!.id }),
    );
    const undo = (withDependants: boolean) => store.ui['edit.undo']({ editId: editIds[0]!, withDependants });
    expect(await undo(false)).toMatchObject({ undone: false, dependants: [{ title: 'Hi' }] });
    expect((await outbox(store)).entries).toHaveLength(2);
    expect(await undo(true)).toEqual({ undone: true, editIds: [editIds[0], note.editIds[0]] });
    for await (const each of overRestart(store)) {
      expect(await titles(each, 'leads')).toEqual([]);
      expect(await titles(each, 'notes')).toEqual([]);
      expect((await outbox(each)).entries).toEqual([]);
    }
  });

  it('becomes the server’s record in everything that refers to it', async () => {
    const store = await openStore();
    const { targets } = await save(store, create('sales_accounts', { name: 'Acme' }));
    const local = targets[0]!.id;
    const deal = await save(
      store,
      create('deals', { name: 'Big', amount: 5, sales_account_id: local }),
      update('sales_accounts', local, { city: 'Oslo' }),
    );
    await store.ui.pin({ ref: targets[0]!, pinned: true });
    const watch = await store.ui['watch.open']({ type: 'record', kind: 'sales_accounts', id: local });
    const first = await begin(store);
    expect(fieldsOfUnit(first)).toEqual({ name: 'Acme', city: 'Oslo' });
    expect(await ready(store)).toEqual([]);
    await settle(
      store,
      first,
      done('sales_accounts', { id: 77, name: 'Acme', city: 'Oslo', updated_at: NEW }, local),
    );
    await store.scheduler.advance(200);
    expect(store.pushes.findLast(({ watchId }) => watchId === watch.watchId)?.value).toMatchObject({
      id: 77,
      record: { id: 77, name: 'Acme' },
      pending: { isLocal: false, editIds: [] },
    });
    for await (const each of overRestart(store)) {
      expect(await list(each, 'sales_accounts')).toMatchObject({
        all: 1,
        rows: [{ id: 77, pending: false }],
      });
      expect((await outbox(each)).entries).toMatchObject([
        { edit: { target: deal.targets[0], operation: { fields: { sales_account_id: 77 } }, dependsOn: [] } },
      ]);
      expect(await page(each, 'sales_accounts', local)).toMatchObject({ id: 77, record: { id: 77 } });
      expect(await page(each, 'deals', deal.targets[0]!.id)).toMatchObject({
        record: { sales_account_id: 77 },
        names: { 'sales_accounts:77': 'Acme' },
      });
      expect(await each.sync['store.bound']({ kind: 'sales_accounts', ids: [76, 77] })).toEqual({
        bound: [77],
      });
      expect(await each.sync['store.prefetch']({ now: 0, staleBefore: 1, limit: 5 })).toEqual({
        refs: [{ kind: 'sales_accounts', id: 77 }],
      });
      expect((await ready(each)).map(fieldsOfUnit)).toMatchObject([{ sales_account_id: 77 }]);
    }
    // A screen that has not heard of it yet may still speak of the local id.
    const late = await openStore({ disk: store.disk });
    await save(late, update('sales_accounts', local, { city: 'Bonn' }));
    expect(await recordOf(late, 'sales_accounts', 77)).toMatchObject({ city: 'Bonn' });
  });

  it('is forgotten without a request when it is deleted again', async () => {
    const store = await openStore();
    const { targets } = await save(store, create('leads', { last_name: 'Ny', email: 'ny@x.test' }));
    await save(store, remove('leads', targets[0]!.id));
    expect(await ready(store)).toEqual([]);
    expect((await outbox(store)).entries).toEqual([]);
    expect(await titles(await restarted(store), 'leads')).toEqual([]);
  });

  it('of which an edit was saved while it was sent goes on from the answer', async () => {
    const store = await openStore();
    const { targets } = await save(store, create('contacts', { last_name: 'ny', email: 'NY@x.test' }));
    const local = targets[0]!.id;
    const unit = await begin(store);
    await save(store, update('contacts', local, { last_name: 'Nyberg', city: 'Oslo' }));
    // The server writes names in its own way, and fills in a city.
    await settle(store, unit, done('contacts', ana({ id: 50, last_name: 'Ny', city: 'Default' }), local));
    expect(await page(store, 'contacts', 50)).toMatchObject({
      record: { last_name: 'Nyberg', city: 'Oslo' },
      conflict: null,
    });
    expect((await ready(store)).map(fieldsOfUnit)).toEqual([{ last_name: 'Nyberg', city: 'Oslo' }]);
  });
});

describe('what is sent', () => {
  it('is marked before, once, and only as it is then', async () => {
    const store = await openStore();
    await bring(store, 'contacts', [ana(), ana({ id: 2 })]);
    await save(store, update('contacts', 1, { city: 'Rome' }));
    await save(store, update('contacts', 2, { city: 'Rome' }));
    const units = await ready(store);
    expect(units.map(({ edit, base }) => [edit.target.id, base])).toEqual([
      [1, ana()],
      [2, ana({ id: 2 })],
    ]);
    await save(store, update('contacts', 2, { city: 'Bonn' }));
    const begun = await beginAll(store, units);
    expect(begun.map(({ edit }) => [edit.target.id, edit.state])).toEqual([
      [1, { name: 'sending', since: store.clock.now, serverTime: store.clock.now }],
    ]);
    expect(await beginAll(store, units)).toEqual([]);
    expect((await ready(store)).map(fieldsOfUnit)).toEqual([{ city: 'Bonn' }]);
    const editId = begun[0]!.editIds[0]!;
    await expect(store.ui['edit.undo']({ editId, withDependants: true })).rejects.toMatchObject({
      info: { code: 'too-late' },
    });
  });

  it('that comes back to what was there is done without a request', async () => {
    const store = await openStore();
    await bring(store, 'contacts', [ana()]);
    await save(store, update('contacts', 1, { city: 'Rome' }));
    await save(store, update('contacts', 1, { city: 'Oslo' }));
    expect(await ready(store)).toEqual([]);
    expect((await outbox(store)).entries).toEqual([]);
    const { entries } = await ask(store, { type: 'journal', ref: null, limit: 10 });
    expect(entries.map(({ event }) => event)).toEqual(['already-there', 'already-there']);
  });

  it('waits for its time, and says when', async () => {
    const store = await openStore();
    await bring(store, 'contacts', [ana()]);
    await save(store, update('contacts', 1, { city: 'Rome' }));
    const unit = await begin(store);
    const notBefore = store.clock.now + 5000;
    await settle(store, unit, { name: 'again', notBefore, isFailure: false });
    expect(await store.sync['outbox.ready']({ now: store.clock.now, limit: 5 })).toMatchObject({
      units: [],
      next: notBefore,
    });
    store.clock.now = notBefore;
    expect(await ready(store)).toHaveLength(1);
    // A clock that is set back by a day does not put anything off.
    store.clock.now -= 86_400_000;
    expect(await ready(store)).toHaveLength(1);
    store.clock.now = notBefore - 5000;
    await store.ui['outbox.retry']({ editIds: unit.editIds });
    expect(await ready(store)).toHaveLength(1);
  });

  it('is parked after eight failures, and begins anew when the rep says so', async () => {
    const store = await openStore();
    await bring(store, 'contacts', [ana()]);
    const { editIds } = await save(store, update('contacts', 1, { city: 'Rome' }));
    for (let attempt = 1; attempt <= 8; attempt++)
      await settle(store, await begin(store), { name: 'again', notBefore: null, isFailure: true });
    expect(await ready(store)).toEqual([]);
    expect((await outbox(store)).entries).toMatchObject([
      { edit: { attempts: 8, state: { name: 'parked', error: { code: 'gave-up', attempts: 8 } } } },
    ]);
    await store.ui['outbox.retry']({ editIds });
    expect(await ready(store)).toMatchObject([{ edit: { attempts: 1 } }]);
  });

  it('and refused waits for the rep, holds back what depends on it, and nothing else', async () => {
    const store = await openStore();
    await bring(store, 'contacts', [ana()]);
    const lead = await save(store, create('leads', { last_name: 'Ny', email: 'bad@x.test' }));
    await save(
      store,
      create('notes', { description: 'Hi', targetable_type: 'Lead', targetable_id: lead.targets[0]!.id }),
    );
    await save(store, update('contacts', 1, { city: 'Rome' }));
    await settle(store, await begin(store), {
      name: 'refused',
      error: { code: 'validation', messages: ['Email is bad'], field: 'email' },
    });
    expect((await ready(store)).map(({ edit }) => edit.target.kind)).toEqual(['contacts']);
    expect((await outbox(store)).entries.map(({ edit, heldBy }) => [edit.state.name, heldBy])).toEqual([
      ['parked', null],
      ['queued', 'dependency'],
      ['queued', null],
    ]);
    expect((await outbox(store)).counts).toMatchObject({ all: 3, parked: 1 });
    // The rep mends it, and both go as one.
    await save(store, update('leads', lead.targets[0]!.id, { email: 'good@x.test' }));
    expect((await ready(store)).map(fieldsOfUnit)[0]).toEqual({ last_name: 'Ny', email: 'good@x.test' });
  });

  it('is held back while an equal record is on its way or unsure', async () => {
    const store = await openStore();
    const task = create('tasks', { title: 'Call', due_date: NEW, ...ABOUT });
    const { targets } = await save(
      store,
      task,
      task,
      create('tasks', { title: 'Other', due_date: NEW, ...ABOUT }),
    );
    const units = await ready(store);
    expect(await beginAll(store, units)).toHaveLength(2);
    await settle(store, units[0]!, { name: 'unsure', reason: 'timeout', notBefore: 0, jobId: null });
    expect(await ready(store)).toEqual([]);
    await settle(
      store,
      units[0]!,
      done('tasks', { id: 9, title: 'Call', due_date: NEW, ...ABOUT }, targets[0]!.id),
    );
    expect((await ready(store)).map(({ edit }) => edit.target.id)).toEqual([targets[1]!.id]);
  });

  it('and unsure stays so over a restart, as it was sent', async () => {
    const store = await openStore();
    await bring(store, 'contacts', [ana()]);
    await save(store, update('contacts', 1, { city: 'Rome' }));
    const unit = await begin(store);
    await save(store, update('contacts', 1, { city: 'Bonn' }));
    const again = await restarted(store);
    expect((await again.sync['outbox.unsure']({})).units).toEqual([]);
    expect(await again.sync['outbox.recover']({ now: 99 })).toEqual({ unsure: 1 });
    const { units } = await again.sync['outbox.unsure']({});
    expect(units).toMatchObject([{ editIds: unit.editIds, base: ana() }]);
    expect(units.map(fieldsOfUnit)).toEqual([{ city: 'Rome' }]);
    expect(units[0]!.edit.state).toMatchObject({ name: 'unsure', sentAt: store.clock.now, jobId: null });
    expect(await ready(again)).toEqual([]);
    await settle(again, unit, { name: 'unsure', reason: 'x', notBefore: 5, jobId: 'job' });
    await settle(again, unit, { name: 'unsure', reason: 'x', notBefore: 5, jobId: null });
    expect((await again.sync['outbox.unsure']({})).units).toMatchObject([
      { edit: { state: { probes: 2, jobId: 'job', sentAt: store.clock.now } } },
    ]);
    // The server has it: what came later goes on from there.
    await bring(again, 'contacts', [ana({ city: 'Rome', updated_at: NEW })]);
    await settle(again, unit, { name: 'done', records: [], removed: [], dropped: {} });
    expect((await ready(again)).map(fieldsOfUnit)).toEqual([{ city: 'Bonn' }]);
    expect((await page(again, 'contacts', 1)).conflict).toBeNull();
  });

  it('may end in a question, which the rep answers', async () => {
    const store = await openStore();
    const { targets, editIds } = await save(
      store,
      create('tasks', { title: 'Call', due_date: NEW, ...ABOUT }),
    );
    const unit = await begin(store);
    const candidates = [8, 9].map((id) => ({ id, title: 'Call', createdAt: null }));
    await settle(store, unit, { name: 'question', candidates });
    expect((await outbox(store)).counts).toMatchObject({ questions: 1 });
    const note = await save(store, update('tasks', targets[0]!.id, { title: 'Call Ana' }));
    expect(await ready(store)).toEqual([]);
    await store.ui['outbox.answer']({ editId: editIds[0]!, recordId: 9 });
    expect(await list(store, 'tasks')).toMatchObject({ all: 1, rows: [{ id: 9, title: 'Call Ana' }] });
    expect((await ready(store)).map(({ edit }) => [edit.id, edit.target.id])).toEqual([[note.editIds[0], 9]]);
    // What the server has of it is newer than what was taken for it.
    await bring(store, 'tasks', [{ id: 9, title: 'Call', status: 0, updated_at: OLD }]);
    expect(await recordOf(store, 'tasks', 9)).toMatchObject({ status: 0, updated_at: OLD });
  });

  it('is told of where the server did not take it', async () => {
    const store = await openStore();
    await bring(store, 'contacts', [ana()]);
    await save(store, update('contacts', 1, { city: 'Rome', zipcode: '7' }));
    const outcome = { ...done('contacts', ana({ city: 'Rome', updated_at: NEW })) };
    if (outcome.name !== 'done') throw new Error('impossible');
    await settle(store, await begin(store), { ...outcome, dropped: { zipcode: { asked: '7', got: null } } });
    const again = await restarted(store);
    expect((await page(again, 'contacts', 1)).notice?.fields).toEqual({ zipcode: { asked: '7', got: null } });
    await again.ui['notice.dismiss']({ target: { kind: 'contacts', id: 1 } });
    expect((await page(again, 'contacts', 1)).notice).toBeNull();
  });

  it('of ten thousand records in one call goes by batches', async () => {
    const store = await openStore();
    const ids = Array.from({ length: 10_000 }, (_, at) => at + 1);
    await bring(
      store,
      'contacts',
      ids.map((id) => ana({ id, owner_id: 1 })),
    );
    await save(store, ...ids.map((id) => update('contacts', id, { owner_id: 2 })));
    const units = await ready(store);
    expect(units).toHaveLength(100);
    expect(new Set(units.map(({ edit }) => edit.batch)).size).toBe(1);
    expect(units[0]!.edit.batch).not.toBeNull();
    const begun = await beginAll(store, units);
    await store.sync['outbox.settle']({
      settlements: begun.map(({ editIds, edit }) => ({
        editIds,
        outcome: done('contacts', ana({ id: edit.target.id, owner_id: 2, updated_at: NEW })),
        journal: [],
      })),
    });
    const { counts } = await outbox(await restarted(store));
    expect(counts.all).toBe(9900);
  }, 60_000);
});
