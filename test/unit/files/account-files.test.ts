import { describe, expect, it } from 'vitest';
import { createAccountFiles, type AccountFiles } from '../../../electron/files/account-files.ts';
import { memoryFileDisk } from '../../../electron/files/disk/memory-disk.ts';
import type { FileDisk } from '../../../electron/files/ports.ts';
import { memoryLog } from '../../../electron/log/memory-log.ts';
import type { FileRef } from '../../../shared/files.ts';
import { settle, virtualClock } from '../../fakes/virtual-clock.ts';
import { CHUNK, contentOf, FakeCrm, MONDAY, refOf, TUESDAY } from './fake-crm.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** One account's files over a disk in memory and a CRM that may fail. */
function device(room = 1_000, disk: FileDisk = memoryFileDisk()) {
  const crm = new FakeCrm();
  const clock = virtualClock();
  const log = memoryLog();
  const d = { crm, clock, log, disk, room, changes: 0 };
  const files: AccountFiles = createAccountFiles({
    disk,
    clock,
    chance: () => 0.5,
    log,
    room: () => d.room,
    onChanged: () => d.changes++,
  });
  return Object.assign(d, { files });
}

async function online(room?: number, disk?: FileDisk) {
  const d = device(room, disk);
  await d.files.reach(d.crm);
  return d;
}

/** Puts virtual time through whatever waits, until the work is done. */
async function through<T>(
  { clock }: { clock: ReturnType<typeof virtualClock> },
  work: Promise<T>,
): Promise<T> {
  let isDone = false;
  const done = work.finally(() => (isDone = true));
  done.catch(() => undefined);
  for (let turns = 0; !isDone && turns < 200; turns++) await clock.advance(SECOND);
  return done;
}

async function bytesIn(files: AccountFiles, ref: FileRef): Promise<Uint8Array> {
  return files.use(ref, async (bytes) => {
    const pieces: Uint8Array[] = [];
    for await (const piece of bytes) pieces.push(piece);
    return new Uint8Array(Buffer.concat(pieces));
  });
}

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { info?: { code: string } }) => error.info?.code,
  );

/** A gate that holds a stream at one place until it is let go. */
function holdAt(crm: FakeCrm, place: number) {
  let letGo = (): void => undefined;
  const held = new Promise<void>((resolve) => (letGo = resolve));
  let reached = (): void => undefined;
  const isThere = new Promise<void>((resolve) => (reached = resolve));
  crm.gate = (_id, sent) => {
    if (sent !== place) return;
    reached();
    return held;
  };
  return { isThere, letGo };
}

describe('a file that is opened', () => {
  it('is fetched once, with one list and one call, and is here afterwards', async () => {
    const { crm, files } = await online();
    crm.put(1, 10, 35);
    expect(await bytesIn(files, refOf(1, 10))).toEqual(contentOf(10, 35));
    expect(files.states([10])).toEqual({ '10': { name: 'here' } });
    await files.reach(null);
    expect(await bytesIn(files, refOf(1, 10))).toEqual(contentOf(10, 35));
    expect(crm).toMatchObject({ listed: [1], opened: ['10'], sent: 35, lanes: ['look', 'look'] });
  });

  it('is fetched once also where several ask at the same time', async () => {
    const { crm, files } = await online();
    crm.put(1, 10, 35);
    const all = await Promise.all([1, 2, 3].map(() => bytesIn(files, refOf(1, 10))));
    expect(all).toEqual(all.map(() => contentOf(10, 35)));
    expect(crm.opened).toEqual(['10']);
  });

  it('is empty where it is empty', async () => {
    const { crm, files } = await online();
    crm.put(1, 10, 0);
    expect(await bytesIn(files, refOf(1, 10))).toEqual(new Uint8Array());
  });

  it.each([0, 1, 2, 3, 4])(
    'is whole though the connection breaks after %i chunks and at every place after it, and no byte is asked for twice',
    async (chunks) => {
      const d = await online();
      d.crm.put(1, 10, 48);
      d.crm.breaks = [chunks, 1, 1, 1, 1];
      expect(await through(d, bytesIn(d.files, refOf(1, 10)))).toEqual(contentOf(10, 48));
      expect(d.crm.sent).toBe(48);
    },
  );

  it('begins anew where the content is another one meanwhile', async () => {
    const d = await online();
    const file = d.crm.put(1, 10, 48);
    d.crm.breaks = [3];
    const opening = bytesIn(d.files, refOf(1, 10));
    await settle();
    file.content = contentOf(99, 48);
    file.version = TUESDAY;
    expect(await through(d, opening)).toEqual(contentOf(99, 48));
    expect(d.crm.opened).toEqual(['10', '10@30']);
  });

  it('begins anew where its server has no name for the content', async () => {
    const d = await online();
    d.crm.put(1, 10, 48, { bare: true });
    d.crm.breaks = [3];
    expect(await through(d, bytesIn(d.files, refOf(1, 10)))).toEqual(contentOf(10, 48));
    expect(d.crm.opened).toEqual(['10', '10']);
  });

  it('asks for the list once more where its address has expired', async () => {
    const d = await online();
    d.crm.put(1, 10, 20);
    d.crm.put(1, 11, 20);
    await d.files.whole(refOf(1, 10));
    d.crm.expire();
    expect(await bytesIn(d.files, refOf(1, 11))).toEqual(contentOf(11, 20));
    expect(d.crm).toMatchObject({ listed: [1, 1], opened: ['10', '11', '11'] });
  });

  it('asks for it as often as addresses expire on the way', async () => {
    const d = await online();
    d.crm.put(1, 10, 48);
    d.crm.breaks = [1, 1, 1];
    d.crm.gate = () => d.crm.expire();
    expect(await through(d, bytesIn(d.files, refOf(1, 10)))).toEqual(contentOf(10, 48));
    expect(d.crm.sent).toBe(48);
  });

  it('is refused where a fresh address is refused too', async () => {
    const { crm, files } = await online();
    crm.put(1, 10, 20);
    crm.openErrors = [
      { code: 'forbidden', messages: [] },
      { code: 'forbidden', messages: [] },
    ];
    expect(await codeOf(files.whole(refOf(1, 10)))).toBe('forbidden');
    expect(crm.listed).toEqual([1, 1]);
    expect(files.states([10])).toEqual({
      '10': { name: 'failed', error: { code: 'forbidden', messages: [] } },
    });
  });

  it('is told at once where there is no network', async () => {
    const { crm, files } = await online();
    crm.put(1, 10, 20);
    crm.listErrors = [{ code: 'network', reason: 'ENOTFOUND' }];
    expect(await codeOf(files.whole(refOf(1, 10)))).toBe('network');
    expect(await codeOf(device().files.whole(refOf(1, 10)))).toBe('network');
  });

  it('waits out some seconds where the budget asks for them, and no more', async () => {
    const d = await online();
    d.crm.put(1, 10, 20);
    d.crm.listErrors = [{ code: 'rate-limited', waitMs: 9 * SECOND }];
    expect(await through(d, bytesIn(d.files, refOf(1, 10)))).toEqual(contentOf(10, 20));
    expect(d.crm.listed).toEqual([1, 1]);
    d.crm.put(1, 11, 20);
    d.crm.openErrors = [{ code: 'rate-limited', waitMs: 5 * MINUTE }];
    expect(await codeOf(d.files.whole(refOf(1, 11)))).toBe('rate-limited');
  });

  it('is told where the connection breaks again and again, and goes on from there the next time', async () => {
    const d = await online();
    d.crm.put(1, 10, 48);
    d.crm.breaks = [2, 0, 0, 0, 0];
    expect(await codeOf(through(d, d.files.whole(refOf(1, 10))))).toBe('network');
    expect(d.files.overview()).toMatchObject({ files: 0, used: 20, spare: 20 });
    expect(await bytesIn(d.files, refOf(1, 10))).toEqual(contentOf(10, 48));
    expect(d.crm.sent).toBe(48);
  });

  it.each([
    ['longer', 30],
    ['shorter', 60],
  ])('is not taken, and nothing of it kept, where it is %s than announced', async (_what, told) => {
    for (const bare of [false, true]) {
      const d = await online();
      d.crm.put(1, 10, 48, { told, bare });
      expect(await codeOf(through(d, d.files.whole(refOf(1, 10))))).toBe('unexpected-shape');
      expect(d.disk.begun()).toEqual([]);
      expect(d.files.overview()).toMatchObject({ files: 0, used: 0 });
    }
  });

  it('is taken where nobody says how large it is', async () => {
    const d = await online();
    d.crm.put(1, 10, 48, { told: null, bare: true });
    expect(await bytesIn(d.files, refOf(1, 10))).toEqual(contentOf(10, 48));
  });

  it('is too large where it does not fit, whether that is announced or seen', async () => {
    for (const more of [{}, { told: null }, { told: null, bare: true }]) {
      const d = await online(40);
      d.crm.put(1, 10, 48, more);
      expect(await codeOf(d.files.whole(refOf(1, 10)))).toBe('too-large');
      expect(d.disk.begun()).toEqual([]);
    }
  });

  it('does not push out what is of pinned records', async () => {
    const d = await online(100);
    d.crm.put(1, 10, 60);
    d.crm.put(2, 20, 60);
    await d.files.keep(d.crm.kept(1));
    await d.clock.advance(SECOND);
    expect(await codeOf(d.files.whole(refOf(2, 20)))).toBe('too-large');
    expect(d.files.states([10, 20])).toMatchObject({ '10': { name: 'here' } });
  });

  it('says that the disk is full', async () => {
    const { crm, files } = await online(1_000, memoryFileDisk(25));
    crm.put(1, 10, 48);
    expect(await codeOf(files.whole(refOf(1, 10)))).toBe('storage');
  });

  it('is not there where the record does not list it any more', async () => {
    const { files } = await online();
    expect(await codeOf(files.whole(refOf(1, 10)))).toBe('not-found');
  });

  it('is given up by who waits for it, and goes on from there', async () => {
    const d = await online();
    d.crm.put(1, 10, 48);
    const { isThere } = holdAt(d.crm, 20);
    const opening = codeOf(d.files.whole(refOf(1, 10)));
    await isThere;
    expect(d.files.states([10])).toEqual({ '10': { name: 'fetching', received: 20, total: 48 } });
    d.files.cancel(10);
    expect(await opening).toBe('cancelled');
    expect(d.files.states([10])).toEqual({ '10': { name: 'there' } });
    d.crm.gate = () => undefined;
    await d.files.whole(refOf(1, 10));
    expect(d.crm.opened).toEqual(['10', '10@20']);
  });

  it('is fetched once more where it cannot be read any more', async () => {
    const memory = memoryFileDisk();
    let isDamaged = true;
    const disk: FileDisk = {
      ...memory,
      async *read(id) {
        if (isDamaged) {
          isDamaged = false;
          const { AppError } = await import('../../../shared/errors.ts');
          throw new AppError({ code: 'storage', reason: 'damaged' });
        }
        yield* memory.read(id);
      },
    };
    const { crm, files, log } = await online(1_000, disk);
    crm.put(1, 10, 20);
    expect(await bytesIn(files, refOf(1, 10))).toEqual(contentOf(10, 20));
    expect(crm.opened).toEqual(['10', '10']);
    expect(log.entries.map(({ event }) => event)).toContain('files.damaged');
  });
});

describe('files of pinned records', () => {
  it('come one at a time, in the background, and are told of', async () => {
    const d = await online();
    for (const id of [10, 11]) d.crm.put(1, id, 20);
    d.crm.put(2, 20, 20);
    await d.files.keep(d.crm.kept(2, 1));
    expect(d.files.states([10, 11, 20, 99])).toMatchObject({
      '10': { name: 'waiting' },
      '99': { name: 'there' },
    });
    await d.clock.advance(SECOND);
    expect(d.crm.opened).toEqual(['20', '10', '11']);
    // One list serves all files of a record.
    expect(d.crm.listed).toEqual([2, 1]);
    expect(new Set(d.crm.lanes)).toEqual(new Set(['background']));
    expect(d.files.overview()).toEqual({ files: 3, used: 60, room: 1_000, spare: 0, waiting: 0, noRoom: 0 });
    expect(d.changes).toBeGreaterThan(3);
  });

  it('wait while power or data are spared, and while there is no way', async () => {
    const d = device();
    d.crm.put(1, 10, 20);
    d.files.spare(true);
    await d.files.keep(d.crm.kept(1));
    await d.files.reach(d.crm);
    await d.clock.advance(MINUTE);
    expect(d.crm.opened).toEqual([]);
    d.files.spare(false);
    await d.clock.advance(SECOND);
    expect(d.crm.opened).toEqual(['10']);
  });

  it('are fetched also where one of them fails', async () => {
    const d = await online();
    for (const id of [10, 11, 12]) d.crm.put(1, id, 20);
    d.crm.openErrors = [{ code: 'not-found' }];
    await d.files.keep(d.crm.kept(1));
    await d.clock.advance(SECOND);
    expect(d.files.states([10, 11, 12])).toEqual({
      '10': { name: 'failed', error: { code: 'not-found' } },
      '11': { name: 'here' },
      '12': { name: 'here' },
    });
    await d.clock.advance(60 * MINUTE);
    expect(d.files.states([10])).toEqual({ '10': { name: 'here' } });
  });

  it('are fetched also where the way to one of them is always cut', async () => {
    const d = await online();
    for (const id of [10, 11]) d.crm.put(1, id, 20);
    const reset = { code: 'network', reason: 'ECONNRESET' } as const;
    await d.files.keep(d.crm.kept(1));
    d.crm.openErrors = [reset];
    await d.clock.advance(30 * SECOND);
    expect(d.crm.opened).toEqual(['10', '11']);
    expect(d.files.states([10])).toEqual({ '10': { name: 'waiting' } });
    await d.clock.advance(MINUTE);
    expect(d.files.states([10])).toEqual({ '10': { name: 'here' } });
  });

  it('wait as long as the budget says, and longer each time without a network', async () => {
    const d = await online();
    d.crm.put(1, 10, 20);
    d.crm.listErrors = [{ code: 'rate-limited', waitMs: 10 * MINUTE }];
    await d.files.keep(d.crm.kept(1));
    await d.clock.advance(10 * MINUTE - SECOND);
    expect(d.crm.listed).toEqual([1]);
    await d.clock.advance(2 * SECOND);
    expect(d.crm.listed).toEqual([1, 1]);

    const off = await online();
    off.crm.put(1, 10, 20);
    off.crm.listErrors = Array.from(
      { length: 100 },
      () => ({ code: 'network', reason: 'ENOTFOUND' }) as const,
    );
    await off.files.keep(off.crm.kept(1));
    await off.clock.advance(60 * MINUTE);
    expect(off.crm.listed.length).toBeLessThan(10);
    off.crm.listErrors = [];
    off.files.networkChanged();
    await off.clock.advance(SECOND);
    expect(off.files.states([10])).toEqual({ '10': { name: 'here' } });
  });

  it('give way to what somebody waits for, and go on after it', async () => {
    const d = await online();
    d.crm.put(1, 10, 48);
    d.crm.put(2, 20, 20);
    const { isThere } = holdAt(d.crm, 20);
    await d.files.keep(d.crm.kept(1));
    await isThere;
    d.crm.gate = () => undefined;
    await d.files.whole(refOf(2, 20));
    await d.clock.advance(SECOND);
    expect(d.crm.opened).toEqual(['10', '20', '10@20']);
    expect(d.files.states([10])).toEqual({ '10': { name: 'here' } });
  });

  it('come to who opens them while they are on their way, from where they are', async () => {
    const d = await online();
    d.crm.put(1, 10, 48);
    const { isThere } = holdAt(d.crm, 20);
    await d.files.keep(d.crm.kept(1));
    await isThere;
    d.crm.gate = () => undefined;
    expect(await bytesIn(d.files, refOf(1, 10))).toEqual(contentOf(10, 48));
    expect(d.crm.opened).toEqual(['10', '10@20']);
    expect(d.crm.sent).toBe(48);
    expect(d.crm.lanes).toEqual(['background', 'background', 'look']);
  });

  it('are given up when the record is let go while they come, and what has come may go', async () => {
    const d = await online();
    d.crm.put(1, 10, 48);
    const { isThere } = holdAt(d.crm, 20);
    await d.files.keep(d.crm.kept(1));
    await isThere;
    await d.files.keep([]);
    await settle();
    expect(d.files.states([10])).toEqual({ '10': { name: 'there' } });
    expect(d.files.overview()).toMatchObject({ files: 0, used: 20, spare: 20, waiting: 0 });
    await d.files.clear();
    expect(d.files.overview()).toMatchObject({ used: 0, spare: 0 });
  });

  it('stay for a while when the record is let go, and go when it lists them no more', async () => {
    const d = await online();
    d.crm.put(1, 10, 20);
    d.crm.put(2, 20, 20);
    await d.files.keep(d.crm.kept(1, 2));
    await d.clock.advance(SECOND);
    d.crm.files.delete(10);
    await d.files.keep(d.crm.kept(1));
    expect(d.disk.list().map(({ id }) => id)).toEqual([20]);
    expect(d.files.overview()).toMatchObject({ used: 20, spare: 20 });
  });

  it('are fetched anew when their content is another one', async () => {
    const d = await online();
    const file = d.crm.put(1, 10, 20);
    await d.files.keep(d.crm.kept(1));
    await d.clock.advance(SECOND);
    Object.assign(file, { content: contentOf(50, 30), version: TUESDAY });
    await d.files.keep(d.crm.kept(1));
    await d.clock.advance(6 * MINUTE);
    expect(await bytesIn(d.files, refOf(1, 10))).toEqual(contentOf(50, 30));
    expect(d.disk.list()).toMatchObject([{ version: TUESDAY, bytes: 30 }]);
  });

  it('are not fetched over and over where the store’s list is newer than the CRM’s', async () => {
    const d = await online();
    const file = d.crm.put(1, 10, 20, { version: TUESDAY });
    const listed = d.crm.kept(1);
    file.version = MONDAY;
    await d.files.keep(listed);
    await d.clock.advance(50 * MINUTE);
    expect(d.crm.opened).toEqual(['10']);
  });

  it('make room by taking away what was used longest ago, and never one another', async () => {
    const d = await online(100);
    for (const id of [10, 11, 12]) d.crm.put(1, id, 30);
    for (const id of [10, 11, 12]) {
      await d.files.whole(refOf(1, id));
      await d.clock.advance(SECOND);
    }
    await bytesIn(d.files, refOf(1, 10));
    d.crm.put(2, 20, 60);
    d.crm.put(2, 21, 50);
    await d.files.keep(d.crm.kept(2));
    await d.clock.advance(SECOND);
    expect(d.disk.list().map(({ id }) => id)).toEqual([10, 20]);
    expect(d.files.states([20, 21])).toEqual({ '20': { name: 'here' }, '21': { name: 'no-room' } });
    expect(d.files.overview()).toMatchObject({ used: 90, noRoom: 1 });
  });

  it('go where the room shrinks, what is not pinned first, and come back when it grows', async () => {
    const d = await online(100);
    for (const id of [10, 11]) d.crm.put(1, id, 30);
    d.crm.put(2, 20, 30);
    await d.files.keep(d.crm.kept(1));
    await d.clock.advance(SECOND);
    await d.files.whole(refOf(2, 20));
    d.room = 60;
    await d.files.look();
    expect(d.disk.list().map(({ id }) => id)).toEqual([10, 11]);
    d.room = 40;
    await d.files.look();
    expect(d.files.states([10, 11])).toEqual({ '10': { name: 'here' }, '11': { name: 'no-room' } });
    expect(d.files.overview().used).toBe(30);
    d.room = 100;
    await d.files.look();
    await d.clock.advance(SECOND);
    expect(d.files.states([11])).toEqual({ '11': { name: 'here' } });
  });

  it('go when the record is erased, pinned or not, whole or begun', async () => {
    const d = await online();
    d.crm.put(1, 10, 20);
    d.crm.put(1, 11, 20);
    d.crm.put(1, 12, 48);
    d.crm.put(2, 20, 20);
    await d.files.keep(d.crm.kept(2));
    await d.clock.advance(SECOND);
    for (const id of [10, 11]) await d.files.whole(refOf(1, id));
    const { isThere } = holdAt(d.crm, 20);
    const opening = codeOf(d.files.whole(refOf(1, 12)));
    await isThere;
    await d.files.forget(refOf(1, 12).record);
    expect(await opening).toBe('cancelled');
    expect(d.disk.list().map(({ id }) => id)).toEqual([20]);
    expect(d.disk.begun()).toEqual([]);
    await d.files.forget(refOf(2, 20).record);
    expect(d.disk.list()).toEqual([]);
  });

  it('go also while they are on their way', async () => {
    const d = await online();
    d.crm.put(1, 10, 48);
    const { isThere } = holdAt(d.crm, 20);
    await d.files.keep(d.crm.kept(1));
    await isThere;
    await d.files.forget(refOf(1, 10).record);
    await d.clock.advance(MINUTE);
    expect(d.disk.begun()).toEqual([]);
    expect(d.crm.opened).toEqual(['10']);
  });

  it('are left alone while the store has not told what is pinned', async () => {
    const disk = memoryFileDisk();
    const before = await online(100, disk);
    before.crm.put(1, 10, 60);
    await before.files.whole(refOf(1, 10));
    const d = device(50, disk);
    await d.files.look();
    await d.files.clear();
    expect(disk.list()).toHaveLength(1);
  });
});

describe('the end of it', () => {
  it('gives up what is on its way, and goes on from there the next time', async () => {
    const disk = memoryFileDisk();
    const d = await online(1_000, { ...disk, close: async () => undefined });
    d.crm.put(1, 10, 48);
    const { isThere } = holdAt(d.crm, 20);
    const opening = codeOf(d.files.whole(refOf(1, 10)));
    await isThere;
    await d.files.close();
    expect(await opening).toBe('cancelled');
    expect(await codeOf(d.files.whole(refOf(1, 10)))).toBe('cancelled');

    const next = await online(1_000, disk);
    next.crm.put(1, 10, 48);
    expect(await bytesIn(next.files, refOf(1, 10))).toEqual(contentOf(10, 48));
    expect(next.crm.opened).toEqual(['10@20']);
  });

  it('ends what is being read, and waits for it', async () => {
    const d = await online();
    d.crm.put(1, 10, 48);
    await d.files.whole(refOf(1, 10));
    const seen: number[] = [];
    let goOn = (): void => undefined;
    const reading = codeOf(
      d.files.use(refOf(1, 10), async (bytes) => {
        for await (const piece of bytes) {
          seen.push(piece.length);
          await new Promise<void>((resolve) => (goOn = resolve));
        }
      }),
    );
    await settle();
    const closing = d.files.close();
    goOn();
    await closing;
    expect(await reading).toBe('cancelled');
    expect(seen).toEqual([CHUNK]);
  });

  it('lets nothing be fetched any more', async () => {
    const d = await online();
    d.crm.put(1, 10, 20);
    await d.files.close();
    await d.files.keep(d.crm.kept(1));
    await d.clock.advance(60 * MINUTE);
    expect(d.crm.listed).toEqual([]);
    expect(d.clock.sleeping()).toBe(false);
  });
});
