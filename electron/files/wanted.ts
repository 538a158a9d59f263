import { refKey, type RecordRef } from '../../shared/entities/kind.ts';
import type { KeptFiles } from '../../shared/files.ts';
import { parseInstant } from '../../shared/time.ts';
import type { KeptFile } from './ports.ts';

/** A file of a pinned record. */
export interface WantedFile {
  readonly record: RecordRef;
  readonly id: number;
  readonly name: string;
  /** Bytes; null where nobody has said. */
  readonly size: number | null;
  readonly version: string;
}

/** What is to become of the files of pinned records. */
export interface Wanted {
  /** Here, as the CRM has them, and within the room: by their ids. Nothing else takes their place. */
  readonly kept: ReadonlySet<number>;
  /** To be fetched, in this order. */
  readonly waiting: readonly WantedFile[];
  /** Larger than what the ones before them leave of the room. */
  readonly noRoom: readonly WantedFile[];
  /** Here, with a content that the CRM has no more: by their ids. */
  readonly stale: readonly number[];
}

/**
 * What is here keeps its place, however it came to be pinned; what is missing shares what is left of the room, in the order in which it is listed.
 * @param listed the record that was pinned last comes first
 * @param room bytes
 */
export function wantedOf(listed: readonly KeptFiles[], here: readonly KeptFile[], room: number): Wanted {
  const files = distinct(listed);
  const fresh = new Map(here.map((file) => [file.id, file]));
  const stale = files.filter(({ id, version }) => isOlder(fresh.get(id)?.version ?? version, version));
  for (const { id } of stale) fresh.delete(id);

  let left = room;
  const takes = (bytes: number): boolean => {
    if (bytes > left) return false;
    left -= bytes;
    return true;
  };
  const kept = new Set<number>();
  for (const { id } of files) {
    const file = fresh.get(id);
    if (file && takes(file.bytes)) kept.add(id);
  }
  const waiting: WantedFile[] = [];
  const noRoom: WantedFile[] = [];
  for (const file of files) {
    if (!kept.has(file.id)) (takes(file.size ?? 0) ? waiting : noRoom).push(file);
  }
  return { kept, waiting, noRoom, stale: stale.map(({ id }) => id) };
}

/**
 * Whether one content is older than another of the same id. Where both say when they were made, the later one is the newer: a list that was read before the file was fetched does not
 * make it old.
 */
export function isOlder(version: string, than: string): boolean {
  const [one, other] = [parseInstant(version), parseInstant(than)];
  return one === null || other === null ? version !== than : one < other;
}

/** Files that left the list of a record which is still pinned: the CRM has them no more. */
export function takenOff(before: readonly KeptFiles[], now: readonly KeptFiles[]): number[] {
  const listed = new Set(now.flatMap(({ files }) => files.map(({ id }) => id)));
  const pinned = new Set(now.map(({ record }) => refKey(record)));
  return before
    .filter(({ record }) => pinned.has(refKey(record)))
    .flatMap(({ files }) => files.map(({ id }) => id))
    .filter((id) => !listed.has(id));
}

/** Every file once, under the first record that lists it. */
function distinct(listed: readonly KeptFiles[]): WantedFile[] {
  const files = new Map<number, WantedFile>();
  for (const { record, files: ofRecord } of listed) {
    for (const file of ofRecord) if (!files.has(file.id)) files.set(file.id, { record, ...file });
  }
  return [...files.values()];
}
