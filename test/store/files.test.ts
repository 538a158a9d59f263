import Dexie from 'dexie';
import { IDBKeyRange } from 'fake-indexeddb';
import { describe, expect, it } from 'vitest';
import { FILE_PIECE_BYTES } from '../../shared/limits.ts';
import type { IdentifiedRecord } from '../../shared/entities/record.ts';
import type { Seal } from '../../renderer/store/disk/seal.ts';
import {
  ask,
  attach,
  begin,
  bring,
  create,
  done,
  outbox,
  page,
  ready,
  remove,
  restarted,
  save,
  settle,
  staged,
  update,
} from './edits.ts';
import { openStore, type TestStore } from './harness.ts';

const OLD = '2026-01-01T10:00:00Z';
const NEW = '2026-01-02T10:00:00Z';
const ada: IdentifiedRecord = {
  id: 1,
  last_name: 'Ada',
  display_name: 'Ada',
  email: 'a@x.test',
  updated_at: OLD,
};
const ADA = { kind: 'contacts', id: 1 } as const;

const bytesOf = (size: number): Uint8Array<ArrayBuffer> =>
  Uint8Array.from({ length: size }, (_, at) => (at * 7) % 256);
const fileOf = (store: TestStore, size = 9, name = 'Visit.txt') =>
  staged(store, { name, bytes: bytesOf(size), isShared: true });
const DONE = { name: 'done', records: [], removed: [], dropped: {}, fileId: 70 } as const;
const attached = { ...DONE, records: [], removed: [] };

async function withAda(): Promise<TestStore> {
  const store = await openStore();
  await bring(store, 'contacts', [ada]);
  return store;
}

/** The keys of all pieces on the disk. */
async function pieces(store: TestStore): Promise<string[]> {
  const dexie = new Dexie('satchel-demo', { indexedDB: store.disk, IDBKeyRange });
  await dexie.open();
  const keys = await dexie.table<unknown, string>('sealedPieces').toCollection().primaryKeys();
  dexie.close();
  return keys;
}

/** A file as the sync engine reads it. */
async function read(store: TestStore, id: string): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  for (;;) {
    const { base64 } = await store.sync['file.read']({ id, piece: parts.length });
    if (base64 === null) return new Uint8Array(Buffer.concat(parts));
    parts.push(Buffer.from(base64, 'base64'));
  }
}

describe('a file that is to be attached', () => {
  it('is read back byte for byte, in pieces, also after a restart', async () => {
    const store = await withAda();
    const size = 2 * FILE_PIECE_BYTES + 11;
    const file = await fileOf(store, size);
    await save(store, attach('contacts', 1, file));
    expect(await pieces(store)).toEqual([0, 1, 2].map((piece) => `${file.id}:${piece}`));
    const again = await restarted(store);
    expect(Buffer.compare(await read(again, file.id), bytesOf(size))).toBe(0);
    expect((await outbox(again)).entries[0]?.edit).toMatchObject({
      target: ADA,
      operation: { type: 'attach', file },
      title: 'Ada',
      base: {},
    });
    expect((await page(again, 'contacts', 1)).pending).toMatchObject({ fields: [], isDeleted: false });
  });

  it('goes through the seal like everything else', async () => {
    const turned: Seal = {
      seal: (bytes) => Promise.resolve(bytes.map((each) => 255 - each)),
      open: (bytes) => Promise.resolve(bytes.map((each) => 255 - each)),
    };
    const store = await openStore({ seal: turned });
    await bring(store, 'contacts', [ada]);
    const file = await fileOf(store, 3);
    const dexie = new Dexie('satchel-demo', { indexedDB: store.disk, IDBKeyRange });
    await dexie.open();
    const row = await dexie.table<{ sealed: Uint8Array }, string>('sealedPieces').get(`${file.id}:0`);
    dexie.close();
    expect([...(row?.sealed ?? [])]).toEqual([255, 248, 241]);
    expect([...(await read(store, file.id))]).toEqual([0, 7, 14]);
  });

  it('is not saved without all of its bytes', async () => {
    const store = await withAda();
    const file = await fileOf(store);
    const refused = async (edit: ReturnType<typeof attach>) => {
      const answer = await store.ui.edit({ edits: [edit] });
      return answer.saved ? [] : answer.problems.map(({ field, code }) => `${field} ${code}`);
    };
    expect(await refused(attach('contacts', 1, { ...file, size: 10 }))).toEqual(['file not-here']);
    expect(await refused(attach('contacts', 1, { ...file, id: crypto.randomUUID() }))).toEqual([
      'file not-here',
    ]);
    expect(await refused(attach('contacts', 2, file))).toEqual(['null not-here']);
    expect((await outbox(store)).entries).toEqual([]);
    // Nothing of that has cost the bytes.
    await save(store, attach('contacts', 1, file));
    expect(await refused(attach('contacts', 1, file))).toEqual(['file not-here']);
  });

  it('comes piece by piece, in order', async () => {
    const store = await withAda();
    const id = crypto.randomUUID();
    const put = (piece: number) => store.ui['file.put']({ id, piece, bytes: bytesOf(4) });
    await expect(put(1)).rejects.toMatchObject({ info: { code: 'bad-call' } });
    await put(0);
    await expect(put(0)).rejects.toMatchObject({ info: { code: 'bad-call' } });
    await put(1);
    expect(await pieces(store)).toHaveLength(2);
    await store.ui['file.drop']({ id });
    expect(await pieces(store)).toEqual([]);
    await put(0);
  });

  it('leaves no bytes behind when the app ends before it is saved', async () => {
    const store = await withAda();
    const kept = await fileOf(store);
    await save(store, attach('contacts', 1, kept));
    const lost = await fileOf(store, FILE_PIECE_BYTES + 1);
    const again = await restarted(store);
    expect(await pieces(again)).toEqual([`${kept.id}:0`]);
    // What was being written then cannot be saved now.
    expect(await again.ui.edit({ edits: [attach('contacts', 1, lost)] })).toMatchObject({ saved: false });
  });

  it('is not dropped once an edit names it', async () => {
    const store = await withAda();
    const file = await fileOf(store);
    await save(store, attach('contacts', 1, file));
    await store.ui['file.drop']({ id: file.id });
    expect(await pieces(store)).toHaveLength(1);
  });
});

describe('the bytes go with the edit', () => {
  it('when it is taken back', async () => {
    const store = await withAda();
    const { editIds } = await save(store, attach('contacts', 1, await fileOf(store)));
    await store.ui['edit.undo']({ editId: editIds[0]!, withDependants: false });
    expect([await pieces(store), (await outbox(store)).entries]).toEqual([[], []]);
  });

  it('when the record it was for is taken back', async () => {
    const store = await withAda();
    const made = await save(store, create('contacts', { last_name: 'Bo', email: 'b@x.test' }));
    await save(store, attach('contacts', made.targets[0]!.id, await fileOf(store)));
    const undo = (withDependants: boolean) =>
      store.ui['edit.undo']({ editId: made.editIds[0]!, withDependants });
    expect(await undo(false)).toMatchObject({ undone: false, dependants: [{}] });
    expect(await pieces(store)).toHaveLength(1);
    await undo(true);
    expect([await pieces(store), (await outbox(store)).entries]).toEqual([[], []]);
  });

  it('when it is on the server, where the file is listed at once and is this edit’s alone', async () => {
    const store = await withAda();
    await bring(store, 'contacts', [], {
      details: [
        { ref: ADA, part: 'files', value: { documents: [{ id: 5, name: 'Old' }], links: [] }, at: 1 },
      ],
    });
    await save(store, attach('contacts', 1, await fileOf(store)));
    await settle(store, await begin(store), attached);
    const again = await restarted(store);
    expect(await pieces(again)).toEqual([]);
    expect(await again.sync['file.claimed']({ ids: [5, 70] })).toEqual({ claimed: [70] });
    const { details } = await ask(again, { type: 'details', ref: ADA });
    expect(details[0]?.value).toMatchObject({
      documents: [{ id: 70, name: 'Visit.txt', content_file_size: 9, is_shared: true }, { id: 5 }],
    });
    expect((await ask(again, { type: 'journal', ref: ADA, limit: 9 })).entries[0]).toMatchObject({
      event: 'sent',
      operation: 'attach',
      title: 'Ada',
      detail: null,
    });
  });

  it('when the record is deleted after all', async () => {
    const store = await withAda();
    await save(store, attach('contacts', 1, await fileOf(store)));
    await save(store, remove('contacts', 1));
    const unit = await begin(store);
    expect([unit.editIds.length, unit.edit.operation.type]).toEqual([2, 'delete']);
    await settle(store, unit, { ...attached, removed: [ADA] });
    expect([await pieces(store), (await outbox(store)).entries]).toEqual([[], []]);
  });
});

describe('a file waits', () => {
  it('for the record that was made here, and then goes to it', async () => {
    const store = await withAda();
    const { targets } = await save(store, create('contacts', { last_name: 'Bo', email: 'b@x.test' }));
    const local = targets[0]!.id;
    await save(store, attach('contacts', local, await fileOf(store)));
    const unit = await begin(store);
    expect(unit.edit.operation.type).toBe('create');
    await settle(store, unit, done('contacts', { id: 8, last_name: 'Bo', updated_at: NEW }, local));
    expect((await begin(store)).edit).toMatchObject({
      target: { kind: 'contacts', id: 8 },
      operation: { type: 'attach' },
    });
  });

  it('and is never at odds with what somebody else changed', async () => {
    const store = await withAda();
    await save(store, attach('contacts', 1, await fileOf(store)));
    await bring(store, 'contacts', [{ ...ada, last_name: 'Other', updated_at: NEW }]);
    expect((await ask(store, { type: 'conflicts' })).conflicts).toEqual([]);
    expect((await ready(store)).map(({ edit }) => edit.operation.type)).toEqual(['attach']);
  });

  it('in front of the rep when its record is gone, and goes to the one that is made anew, or is let go', async () => {
    for (const kind of ['recreate', 'theirs'] as const) {
      const store = await withAda();
      await save(store, attach('contacts', 1, await fileOf(store)));
      await bring(store, 'contacts', [], { removed: [{ ...ADA, reason: 'deleted' }] });
      expect(await ready(store)).toEqual([]);
      await store.ui['conflict.resolve']({ target: ADA, resolution: { kind } });
      if (kind === 'theirs') {
        expect([await pieces(store), (await outbox(store)).entries]).toEqual([[], []]);
        continue;
      }
      const unit = await begin(store);
      expect(unit.edit.operation.type).toBe('create');
      const made = done('contacts', { id: 9, last_name: 'Ada', updated_at: NEW }, unit.edit.target.id);
      await settle(store, unit, made);
      expect((await begin(store)).edit).toMatchObject({ target: { id: 9 }, operation: { type: 'attach' } });
    }
  });

  it('and when it is refused lets the record’s other changes go, and is tried again alone', async () => {
    const store = await withAda();
    const { editIds } = await save(store, attach('contacts', 1, await fileOf(store)));
    await settle(store, await begin(store), {
      name: 'refused',
      error: { code: 'validation', messages: ['Too big'], field: null },
    });
    await save(store, update('contacts', 1, { city: 'Oslo' }));
    expect((await ready(store)).map(({ edit }) => edit.operation.type)).toEqual(['update']);
    await store.ui['outbox.retry']({ editIds });
    expect((await outbox(store)).entries.map(({ edit }) => edit.state.name)).toEqual(['queued', 'queued']);
  });

  it('until the rep says which one it is', async () => {
    const store = await withAda();
    const { editIds } = await save(store, attach('contacts', 1, await fileOf(store)));
    const candidates = [{ id: 71, title: 'Visit.txt', createdAt: null }];
    await settle(store, await begin(store), { name: 'question', candidates });
    await store.ui['outbox.answer']({ editId: editIds[0]!, recordId: 71 });
    expect([await pieces(store), (await outbox(store)).entries]).toEqual([[], []]);
    expect(await store.sync['file.claimed']({ ids: [71] })).toEqual({ claimed: [71] });
  });
});

it('is told of in the export without its bytes', async () => {
  const store = await withAda();
  const file = await fileOf(store);
  await save(store, attach('contacts', 1, file));
  const { json } = await store.ui['outbox.export']({});
  expect(JSON.parse(json)).toMatchObject({ edits: [{ operation: { type: 'attach', file } }] });
  expect(json).not.toContain('bytes');
});
