import Dexie from 'dexie';
import {
  isSameRef,
  type Attachment,
  type Conflict,
  type Edit,
  type Notice,
  type Policies,
} from '../../shared/edits/edit.ts';
import { withServerIds } from '../../shared/edits/references.ts';
import { RECORD_KINDS, refKey, type Kind, type RecordRef } from '../../shared/entities/kind.ts';
import { RECORD_DEFINITIONS } from '../../shared/entities/kinds.ts';
import type { IdentifiedRecord } from '../../shared/entities/record.ts';
import type {
  Bookmark,
  ConfigurationEntry,
  Detail,
  JournalEntry,
  MirrorCursor,
  View,
} from '../../shared/store-port.ts';
import { Bases } from './bases.ts';
import {
  bookmarkKey,
  draftKey,
  type Database,
  type Durability,
  type MetaRow,
  type PieceRow,
  type Writable,
} from './disk/database.ts';
import { deletePieces, pieceKey, piecePlace } from './disk/pieces.ts';
import { storageError } from './disk/storage-error.ts';
import type { Place } from './index/kind-index.ts';
import { JOURNAL_MAX } from './journal.ts';
import type { Topic } from './live/topics.ts';
import { bearsOn, Pending } from './outbox/pending.ts';
import { readDetails } from './read-details.ts';
import { sealRows, type SealedRows } from './seal-rows.ts';
import { shownOf } from './shown.ts';
import type { Pin, Session } from './session.ts';

/** So many entries of the journal are let pile up before old ones are taken away. */
const JOURNAL_SLACK = 100;

/** What is shown of a record after the commit. */
interface Shown {
  readonly ref: RecordRef;
  readonly base: IdentifiedRecord | null;
  readonly view: IdentifiedRecord | null;
}

/**
 * Changes that come about together. They are gathered here, readable as if they were done; then all of it is written in one transaction, and memory follows when that has
 * committed. Where it fails, nothing has changed.
 */
export class Changes {
  readonly session: Session;
  readonly bases: Bases;
  private readonly edits = new Pending();
  private readonly dropped = new Set<string>();
  private readonly conflicts = new Map<string, Conflict | null>();
  private readonly notices = new Map<string, Notice | null>();
  private readonly aliases = new Map<number, RecordRef>();
  private readonly details = new Map<string, Detail>();
  /** Records whose details go. */
  private readonly bare = new Set<string>();
  private readonly journal: JournalEntry[] = [];
  private readonly views = new Map<string, View | null>();
  private readonly pieces: PieceRow[] = [];
  /** Files whose pieces go. */
  private readonly goneFiles = new Set<string>();
  private readonly takenFiles = new Set<string>();
  private readonly claims = new Set<number>();
  private readonly meta = new Map<string, MetaRow>();
  private readonly goneMeta = new Set<string>();
  private readonly configuration: ConfigurationEntry[] = [];
  private readonly touched = new Map<string, RecordRef>();
  private readonly topics = new Set<Topic>();
  private readonly after: (() => void)[] = [];
  /** All pins as they will be; null where they stay as they are. */
  private pins: Map<string, Pin> | null = null;
  private seq: number;
  private localId: number;

  constructor(session: Session) {
    this.session = session;
    this.bases = new Bases(session);
    this.seq = session.nextSeq;
    this.localId = session.nextLocalId;
  }

  // ---- edits ---------------------------------------------------------------------------------------------------------

  edit(id: string): Edit | undefined {
    return this.dropped.has(id) ? undefined : (this.edits.get(id) ?? this.session.outbox.get(id));
  }

  /** The edits that bear on a record, by `seq`. */
  editsOf(ref: RecordRef): readonly Edit[] {
    const key = refKey(ref);
    const stored = this.session.outbox.of(key);
    const changed = this.edits.of(key);
    if (this.edits.size === 0 && this.dropped.size === 0) return stored;
    const kept = stored.filter(({ id }) => !this.edits.get(id) && !this.dropped.has(id));
    return changed.length === 0 ? kept : [...kept, ...changed].sort((a, b) => a.seq - b.seq);
  }

  /** The edits whose target a record is, by `seq`. */
  chainOf(ref: RecordRef): readonly Edit[] {
    return this.editsOf(ref).filter(({ target }) => isSameRef(target, ref));
  }

  /** Every pending edit, by `seq`. */
  allEdits(): Edit[] {
    const stored = [...this.session.outbox.all()].filter(
      ({ id }) => !this.edits.get(id) && !this.dropped.has(id),
    );
    if (this.edits.size === 0) return stored;
    return [...stored, ...this.edits.all()].sort((a, b) => a.seq - b.seq);
  }

  /** The edit that makes a local record, where it is pending. */
  makerOf(localId: number): Edit | undefined {
    for (const id of this.mentioning(localId)) {
      const edit = this.edit(id);
      if (edit && bearsOn(edit).some((ref) => ref.id === localId) && makes(edit, localId)) return edit;
    }
    return undefined;
  }

  putEdit(edit: Edit): void {
    const before = this.edit(edit.id);
    this.dropped.delete(edit.id);
    this.edits.put(edit);
    for (const each of before ? [before, edit] : [edit]) for (const ref of bearsOn(each)) this.touch(ref);
    this.topics.add('outbox');
  }

  /** Takes an edit out of the queue; what waited for it waits no longer. */
  dropEdit(edit: Edit): void {
    for (const ref of bearsOn(edit)) this.touch(ref);
    this.edits.delete(edit.id);
    this.dropped.add(edit.id);
    // The bytes of a file go in the transaction in which its edit goes.
    if (edit.operation.type === 'attach') this.goneFiles.add(edit.operation.file.id);
    this.topics.add('outbox');
    const waiting = new Set([
      ...this.session.outbox.dependingOn(edit.id),
      ...this.edits.dependingOn(edit.id),
    ]);
    for (const id of waiting) {
      const each = this.edit(id);
      if (each?.dependsOn.includes(edit.id))
        this.putEdit({ ...each, dependsOn: each.dependsOn.filter((one) => one !== edit.id) });
    }
  }

  /** Lets go of the edits and conflicts that cannot be read any more. */
  dropUnreadable(): void {
    const { edits, conflicts } = this.session.unreadable;
    for (const id of edits) this.dropped.add(id);
    for (const key of conflicts) this.conflicts.set(key, null);
    this.topics.add('outbox');
    this.after.push(() => edits.clear());
  }

  /** Writes the next piece of a file that is to be attached. */
  async putPiece(fileId: string, piece: number, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    const { safe, stagedFiles } = this.session;
    const key = pieceKey(fileId, piece);
    this.pieces.push({ key, sealed: await safe.bytes.seal(bytes, piecePlace(key)) });
    const size = (stagedFiles.get(fileId)?.size ?? 0) + bytes.byteLength;
    this.after.push(() => stagedFiles.set(fileId, { pieces: piece + 1, size }));
  }

  /** Lets go of the pieces of a file that no edit names. */
  dropPieces(fileId: string): void {
    this.goneFiles.add(fileId);
    this.after.push(() => this.session.stagedFiles.delete(fileId));
  }

  /** Takes the pieces of a file for those of the edit that is being saved, of no other. @returns whether all of them are here */
  takePieces({ id, size }: Attachment): boolean {
    const { stagedFiles } = this.session;
    if (this.takenFiles.has(id) || stagedFiles.get(id)?.size !== size) return false;
    this.takenFiles.add(id);
    this.after.push(() => stagedFiles.delete(id));
    return true;
  }

  /** Notes that a file of the server's was attached by this device. */
  claimFile(id: number): void {
    this.claims.add(id);
  }

  takeSeq(): number {
    return this.seq++;
  }

  takeLocalId(): number {
    return this.localId--;
  }

  // ---- conflicts, notices, aliases ---------------------------------------------------------------------------------------

  conflictOf(ref: RecordRef): Conflict | null {
    const key = refKey(ref);
    const changed = this.conflicts.get(key);
    return changed === undefined ? (this.session.conflicts.get(key) ?? null) : changed;
  }

  setConflict(ref: RecordRef, conflict: Conflict | null): void {
    if (conflict === null && this.conflictOf(ref) === null) return;
    this.conflicts.set(refKey(ref), conflict);
    this.touch(ref);
    this.topics.add('conflicts');
  }

  noticeOf(ref: RecordRef): Notice | null {
    const key = refKey(ref);
    const changed = this.notices.get(key);
    return changed === undefined ? (this.session.notices.get(key) ?? null) : changed;
  }

  setNotice(ref: RecordRef, notice: Notice | null): void {
    if (notice === null && this.noticeOf(ref) === null) return;
    this.notices.set(refKey(ref), notice);
    this.touch(ref);
  }

  /** Puts the server's ids in the place of local ones, in every edit and conflict that mentions them. */
  alias(localIds: ReadonlyMap<number, RecordRef>): void {
    const ids = new Map([...localIds].map(([localId, ref]) => [localId, ref.id]));
    const edits = new Set<string>();
    for (const [localId, ref] of localIds) {
      this.aliases.set(localId, ref);
      this.touch({ kind: ref.kind, id: localId });
      this.touch(ref);
      for (const id of this.mentioning(localId)) edits.add(id);
      this.movePin({ kind: ref.kind, id: localId }, ref);
    }
    for (const id of edits) {
      const edit = this.edit(id);
      if (edit) this.putEdit(withServerIds(edit, ids));
    }
    for (const key of new Set([...this.session.conflicts.keys(), ...this.conflicts.keys()])) {
      const conflict = this.conflicts.has(key) ? this.conflicts.get(key) : this.session.conflicts.get(key);
      if (!conflict) continue;
      const replaced = withServerIds(conflict, ids);
      if (replaced !== conflict) this.setConflict(conflict.target, replaced);
    }
  }

  /** What a local id has become. */
  serverRef(localId: number): RecordRef | undefined {
    return this.aliases.get(localId) ?? this.session.aliases.get(localId);
  }

  // ---- what comes in ---------------------------------------------------------------------------------------------------

  /** Takes in what the server says of a record; see `Bases.put`. */
  async putBase(kind: RecordRef['kind'], record: IdentifiedRecord): Promise<boolean> {
    const changed = await this.bases.put(kind, record);
    if (changed) this.touch({ kind, id: record.id });
    return changed;
  }

  async removeBase(ref: RecordRef): Promise<void> {
    await this.bases.remove(ref);
    this.setNotice(ref, null);
    this.touch(ref);
    if (!this.session.detailTimes.has(refKey(ref))) return;
    this.bare.add(refKey(ref));
    this.topics.add('details');
  }

  addDetail(detail: Detail): void {
    this.details.set(`${refKey(detail.ref)}:${detail.part}`, detail);
    this.topics.add('details');
  }

  /** What is known of a record beside its fields, as it lies on the disk. @throws AppError `storage` */
  async detailOf(ref: RecordRef, part: Detail['part']): Promise<Detail | null> {
    const key = `${refKey(ref)}:${part}`;
    const changed = this.details.get(key);
    if (changed) return changed;
    return (await readDetails(this.session, ref)).find((detail) => detail.part === part) ?? null;
  }

  addJournal(...entries: readonly JournalEntry[]): void {
    if (entries.length === 0) return;
    this.journal.push(...entries);
    this.topics.add('journal');
  }

  setBookmark({ key, value }: Bookmark): void {
    this.meta.set(bookmarkKey(key), { key: bookmarkKey(key), value });
    this.after.push(() => this.session.bookmarks.set(key, value));
  }

  setCursor(kind: Kind, cursor: MirrorCursor): void {
    this.meta.set(`cursor:${kind}`, { key: `cursor:${kind}`, value: cursor });
    this.after.push(() => this.session.cursors.set(kind, cursor));
  }

  setConfiguration(entries: readonly ConfigurationEntry[], absentKinds: readonly Kind[], at: number): void {
    const { session } = this;
    this.configuration.push(...entries);
    this.meta.set('configuration', { key: 'configuration', value: { at, absentKinds } });
    this.topics.add('configuration');
    for (const kind of RECORD_KINDS)
      if (entries.some(({ key }) => key === `fields:${kind}`)) this.topics.add(kind);
    this.after.push(() => {
      for (const { key, value } of entries) {
        session.configuration.set(key, value);
        session.index.configure(key, value);
      }
      session.configurationAt = at;
      session.absentKinds = absentKinds;
    });
  }

  setPolicies(policies: Policies): void {
    this.meta.set('policies', { key: 'policies', value: policies });
    this.topics.add('policies');
    this.after.push(() => {
      this.session.policies = policies;
    });
  }

  /**
   * Pins a record, or takes its pin away.
   * @param at when that is, epoch milliseconds; null to take it away
   */
  setPin(ref: RecordRef, at: number | null): void {
    const pins = this.pinsNow();
    if (pins.has(refKey(ref)) === (at !== null)) return;
    if (at === null) pins.delete(refKey(ref));
    else pins.set(refKey(ref), { ref, at });
    this.pins = pins;
    this.topics.add('pins');
  }

  /** The pin of a record belongs to another, under which it is known now. */
  private movePin(from: RecordRef, to: RecordRef): void {
    const pins = this.pinsNow();
    const pin = pins.get(refKey(from));
    if (!pin) return;
    pins.delete(refKey(from));
    pins.set(refKey(to), { ...pin, ref: to });
    this.pins = pins;
    this.topics.add('pins');
  }

  /** Whether other files are of pinned records now, as far as that was listed. */
  movesKeptFiles(): boolean {
    const { pins } = this.session;
    return (
      this.pins !== null ||
      [...this.bare].some((key) => pins.has(key)) ||
      [...this.details.values()].some(({ ref, part }) => part === 'files' && pins.has(refKey(ref)))
    );
  }

  private pinsNow(): Map<string, Pin> {
    return new Map(this.pins ?? this.session.pins);
  }

  /**
   * Keeps what is being written, as it is now.
   * @param text null where there is nothing any more
   */
  setDraft(key: string, text: string | null): void {
    const { session } = this;
    const put = (name: string, value: string | null): void => {
      if (value === null) this.goneMeta.add(draftKey(name));
      else this.meta.set(draftKey(name), { key: draftKey(name), value });
    };
    // What an older version wrote together is taken apart with the first change.
    if (session.draftsTogether) {
      for (const [name, value] of session.drafts) if (name !== key) put(name, value);
      this.goneMeta.add('drafts');
    }
    put(key, text);
    this.after.push(() => {
      session.draftsTogether = false;
      if (text === null) session.drafts.delete(key);
      else session.drafts.set(key, text);
    });
  }

  /** Saves a view of a list. */
  putView(view: View): void {
    this.views.set(view.id, view);
    this.topics.add('views');
  }

  removeView(id: string): void {
    this.views.set(id, null);
    this.topics.add('views');
  }

  /** How a record is called, as far as it is known. */
  titleOf({ kind, id }: RecordRef, record: IdentifiedRecord | null = null): string {
    return (
      (record && RECORD_DEFINITIONS[kind].title(record)) ??
      this.session.index.of(kind).titleOf(id) ??
      this.chainOf({ kind, id })[0]?.title ??
      ''
    );
  }

  /** What is shown of a record now. */
  async viewOf(ref: RecordRef): Promise<IdentifiedRecord | null> {
    return shownOf(this.session, ref, await this.bases.read(ref), this.editsOf(ref));
  }

  // ---- the commit ------------------------------------------------------------------------------------------------------

  /**
   * Writes everything in one transaction, and lets memory follow.
   * @returns what has changed for live queries
   * @throws AppError `storage`; then nothing has changed, neither on the disk nor in memory
   */
  async commit(durability: Durability): Promise<ReadonlySet<Topic>> {
    const { session, bases } = this;
    await bases.prepare();
    const shown = await this.shown();
    // The outbox shows what the records that its edits name are called.
    if (shown.some(({ ref }) => session.outbox.names(ref.id))) this.topics.add('outbox');
    this.noteCounters();
    if (this.isEmpty()) return this.topics;
    const rows = await this.sealed();
    const database = session.database[durability];
    const { dexie, changing } = database;
    try {
      // Nothing but Dexie's own promises is awaited in here: the transaction would commit by itself.
      await dexie.transaction('rw', changing, () => this.write(database, rows));
    } catch (error) {
      throw storageError(error);
    }
    this.follow(shown);
    return this.topics;
  }

  private isEmpty(): boolean {
    return (
      this.bases.isEmpty &&
      this.edits.size + this.dropped.size + this.conflicts.size + this.notices.size === 0 &&
      this.aliases.size + this.details.size + this.journal.length + this.meta.size + this.goneMeta.size ===
        0 &&
      this.configuration.length + this.views.size === 0 &&
      this.pieces.length + this.goneFiles.size + this.claims.size === 0
    );
  }

  private noteCounters(): void {
    const { session } = this;
    if (this.pins)
      this.meta.set('pins', {
        key: 'pins',
        value: [...this.pins.values()].map(({ ref, at }) => ({ ...ref, at })),
      });
    if (this.seq !== session.nextSeq) this.meta.set('seq', { key: 'seq', value: this.seq });
    if (this.localId !== session.nextLocalId)
      this.meta.set('localId', { key: 'localId', value: this.localId });
  }

  private async shown(): Promise<Shown[]> {
    const refs = [...this.touched.values()];
    await this.bases.readAhead(refs.filter((ref) => this.editsOf(ref).length > 0));
    const shown: Shown[] = [];
    for (const ref of refs) {
      const base = await this.bases.read(ref);
      shown.push({ ref, base, view: shownOf(this.session, ref, base, this.editsOf(ref)) });
    }
    return shown;
  }

  /** All that is to be written of what somebody could read something from, sealed. */
  private sealed(): Promise<SealedRows> {
    const { nextJournal, safe } = this.session;
    return sealRows(safe, {
      edits: [...this.edits.all()].map((edit) => [edit.id, edit]),
      conflicts: kept(this.conflicts),
      notices: kept(this.notices),
      details: [...this.details],
      journal: this.journal.map((entry, at) => [nextJournal + at, entry]),
      configuration: this.configuration.map(({ key, value }) => [key, value]),
      views: kept(this.views),
      meta: [...this.meta.values()],
    });
  }

  /** Starts all writes, so that the transaction never waits for anything else. */
  private write(database: Database, rows: SealedRows): PromiseLike<unknown> {
    const writes = this.bases.write(database);
    for (const key of this.bare) writes.push(database.details.where('key').startsWith(`${key}:`).delete());
    const gone = [
      [database.edits, [...this.dropped]],
      [database.conflicts, ended(this.conflicts)],
      [database.notices, ended(this.notices)],
      [database.views, ended(this.views)],
      [database.meta, [...this.goneMeta]],
    ] as const;
    for (const [table, keys] of gone) if (keys.length > 0) writes.push(table.bulkDelete([...keys]));
    const write = <T>(table: Writable<T>, written: readonly T[]): void => {
      if (written.length > 0) writes.push(table.bulkPut(written));
    };
    write(database.edits, rows.edits);
    write(database.conflicts, rows.conflicts);
    write(database.notices, rows.notices);
    write(database.details, rows.details);
    write(database.journal, rows.journal);
    write(database.configuration, rows.configuration);
    write(database.views, rows.views);
    write(database.meta, rows.meta);
    write(database.pieces, this.pieces);
    for (const id of this.goneFiles) writes.push(deletePieces(database, id));
    write(
      database.aliases,
      Array.from(this.aliases, ([localId, ref]) => ({ localId, ref })),
    );
    write(
      database.claims,
      Array.from(this.claims, (id) => ({ id })),
    );
    const from = this.session.nextJournal;
    const to = from + this.journal.length;
    if (Math.floor(from / JOURNAL_SLACK) < Math.floor(to / JOURNAL_SLACK))
      writes.push(
        database.journal
          .where('key')
          .below(to - JOURNAL_MAX)
          .delete(),
      );
    return Dexie.Promise.all(writes);
  }

  private follow(shown: readonly Shown[]): void {
    const { session } = this;
    for (const edit of this.edits.all()) session.outbox.put(edit);
    for (const id of this.dropped) session.outbox.delete(id);
    setAll(session.conflicts, this.conflicts);
    for (const key of this.conflicts.keys()) session.unreadable.conflicts.delete(key);
    setAll(session.notices, this.notices);
    for (const [localId, ref] of this.aliases) {
      session.aliases.set(localId, ref);
      session.bound.add(refKey(ref));
    }
    for (const key of this.bare) session.detailTimes.delete(key);
    for (const { ref, part, at } of this.details.values())
      session.detailTimes.set(refKey(ref), { ...session.detailTimes.get(refKey(ref)), [part]: at });
    setAll(session.views, this.views);
    for (const id of this.claims) session.claimedFiles.add(id);
    if (this.pins) {
      session.pins.clear();
      for (const [key, pin] of this.pins) session.pins.set(key, pin);
    }
    session.journal.added(session.nextJournal, this.journal);
    session.nextJournal += this.journal.length;
    session.nextSeq = this.seq;
    session.nextLocalId = this.localId;
    for (const call of this.after) call();
    this.bases.committed();
    const places = this.bases.placed();
    for (const each of shown) show(session, each, places.get(refKey(each.ref)) ?? null);
  }

  private mentioning(localId: number): Set<string> {
    return new Set([...this.session.outbox.mentioning(localId), ...this.edits.mentioning(localId)]);
  }

  private touch(ref: RecordRef): void {
    this.touched.set(refKey(ref), ref);
    this.topics.add(ref.kind);
  }
}

function makes(edit: Edit, localId: number): boolean {
  const { operation } = edit;
  if (operation.type === 'convert') return operation.contactId === localId || operation.dealId === localId;
  return (
    edit.target.id === localId &&
    (operation.type === 'create' || operation.type === 'clone' || operation.type === 'upsert')
  );
}

function kept<T>(rows: ReadonlyMap<string, T | null>): [string, T][] {
  return [...rows].flatMap(([key, value]): [string, T][] => (value === null ? [] : [[key, value]]));
}

function ended(rows: ReadonlyMap<string, unknown>): string[] {
  return [...rows].flatMap(([key, value]) => (value === null ? [key] : []));
}

function setAll<T>(map: Map<string, T>, changes: ReadonlyMap<string, T | null>): void {
  for (const [key, value] of changes) {
    if (value === null) map.delete(key);
    else map.set(key, value);
  }
}

/** Lets the index follow a record. */
function show(session: Session, { ref, base, view }: Shown, written: Place | null): void {
  const index = session.index.of(ref.kind);
  const row = index.rowOf(ref.id);
  const place = base === null ? null : (written ?? (row < 0 ? null : index.placeOf(row)));
  const record = view ?? base;
  if (record && (view || row < 0)) index.put(asIndexed(session, record), place);
  else if (row >= 0) index.place(row, place);
  if (!view) {
    const hidden = index.rowOf(ref.id);
    if (hidden >= 0) index.hide(hidden);
  }
}

/** A record as the index will read it after a restart: big integers are read otherwise there. */
export function asIndexed({ codec }: Session, record: IdentifiedRecord): IdentifiedRecord {
  const exact = Object.values(record).every((value) => typeof value !== 'bigint');
  return exact ? record : codec.decodeForIndex(codec.encode([record]))[0]!;
}
