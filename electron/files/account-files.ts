import { refKey, type RecordRef } from '../../shared/entities/kind.ts';
import { AppError, errorInfoOf } from '../../shared/errors.ts';
import type { FileRef, FilesOverview, FileState, KeptFiles } from '../../shared/files.ts';
import type { Log } from '../../shared/log.ts';
import type { Clock } from '../../shared/time.ts';
import { createFailures, isPassing } from './failures.ts';
import { fetchFile } from './fetching.ts';
import { createHoldings } from './holdings.ts';
import { createKeeping } from './keeping.ts';
import { createListings, type Listings } from './listings.ts';
import type { FileCall, FileDisk, FilesOfCrm, KeptFile } from './ports.ts';
import type { Wanted } from './wanted.ts';

export interface AccountFilesPorts {
  readonly disk: FileDisk;
  readonly clock: Clock;
  /** From 0 up to 1. */
  readonly chance: () => number;
  readonly log: Log;
  /** How much the files may take, in bytes. */
  room(): number;
  /** What is here, or on its way, has changed. */
  onChanged(): void;
}

/** Files of one account, as long as its key is known. */
export interface AccountFiles {
  overview(): FilesOverview;
  states(ids: readonly number[]): Record<string, FileState>;
  /** Sees that a file is here, for somebody who waits for it. Rejects with AppError as `files.open` says. */
  whole(file: FileRef): Promise<KeptFile>;
  /** Hands a file's bytes to `take`. What cannot be read any more is fetched once more. */
  use<T>(file: FileRef, take: (bytes: AsyncIterable<Uint8Array>) => Promise<T>): Promise<T>;
  cancel(id: number): void;
  clear(): Promise<void>;
  /** The record was erased: nothing that was attached to it stays. */
  forget(record: RecordRef): Promise<void>;
  /** The files of pinned records, the record that was pinned last first. */
  keep(listed: readonly KeptFiles[]): Promise<void>;
  /** The way to the CRM, or none; resolves when nothing uses the one before any more. */
  reach(crm: FilesOfCrm | null): Promise<void>;
  /** Whether power or data are to be spared: then nothing is fetched but what somebody waits for. */
  spare(isOn: boolean): void;
  networkChanged(): void;
  /** The room is another. */
  look(): Promise<void>;
  /** Ends what goes on, and forgets the key. */
  close(): Promise<void>;
}

/** A file that somebody waits for. */
interface Look {
  readonly record: RecordRef;
  readonly giveUp: AbortController;
  readonly done: Promise<KeptFile>;
}

export function createAccountFiles(ports: AccountFilesPorts): AccountFiles {
  const { disk, clock, chance, log, room, onChanged } = ports;
  const holdings = createHoldings(disk, room);
  const failures = createFailures(clock);
  let way: { readonly crm: FilesOfCrm; readonly listings: Listings } | null = null;
  let isSparing = false;
  const ending = new AbortController();
  const looks = new Map<number, Look>();
  /** Files that are being handed out. */
  const uses = new Set<Promise<unknown>>();

  const keeping = createKeeping({
    clock,
    chance,
    failures,
    // What somebody waits for has the line for itself.
    waiting: () => (way === null || isSparing || looks.size > 0 ? [] : holdings.wanted().waiting),
    async fetch(file, signal) {
      await fetch(file, { lane: 'background', signal });
      // The CRM's list and what it sends contradict each other: it is not fetched over and over.
      if (holdings.here(file.id) === null)
        throw new AppError({ code: 'unexpected-shape', path: 'content_updated_at' });
      log.info('files.kept', { file: file.id });
    },
  });

  async function fetch(file: FileRef, call: FileCall): Promise<KeptFile> {
    if (call.signal.aborted) throw new AppError({ code: 'cancelled' });
    if (way === null) throw new AppError({ code: 'network', reason: 'no-session' });
    const { id } = file;
    holdings.begin(id);
    try {
      return await fetchFile(file, call, {
        ...way,
        disk,
        clock,
        chance,
        makeRoom: (bytes) => holdings.makeRoom(id, bytes),
        onProgress(received, total) {
          holdings.progress(id, received, total);
          onChanged();
        },
      });
    } finally {
      holdings.end(id);
      onChanged();
    }
  }

  async function fetchForSomebody(file: FileRef, signal: AbortSignal): Promise<KeptFile> {
    await keeping.settled();
    const kept = holdings.here(file.id);
    if (kept !== null) return kept;
    try {
      const fetched = await fetch(file, { lane: 'look', signal });
      failures.forget(file.id);
      return fetched;
    } catch (caught) {
      const info = errorInfoOf(caught);
      if (info.code !== 'cancelled') failures.note(file.id, info);
      throw caught;
    }
  }

  async function whole(file: FileRef): Promise<KeptFile> {
    if (ending.signal.aborted) throw new AppError({ code: 'cancelled' });
    const kept = holdings.here(file.id);
    if (kept !== null) return kept;
    const before = looks.get(file.id);
    if (before) return before.done;
    const giveUp = new AbortController();
    const done = fetchForSomebody(file, giveUp.signal).finally(() => {
      looks.delete(file.id);
      keeping.look();
      onChanged();
    });
    looks.set(file.id, { record: file.record, giveUp, done });
    keeping.look();
    return done;
  }

  function stateOf(id: number, { waiting, noRoom }: Wanted): FileState {
    const coming = holdings.underway(id);
    if (coming) return { name: 'fetching', received: coming.received, total: coming.total };
    if (holdings.here(id) !== null) return { name: 'here' };
    const error = failures.errorOf(id);
    const isWaiting = waiting.some((file) => file.id === id);
    if (noRoom.some((file) => file.id === id) || (isWaiting && error?.code === 'too-large'))
      return { name: 'no-room' };
    if (error !== null && !(isWaiting && isPassing(error))) return { name: 'failed', error };
    return { name: isWaiting ? 'waiting' : 'there' };
  }

  async function end(ended: readonly Look[]): Promise<void> {
    for (const { giveUp } of ended) giveUp.abort();
    await Promise.allSettled(ended.map(({ done }) => done));
  }

  /** Ends what is being fetched. */
  async function stop(): Promise<void> {
    way = null;
    keeping.look();
    await Promise.all([keeping.settled(), end([...looks.values()])]);
  }

  async function change(make: Promise<void>): Promise<void> {
    await make;
    keeping.look();
    onChanged();
  }

  return {
    overview: holdings.overview,
    states(ids) {
      const wanted = holdings.wanted();
      return Object.fromEntries(ids.map((id) => [String(id), stateOf(id, wanted)]));
    },
    whole,
    async use(file, take) {
      for (let isAgain = false; ; isAgain = true) {
        const { id } = await whole(file);
        await disk.used(id, clock.now());
        const taking = take(untilAborted(disk.read(id), ending.signal));
        uses.add(taking);
        try {
          return await taking;
        } catch (caught) {
          const info = errorInfoOf(caught);
          if (isAgain || info.code !== 'storage' || info.reason !== 'damaged') throw caught;
          log.warn('files.damaged', { file: id });
          await disk.remove(id);
        } finally {
          uses.delete(taking);
        }
      }
    },
    cancel: (id) => looks.get(id)?.giveUp.abort(),
    clear: () => change(holdings.clear()),
    async forget(record) {
      holdings.unlist(record);
      keeping.look();
      await keeping.settled();
      await end([...looks.values()].filter((look) => refKey(look.record) === refKey(record)));
      await change(holdings.forget(record));
    },
    keep: (listed) => change(holdings.list(listed)),
    async reach(crm) {
      await stop();
      if (crm !== null) way = { crm, listings: createListings(crm, clock) };
      keeping.networkChanged();
    },
    spare(isOn) {
      isSparing = isOn;
      keeping.look();
    },
    networkChanged: keeping.networkChanged,
    look: () => change(holdings.tidy()),
    async close() {
      ending.abort();
      await stop();
      await Promise.allSettled([keeping.close(), ...uses]);
      await disk.close();
    },
  };
}

async function* untilAborted(
  bytes: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): AsyncIterable<Uint8Array> {
  for await (const piece of bytes) {
    if (signal.aborted) throw new AppError({ code: 'cancelled' });
    yield piece;
  }
}
