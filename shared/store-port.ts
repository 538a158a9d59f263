import { z } from 'zod';
import { conditionsSchema } from './condition.ts';
import {
  conflictSchema,
  editSchema,
  newEditSchema,
  noticeSchema,
  candidateSchema,
  policiesSchema,
  resolutionSchema,
} from './edits/edit.ts';
import { kindSchema, recordKindSchema, recordRefSchema, type RecordKind } from './entities/kind.ts';
import { idSchema, rawRecordSchema } from './entities/record.ts';
import { errorInfoSchema } from './errors.ts';

/**
 * The words in which the store is spoken to: by the screens (`StoreForUi`) and by the sync engine (`StoreForSync`). The calls themselves
 * are in rpc/contract.ts.
 */

// ---- configuration -------------------------------------------------------------------------------------------------------

/**
 * A piece of the account's configuration, by key: `selector:owners` (rows), `fields:contacts` (a FieldsAnswer), `filters:deals` (rows),
 * `me` (the key's user).
 */
export const configurationKeySchema = z.string().regex(/^(selector|fields|filters):[a-z_]+$|^me$/);
export const configurationEntrySchema = z.object({ key: configurationKeySchema, value: z.unknown() });
export type ConfigurationEntry = z.infer<typeof configurationEntrySchema>;

// ---- the mirror --------------------------------------------------------------------------------------------------------

/**
 * How far the mirror of a kind has come. It is written in the same transaction as the page it follows, so that a mirror that was
 * interrupted anywhere goes on from where it stood.
 */
export const mirrorCursorSchema = z.object({
  /** The views that are walked, one after the other (more than one where an account has no "All Deals", quirks §4). */
  viewIds: z.array(idSchema),
  /** The view being walked, as an index of `viewIds`. */
  view: z.number().int().nonnegative(),
  /** The last id seen in that view; null before the first page. */
  lastFetchedId: idSchema.nullable(),
  /** Records received in this walk. */
  fetched: z.number().int().nonnegative(),
  /** How many records the server said there are, or null where it did not say. */
  total: z.number().int().nonnegative().nullable(),
  /** Epoch milliseconds. */
  startedAt: z.number(),
  finishedAt: z.number().nullable(),
});
export type MirrorCursor = z.infer<typeof mirrorCursorSchema>;

/** A page of records of one kind, and the cursor after it. Both are stored, or neither. */
export const mirrorPageSchema = z.object({
  kind: kindSchema,
  records: z.array(rawRecordSchema),
  cursor: mirrorCursorSchema,
});
export type MirrorPage = z.infer<typeof mirrorPageSchema>;

// ---- what the engine brings ------------------------------------------------------------------------------------------------

/** Something worth reading in the log of what the sync did, and in the history of this device. Words are made by the screens. */
export const journalEntrySchema = z.object({
  /** Epoch milliseconds. */
  at: z.number(),
  event: z.enum([
    /** An edit is on the server; `operation` says what it was. */
    'sent',
    /** An edit had nothing left to do: the server has it already. */
    'already-there',
    'refused',
    'given-up',
    'unsure',
    'conflict',
    'resolved',
    /** Fields that the server silently did not take. */
    'not-taken',
    'undone',
    'discarded',
    /** Records that came new or changed. */
    'pulled',
    /** Records that are gone on the server. */
    'removed',
    /** A kind was walked wholly and compared. */
    'swept',
    'mirrored',
    'configuration',
    /** A record that does not fit the documented shape; kept and shown as far as it can be. */
    'drift',
    'offline',
    'online',
    'limit',
    'needs-key',
  ]),
  kind: recordKindSchema.nullable(),
  id: idSchema.nullable(),
  /** How the record is called; empty where there is none. */
  title: z.string(),
  operation: z.string().nullable(),
  count: z.number().int().nullable(),
  /** A field, a path, an error code: never a value out of a record. */
  detail: z.string().nullable(),
});
export type JournalEntry = z.infer<typeof journalEntrySchema>;

/** A note of the engine's own, which the store keeps and gives back unread: watermarks, sweeps, when what was read. */
export const bookmarkSchema = z.object({ key: z.string().max(200), value: z.unknown() });
export type Bookmark = z.infer<typeof bookmarkSchema>;

/** Something about a record that is no record: its timeline, files, team. Kept by key, replaced whole. */
export const detailSchema = z.object({
  ref: recordRefSchema,
  part: z.enum(['timeline', 'files', 'team', 'related']),
  value: z.unknown(),
  /** When it was read, epoch milliseconds. */
  at: z.number(),
});
export type Detail = z.infer<typeof detailSchema>;

/**
 * What came from the server, stored all or none. Keys that a record leaves out keep what they held. A record whose `updated_at` is older than what is here is an answer
 * that was overtaken, and is skipped.
 */
export const incomingSchema = z.object({
  batches: z.array(z.object({ kind: recordKindSchema, records: z.array(rawRecordSchema) })),
  /** `erased`: for good, also where a deleted one could be restored. */
  removed: z.array(recordRefSchema.extend({ reason: z.enum(['deleted', 'invisible', 'erased']) })),
  bookmarks: z.array(bookmarkSchema),
  details: z.array(detailSchema),
  journal: z.array(journalEntrySchema),
});
export type Incoming = z.infer<typeof incomingSchema>;

// ---- the outbox as the engine sees it --------------------------------------------------------------------------------------

/** What is sent in one request: one or more edits of one target, folded. */
export const unitSchema = z.object({
  editIds: z.array(z.uuid()).min(1),
  /** The edits folded into one; `id` and `seq` are the first one's. */
  edit: editSchema,
  /** What the server last said of the target, and of a clone's source; null where it is not here. */
  base: rawRecordSchema.nullable(),
  source: rawRecordSchema.nullable(),
});
export type Unit = z.infer<typeof unitSchema>;

/** What became of a unit. */
export const settlementSchema = z.object({
  editIds: z.array(z.uuid()).min(1),
  outcome: z.discriminatedUnion('name', [
    /**
     * On the server. `records` are what it answered; `localId` says which local record each one is. `removed` are gone by it. `dropped` was asked and not taken.
     */
    z.object({
      name: z.literal('done'),
      records: z.array(
        z.object({ kind: recordKindSchema, localId: idSchema.nullable(), record: rawRecordSchema }),
      ),
      removed: z.array(recordRefSchema),
      dropped: noticeSchema.shape.fields,
      /** The id that the server gave to a file that was attached: it belongs to this edit from now on. */
      fileId: idSchema.optional(),
    }),
    /** The server did not act: queued again. `isFailure` counts towards giving up. */
    z.object({ name: z.literal('again'), notBefore: z.number().nullable(), isFailure: z.boolean() }),
    z.object({
      name: z.literal('unsure'),
      reason: z.string(),
      /** Not to be probed before, epoch milliseconds. */
      notBefore: z.number(),
      jobId: z.string().nullable(),
    }),
    z.object({ name: z.literal('refused'), error: errorInfoSchema }),
    z.object({ name: z.literal('question'), candidates: z.array(candidateSchema) }),
    /** The target is not on the server any more, or not for this user. */
    z.object({ name: z.literal('gone'), reason: z.enum(['deleted', 'invisible']) }),
  ]),
  journal: z.array(journalEntrySchema),
});
export type Settlement = z.infer<typeof settlementSchema>;

export const outboxCountsSchema = z.object({
  /** All pending edits. */
  all: z.number().int(),
  unsure: z.number().int(),
  parked: z.number().int(),
  questions: z.number().int(),
  /** Records with a conflict. */
  conflicts: z.number().int(),
});
export type OutboxCounts = z.infer<typeof outboxCountsSchema>;

/** What the engine needs to know of the store when it starts. */
export const storeStateSchema = z.object({
  /** The account the open database belongs to. */
  accountId: z.string(),
  cursors: z.partialRecord(kindSchema, mirrorCursorSchema),
  counts: z.partialRecord(recordKindSchema, z.number().int()),
  bookmarks: z.array(bookmarkSchema),
  outbox: outboxCountsSchema,
  /** When the configuration was stored, epoch milliseconds; null before the first time. */
  configurationAt: z.number().nullable(),
  /** Kinds the account does not have (a suite account has no leads). */
  absentKinds: z.array(kindSchema),
});
export type StoreState = z.infer<typeof storeStateSchema>;

// ---- queries -----------------------------------------------------------------------------------------------------------

/** A value of a list cell: text, number, exact decimal string, epoch milliseconds, `YYYY-MM-DD`, the shown name of a reference, or words. */
export const cellSchema = z.union([z.string(), z.number(), z.array(z.string()), z.null()]);
export type Cell = z.infer<typeof cellSchema>;

export const sortSchema = z.object({ column: z.string(), direction: z.enum(['asc', 'desc']) });
export type Sort = z.infer<typeof sortSchema>;

/**
 * One condition on a column. Values are of the column's own kind (an instant in epoch milliseconds, a day as `YYYY-MM-DD`, an amount as a
 * decimal string, a reference as an id). Ranges include their ends; null leaves an end open. Rows without a value match only `empty` and what is denied: `not-in` and
 * `not-contains` hold exactly where `in` and `contains` do not.
 */
export const filterSchema = z.discriminatedUnion('op', [
  z.object({ column: z.string(), op: z.literal('in'), values: z.array(z.union([z.string(), z.number()])) }),
  z.object({
    column: z.string(),
    op: z.literal('not-in'),
    values: z.array(z.union([z.string(), z.number()])),
  }),
  z.object({ column: z.string(), op: z.literal('contains'), text: z.string() }),
  z.object({ column: z.string(), op: z.literal('not-contains'), text: z.string() }),
  z.object({
    column: z.string(),
    op: z.literal('between'),
    from: z.union([z.string(), z.number()]).nullable(),
    to: z.union([z.string(), z.number()]).nullable(),
  }),
  z.object({ column: z.string(), op: z.literal('empty') }),
  z.object({ column: z.string(), op: z.literal('not-empty') }),
  /** Records with changes that are not on the server yet. */
  z.object({ op: z.literal('pending') }),
]);
export type Filter = z.infer<typeof filterSchema>;

/** Which records of a kind are meant. */
const selectionShape = {
  kind: recordKindSchema,
  /** All must hold. */
  filters: z.array(filterSchema),
  /** Words to be found in the record, in any order, as prefixes, without regard to case or accents; blank for all. */
  text: z.string(),
};

/** Exact decimals by column, over all records meant: of `number` and `money` columns alone. Records without a value count as nothing. */
const sumsSchema = z.record(z.string(), z.string());

/** What a screen wants to see, and to be told of again when it changes. */
export const listSpecSchema = z.object({
  type: z.literal('list'),
  ...selectionShape,
  /** In order of weight; rows that tie keep the order of their ids. */
  sorts: z.array(sortSchema),
  /** The columns wanted in each row. */
  columns: z.array(z.string()),
  /** The `number` and `money` columns whose sums over all matching records are wanted. */
  sums: z.array(z.string()),
  offset: z.number().int().nonnegative(),
  limit: z.number().int().min(0).max(1000),
});
export type ListSpec = z.infer<typeof listSpecSchema>;
export const recordSpecSchema = z.object({ type: z.literal('record'), kind: recordKindSchema, id: idSchema });
export type RecordSpec = z.infer<typeof recordSpecSchema>;
export const countsSpecSchema = z.object({ type: z.literal('counts') });
export const configurationSpecSchema = z.object({
  type: z.literal('configuration'),
  keys: z.array(configurationKeySchema),
});
/** All pending edits in the user's order, with what holds each back. */
export const outboxSpecSchema = z.object({ type: z.literal('outbox') });
export const conflictsSpecSchema = z.object({ type: z.literal('conflicts') });
/** The newest entries of the journal, newest first; with `ref`, those about that record alone. */
export const journalSpecSchema = z.object({
  type: z.literal('journal'),
  ref: recordRefSchema.nullable(),
  limit: z.number().int().min(1).max(1000),
});
/** What is known about a record beside its fields: see `Detail`. */
export const detailsSpecSchema = z.object({ type: z.literal('details'), ref: recordRefSchema });
export const policiesSpecSchema = z.object({ type: z.literal('policies') });
/**
 * How many records there are of each value of a column, and what they come to: the columns of a board, the bars of a chart. Of a column with several values in a record, the
 * record counts in each. `unit` joins days and instants to calendar days or months, instants in the zone of this device.
 */
export const groupsSpecSchema = z.object({
  type: z.literal('groups'),
  ...selectionShape,
  by: z.string(),
  unit: z.enum(['day', 'month']).nullable(),
  sums: z.array(z.string()),
});
export type GroupsSpec = z.infer<typeof groupsSpecSchema>;
/** Every column that lists of a kind can show, sort and filter by, the account's own fields included. */
export const columnsSpecSchema = z.object({ type: z.literal('columns'), kind: recordKindSchema });
export type ColumnsSpec = z.infer<typeof columnsSpecSchema>;
/** The rep's own views of a kind, and the account's. */
export const viewsSpecSchema = z.object({ type: z.literal('views'), kind: recordKindSchema });
/** Pinned records, the last pinned first. */
export const pinsSpecSchema = z.object({ type: z.literal('pins') });
/** What is on this device, and how old: "ready for the flight?". */
export const flightSpecSchema = z.object({
  type: z.literal('flight'),
  /** How many records are named at most. */
  limit: z.number().int().min(0).max(1000),
});
export const watchSpecSchema = z.discriminatedUnion('type', [
  listSpecSchema,
  recordSpecSchema,
  countsSpecSchema,
  configurationSpecSchema,
  outboxSpecSchema,
  conflictsSpecSchema,
  journalSpecSchema,
  detailsSpecSchema,
  policiesSpecSchema,
  groupsSpecSchema,
  columnsSpecSchema,
  viewsSpecSchema,
  pinsSpecSchema,
  flightSpecSchema,
]);
export type WatchSpec = z.infer<typeof watchSpecSchema>;

export const rowSchema = z.object({
  id: idSchema,
  title: z.string(),
  cells: z.record(z.string(), cellSchema),
  /** Whether it has changes that are not on the server yet. */
  pending: z.boolean(),
  conflict: z.boolean(),
});
export type Row = z.infer<typeof rowSchema>;

export const listValueSchema = z.object({
  type: z.literal('list'),
  /** Records that match. */
  total: z.number().int(),
  /** Records of the kind. */
  all: z.number().int(),
  offset: z.number().int(),
  rows: z.array(rowSchema),
  sums: sumsSchema,
});
export type ListValue = z.infer<typeof listValueSchema>;

export const recordValueSchema = z.object({
  type: z.literal('record'),
  /** The view of the record (base and pending edits), every key kept; null when it is not here. */
  record: rawRecordSchema.nullable(),
  title: z.string(),
  /** The shown names of what the record refers to, by `<selector or kind>:<id>`. */
  names: z.record(z.string(), z.string()),
  /**
   * The id under which the record is known now: another one than was asked for where that was a local id and the server has given its own.
   */
  id: idSchema,
  pending: z.object({
    /** Made here, and not on the server yet. */
    isLocal: z.boolean(),
    /** Deleted here, and not on the server yet; `record` is then what it was. */
    isDeleted: z.boolean(),
    /** Paths of the fields with changes that are not on the server yet. */
    fields: z.array(z.string()),
    /** Its pending edits. */
    editIds: z.array(z.uuid()),
  }),
  conflict: conflictSchema.nullable(),
  notice: noticeSchema.nullable(),
  /** Whether it is kept fresh for times without a network. */
  pinned: z.boolean(),
});
export type RecordValue = z.infer<typeof recordValueSchema>;

export const countsValueSchema = z.object({
  type: z.literal('counts'),
  counts: z.partialRecord(recordKindSchema, z.number().int()),
  outbox: outboxCountsSchema,
  absentKinds: z.array(kindSchema),
});
export type CountsValue = z.infer<typeof countsValueSchema>;

export const configurationValueSchema = z.object({
  type: z.literal('configuration'),
  /** The values that are here, by key. */
  values: z.record(z.string(), z.unknown()),
});
export type ConfigurationValue = z.infer<typeof configurationValueSchema>;

/** A pending edit as the outbox shows it. */
export const outboxEntrySchema = z.object({
  edit: editSchema,
  /** How the target is called now. */
  title: z.string(),
  /** The shown names of what its fields refer to, as in `RecordValue.names`. */
  names: z.record(z.string(), z.string()),
  /** Why it does not go out though nothing is wrong with itself: an edit it depends on, a conflict of its target; else null. */
  heldBy: z.enum(['dependency', 'conflict']).nullable(),
  /** Whether it can be taken back: not while it may be at the server. */
  undoable: z.boolean(),
});
export type OutboxEntry = z.infer<typeof outboxEntrySchema>;
export const outboxValueSchema = z.object({
  type: z.literal('outbox'),
  entries: z.array(outboxEntrySchema),
  counts: outboxCountsSchema,
  /** Edits and conflicts that the disk has broken. They are kept, and what depends on them waits, until the rep lets go of them. */
  unreadable: z.number().int(),
});
export type OutboxValue = z.infer<typeof outboxValueSchema>;

export const conflictsValueSchema = z.object({
  type: z.literal('conflicts'),
  conflicts: z.array(
    z.object({
      conflict: conflictSchema,
      /** The shown names of what is in it, as in `RecordValue.names`. */
      names: z.record(z.string(), z.string()),
    }),
  ),
});
export type ConflictsValue = z.infer<typeof conflictsValueSchema>;

export const journalValueSchema = z.object({
  type: z.literal('journal'),
  entries: z.array(journalEntrySchema),
});
export type JournalValue = z.infer<typeof journalValueSchema>;
export const detailsValueSchema = z.object({ type: z.literal('details'), details: z.array(detailSchema) });
export type DetailsValue = z.infer<typeof detailsValueSchema>;
export const policiesValueSchema = z.object({ type: z.literal('policies'), policies: policiesSchema });

/** The records with one value of a column. */
export const groupSchema = z.object({
  /** The value as a filter takes it: an id, a text, a number, a decimal, `YYYY-MM-DD`, with a unit `YYYY-MM-DD` or `YYYY-MM`; null for records without one. */
  key: z.union([z.string(), z.number(), z.null()]),
  /** As it is shown: the name of what is referred to, else the key itself; null where there is none, or it is not here. */
  name: z.string().nullable(),
  count: z.number().int(),
  sums: sumsSchema,
});
export type Group = z.infer<typeof groupSchema>;
export const groupsValueSchema = z.object({
  type: z.literal('groups'),
  /** Records that match. */
  total: z.number().int(),
  /** In the order in which a list would sort the column, none last. */
  groups: z.array(groupSchema),
  /** How many groups are left out because there are too many; the largest are here. */
  more: z.number().int(),
  /** Over all records that match. */
  sums: sumsSchema,
});
export type GroupsValue = z.infer<typeof groupsValueSchema>;

/** A column that lists of a kind can show. */
export const listColumnSchema = z.object({
  /** For the account's own fields `custom_field.cf_…`. */
  key: z.string(),
  type: z.enum(['text', 'number', 'money', 'instant', 'day', 'reference', 'references', 'tags']),
  /** What the account calls it, where it says so. */
  label: z.string().nullable(),
  /** What the ids of a `reference` or `references` are of: a selector or a kind. */
  target: z.string().nullable(),
  isCustom: z.boolean(),
  /** Whether a list shows it until the rep chooses. */
  isDefault: z.boolean(),
  /** The type that the account's configuration gives the field (`dropdown`, `checkbox`, …), where there is one. */
  fieldType: z.string().nullable(),
  /** The values that may be chosen, as the records hold them, in the account's order; null where it is no choice. */
  choices: z.array(z.string()).nullable(),
});
export type ListColumn = z.infer<typeof listColumnSchema>;
export const columnsValueSchema = z.object({
  type: z.literal('columns'),
  kind: recordKindSchema,
  columns: z.array(listColumnSchema),
});
export type ColumnsValue = z.infer<typeof columnsValueSchema>;

/** A list as the rep likes it, under a name. It belongs to this device. */
export const viewSchema = z.object({
  id: z.uuid(),
  kind: recordKindSchema,
  name: z.string().min(1).max(200),
  /** In order; a width in CSS pixels, or null for the column's own. */
  columns: z.array(z.object({ key: z.string(), width: z.number().positive().nullable() })),
  sorts: z.array(sortSchema),
  /** As the rep put them: the store's own filters are made of them when they are asked. */
  filters: conditionsSchema,
  text: z.string().max(500),
  /** Its place among the views of the kind. */
  position: z.number(),
});
export type View = z.infer<typeof viewSchema>;
/** A view that the account has on the server. */
export const accountViewSchema = z.object({
  id: idSchema,
  name: z.string(),
  /** What it comes to here; null where the account does not say what it holds. */
  filters: z.array(filterSchema).nullable(),
  sorts: z.array(sortSchema),
});
export type AccountView = z.infer<typeof accountViewSchema>;
export const viewsValueSchema = z.object({
  type: z.literal('views'),
  kind: recordKindSchema,
  /** By position. */
  views: z.array(viewSchema),
  account: z.array(accountViewSchema),
});
export type ViewsValue = z.infer<typeof viewsValueSchema>;

export const pinnedSchema = z.object({
  ref: recordRefSchema,
  title: z.string(),
  /** When it was pinned, epoch milliseconds; null where that was not kept. */
  at: z.number().nullable(),
});
export type Pinned = z.infer<typeof pinnedSchema>;
export const pinsValueSchema = z.object({ type: z.literal('pins'), pins: z.array(pinnedSchema) });
export type PinsValue = z.infer<typeof pinsValueSchema>;

/** A record whose details are kept for times without a network. */
export const flightRecordSchema = z.object({
  ref: recordRefSchema,
  title: z.string(),
  /**
   * Why: the rep pinned it, a task or appointment of the next days is about it, it is an open deal of the rep's that is to close soon, another one of the rep's, or somebody else's. The first
   * that holds.
   */
  reason: z.enum(['pinned', 'visit', 'closing', 'own-deal', 'deal']),
  /** When the oldest of its details was read, epoch milliseconds; null where none was. */
  detailsAt: z.number().nullable(),
  /** The parts that were never read. */
  missing: z.array(detailSchema.shape.part),
});
export type FlightRecord = z.infer<typeof flightRecordSchema>;
export const flightValueSchema = z.object({
  type: z.literal('flight'),
  kinds: z.array(
    z.object({
      kind: recordKindSchema,
      count: z.number().int(),
      /** How many the server said there are while it is being fetched for the first time; null where it did not say, or the kind is not mirrored. */
      expected: z.number().int().nullable(),
      /** When the kind was here wholly for the first time, epoch milliseconds; null before, and where the kind is not mirrored. */
      mirroredAt: z.number().nullable(),
    }),
  ),
  records: z.array(flightRecordSchema),
  /** How many records there are, those beyond the limit among them. */
  total: z.number().int(),
  /** How many of all of them have every part here. */
  ready: z.number().int(),
});
export type FlightValue = z.infer<typeof flightValueSchema>;

export const watchValueSchema = z.discriminatedUnion('type', [
  listValueSchema,
  recordValueSchema,
  countsValueSchema,
  configurationValueSchema,
  outboxValueSchema,
  conflictsValueSchema,
  journalValueSchema,
  detailsValueSchema,
  policiesValueSchema,
  groupsValueSchema,
  columnsValueSchema,
  viewsValueSchema,
  pinsValueSchema,
  flightValueSchema,
]);
export type WatchValue = z.infer<typeof watchValueSchema>;
export type ValueOf<S extends WatchSpec> = Extract<WatchValue, { type: S['type'] }>;

/** One hit of the search over all kinds. */
export const hitSchema = z.object({
  kind: recordKindSchema,
  id: idSchema,
  title: z.string(),
  /** A second line that tells namesakes apart: the account, the company, the place, the amount. */
  detail: z.string(),
});
export type Hit = z.infer<typeof hitSchema>;
export const searchAnswerSchema = z.object({
  hits: z.array(hitSchema),
  totals: z.partialRecord(recordKindSchema, z.number().int()),
});
export type SearchAnswer = z.infer<typeof searchAnswerSchema>;

/** The key under which `RecordValue.names` holds a name. */
export function nameKey(target: string | RecordKind, id: number): string {
  return `${target}:${id}`;
}

// ---- changing things -------------------------------------------------------------------------------------------------------

/** What is wrong with an edit before it is saved: the field (a path; null for the whole), and why. */
export const problemSchema = z.object({
  field: z.string().nullable(),
  code: z.enum([
    'required',
    /** None of `email`, `emails`, `mobile_number`, `work_number`, `twitter` where one must be given. */
    'contact-way-required',
    'not-a-choice',
    'not-a-number',
    'not-an-email',
    'not-a-date',
    'out-of-range',
    'one-primary',
    'too-many',
    'too-large',
    'empty-file',
    'only-when-lost',
    'ends-before-it-starts',
    'read-only',
    'not-here',
  ]),
  /** For `too-many` and `too-large` the limit, for `out-of-range` the range in words of digits; else null. */
  limit: z.string().nullable(),
});
export type Problem = z.infer<typeof problemSchema>;

/** Nothing is saved where there are problems. `targets` are what the edits are about, with the local ids that were given out. */
export const editAnswerSchema = z.discriminatedUnion('saved', [
  z.object({ saved: z.literal(true), editIds: z.array(z.uuid()), targets: z.array(recordRefSchema) }),
  z.object({
    saved: z.literal(false),
    /** `at` is the number of the edit in the call. */
    problems: z.array(problemSchema.extend({ at: z.number().int() })),
  }),
]);
export type EditAnswer = z.infer<typeof editAnswerSchema>;

/** Taking back an edit takes back what depends on it; the user is asked first. */
export const undoAnswerSchema = z.discriminatedUnion('undone', [
  z.object({ undone: z.literal(true), editIds: z.array(z.uuid()) }),
  /** Nothing was done: these edits depend on it. */
  z.object({ undone: z.literal(false), dependants: z.array(outboxEntrySchema) }),
]);
export type UndoAnswer = z.infer<typeof undoAnswerSchema>;

/** The ids of a list, without its rows. */
export const idsInputSchema = z.object({
  ...selectionShape,
  sorts: z.array(sortSchema),
  offset: z.number().int().nonnegative(),
  limit: z.number().int().nonnegative(),
});
export type IdsInput = z.infer<typeof idsInputSchema>;

export const editsInputSchema = z.object({ edits: z.array(newEditSchema).min(1).max(10_000) });
export const resolveInputSchema = z.object({ target: recordRefSchema, resolution: resolutionSchema });

/** A record that may be the same as one that is being made. */
export const duplicateSchema = z.object({
  ref: recordRefSchema,
  title: z.string(),
  /** What they share. */
  by: z.enum(['email', 'phone', 'name']),
  value: z.string(),
});
export type Duplicate = z.infer<typeof duplicateSchema>;
