import type { RawRecord } from '../entities/record.ts';

/** The value a record holds at a path (see `fieldsSchema`); undefined where there is none. */
export function valueAt(_record: RawRecord, _path: string): unknown {
  throw new Error('to be written');
}

/** A copy of a record with another value at a path; `undefined` takes the key away. Nothing else is copied deeper than needed. */
export function withValue<T extends RawRecord>(_record: T, _path: string, _value: unknown): T {
  throw new Error('to be written');
}

/** A record's own keys as paths: the map of custom fields is opened, all else stands whole. */
export function pathsOf(_record: RawRecord): string[] {
  throw new Error('to be written');
}
