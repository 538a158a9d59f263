import { describe, expect, it } from 'vitest';
import { memoryFileDisk } from '../../../electron/files/disk/memory-disk.ts';
import type { FileDisk, FileOpener } from '../../../electron/files/ports.ts';
import { createFileService } from '../../../electron/files/service.ts';
import { memoryLog } from '../../../electron/log/memory-log.ts';
import type { FilesOverview, KeptFiles } from '../../../shared/files.ts';
import { settle, virtualClock } from '../../fakes/virtual-clock.ts';
import { contentOf, FakeCrm, refOf } from './fake-crm.ts';

const SECOND = 1_000;
const HOUR = 3_600_000;
const KEY = Uint8Array.from({ length: 32 }, (_, at) => at);

async function allOf(bytes: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of bytes) pieces.push(piece);
  return new Uint8Array(Buffer.concat(pieces));
}

/** A laptop with the files of several accounts, whose copies and saved files are in memory. */
function laptop(by: 'host' | 'page' = 'host') {
  const clock = virtualClock();
  const crm = new FakeCrm();
  const disks = new Map<string, FileDisk>();
  const l = {
    clock,
    crm,
    disks,
    log: memoryLog(),
    copies: new Map<string, Uint8Array>(),
    saved: new Map<string, Uint8Array>(),
    opened: [] as string[],
    hasProgram: true,
    copying: Promise.resolve(),
    where: '/home/rita/saved' as string | null,
    keys: [] as Uint8Array[],
    listed: null as readonly KeptFiles[] | null,
    told: [] as { readonly at: number; readonly overview: FilesOverview }[],
    sweeps: [] as number[],
  };
  const opener: FileOpener =
    by === 'page'
      ? { by, offer: (path, name) => `/opened/${path}/${name}` }
      : {
          by,
          open: async (path) => {
            l.opened.push(path);
            return l.hasProgram;
          },
          askWhere: async () => l.where,
        };
  const service = createFileService({
    clock,
    chance: () => 0.5,
    log: l.log,
    opener,
    room: () => 1_000,
    copies: {
      async make(name, bytes) {
        const all = await allOf(bytes);
        await l.copying;
        l.copies.set(name, all);
        return name;
      },
      clear: async () => l.copies.clear(),
      sweep: async (age) => void l.sweeps.push(age),
    },
    async openDisk(accountId, key) {
      l.keys.push(key);
      const disk = disks.get(accountId) ?? { ...memoryFileDisk(), close: async () => undefined };
      disks.set(accountId, disk);
      return disk;
    },
    wipeDisk: async (accountId) => void disks.delete(accountId),
    saveAs: async (path, bytes) => void l.saved.set(path, await allOf(bytes)),
    readListed: async () => l.listed,
    onChanged: (overview) => l.told.push({ at: clock.now(), overview }),
  });
  return Object.assign(l, { service });
}

async function unlocked(by?: 'host' | 'page') {
  const l = laptop(by);
  await l.service.unlock('ada', KEY);
  await l.service.reach(l.crm);
  return l;
}

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { info?: { code: string } }) => error.info?.code,
  );

describe('opening a file', () => {
  it('hands a copy of it to the system’s program', async () => {
    const { service, crm, copies, opened } = await unlocked();
    crm.put(1, 10, 20, { name: 'Offer.pdf' });
    expect(await service.open(refOf(1, 10))).toEqual({ by: 'host', outcome: 'opened' });
    expect(opened).toEqual(['Offer.pdf']);
    expect(copies.get('Offer.pdf')).toEqual(contentOf(10, 20));
  });

  it('saves what might be a program where the user says, and starts nothing', async () => {
    const l = await unlocked();
    l.crm.put(1, 10, 20, { name: 'Offer.pdf.exe' });
    expect(await l.service.open(refOf(1, 10))).toEqual({ by: 'host', outcome: 'saved' });
    expect(l.saved.get('/home/rita/saved')).toEqual(contentOf(10, 20));
    l.where = null;
    expect(await l.service.open(refOf(1, 10))).toEqual({ by: 'host', outcome: 'cancelled' });
    expect(l.opened).toEqual([]);
    expect(l.copies.size).toBe(0);
  });

  it('goes by the name as the disk takes it', async () => {
    const l = await unlocked();
    l.crm.put(1, 10, 20, { name: 'Offer\u202Efdp.exe' });
    expect(await l.service.open(refOf(1, 10))).toEqual({ by: 'host', outcome: 'saved' });
  });

  it('offers to save it where the system has no program for it', async () => {
    const l = await unlocked();
    l.hasProgram = false;
    l.crm.put(1, 10, 20, { name: 'Photo.heic' });
    expect(await l.service.open(refOf(1, 10))).toEqual({ by: 'host', outcome: 'saved' });
  });

  it('gives a page the address of it', async () => {
    const { service, crm } = await unlocked('page');
    crm.put(1, 10, 20, { name: 'setup.exe' });
    expect(await service.open(refOf(1, 10))).toEqual({
      by: 'page',
      address: '/opened/setup.exe/setup.exe',
    });
  });

  it('is refused while nothing is open', async () => {
    const { service, crm } = laptop();
    crm.put(1, 10, 20);
    expect(await codeOf(service.open(refOf(1, 10)))).toBe('store-unavailable');
    expect(service.states([10])).toEqual({ '10': { name: 'there' } });
    expect(service.overview()).toMatchObject({ files: 0, room: 1_000 });
  });
});

describe('locking', () => {
  it('takes the copies away, ends what is on its way, and leaves the sealed ones', async () => {
    const l = await unlocked();
    l.crm.put(1, 10, 20);
    l.crm.put(1, 11, 48);
    await l.service.open(refOf(1, 10));
    let reached = (): void => undefined;
    const isThere = new Promise<void>((resolve) => (reached = resolve));
    l.crm.gate = (_id, sent) => {
      if (sent < 20) return undefined;
      reached();
      return new Promise<void>(() => undefined);
    };
    const opening = codeOf(l.service.open(refOf(1, 11)));
    await isThere;
    await l.service.lock();
    expect(await opening).toBe('cancelled');
    expect(l.copies.size).toBe(0);
    expect(l.disks.get('ada')?.list()).toHaveLength(1);
    expect(await codeOf(l.service.open(refOf(1, 10)))).toBe('store-unavailable');
  });

  it('opens nothing whose copy was being made meanwhile', async () => {
    const l = await unlocked();
    l.crm.put(1, 10, 48);
    let goOn = (): void => undefined;
    l.copying = new Promise((resolve) => (goOn = resolve));
    const opening = codeOf(l.service.open(refOf(1, 10)));
    await settle();
    const locking = l.service.lock();
    goOn();
    await locking;
    expect(await opening).toBe('cancelled');
    expect(l.opened).toEqual([]);
    expect(l.copies.size).toBe(0);
  });

  it('keeps nothing of the key, and does not take the caller’s away', async () => {
    const { keys } = await unlocked();
    expect(keys).toEqual([new Uint8Array(32)]);
    expect(KEY[31]).toBe(31);
  });

  it('leaves another account its own files', async () => {
    const l = await unlocked();
    l.crm.put(1, 10, 20);
    await l.service.open(refOf(1, 10));
    await l.service.unlock('bob', KEY);
    expect(l.service.overview().files).toBe(0);
    await l.service.unlock('ada', KEY);
    expect(l.service.overview().files).toBe(1);
    await l.service.lock();
    await l.service.wipe('ada');
    expect([...l.disks.keys()]).toEqual(['bob']);
  });

  it('forgets what was attached to a record that is erased, and every copy', async () => {
    const l = await unlocked();
    l.crm.put(1, 10, 20);
    await l.service.open(refOf(1, 10));
    await l.service.forget(refOf(1, 10).record);
    expect(l.copies.size).toBe(0);
    expect(l.service.overview().files).toBe(0);
  });

  it('does not wait for a store that does not answer', async () => {
    const clock = virtualClock();
    const disk = memoryFileDisk();
    const service = createFileService({
      clock,
      chance: () => 0.5,
      log: memoryLog(),
      copies: { make: async () => '', clear: async () => undefined, sweep: async () => undefined },
      opener: { by: 'page', offer: () => '' },
      room: () => 1_000,
      openDisk: async () => disk,
      wipeDisk: async () => undefined,
      saveAs: async () => undefined,
      readListed: () => new Promise(() => undefined),
      onChanged: () => undefined,
    });
    await service.unlock('ada', KEY);
    service.listChanged();
    await clock.advance(SECOND);
    await service.lock();
    expect(await codeOf(service.open(refOf(1, 10)))).toBe('store-unavailable');
  });
});

describe('what the screens and the store are told', () => {
  it('is at most four times a second, and at the end as it is', async () => {
    const l = await unlocked();
    await l.clock.advance(10 * SECOND);
    l.told.length = 0;
    l.crm.put(1, 10, 400);
    l.crm.gate = () => l.clock.sleep(50);
    const opening = l.service.open(refOf(1, 10));
    await l.clock.advance(5 * SECOND);
    await opening;
    expect(l.told.length).toBeGreaterThan(4);
    for (const [at, { at: when }] of l.told.entries())
      expect(when - (l.told[at - 1]?.at ?? -Infinity)).toBeGreaterThanOrEqual(250);
    expect(l.told.at(-1)?.overview).toMatchObject({ files: 1, used: 400 });
  });

  it('lets what is pinned come once the store has told, and again when that changes', async () => {
    const l = await unlocked();
    l.crm.put(1, 10, 20);
    l.crm.put(2, 20, 20);
    await l.clock.advance(SECOND);
    l.listed = l.crm.kept(1);
    l.service.listChanged();
    await l.clock.advance(SECOND);
    expect(l.service.states([10, 20])).toEqual({ '10': { name: 'here' }, '20': { name: 'there' } });
    l.listed = l.crm.kept(1, 2);
    for (let turn = 0; turn < 10; turn++) l.service.listChanged();
    await l.clock.advance(3 * SECOND);
    expect(l.service.states([20])).toEqual({ '20': { name: 'here' } });
  });

  it('holds what is spared over an unlocking', async () => {
    const l = laptop();
    l.service.spare(true);
    l.crm.put(1, 10, 20);
    l.listed = l.crm.kept(1);
    await l.service.reach(l.crm);
    await l.service.unlock('ada', KEY);
    await l.clock.advance(HOUR);
    expect(l.crm.opened).toEqual([]);
    l.service.spare(false);
    await l.clock.advance(SECOND);
    expect(l.crm.opened).toEqual(['10']);
  });

  it('takes away what an ended app left, sweeps old copies from time to time, and ends', async () => {
    const l = laptop();
    l.copies.set('left.pdf', new Uint8Array());
    await settle();
    expect(l.copies.size).toBe(0);
    await l.clock.advance(2 * HOUR + SECOND);
    expect(l.sweeps).toEqual([4 * HOUR, 4 * HOUR]);
    l.copies.set('open.pdf', new Uint8Array());
    await l.service.close();
    expect(l.copies.size).toBe(0);
    expect(l.clock.sleeping()).toBe(false);
  });

  it('says it where an account’s folder cannot be opened, and nothing else is lost', async () => {
    const l = laptop();
    l.disks.set('ada', memoryFileDisk());
    const failing = createFileService({
      clock: l.clock,
      chance: () => 0.5,
      log: l.log,
      copies: {
        make: async () => '',
        clear: () => Promise.reject(new Error('EBUSY')),
        sweep: async () => undefined,
      },
      opener: { by: 'page', offer: () => '' },
      room: () => 1_000,
      openDisk: () => Promise.reject(new Error('EACCES')),
      wipeDisk: async () => undefined,
      saveAs: async () => undefined,
      readListed: async () => null,
      onChanged: () => undefined,
    });
    expect(await codeOf(failing.unlock('ada', KEY))).toBeUndefined();
    await failing.lock();
    expect(l.log.entries.map(({ event }) => event)).toContain('files.not-cleared');
  });
});
