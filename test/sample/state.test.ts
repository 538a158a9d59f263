import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { memoryPersistence } from '../../electron/sample/state/journal.ts';
import type { Row } from '../../electron/sample/state/row.ts';
import { Store } from '../../electron/sample/state/store.ts';
import { Table } from '../../electron/sample/state/table.ts';
import { days, openAccount, record, type Account, type Json } from './client.ts';

let stateDir: string;
beforeEach(() => {
  stateDir = mkdtempSync(join(tmpdir(), 'sample-state-'));
});
afterEach(() => rmSync(stateDir, { recursive: true, force: true }));

const open = (options: Parameters<typeof openAccount>[0] = {}): Promise<Account> =>
  openAccount({ records: 60, stateDir, ...options });
const everything = (account: Account): unknown[] =>
  (['leads', 'contacts', 'sales_accounts', 'deals', 'notes', 'tasks'] as const).map((table) =>
    account.admin.ids(table).map((id) => account.admin.read(table, id)),
  );
const journal = (): string => join(stateDir, 'journal.ndjson');
const contactIn = (account: Account, mobile_number: string): Promise<Json> =>
  account
    .call('POST', 'contacts', {
      contact: { last_name: 'New', mobile_number, custom_field: { cf_remarks: 'ü' } },
    })
    .then((answer) => record(answer, 'contact'));

describe('a workspace on disk', () => {
  it('is the same after a restart, also later and with other options', async () => {
    const first = await open();
    const { id } = await contactIn(first, '+1');
    const [deleted, erased] = first.admin.ids('deals');
    await first.call('DELETE', `deals/${String(deleted)}`);
    await first.call('DELETE', `deals/${String(erased)}/forget`);
    await first.call('POST', 'notes', {
      note: { description: 'N', targetable_type: 'Contact', targetable_id: id },
    });
    const before = everything(first);
    await first.app.close();
    const again = await open({ seed: 99, records: 500, flavour: 'suite' });
    expect(everything(again)).toEqual(before);
    expect((await again.get(`deals/${String(erased)}`)).status).toBe(404);
    await again.app.close();
  });

  it('is made around the moment of its first start', async () => {
    await (await open()).app.close();
    const clock = { ms: 0 };
    const later = await open({ clock: { now: () => clock.ms } });
    clock.ms = later.clock.ms + days(400);
    const restarted = await open({ clock: { now: () => clock.ms } });
    expect(everything(restarted)).toEqual(everything(later));
    await later.app.close();
    await restarted.app.close();
  });

  it('gives no id twice, not even that of an erased record', async () => {
    const first = await open();
    const { id } = await contactIn(first, '+1');
    await first.call('DELETE', `contacts/${String(id)}/forget`);
    await first.app.close();
    const again = await open();
    expect(Number((await contactIn(again, '+1'))['id'])).toBeGreaterThan(Number(id));
    await again.app.close();
  });

  it('survives a torn last line: it is cut off, and what follows is whole', async () => {
    const first = await open();
    const kept = await contactIn(first, '+1');
    await first.app.close();
    const whole = readFileSync(journal(), 'utf8');
    appendFileSync(journal(), whole.slice(0, Math.floor(whole.length / 2)));
    const again = await open();
    expect(readFileSync(journal(), 'utf8')).toBe(whole);
    expect(again.admin.read('contacts', Number(kept['id']))?.['last_name']).toBe('New');
    const more = await contactIn(again, '+2');
    await again.app.close();
    const third = await open();
    for (const { id } of [kept, more]) expect(third.admin.read('contacts', Number(id))).not.toBeNull();
    await third.app.close();
  });

  it('refuses to open when the journal is broken in its midst', async () => {
    const first = await open();
    await contactIn(first, '+1');
    await first.app.close();
    writeFileSync(journal(), `{"broken\n${readFileSync(journal(), 'utf8')}`);
    await expect(open()).rejects.toThrow();
  });

  it('compacts a journal that is mostly repetition', async () => {
    const first = await open();
    const { id } = await contactIn(first, '+1');
    for (let index = 0; index < 20; index += 1)
      await first.call('PUT', `contacts/${String(id)}`, { contact: { city: `City ${String(index)}` } });
    await first.app.close();
    const before = readFileSync(journal(), 'utf8').length;
    const again = await open();
    expect(again.admin.read('contacts', Number(id))?.['city']).toBe('City 19');
    expect(readFileSync(journal(), 'utf8').length).toBeLessThan(before / 5);
    await again.app.close();
  });

  it('keeps the bytes of files', async () => {
    const first = await open();
    const [id] = first.admin.ids('contacts');
    const form = new FormData();
    form.set('targetable_type', 'Contact');
    form.set('targetable_id', String(id));
    form.set('file', new File(['kept'], 'a.txt', { type: 'text/plain' }));
    const request = new Request('http://x', { method: 'POST', body: form });
    const headers = {
      authorization: 'Token token=sample-api-key',
      'content-type': request.headers.get('content-type') ?? '',
    };
    const response = await first.app.handle({
      method: 'POST',
      path: '/api/documents',
      headers,
      body: new Uint8Array(await request.arrayBuffer()),
    });
    await first.app.close();
    const again = await open();
    const url = new URL((JSON.parse(String(response.body)) as { url: string }).url);
    const loaded = await again.app.handle({
      method: 'GET',
      path: url.pathname + url.search,
      headers: {},
      body: null,
    });
    expect(new TextDecoder().decode(loaded.body as Uint8Array)).toBe('kept');
    await again.app.close();
  });

  it('without a directory leaves nothing behind', async () => {
    const account = await openAccount({ records: 10 });
    await contactIn(account, '+1');
    expect(existsSync(journal())).toBe(false);
  });
});

describe('a transaction', () => {
  const store = (): Store => new Store(memoryPersistence());

  it('that throws leaves no trace', () => {
    const tables = store();
    tables.seed('notes', [{ id: 1, text: 'before' }]);
    const work = (): void => {
      tables.put('notes', { id: 1, text: 'after' });
      tables.add('notes', { text: 'new' });
      tables.erase('notes', 1);
      throw new Error('refused');
    };
    expect(() => tables.transact(work)).toThrow('refused');
    expect(tables.table('notes').all()).toEqual([{ id: 1, text: 'before' }]);
  });

  it('keeps the rest when a part of it is undone', () => {
    const tables = store();
    tables.transact(() => {
      tables.add('notes', { text: 'first' });
      expect(() =>
        tables.attempt(() => {
          tables.add('notes', { text: 'second' });
          throw new Error('part');
        }),
      ).toThrow('part');
      tables.add('notes', { text: 'third' });
    });
    expect(
      tables
        .table('notes')
        .all()
        .map((row) => row['text']),
    ).toEqual(['first', 'third']);
  });

  it('is the only way to write', () => {
    expect(() => store().put('notes', { id: 1 })).toThrow('outside a transaction');
  });
});

describe('a table', () => {
  type Step = { readonly put: Row } | { readonly remove: number } | { readonly look: true };
  const row = fc.record({ id: fc.integer({ min: 1, max: 12 }), tag: fc.constantFrom('a', 'b', 'c') });
  const step: fc.Arbitrary<Step> = fc.oneof(
    row.map((put) => ({ put })),
    fc.integer({ min: 1, max: 12 }).map((remove) => ({ remove })),
    fc.constant({ look: true as const }),
  );

  it('agrees with a plain map, whenever its index is first asked', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const table = new Table();
        table.addIndex('tag', (entry) => [String(entry['tag'])]);
        const model = new Map<number, Row>();
        for (const one of steps) {
          if ('put' in one) {
            table.put(one.put);
            model.set(one.put.id, one.put);
          } else if ('remove' in one) {
            table.remove(one.remove);
            model.delete(one.remove);
          } else {
            table.find('tag', 'a');
          }
        }
        const expected = [...model.values()].sort((a, b) => a.id - b.id);
        expect(table.all()).toEqual(expected);
        expect([...table.after(6)]).toEqual(expected.filter((entry) => entry.id > 6));
        for (const tag of ['a', 'b', 'c']) {
          const found = table.find('tag', tag).map((entry) => entry.id);
          expect(found.sort((a, b) => a - b)).toEqual(
            expected.filter((entry) => entry['tag'] === tag).map((entry) => entry.id),
          );
        }
      }),
    );
  });
});
