import { objectOf, type RawRecord } from '../entities/record.ts';

const CUSTOM = 'custom_field';
const CUSTOM_PREFIX = `${CUSTOM}.`;

/** The key within the map of custom fields, or null for a path that is a top-level key. */
function customKeyOf(path: string): string | null {
  return path.startsWith(CUSTOM_PREFIX) ? path.slice(CUSTOM_PREFIX.length) : null;
}

function own(record: RawRecord, key: string): unknown {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

/** A copy with one key set, or without it; a key such as `__proto__` is a key like any other. */
function withKey<T extends RawRecord>(record: T, key: string, value: unknown): T {
  const entries = Object.entries(record).filter(([other]) => other !== key);
  if (value === undefined) return Object.fromEntries(entries) as T;
  if (!Object.hasOwn(record, key)) return Object.fromEntries([...entries, [key, value]]) as T;
  return Object.fromEntries(
    Object.entries(record).map(([other, old]) => [other, other === key ? value : old]),
  ) as T;
}

/** The value a record holds at a path (see `fieldsSchema`); undefined where there is none. */
export function valueAt(record: RawRecord, path: string): unknown {
  const custom = customKeyOf(path);
  if (custom === null) return own(record, path);
  const map = objectOf(record, CUSTOM);
  return map === null ? undefined : own(map, custom);
}

/** A copy of a record with another value at a path; `undefined` takes the key away. Nothing else is copied deeper than needed. */
export function withValue<T extends RawRecord>(record: T, path: string, value: unknown): T {
  const custom = customKeyOf(path);
  if (custom === null) return withKey(record, path, value);
  const map = objectOf(record, CUSTOM);
  if (map === null && value === undefined) return record;
  return withKey(record, CUSTOM, withKey(map ?? {}, custom, value));
}

/** A record's own keys as paths: the map of custom fields is opened, all else stands whole. */
export function pathsOf(record: RawRecord): string[] {
  return Object.keys(record).flatMap((key) => {
    if (key !== CUSTOM) return [key];
    return Object.keys(objectOf(record, CUSTOM) ?? {}).map((name) => CUSTOM_PREFIX + name);
  });
}
