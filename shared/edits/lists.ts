import { stringifyJson } from '../json.ts';
import type { Merging } from './field-merging.ts';
import { sameValue } from './same-value.ts';

/** Lists that merge as sets: of words and ids, or of objects known by a key. */

type ListMerging = Exclude<Merging, { as: 'value' }>;

export function isList(merging: Merging): merging is ListMerging {
  return merging.as !== 'value';
}

function itemsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** By what an item is known; ids as digits or numbers alike, mail addresses without case. One without a key (a price that has no id yet) is known by all that it says. */
function keyOf(merging: ListMerging, item: unknown): string {
  if (merging.as === 'set') return String(item);
  const key =
    typeof item === 'object' && item !== null ? (item as Record<string, unknown>)[merging.key] : item;
  return String(key ?? stringifyJson(item)).toLowerCase();
}

function byKey(merging: ListMerging, value: unknown): Map<string, unknown> {
  return new Map(itemsOf(value).map((item) => [keyOf(merging, item), item]));
}

/** Whether two lists hold the same items, in whatever order. An item's keys that only one side carries do not count: answers name more than was asked. */
export function sameList(merging: ListMerging, a: unknown, b: unknown): boolean {
  const [left, right] = [byKey(merging, a), byKey(merging, b)];
  const [first, other] = [primaryKey(merging, a), primaryKey(merging, b)];
  return (
    left.size === right.size &&
    (first === null || other === null || first === other) &&
    [...left].every(([key, item]) => right.has(key) && sameItem(item, right.get(key)))
  );
}

/** Whether a list has all items of another, as in `sameList`; a server may write an item's key (a mail address) in its own way. */
export function holdsList(merging: ListMerging, all: unknown, some: unknown): boolean {
  const whole = byKey(merging, all);
  const own = merging.as === 'keyed' ? [merging.key] : [];
  return [...byKey(merging, some)].every(([key, item]) => {
    if (isTakenOut(item)) return true;
    return whole.has(key) && (merging.as === 'set' || sameItem(item, whole.get(key), own));
  });
}

/** Whether two items say the same in the keys that both have, but for some. */
function sameItem(a: unknown, b: unknown, except: readonly string[] = []): boolean {
  const [left, right] = [objectIn(a), objectIn(b)];
  if (left === null || right === null) return sameValue(String(a), String(b));
  return Object.keys(left).every(
    (key) => except.includes(key) || !Object.hasOwn(right, key) || sameValue(left[key], right[key]),
  );
}

function objectIn(item: unknown): Record<string, unknown> | null {
  return typeof item === 'object' && item !== null ? (item as Record<string, unknown>) : null;
}

/** An item that is there to be taken away (reference: Delete Prices of the Product). */
function isTakenOut(item: unknown): boolean {
  return objectIn(item)?.['_destroy'] === true;
}

/**
 * Merges two changes of a list: what is there now, with what was added and without what was taken away here. What both sides did differently to one item cannot be merged, nor
 * two choices of the primary one.
 * @returns the merged list, or null where there is a conflict
 */
export function mergeLists(
  merging: ListMerging,
  base: unknown,
  mine: unknown,
  theirs: unknown,
): readonly unknown[] | null {
  const [before, here, there] = [byKey(merging, base), byKey(merging, mine), byKey(merging, theirs)];
  const merged = new Map<string, unknown>();
  for (const key of new Set([...there.keys(), ...here.keys()])) {
    const item = mergeItem(before.get(key), here.get(key), there.get(key));
    if (item === CONFLICT) return null;
    if (item !== undefined) merged.set(key, item);
  }
  return withOnePrimary(merging, merged, {
    old: primaryKey(merging, base),
    mine: primaryKey(merging, mine),
    theirs: primaryKey(merging, theirs),
  });
}

const CONFLICT = Symbol('both sides changed an item');

/** One item of both sides; undefined where it is not there. Which one is primary is decided for the whole list. */
function mergeItem(base: unknown, mine: unknown, theirs: unknown): unknown {
  const isSame = (a: unknown, b: unknown): boolean =>
    a === undefined || b === undefined ? a === b : sameItem(a, b, ['is_primary']);
  if (isSame(mine, base)) return theirs;
  if (isSame(theirs, base) || isSame(mine, theirs)) return mine && combined(theirs, mine);
  return CONFLICT;
}

/** What is known of an item, with what was set here. */
function combined(known: unknown, item: unknown): unknown {
  const [old, set] = [objectIn(known), objectIn(item)];
  return old === null || set === null ? item : { ...old, ...set };
}

function primaryKey(merging: ListMerging, list: unknown): string | null {
  const primary = itemsOf(list).find((item) => objectIn(item)?.['is_primary'] === true);
  return primary === undefined ? null : keyOf(merging, primary);
}

interface Primaries {
  readonly old: string | null;
  readonly mine: string | null;
  readonly theirs: string | null;
}

/** One item is the primary one, where lists have such (reference: Create a Contact): the one that a side chose anew, else what is left of the old choice, else the first. */
function withOnePrimary(
  merging: ListMerging,
  merged: ReadonlyMap<string, unknown>,
  { old, mine, theirs }: Primaries,
): readonly unknown[] | null {
  const items = [...merged.values()];
  if (merging.as === 'set' || (mine === null && theirs === null)) return items;
  const isThere = (key: string | null): key is string => key !== null && merged.has(key);
  const isMine = mine !== old && isThere(mine);
  const isTheirs = theirs !== old && isThere(theirs);
  if (old !== null && isMine && isTheirs && mine !== theirs) return null;
  const wanted =
    [isTheirs ? theirs : null, isMine ? mine : null, theirs, mine].find(isThere) ?? [...merged.keys()][0];
  return [...merged].map(([key, item]) => {
    const object = objectIn(item);
    return object === null || object['is_primary'] === (key === wanted)
      ? item
      : { ...object, is_primary: key === wanted };
  });
}
