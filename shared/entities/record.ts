import { z } from 'zod';

/** A record as the server sent it: every key kept, known or not, in the server's order. */
export type RawRecord = Record<string, unknown>;

/** The id of a record. Server ids are positive and below 2^53 (quirks §6); a record made on this device has a negative one until the server answers. */
export const idSchema = z.number().int().min(-Number.MAX_SAFE_INTEGER).max(Number.MAX_SAFE_INTEGER);

/** Any record with an id. */
export type IdentifiedRecord = RawRecord & { readonly id: number };

/** Whether a value is a record with an id of either side. */
export function isIdentifiedRecord(value: unknown): value is IdentifiedRecord {
  return typeof value === 'object' && value !== null && 'id' in value && Number.isSafeInteger(value.id);
}

/** Any record with an id, as it is: records come by the hundred thousand, so they are looked at and not copied. */
export const rawRecordSchema = z.custom<IdentifiedRecord>(isIdentifiedRecord, 'a record without an id');

/** Keys whose values carry JWTs (quirks §6): dropped before anything is stored or logged. */
const TOKEN_KEYS = new Set(['collaboration', 'fc_widget_collaboration']);

/**
 * Drops, at any depth, every key that bears a token. Changes `value` in place, as it has just been parsed and is nobody else's; gives it back.
 */
export function dropTokens<T>(value: T): T {
  if (Array.isArray(value)) {
    for (const item of value) dropTokens(item);
  } else if (value !== null && typeof value === 'object') {
    const object = value as Record<string, unknown>;
    for (const key of Object.keys(object)) {
      if (TOKEN_KEYS.has(key)) delete object[key];
      else if (typeof object[key] === 'object') dropTokens(object[key]);
    }
  }
  return value;
}

/** `record[key]` as a string that is not blank, else null. */
export function textOf(record: RawRecord, key: string): string | null {
  const value = record[key];
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}

/** `record[key]` as a number, else null. */
export function numberOf(record: RawRecord, key: string): number | null {
  const value = record[key];
  return typeof value === 'number' ? value : null;
}

/** `record[key]` as an id, whether it came as a number or as digits (the API takes and gives both), else null. */
export function idOf(record: RawRecord, key: string): number | null {
  const value = record[key];
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
  if (typeof value === 'string' && /^\d{1,15}$/.test(value)) return Number(value);
  return null;
}

/** `record[key]` as a list of ids, each once; empty when it is no list. */
export function idsOf(record: RawRecord, key: string): number[] {
  const value = record[key];
  if (!Array.isArray(value)) return [];
  return [...new Set(value.flatMap((id: unknown) => idOf({ id }, 'id') ?? []))];
}

/** `record[key]` as a list of the objects in it; empty when it is no list. */
export function objectsOf(record: RawRecord, key: string): RawRecord[] {
  const value = record[key];
  return Array.isArray(value)
    ? value.filter(
        (item): item is RawRecord => typeof item === 'object' && item !== null && !Array.isArray(item),
      )
    : [];
}

/** `record[key]` as an object, else null. */
export function objectOf(record: RawRecord, key: string): RawRecord | null {
  const value = record[key];
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as RawRecord) : null;
}

/** `record.tags` and the like: the strings of a list. */
export function stringsOf(record: RawRecord, key: string): string[] {
  const value = record[key];
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}
