import { describe, expect, it } from 'vitest';
import type { NewEdit } from '../../shared/edits/edit.ts';
import type { IdentifiedRecord } from '../../shared/entities/record.ts';
import {
  begin,
  bring,
  create,
  done,
  fieldsOfUnit,
  outbox,
  overRestart,
  page,
  ready,
  remove,
  save,
  settle,
  update,
} from './edits.ts';
import { list, openStore, recordOf } from './harness.ts';

const OLD = '2026-01-01T10:00:00Z';
const NEW = '2026-01-02T10:00:00Z';
const lead: IdentifiedRecord = {
  id: 1,
  last_name: 'Ny',
  display_name: 'Ny',
  email: 'ny@x.test',
  company: { name: 'Acme' },
  updated_at: OLD,
};
const product: IdentifiedRecord = { id: 4, name: 'Anvil', is_deleted: false, updated_at: OLD };
const convert = (id: number): NewEdit => ({
  target: { kind: 'leads', id },
  operation: {
    type: 'convert',
    fields: { last_name: 'Ny', email: 'ny@x.test', company: { name: 'Acme' } },
    deal: { name: 'Big', amount: 5 },
  },
});
const restore = (id: number): NewEdit => ({
  target: { kind: 'products', id },
  operation: { type: 'restore' },
});

describe('a conversion', () => {
  it('shows the contact and the deal in place of the lead, and gives both their ids', async () => {
    const store = await openStore();
    await bring(store, 'leads', [lead]);
    await save(store, convert(1));
    const { entries } = await outbox(store);
    const { operation } = entries[0]!.edit;
    if (operation.type !== 'convert' || operation.dealId === null) throw new Error('no conversion');
    const { contactId, dealId } = operation;
    await save(store, update('contacts', contactId, { city: 'Oslo' }));
    for await (const each of overRestart(store)) {
      expect(await list(each, 'leads')).toMatchObject({ all: 0 });
      expect(await list(each, 'contacts')).toMatchObject({ rows: [{ id: contactId, title: 'Ny' }] });
      expect(await list(each, 'deals')).toMatchObject({ rows: [{ id: dealId, title: 'Big' }] });
      expect(await page(each, 'leads', 1)).toMatchObject({ record: lead, pending: { isDeleted: true } });
    }
    const again = await openStore({ disk: store.disk });
    const unit = await begin(again);
    expect(await ready(again)).toEqual([]);
    await settle(again, unit, {
      name: 'done',
      records: [
        { kind: 'contacts', localId: contactId, record: { id: 10, last_name: 'Ny', updated_at: NEW } },
        { kind: 'deals', localId: dealId, record: { id: 11, name: 'Big', contacts: [{ id: 10 }] } },
      ],
      removed: [{ kind: 'leads', id: 1 }],
      dropped: {},
    });
    for await (const each of overRestart(again)) {
      expect((await each.sync['store.state']({})).counts).toEqual({ contacts: 1, deals: 1 });
      expect(await recordOf(each, 'contacts', 10)).toMatchObject({ city: 'Oslo' });
      expect((await ready(each)).map(({ edit }) => edit.target)).toEqual([{ kind: 'contacts', id: 10 }]);
    }
  });

  it('whose deal never came parks what was to be done with the deal', async () => {
    const store = await openStore();
    await bring(store, 'leads', [lead]);
    await save(store, convert(1));
    const { operation } = (await outbox(store)).entries[0]!.edit;
    if (operation.type !== 'convert') throw new Error('no conversion');
    await save(
      store,
      create('notes', {
        description: 'Hi',
        targetable_type: 'Deal',
        targetable_id: operation.dealId,
      }),
    );
    await settle(store, await begin(store), {
      name: 'done',
      records: [{ kind: 'contacts', localId: operation.contactId, record: { id: 10, last_name: 'Ny' } }],
      removed: [{ kind: 'leads', id: 1 }],
      dropped: {},
    });
    expect(await ready(store)).toEqual([]);
    expect((await outbox(store)).entries).toMatchObject([
      { title: 'Hi', edit: { state: { name: 'parked', error: { code: 'not-found' } } } },
    ]);
    expect(await list(store, 'deals')).toMatchObject({ all: 0 });
  });
});

describe('a clone', () => {
  it('shows what its source shows, and is sent beside it', async () => {
    const store = await openStore();
    await bring(store, 'leads', [{ ...lead, city: 'Oslo', created_at: OLD }]);
    const { targets } = await save(store, {
      target: { kind: 'leads', id: null },
      operation: { type: 'clone', sourceId: 1, fields: { last_name: 'Nu', email: 'nu@x.test' } },
    });
    for await (const each of overRestart(store)) {
      expect(await recordOf(each, 'leads', targets[0]!.id)).toMatchObject({
        last_name: 'Nu',
        city: 'Oslo',
        company: { name: 'Acme' },
      });
      expect((await ready(each))[0]).toMatchObject({ base: null, source: { id: 1, last_name: 'Ny' } });
    }
  });
});

describe('a product', () => {
  it('that was deleted is out of sight, and can be restored', async () => {
    const store = await openStore();
    await bring(store, 'products', [product]);
    await save(store, remove('products', 4));
    await settle(store, await begin(store), {
      name: 'done',
      records: [],
      removed: [{ kind: 'products', id: 4 }],
      dropped: {},
    });
    expect(await list(store, 'products')).toMatchObject({ all: 0 });
    const again = await openStore({ disk: store.disk });
    expect(await list(again, 'products')).toMatchObject({ all: 0 });
    await save(again, restore(4));
    expect(await list(again, 'products')).toMatchObject({ rows: [{ id: 4, pending: true }] });
    await settle(again, await begin(again), done('products', { ...product, updated_at: NEW }));
    expect(await list(again, 'products')).toMatchObject({ rows: [{ id: 4, pending: false }] });
  });

  it('whose deletion has not been sent is restored by taking that back', async () => {
    const store = await openStore();
    await bring(store, 'products', [product]);
    await save(store, remove('products', 4));
    await save(store, restore(4));
    expect(await list(store, 'products')).toMatchObject({ all: 1, rows: [{ pending: false }] });
    expect((await outbox(store)).entries).toEqual([]);
  });
});

describe('making a record anew', () => {
  it('takes along what was to be added to it', async () => {
    const store = await openStore();
    await bring(store, 'leads', [lead]);
    await save(
      store,
      update('leads', 1, { city: 'Oslo' }),
      create('notes', { description: 'Hi', targetable_type: 'Lead', targetable_id: 1 }),
    );
    await bring(store, 'leads', [], { removed: [{ kind: 'leads', id: 1, reason: 'deleted' }] });
    await store.ui['conflict.resolve']({
      target: { kind: 'leads', id: 1 },
      resolution: { kind: 'recreate' },
    });
    const unit = await begin(store);
    expect(fieldsOfUnit(unit)).toMatchObject({ last_name: 'Ny', city: 'Oslo' });
    expect(await ready(store)).toEqual([]);
    await settle(store, unit, done('leads', { ...lead, id: 2, updated_at: NEW }, unit.edit.target.id));
    expect((await ready(store)).map(fieldsOfUnit)).toMatchObject([{ targetable_id: 2 }]);
  });
});

describe('a new record that somebody has touched before this device heard of it', () => {
  it.each([
    ['touched', NEW, { kind: 'fields', fields: { city: { mine: 'Bonn', theirs: 'Paris' } } }],
    ['untouched', OLD, null],
  ])('is taken for theirs where it was %s', async (_name, updated_at, conflict) => {
    const store = await openStore();
    const { targets } = await save(store, create('leads', { last_name: 'Ny', email: 'ny@x.test' }));
    const unit = await begin(store);
    await save(store, update('leads', targets[0]!.id, { city: 'Bonn' }));
    await settle(store, unit, { name: 'unsure', reason: 'timeout', notBefore: 0, jobId: null });
    const answer = { ...lead, city: 'Paris', created_at: OLD, updated_at };
    await settle(store, unit, done('leads', answer, targets[0]!.id));
    const { what } = (await page(store, 'leads', 1)).conflict ?? { what: null };
    expect(what).toEqual(conflict && expect.objectContaining({ kind: 'fields' }));
    if (conflict) expect(what).toMatchObject(conflict);
  });
});

describe('duplicates', () => {
  it('are found by mail, phone and the name of an account, in what is shown here', async () => {
    const store = await openStore();
    await bring(store, 'contacts', [
      { id: 1, display_name: 'Ana', email: 'Ana@Acme.test', mobile_number: '+33 6 12 44 90 17' },
      { id: 2, display_name: 'Bo', email: 'bo@acme.test' },
    ]);
    await bring(store, 'sales_accounts', [
      { id: 5, name: 'Acme' },
      { id: 6, name: 'Acme Nord' },
    ]);
    await save(store, remove('contacts', 2));
    const find = async (
      kind: 'contacts' | 'sales_accounts',
      fields: Record<string, unknown>,
      except: number | null = null,
    ) => {
      const { duplicates } = await store.ui.duplicates({ kind, fields, except });
      return duplicates.map(({ ref, by, title }) => [ref.id, by, title]);
    };
    const mail = (value: string) => ({ emails: [{ value, is_primary: true }] });
    expect(await find('contacts', mail('ana@acme.test'))).toEqual([[1, 'email', 'Ana']]);
    expect(await find('contacts', mail('ana@acme.test'), 1)).toEqual([]);
    expect(await find('contacts', mail('bo@acme.test'))).toEqual([]);
    expect(await find('contacts', { mobile_number: '+33612449017' })).toEqual([[1, 'phone', 'Ana']]);
    expect(await find('sales_accounts', { name: 'ACME' })).toEqual([[5, 'name', 'Acme']]);
  });
});

describe('what is worth fetching', () => {
  it('is what is pinned, then whom the next days are about, then open deals', async () => {
    const store = await openStore();
    const now = Date.UTC(2026, 0, 5);
    await store.sync['store.putConfiguration']({
      entries: [
        {
          key: 'selector:deal_stages',
          value: [
            { id: 1, name: 'New', forecast_type: 'Open' },
            { id: 2, name: 'Won', forecast_type: 'Closed Won' },
          ],
        },
      ],
      absentKinds: [],
      at: 1,
    });
    await bring(store, 'deals', [
      { id: 1, name: 'Open', deal_stage_id: 1 },
      { id: 2, name: 'Won', deal_stage_id: 2 },
    ]);
    await bring(store, 'leads', [lead, { ...lead, id: 2 }, { ...lead, id: 3 }]);
    const task = (id: number, about: number, more: object) => ({
      id,
      title: 'x',
      status: 0,
      targetable_type: 'Lead',
      targetable_id: about,
      ...more,
    });
    await bring(store, 'tasks', [
      task(1, 1, { due_date: '2026-01-06T10:00:00Z' }),
      task(2, 2, { due_date: '2026-01-06T09:00:00Z', status: 1 }),
      task(3, 3, { due_date: '2026-02-06T10:00:00Z' }),
    ]);
    await store.ui.pin({ ref: { kind: 'leads', id: 3 }, pinned: true });
    const ask = async (limit: number) =>
      (await store.sync['store.prefetch']({ now, staleBefore: now, limit })).refs.map(
        ({ kind, id }) => `${kind}:${id}`,
      );
    expect(await ask(9)).toEqual(['leads:3', 'leads:1', 'deals:1']);
    expect(await ask(1)).toEqual(['leads:3']);
    await bring(store, 'leads', [], {
      details: [{ ref: { kind: 'leads', id: 3 }, part: 'files', value: [], at: now }],
    });
    expect(await ask(9)).toEqual(['leads:1', 'deals:1']);
  });
});

describe('the outbox as a file', () => {
  it('holds every edit whole', async () => {
    const store = await openStore();
    await save(store, create('leads', { last_name: 'Ny', email: 'ny@x.test' }));
    const { json } = await store.ui['outbox.export']({});
    expect(JSON.parse(json)).toMatchObject({
      edits: [{ operation: { type: 'create', fields: { last_name: 'Ny' } } }],
      conflicts: [],
    });
  });
});
