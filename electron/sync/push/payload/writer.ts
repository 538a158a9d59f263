import type { Fields } from '../../../../shared/edits/edit.ts';
import { objectsOf, type RawRecord } from '../../../../shared/entities/record.ts';

/** What a field's writer may look at. */
export interface WriteContext {
  /** All fields that are written, by path. */
  readonly fields: Fields;
  /** What the server said just before; null for a new record. */
  readonly base: RawRecord | null;
  /** What the fields held when the edit was made: for lists that the base does not show. */
  readonly was: Fields;
}

/** Turns one field, as records show it, into the keys that the API takes; none where it is not to be written. */
export type FieldWriter = (value: unknown, context: WriteContext) => RawRecord;

/** Writers by field; fields that are not named are written as they are. */
export type Writers = Readonly<Record<string, FieldWriter>>;

/** For fields that only the server writes. */
export const never: FieldWriter = () => ({});

/** For fields that other kinds do not take. */
export const asIs =
  (key: string): FieldWriter =>
  (value) => ({ [key]: value });

/** A list as it is on the server: as the base shows it, else as it was when the edit was made. */
export function listBefore(key: string, { base, was }: WriteContext): RawRecord[] {
  return base !== null && Array.isArray(base[key]) ? objectsOf(base, key) : objectsOf(was, key);
}

/** The objects of a field's value. */
export function objectsIn(value: unknown): RawRecord[] {
  return objectsOf({ value }, 'value');
}

/** An object with some of its keys, those without a value left out. */
export function chosen(object: RawRecord, keys: readonly string[]): RawRecord {
  return Object.fromEntries(
    keys.flatMap((key) => (object[key] === undefined || object[key] === null ? [] : [[key, object[key]]])),
  );
}
