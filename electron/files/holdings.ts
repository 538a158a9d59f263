import { refKey, type RecordRef } from '../../shared/entities/kind.ts';
import { AppError } from '../../shared/errors.ts';
import type { FilesOverview, KeptFiles } from '../../shared/files.ts';
import type { FileDisk, KeptFile } from './ports.ts';
import { whatGoes, type Spare } from './room.ts';
import { takenOff, wantedOf, type Wanted } from './wanted.ts';

/** A file that is on its way. Bytes. */
export interface Underway {
  readonly received: number;
  readonly total: number | null;
  /** How much of the room it has been given. */
  readonly claimed: number;
}

/** What an account has on the disk and on its way, held against what its pinned records want and the room there is. */
export interface Holdings {
  wanted(): Wanted;
  /** A file that is whole, with the content that the CRM has, as far as that is known. */
  here(id: number): KeptFile | null;
  overview(): FilesOverview;
  underway(id: number): Underway | null;
  /** Notes that a file is on its way. */
  begin(id: number): void;
  progress(id: number, received: number, total: number | null): void;
  /** It is whole, or rests. */
  end(id: number): void;
  /** Takes away what is needed for a file of so many bytes that is on its way. @throws AppError too-large */
  makeRoom(id: number, bytes: number): Promise<void>;
  /** The store has told what is pinned. */
  list(listed: readonly KeptFiles[]): Promise<void>;
  /** Takes away what the CRM has no more, and what does not fit. */
  tidy(): Promise<void>;
  /** Nothing of this record's is wanted any more. */
  unlist(record: RecordRef): void;
  /** Takes away what is here of a record. */
  forget(record: RecordRef): Promise<void>;
  /** Takes away what is not of pinned records, and what was begun and rests. */
  clear(): Promise<void>;
}

/** @param room how much the files may take, in bytes */
export function createHoldings(disk: FileDisk, room: () => number): Holdings {
  /** Null until the store has told: what is pinned is not known then, and nothing that is whole is taken away. */
  let listed: readonly KeptFiles[] | null = null;
  const coming = new Map<number, Underway>();

  const wanted = (): Wanted => wantedOf(listed ?? [], disk.list(), room());

  const begun = () => disk.begun().filter(({ id }) => !coming.has(id));

  function spare(): Spare[] {
    const { kept, waiting } = wanted();
    const files = listed === null ? [] : disk.list().filter(({ id }) => !kept.has(id) && !coming.has(id));
    const wants = new Set(waiting.map(({ id }) => id));
    const rests = begun().filter(({ id }) => !wants.has(id));
    return [...files, ...rests.map(({ id, bytes }) => ({ id, bytes, usedAt: 0 }))];
  }

  const bytesOf = (files: readonly { readonly bytes: number }[]): number =>
    files.reduce((sum, { bytes }) => sum + bytes, 0);

  function usedBytes(): number {
    const received = [...coming.values()].reduce((sum, file) => sum + file.received, 0);
    return bytesOf(disk.list()) + bytesOf(begun()) + received;
  }

  async function remove(ids: Iterable<number>): Promise<void> {
    for (const id of ids) if (!coming.has(id)) await disk.remove(id);
  }

  async function tidy(): Promise<void> {
    await remove(wanted().stale);
    const files = spare();
    await remove(whatGoes(files, usedBytes() - room()) ?? files.map(({ id }) => id));
  }

  return {
    wanted,
    here(id) {
      const file = disk.list().find((one) => one.id === id);
      return file === undefined || wanted().stale.includes(id) ? null : file;
    },
    overview() {
      const { waiting, noRoom } = wanted();
      return {
        files: disk.list().length,
        used: usedBytes(),
        room: room(),
        spare: bytesOf(spare()),
        waiting: waiting.length,
        noRoom: noRoom.length,
      };
    },
    underway: (id) => coming.get(id) ?? null,
    begin(id) {
      const received = disk.begun().find((file) => file.id === id)?.bytes ?? 0;
      coming.set(id, { received, total: null, claimed: received });
    },
    progress(id, received, total) {
      const { claimed = 0 } = coming.get(id) ?? {};
      coming.set(id, { received, total, claimed: Math.max(claimed, received) });
    },
    end: (id) => void coming.delete(id),
    async makeRoom(id, bytes) {
      const isOther = (file: { readonly id: number }) => file.id !== id;
      const rests = [...disk.list(), ...begun()].filter(isOther);
      const claims = [...coming].reduce(
        (sum, [other, { claimed }]) => (other === id ? sum : sum + claimed),
        0,
      );
      const goes = whatGoes(spare().filter(isOther), bytesOf(rests) + claims + bytes - room());
      if (goes === null) throw new AppError({ code: 'too-large', limit: room() });
      const mine = coming.get(id);
      if (mine) coming.set(id, { ...mine, claimed: bytes });
      await remove(goes);
    },
    async list(now) {
      const gone = takenOff(listed ?? [], now);
      listed = now;
      await remove(gone);
      await tidy();
    },
    tidy,
    unlist(record) {
      listed = listed?.filter((other) => refKey(other.record) !== refKey(record)) ?? null;
    },
    forget: (record) =>
      remove(
        [...disk.list(), ...begun()].filter((file) => file.record === refKey(record)).map(({ id }) => id),
      ),
    clear: () => remove(new Set([...spare(), ...begun()].map(({ id }) => id))),
  };
}
