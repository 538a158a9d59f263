import type { RecordRef } from '../../shared/entities/kind.ts';
import { AppError, errorInfoOf } from '../../shared/errors.ts';
import { fileNameOf } from '../../shared/file-name.ts';
import type { FileRef, FilesOverview, FileState, KeptFiles, OpenedFile } from '../../shared/files.ts';
import type { Log } from '../../shared/log.ts';
import type { Clock } from '../../shared/time.ts';
import { createAccountFiles, type AccountFiles } from './account-files.ts';
import { atMostEvery } from './at-most-every.ts';
import { isOpenable } from './openable.ts';
import type { FileDisk, FileOpener, FilesOfCrm, OpenedCopies } from './ports.ts';

/** The screens are told four times a second at most. */
const TELL_MS = 250;
/** A store that is being filled tells of lists all the time. */
const LIST_MS = 1_000;
const HOUR_MS = 3_600_000;
/** What was opened in the morning is not left lying in the clear until the laptop is locked. */
const COPY_MS = 4 * HOUR_MS;

export interface FileServicePorts {
  readonly clock: Clock;
  /** From 0 up to 1. */
  readonly chance: () => number;
  readonly log: Log;
  readonly copies: OpenedCopies;
  readonly opener: FileOpener;
  /** How much the files may take, in bytes. */
  room(): number;
  /** Opens an account's files with its data key, of which nothing is kept. */
  openDisk(accountId: string, key: Uint8Array): Promise<FileDisk>;
  wipeDisk(accountId: string): Promise<void>;
  saveAs(path: string, bytes: AsyncIterable<Uint8Array>): Promise<void>;
  /** The files of pinned records, the record that was pinned last first; null while no store is open. */
  readListed(): Promise<readonly KeptFiles[] | null>;
  onChanged(overview: FilesOverview): void;
}

/** Files of the CRM on this laptop: fetched, kept, opened. There are some while an account's key is known. */
export interface FileService {
  overview(): FilesOverview;
  states(ids: readonly number[]): Record<string, FileState>;
  /** Rejects with AppError as `files.open` says, and with `store-unavailable` while nothing is open. */
  open(file: FileRef): Promise<OpenedFile>;
  cancel(file: FileRef): void;
  clear(): Promise<FilesOverview>;
  /** A record was erased: nothing that was attached to it stays. What the disk does not let go of is logged, and goes when room is needed. */
  forget(record: RecordRef): Promise<void>;
  /** An account's data key is known. */
  unlock(accountId: string, key: Uint8Array): Promise<void>;
  /** It is not known any more. Resolves when nothing uses it, and no copy in the clear is left. */
  lock(): Promise<void>;
  /** The way to the CRM, or none. Resolves when nothing uses the one before. */
  reach(crm: FilesOfCrm | null): Promise<void>;
  /** Whether power or data are to be spared. */
  spare(isOn: boolean): void;
  networkChanged(): void;
  /** Other files may be of pinned records, or their store has opened. */
  listChanged(): void;
  /** The room is another. */
  look(): void;
  /** Takes away what is here of an account whose key is gone for good. What the disk does not let go of opens nowhere any more. */
  wipe(accountId: string): Promise<void>;
  close(): Promise<void>;
}

export function createFileService(ports: FileServicePorts): FileService {
  const { clock, chance, log, copies, opener, room } = ports;
  let account: AccountFiles | null = null;
  let crm: FilesOfCrm | null = null;
  let isSparing = false;
  let reads = 0;
  const ending = new AbortController();
  let steps: Promise<unknown> = Promise.resolve();

  /** Does one after the other what changes whose files these are. */
  function step(run: () => Promise<void>): Promise<void> {
    const result = steps.then(run);
    steps = result.catch(() => undefined);
    return result;
  }

  function failed(event: string, caught: unknown): void {
    log.warn(event, { reason: errorInfoOf(caught).code });
  }

  const overview = (): FilesOverview =>
    account?.overview() ?? { files: 0, used: 0, room: room(), spare: 0, waiting: 0, noRoom: 0 };

  const changed = atMostEvery(clock, TELL_MS, ending.signal, () => ports.onChanged(overview()));

  /** Outside of the steps: a store that hangs must not keep anybody from locking. */
  async function readListed(): Promise<void> {
    const files = account;
    const mine = ++reads;
    const listed = files && (await ports.readListed());
    if (listed && files === account && mine === reads) await files.keep(listed);
  }

  const listChanged = atMostEvery(clock, LIST_MS, ending.signal, () => {
    readListed().catch((caught: unknown) => failed('files.not-listed', caught));
  });

  const clearCopies = () => copies.clear().catch((caught: unknown) => failed('files.not-cleared', caught));

  async function letGo(): Promise<void> {
    const before = account;
    account = null;
    await before?.close();
    await clearCopies();
    changed();
  }

  async function copyOf(files: AccountFiles, file: FileRef, name: string): Promise<string> {
    const path = await files.use(file, (bytes) => copies.make(name, bytes));
    if (files !== account) throw new AppError({ code: 'cancelled' });
    return path;
  }

  async function open(file: FileRef): Promise<OpenedFile> {
    await steps;
    const files = account;
    if (files === null) throw new AppError({ code: 'store-unavailable', reason: 'locked' });
    const name = fileNameOf((await files.whole(file)).name);
    if (opener.by === 'page')
      return { by: 'page', address: opener.offer(await copyOf(files, file, name), name) };
    if (isOpenable(name) && (await opener.open(await copyOf(files, file, name))))
      return { by: 'host', outcome: 'opened' };
    const path = await opener.askWhere(name);
    if (path === null) return { by: 'host', outcome: 'cancelled' };
    await files.use(file, (bytes) => ports.saveAs(path, bytes));
    return { by: 'host', outcome: 'saved' };
  }

  async function sweep(): Promise<void> {
    while (!ending.signal.aborted) {
      await clock.sleep(HOUR_MS, ending.signal).catch(() => undefined);
      await copies.sweep(COPY_MS).catch((caught: unknown) => failed('files.not-swept', caught));
    }
  }

  // What a crash has left.
  void step(clearCopies);
  void sweep();

  return {
    overview,
    states: (ids) =>
      account?.states(ids) ?? Object.fromEntries(ids.map((id) => [String(id), { name: 'there' }])),
    open,
    cancel: ({ id }) => account?.cancel(id),
    async clear() {
      await account?.clear();
      return overview();
    },
    async forget(record) {
      await account?.forget(record).catch((caught: unknown) => failed('files.not-forgotten', caught));
      await clearCopies();
    },
    unlock: (accountId, key) => {
      const copy = Uint8Array.from(key);
      return step(async () => {
        await letGo();
        const disk = await ports.openDisk(accountId, copy).finally(() => copy.fill(0));
        account = createAccountFiles({ disk, clock, chance, log, room, onChanged: changed });
        account.spare(isSparing);
        await account.reach(crm);
        listChanged();
        changed();
      });
    },
    lock: () => step(letGo),
    reach(way) {
      crm = way;
      return step(async () => account?.reach(crm));
    },
    spare(isOn) {
      isSparing = isOn;
      account?.spare(isOn);
    },
    networkChanged: () => account?.networkChanged(),
    listChanged,
    look() {
      step(async () => account?.look()).catch((caught: unknown) => failed('files.not-tidied', caught));
    },
    wipe: (accountId) =>
      step(() => ports.wipeDisk(accountId).catch((caught: unknown) => failed('files.not-wiped', caught))),
    close: () => {
      ending.abort();
      return step(letGo);
    },
  };
}
