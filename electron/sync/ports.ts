import type { Activity } from '../../shared/entities/activity.ts';
import type { ConfiguredKind, FieldsAnswer } from '../../shared/entities/field-configuration.ts';
import type { AttachedFile, FileKind, FileLink } from '../../shared/entities/file.ts';
import type { JobStatus } from '../../shared/entities/job-status.ts';
import type { Kind, RecordKind } from '../../shared/entities/kind.ts';
import type { IdentifiedRecord, RawRecord } from '../../shared/entities/record.ts';
import type { Selector, SelectorRow } from '../../shared/entities/selectors.ts';
import type { ViewFilter } from '../../shared/entities/view-filter.ts';
import type { ErasableKind } from '../../shared/erasure.ts';
import type { CallLimit } from '../../shared/sync-state.ts';

/** For whom a call is made; the budget serves them in this order. */
export type SyncLane = 'edit' | 'look' | 'today' | 'background';

export interface SyncCall {
  readonly lane: SyncLane;
  readonly signal: AbortSignal;
}

/** Where a record does not fit the documented shape; it is kept all the same. */
export interface Drifted {
  readonly id: number | null;
  readonly path: string;
}

/** A page of a list. */
export interface Page {
  readonly records: readonly IdentifiedRecord[];
  readonly drifted: readonly Drifted[];
  /** The server's `meta.total_pages` and `meta.total`; null where it gave none (quirks §2). */
  readonly totalPages: number | null;
  readonly total: number | null;
}

/** A page of a scroll (reference: Scroll). */
export interface ScrollPage {
  readonly records: readonly IdentifiedRecord[];
  readonly drifted: readonly Drifted[];
  /** The server's `meta.last_fetched_id`; null where it gave none. */
  readonly lastFetchedId: number | null;
  /** The server's `meta.has_next_page`; null where it gave none. */
  readonly hasNextPage: boolean | null;
}

/** One record, as the server answered it. */
export interface OneRecord {
  readonly record: IdentifiedRecord;
  readonly drifted: readonly Drifted[];
  /** Everything beside it in the answer: a converted lead's deal, a logged call's note and person. */
  readonly sideloads: RawRecord;
}

/** What became of each record of a bulk call. */
export interface BulkOutcome {
  readonly results: readonly { readonly id: number; readonly ok: boolean }[];
}

/** What the engine reads of the CRM. Every call rejects with `AppError`; the record's own `include`s are always asked for. */
export interface CrmReads {
  filters(kind: Kind, call: SyncCall): Promise<readonly ViewFilter[]>;
  /** How many records a view holds, or null where the server does not say. */
  count(kind: Kind, viewId: number, call: SyncCall): Promise<number | null>;
  scroll(
    kind: Kind,
    viewId: number,
    page: { readonly limit: number; readonly lastFetchedId: number | null },
    call: SyncCall,
  ): Promise<ScrollPage>;
  /** A page of a view, newest first by one of its instants. Pages count from 1. */
  view(
    kind: Kind,
    viewId: number,
    page: { readonly page: number; readonly perPage: number; readonly sort: 'updated_at' | 'created_at' },
    call: SyncCall,
  ): Promise<Page>;
  selector(selector: Selector, call: SyncCall): Promise<readonly SelectorRow[]>;
  stagesOfPipeline(pipelineId: number, call: SyncCall): Promise<readonly SelectorRow[]>;
  fields(kind: ConfiguredKind, call: SyncCall): Promise<FieldsAnswer>;
  /** One record. Notes and phone calls cannot be asked for one by one: `internal`. Rejects with `not-found` where it is gone. */
  get(kind: Exclude<RecordKind, 'notes' | 'phone_calls'>, id: number, call: SyncCall): Promise<OneRecord>;
  tasks(
    filter: 'open' | 'due today' | 'due tomorrow' | 'overdue' | 'completed',
    page: number,
    call: SyncCall,
  ): Promise<Page>;
  appointments(filter: 'past' | 'upcoming', page: number, call: SyncCall): Promise<Page>;
  salesActivities(page: number, call: SyncCall): Promise<Page>;
  /**
   * What belongs to a record, by the paths of its `links` (quirks §1), newest first. `record` is the base, which holds them; where it holds none, the way that is known to work.
   */
  related(
    kind: Kind,
    record: IdentifiedRecord,
    part: 'notes' | 'tasks' | 'appointments',
    page: number,
    call: SyncCall,
  ): Promise<Page>;
  /** The newest entries of a record's timeline; leads and contacts alone have them in the reference, others by their links. */
  timeline(kind: Kind, record: IdentifiedRecord, call: SyncCall): Promise<readonly Activity[]>;
  /** The files and links of a record; all of them, as the reference knows no pages of it. */
  files(
    kind: FileKind,
    id: number,
    call: SyncCall,
  ): Promise<{ readonly documents: readonly AttachedFile[]; readonly links: readonly FileLink[] }>;
  job(id: string, call: SyncCall): Promise<JobStatus>;
}

/** A file on its way. */
export interface OutgoingFile {
  readonly name: string;
  /** Of the type that its name is known by. */
  readonly bytes: Blob;
  readonly isShared: boolean;
}

/** What the engine changes in the CRM. Bodies are in the API's own shape. A write that got no clear answer rejects with `unsure`, and with no other code unless the server did not act. */
export interface CrmWrites {
  /** Also logs a phone call. */
  create(kind: RecordKind, body: RawRecord, call: SyncCall): Promise<OneRecord>;
  update(
    kind: Exclude<RecordKind, 'phone_calls'>,
    id: number,
    body: RawRecord,
    call: SyncCall,
  ): Promise<OneRecord>;
  remove(
    kind: Exclude<RecordKind, 'phone_calls'>,
    id: number,
    options: { readonly withContactsAndDeals: boolean },
    call: SyncCall,
  ): Promise<void>;
  /** Erases a record and all that belongs to it for good. */
  forget(kind: ErasableKind, id: number, call: SyncCall): Promise<void>;
  clone(kind: Kind, id: number, body: RawRecord, call: SyncCall): Promise<OneRecord>;
  /** Answers the contact. */
  convert(leadId: number, body: RawRecord, call: SyncCall): Promise<OneRecord>;
  /** Answers the whole team afterwards. */
  team(kind: Kind, id: number, members: readonly RawRecord[], call: SyncCall): Promise<readonly RawRecord[]>;
  /** Uploads a file and attaches it to a record; `onSent` is told how many bytes have left by now. @returns the file's id */
  attach(
    kind: FileKind,
    id: number,
    file: OutgoingFile,
    call: SyncCall & { readonly onSent?: (bytes: number) => void },
  ): Promise<number>;
  restore(kind: 'products' | 'cpq_documents', id: number, call: SyncCall): Promise<OneRecord>;
  upsert(
    kind: Kind,
    identifier: { readonly field: string; readonly value: string },
    body: RawRecord,
    call: SyncCall,
  ): Promise<OneRecord>;
  /** At most 100 at a time (reference: Bulk Upsert). */
  bulkAssignOwner(
    kind: 'leads' | 'contacts',
    ids: readonly number[],
    ownerId: number,
    call: SyncCall,
  ): Promise<BulkOutcome>;
  bulkDestroy(
    kind: Kind,
    ids: readonly number[],
    options: { readonly withContactsAndDeals: boolean },
    call: SyncCall,
  ): Promise<BulkOutcome>;
  /** @returns the id of the job, null where the server gives no way to follow it */
  bulkUpsert(
    kind: Kind,
    items: readonly {
      readonly field: string;
      readonly value: string | number;
      readonly data: RawRecord;
    }[],
    call: SyncCall,
  ): Promise<string | null>;
}

export type CrmForSync = CrmReads & CrmWrites;

/** What the engine knows of the calls it made and may make. */
export interface Calls {
  lastHour(): number;
  /** The account's limit and what is left of it, as the CRM last said; null where it did not. */
  limit(): number | null;
  remaining(): number | null;
  /** This device's share an hour, at rest. */
  share(): number;
  /** When a call in this lane may be made, epoch milliseconds: now or earlier where it may be at once. */
  allowedAt(lane: SyncLane): number;
  /** What holds a call in this lane back the longest; means nothing where it may be made. */
  heldBy(lane: SyncLane): CallLimit;
  /** The CRM's clock as far as its answers have told it, epoch milliseconds; this machine's where they have not. */
  serverNow(): number;
  /** Told whether the user waits for a first mirror, or for a walk over everything: background calls may then go beyond the share. */
  burst?(isOn: boolean): void;
}
