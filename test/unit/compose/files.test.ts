import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { afterEach, describe, expect, it } from 'vitest';
import { compose } from '../../../electron/compose.ts';
import { memorySecretStore } from '../../../electron/credentials/memory-secret-store.ts';
import type { SecretStore } from '../../../electron/credentials/secret-store.ts';
import { memoryLog } from '../../../electron/log/memory-log.ts';
import { startSampleServer, type SampleServer } from '../../../electron/sample/server.ts';
import { noUpdates } from '../../../electron/updates/updates.ts';
import { jsonCodec } from '../../../renderer/store/disk/codec.ts';
import { databaseName } from '../../../renderer/store/disk/database.ts';
import { aesSeal } from '../../../renderer/store/disk/seal.ts';
import { createStore } from '../../../renderer/store/store.ts';
import { webScheduler } from '../../../renderer/store/web-scheduler.ts';
import type { Account } from '../../../shared/account.ts';
import { USUAL_PREFERENCES } from '../../../shared/preferences.ts';
import type { FileState, OpenedFile } from '../../../shared/files.ts';
import { parseJson } from '../../../shared/json.ts';
import { storeForSync } from '../../../shared/rpc/contract.ts';
import { createDispatch } from '../../../shared/rpc/dispatch.ts';
import { webPort } from '../../../shared/rpc/message-port.ts';
import { servePort } from '../../../shared/rpc/port.ts';
import { bring } from '../../store/edits.ts';
import { memoryLocks } from '../../store/harness.ts';

const KEY = 'unitKey7f3a9c51d0b2';
/** Words that stand nowhere but in the file, and in its name. */
const WORDS = 'Quarterly margin forty-two percent';
const NAME = 'Secret offer.txt';
/** Of several segments of what is sealed. */
const TEXT = `${WORDS}\n`.repeat(12_000);

const closing: { close(): Promise<void> | void }[] = [];
afterEach(async () => {
  for (const one of closing.splice(0).reverse()) await one.close();
});

/** A laptop: what stays when the app ends. */
interface Laptop {
  readonly dir: string;
  readonly secrets: SecretStore;
  readonly disk: IDBFactory;
}

async function laptop(): Promise<Laptop> {
  const dir = await mkdtemp(join(tmpdir(), 'satchel-files-'));
  return { dir, secrets: { ...memorySecretStore(), durable: true }, disk: new IDBFactory() };
}

/** The whole app on a laptop, with a real store in place of the worker, and programs that read what they are given. */
async function start({ dir, secrets, disk }: Laptop) {
  const opened: string[] = [];
  const services = await compose({
    userDataDir: dir,
    version: '1.0.0',
    host: 'electron',
    platform: 'linux',
    secrets,
    log: memoryLog(),
    printPdf: null,
    files: {
      by: 'host',
      async open(path) {
        opened.push(await readFile(path, 'utf8'));
        return true;
      },
      askWhere: async () => null,
    },
    idle: null,
    power: null,
    updates: noUpdates('browser'),
    desktop: null,
  });
  const channel = new MessageChannel();
  let tellSync: (name: string, event: unknown) => void = () => undefined;
  const store = createStore({
    indexedDB: disk,
    IDBKeyRange,
    codec: jsonCodec(),
    makeSeal: (accountId, key) => aesSeal(databaseName(accountId), key),
    locks: memoryLocks(),
    scheduler: webScheduler(),
    log: memoryLog(),
    build: null,
    now: Date.now,
    newId: () => crypto.randomUUID(),
    tellUi: () => undefined,
    tellSync: (name, event) => tellSync(name, event),
  });
  tellSync = servePort(
    webPort(channel.port1),
    createDispatch(storeForSync, store.sync, () => undefined),
    () => undefined,
  );
  services.attachStore(webPort(channel.port2));
  const call = async (name: string, input: unknown): Promise<unknown> => {
    const envelope = await services.dispatch(name, input);
    if (!envelope.ok) throw new Error(JSON.stringify(envelope.error));
    return envelope.value;
  };
  let isEnded = false;
  const app = {
    store,
    opened,
    call,
    async signIn(address: string) {
      await call('account.signIn', { address, key: KEY, person: null });
      const { account } = (await call('account.state', {})) as { account: Account };
      await store.ui['store.open']({ account: { id: account.id } });
      return account.id;
    },
    async state(record: number, id: number) {
      const ref = { kind: 'contacts', id: record };
      const { states } = (await call('files.states', { record: ref, ids: [id] })) as {
        states: Record<string, FileState>;
      };
      return states[String(id)]?.name;
    },
    open: (record: number, id: number) =>
      call('files.open', { file: { record: { kind: 'contacts', id: record }, id } }) as Promise<OpenedFile>,
    async close() {
      if (isEnded) return;
      isEnded = true;
      await services.close();
      channel.port1.close();
    },
  };
  closing.push(app);
  return app;
}

/** An account with one contact and its file. */
async function server(): Promise<{ sample: SampleServer; person: number; file: number }> {
  const sample = await startSampleServer({ records: 0, token: KEY });
  closing.push(sample);
  const { admin } = sample.app;
  const person = admin.insert('contacts', { last_name: 'Lovelace', mobile_number: '+1' });
  const file = admin.insert('documents', {
    targetable_type: 'Contact',
    targetable_id: person,
    name: NAME,
    text: TEXT,
    size: TEXT.length,
    content_type: 'text/plain',
    is_shared: false,
    created_at: Date.parse('2026-11-23T09:00:00Z'),
    creater_id: admin.me,
  });
  return { sample, person, file };
}

/** Everything under a folder: the names, and what is in the files. */
async function everythingIn(dir: string): Promise<Buffer> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  const contents = await Promise.all(
    entries.map(async (entry) =>
      entry.isFile() ? readFile(join(entry.parentPath, entry.name)) : Buffer.from(''),
    ),
  );
  return Buffer.concat([Buffer.from(entries.map(({ name }) => name).join('\n')), ...contents]);
}

const downloads = (sample: SampleServer) => {
  const asked: { path: string; range: string | undefined }[] = [];
  sample.setFaults(({ path, headers }) => {
    if (path.includes('/original/')) asked.push({ path, range: headers['range'] });
    return null;
  });
  return asked;
};

describe('files of the CRM', { timeout: 30_000 }, () => {
  it('are opened, once by the network and then without, also after a restart, and lie sealed', async () => {
    const { sample, person, file } = await server();
    const asked = downloads(sample);
    const device = await laptop();
    const first = await start(device);
    await first.signIn(sample.address);
    expect(await first.state(person, file)).toBe('there');
    await expect
      .poll(() => first.open(person, file).catch(() => null))
      .toEqual({ by: 'host', outcome: 'opened' });
    expect(first.opened).toEqual([TEXT]);
    expect(asked).toHaveLength(1);
    expect(await first.state(person, file)).toBe('here');
    // The same look finds the copy in the clear while it is there.
    expect((await everythingIn(device.dir)).includes(WORDS)).toBe(true);

    await sample.close();
    expect(await first.open(person, file)).toEqual({ by: 'host', outcome: 'opened' });
    await first.close();
    const left = await everythingIn(device.dir);
    expect(left.length).toBeGreaterThan(TEXT.length);
    for (const secret of [WORDS, NAME]) expect(left.includes(secret)).toBe(false);

    const second = await start(device);
    await expect.poll(() => second.call('files.overview', {})).toMatchObject({ files: 1, used: TEXT.length });
    expect(await second.open(person, file)).toEqual({ by: 'host', outcome: 'opened' });
    expect(second.opened).toEqual([TEXT]);
  });

  it('of a pinned record come by themselves, from where the connection broke', async () => {
    const { sample, person, file } = await server();
    const ranges: (string | undefined)[] = [];
    sample.setFaults(({ path, headers }) => {
      if (!path.includes('/original/')) return null;
      ranges.push(headers['range']);
      return ranges.length === 1 ? { kind: 'truncate', share: 0.5 } : null;
    });
    const app = await start(await laptop());
    await app.signIn(sample.address);
    const ref = { kind: 'contacts', id: person } as const;
    await app.store.ui.pin({ ref, pinned: true });
    // The list of its files, as the engine reads it with the record's other details.
    const address = `${sample.address}/contacts/${String(person)}/document_associations`;
    const answer = await fetch(address, { headers: { authorization: `Token token=${KEY}` } });
    const value = parseJson(await answer.text());
    await bring(app.store, 'contacts', [], { details: [{ ref, part: 'files', value, at: 1 }] });
    await expect.poll(() => app.state(person, file), { timeout: 20_000 }).toBe('here');
    expect(ranges).toEqual([undefined, expect.stringMatching(/^bytes=[1-9]\d*-$/)]);
    expect(await app.call('files.overview', {})).toMatchObject({ files: 1, spare: 0, waiting: 0, noRoom: 0 });
    await app.open(person, file);
    expect(app.opened).toEqual([TEXT]);
  });

  it('are locked away with the rest: no copy in the clear is left, and nothing opens', async () => {
    const { sample, person, file } = await server();
    const device = await laptop();
    const app = await start(device);
    await app.signIn(sample.address);
    await expect.poll(() => app.open(person, file).catch(() => null)).not.toBeNull();
    await app.call('vault.recoveryCode', { anew: false });
    await app.call('vault.recoveryNoted', {});
    await app.call('vault.setLock', { text: '271828', current: null });
    await app.call('vault.lock', {});
    const left = await everythingIn(device.dir);
    for (const secret of [WORDS, NAME]) expect(left.includes(secret)).toBe(false);
    await expect(app.open(person, file)).rejects.toThrow('store-unavailable');
    expect(await app.state(person, file)).toBe('there');
    await app.call('vault.unlock', { by: 'lock', text: '271828' });
    await expect.poll(() => app.state(person, file)).toBe('here');
  });

  it('go with the account where it is not kept', async () => {
    const { sample, person, file } = await server();
    const device = await laptop();
    const app = await start(device);
    const id = await app.signIn(sample.address);
    await expect.poll(() => app.open(person, file).catch(() => null)).not.toBeNull();
    expect(await readdir(join(device.dir, 'files'))).toEqual([id]);
    await app.call('account.signOut', { keep: false });
    expect(await readdir(join(device.dir, 'files'))).toEqual([]);
  });

  it('go when the user wants the room, whose size is the user’s too', async () => {
    const { sample, person, file } = await server();
    const app = await start(await laptop());
    await app.signIn(sample.address);
    await expect.poll(() => app.open(person, file).catch(() => null)).not.toBeNull();
    // Nothing that is whole goes before the store has told what is pinned.
    await expect.poll(() => app.call('files.overview', {})).toMatchObject({ spare: TEXT.length });
    await app.call('files.clear', {});
    expect(await app.state(person, file)).toBe('there');
    await app.call('preferences.set', { ...USUAL_PREFERENCES, filesRoom: 250_000_000 });
    expect(await app.call('files.overview', {})).toMatchObject({ files: 0, used: 0, room: 250_000_000 });
  });
});
