import { z } from 'zod';
import { kindSchema, type Kind } from './entities/kind.ts';
import { idSchema, rawRecordSchema } from './entities/record.ts';

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

/** What the engine needs to know of the store when it starts. */
export const storeStateSchema = z.object({
  /** The account the open database belongs to. */
  accountId: z.string(),
  cursors: z.partialRecord(kindSchema, mirrorCursorSchema),
  counts: z.partialRecord(kindSchema, z.number().int()),
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
 * decimal string, a reference as an id). Ranges include their ends; null leaves an end open. Rows without a value match only `empty`.
 */
export const filterSchema = z.discriminatedUnion('op', [
  z.object({ column: z.string(), op: z.literal('in'), values: z.array(z.union([z.string(), z.number()])) }),
  z.object({ column: z.string(), op: z.literal('contains'), text: z.string() }),
  z.object({
    column: z.string(),
    op: z.literal('between'),
    from: z.union([z.string(), z.number()]).nullable(),
    to: z.union([z.string(), z.number()]).nullable(),
  }),
  z.object({ column: z.string(), op: z.literal('empty') }),
  z.object({ column: z.string(), op: z.literal('not-empty') }),
]);
export type Filter = z.infer<typeof filterSchema>;

/** What a screen wants to see, and to be told of again when it changes. */
export const listSpecSchema = z.object({
  type: z.literal('list'),
  kind: kindSchema,
  /** In order of weight; rows that tie keep the order of their ids. */
  sorts: z.array(sortSchema),
  /** All must hold. */
  filters: z.array(filterSchema),
  /** Words to be found in the record, in any order, as prefixes, without regard to case or accents; blank for all. */
  text: z.string(),
  /** The columns wanted in each row. */
  columns: z.array(z.string()),
  offset: z.number().int().nonnegative(),
  limit: z.number().int().min(0).max(1000),
});
export type ListSpec = z.infer<typeof listSpecSchema>;
export const recordSpecSchema = z.object({ type: z.literal('record'), kind: kindSchema, id: idSchema });
export type RecordSpec = z.infer<typeof recordSpecSchema>;
export const countsSpecSchema = z.object({ type: z.literal('counts') });
export const configurationSpecSchema = z.object({
  type: z.literal('configuration'),
  keys: z.array(configurationKeySchema),
});
export const watchSpecSchema = z.discriminatedUnion('type', [
  listSpecSchema,
  recordSpecSchema,
  countsSpecSchema,
  configurationSpecSchema,
]);
export type WatchSpec = z.infer<typeof watchSpecSchema>;

export const rowSchema = z.object({
  id: idSchema,
  title: z.string(),
  cells: z.record(z.string(), cellSchema),
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
});
export type ListValue = z.infer<typeof listValueSchema>;

export const recordValueSchema = z.object({
  type: z.literal('record'),
  /** The view of the record (base and pending edits), every key kept; null when it is not here. */
  record: rawRecordSchema.nullable(),
  title: z.string(),
  /** The shown names of what the record refers to, by `<selector or kind>:<id>`. */
  names: z.record(z.string(), z.string()),
});
export type RecordValue = z.infer<typeof recordValueSchema>;

export const countsValueSchema = z.object({
  type: z.literal('counts'),
  counts: z.partialRecord(kindSchema, z.number().int()),
  absentKinds: z.array(kindSchema),
});
export type CountsValue = z.infer<typeof countsValueSchema>;

export const configurationValueSchema = z.object({
  type: z.literal('configuration'),
  /** The values that are here, by key. */
  values: z.record(z.string(), z.unknown()),
});
export type ConfigurationValue = z.infer<typeof configurationValueSchema>;

export const watchValueSchema = z.discriminatedUnion('type', [
  listValueSchema,
  recordValueSchema,
  countsValueSchema,
  configurationValueSchema,
]);
export type WatchValue = z.infer<typeof watchValueSchema>;
export type ValueOf<S extends WatchSpec> = Extract<WatchValue, { type: S['type'] }>;

/** One hit of the search over all kinds. */
export const hitSchema = z.object({
  kind: kindSchema,
  id: idSchema,
  title: z.string(),
  /** A second line that tells namesakes apart: the account, the company, the place, the amount. */
  detail: z.string(),
});
export type Hit = z.infer<typeof hitSchema>;
export const searchAnswerSchema = z.object({
  hits: z.array(hitSchema),
  totals: z.partialRecord(kindSchema, z.number().int()),
});
export type SearchAnswer = z.infer<typeof searchAnswerSchema>;

/** The key under which `RecordValue.names` holds a name. */
export function nameKey(target: string | Kind, id: number): string {
  return `${target}:${id}`;
}
