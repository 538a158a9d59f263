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

/** By what an item is known; ids as digits or numbers alike, mail addresses without case. */
function keyOf(merging: ListMerging, item: unknown): string {
  if (merging.as === 'set') return String(item);
  const key =
    typeof item === 'object' && item !== null ? (item as Record<string, unknown>)[merging.key] : item;
  return String(key ?? JSON.stringify(item)).toLowerCase();
}

function byKey(merging: ListMerging, value: unknown): Map<string, unknown> {
  return new Map(itemsOf(value).map((item) => [keyOf(merging, item), item]));
}

/** Whether two lists hold the same items, in whatever order. An item's keys that only one side carries do not count: answers name more than was asked. */
export function sameList(merging: ListMerging, a: unknown, b: unknown): boolean {
  const [left, right] = [byKey(merging, a), byKey(merging, b)];
  return (
    left.size === right.size &&
    [...left].every(([key, item]) => right.has(key) && sameItem(item, right.get(key)))
  );
}

/** Whether a list has all items of another, as in `sameList`. */
export function holdsList(merging: ListMerging, all: unknown, some: unknown): boolean {
  const whole = byKey(merging, all);
  return [...byKey(merging, some)].every(([key, item]) => whole.has(key) && sameItem(item, whole.get(key)));
}

function sameItem(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null)
    return sameValue(String(a), String(b));
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
  return Object.keys(left).every((key) => !Object.hasOwn(right, key) || sameValue(left[key], right[key]));
}

/**
 * Merges two changes of a list: what is there now, with what was added and without what was taken away here. An item that both sides changed differently cannot be merged.
 * @returns the merged list, or null where an item is in conflict
 */
export function mergeLists(
  merging: ListMerging,
  base: unknown,
  mine: unknown,
  theirs: unknown,
): readonly unknown[] | null {
  const [before, here, there] = [byKey(merging, base), byKey(merging, mine), byKey(merging, theirs)];
  const merged = new Map(there);
  for (const key of before.keys()) if (!here.has(key)) merged.delete(key);
  for (const [key, item] of here) {
    const [old, other] = [before.get(key), there.get(key)];
    const isChanged = old === undefined || !sameItem(item, old);
    if (!isChanged) continue;
    // Taken away there and changed here: the change counts, nothing is lost by it.
    if (other !== undefined && old !== undefined && !sameItem(other, old) && !sameItem(other, item))
      return null;
    merged.set(key, combined(other ?? old, item));
  }
  return withOnePrimary([...merged.values()], itemsOf(mine), itemsOf(base), merging);
}

/** What is known of an item, with what was set here. */
function combined(known: unknown, item: unknown): unknown {
  if (typeof known !== 'object' || typeof item !== 'object' || known === null || item === null) return item;
  return { ...known, ...item };
}

function primaryKey(merging: ListMerging, items: readonly unknown[]): string | null {
  const primary = items.find(
    (item) =>
      typeof item === 'object' && item !== null && (item as Record<string, unknown>)['is_primary'] === true,
  );
  return primary === undefined ? null : keyOf(merging, primary);
}

/** At most one item is the primary one: mine where it was chosen here, else theirs, else the first (reference: Create a Contact). */
function withOnePrimary(
  items: readonly unknown[],
  mine: readonly unknown[],
  base: readonly unknown[],
  merging: ListMerging,
): readonly unknown[] {
  const flagged = items.some((item) => typeof item === 'object' && item !== null && 'is_primary' in item);
  if (!flagged) return items;
  const keys = items.map((item) => keyOf(merging, item));
  const [chosen, old] = [primaryKey(merging, mine), primaryKey(merging, base)];
  const theirs = items
    .filter((item) => (item as Record<string, unknown>)['is_primary'] === true)
    .map((item) => keyOf(merging, item));
  const wanted =
    (chosen !== old && chosen !== null && keys.includes(chosen) ? chosen : null) ??
    theirs.find((key) => key !== old) ??
    theirs[0] ??
    keys[0];
  return items.map((item, at) => {
    const isPrimary = keys[at] === wanted;
    const object = item as Record<string, unknown>;
    return object['is_primary'] === isPrimary ? item : { ...object, is_primary: isPrimary };
  });
}
