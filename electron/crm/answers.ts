import type { z } from 'zod';
import { idSchema, type IdentifiedRecord, type RawRecord } from '../../shared/entities/record.ts';
import { shapeError } from './errors.ts';
import type { Effect } from './transport.ts';

/**
 * Readers of answers. They check and never change: a record is given as the server sent it, key for key, and what does not fit its schema
 * is told beside it.
 */

/** Turns an answer's JSON into what the operation gives. */
export type Reader<T> = (answer: unknown, effect: Effect) => T;

/** Where a record does not fit the documented shape. */
export interface Drift {
  /** The record's id, or null where it has none and was therefore left out. */
  readonly id: number | null;
  /** Where, such as `contacts.3.amount`. */
  readonly path: string;
  readonly message: string;
}

/** What comes with a record or a list: everything at the top of the answer but them and `meta`. */
export interface Company {
  /** Further lists, such as `users` with `include=owner`. */
  readonly sideloads: RawRecord;
  /** The answer's `meta`; empty where it has none. */
  readonly meta: RawRecord;
  readonly drift: readonly Drift[];
}

export interface RecordAnswer<T extends RawRecord = IdentifiedRecord> extends Company {
  readonly record: T;
}

export interface ListAnswer<T extends RawRecord = IdentifiedRecord> extends Company {
  readonly records: readonly T[];
}

export function isObject(value: unknown): value is RawRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function hasId(value: unknown): value is IdentifiedRecord {
  return isObject(value) && idSchema.safeParse(value['id']).success;
}

/** An answer's parts but the keys that were read. */
export function companyOf(answer: RawRecord, read: readonly string[]): Omit<Company, 'drift'> {
  const meta = isObject(answer['meta']) ? answer['meta'] : null;
  const sideloads = Object.fromEntries(
    Object.entries(answer).filter(([key]) => !read.includes(key) && !(meta && key === 'meta')),
  );
  return { sideloads, meta: meta ?? {} };
}

/** How a record differs from its schema; its first difference is enough to tell. */
function driftOf(record: unknown, id: number | null, schema: z.ZodType, at: string): Drift[] {
  const checked = schema.safeParse(record);
  if (checked.success) return [];
  const issue = checked.error.issues[0];
  return [
    {
      id,
      path: [at, ...(issue?.path ?? [])].map(String).join('.'),
      message: issue?.message ?? 'does not fit',
    },
  ];
}

/** Splits rows into those that can be used, as they were sent, and the drift of those that do not fit. */
export function checkRows<T extends RawRecord>(
  rows: readonly unknown[],
  schema: z.ZodType,
  usable: (row: unknown) => row is T,
  at: string,
): { records: T[]; drift: Drift[] } {
  const records = rows.filter(usable);
  const drift = rows.flatMap((row, index) =>
    driftOf(row, hasId(row) ? row.id : null, schema, `${at}.${index}`),
  );
  return { records, drift };
}

/** Reads `{ <key>: { id, … }, …sideloads, meta }`. */
export function recordReader(key: string, schema: z.ZodType): Reader<RecordAnswer> {
  return (answer, effect) => {
    const record = objectOf(answer, effect)[key];
    if (!isObject(record)) throw shapeError(key, { effect });
    if (!hasId(record)) throw shapeError(`${key}.id`, { effect });
    return {
      record,
      ...companyOf(objectOf(answer, effect), [key]),
      drift: driftOf(record, record.id, schema, key),
    };
  };
}

/** Reads `{ <key>: [ … ], …sideloads, meta }`. Rows without an id are left out, and told of as drift. */
export function listReader(key: string, schema: z.ZodType): Reader<ListAnswer> {
  return rowsReader(key, schema, hasId);
}

/** The same for rows that have no id of their own. */
export function rowsReader<T extends RawRecord>(
  key: string,
  schema: z.ZodType,
  usable: (row: unknown) => row is T,
): Reader<ListAnswer<T>> {
  return (answer, effect) => {
    const whole = objectOf(answer, effect);
    const rows = whole[key];
    if (!Array.isArray(rows)) throw shapeError(key, { effect });
    return { ...checkRows(rows, schema, usable, key), ...companyOf(whole, [key]) };
  };
}

/** Reads an answer that is one object, whose keys the schema names. */
export function objectReader<T extends RawRecord>(schema: z.ZodType<T>): Reader<T> {
  return (answer, effect) => {
    const whole = objectOf(answer, effect);
    if (!fits(whole, schema)) throw shapeError(driftOf(whole, null, schema, '')[0]?.path ?? '', { effect });
    return whole;
  };
}

function fits<T extends RawRecord>(value: RawRecord, schema: z.ZodType<T>): value is T & RawRecord {
  return schema.safeParse(value).success;
}

/** @throws AppError unexpected-shape (unsure for a write) when the answer is no object */
export function objectOf(answer: unknown, effect: Effect): RawRecord {
  if (!isObject(answer)) throw shapeError('', { effect });
  return answer;
}
