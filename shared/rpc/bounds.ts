/** How many values a message may hold, those within others included. A page of records has some ten thousand, ten thousand edits some hundred thousand. */
export const VALUES_MAX = 1_000_000;
/** How deep values may lie within each other. Records come nowhere near it. */
export const DEPTH_MAX = 100;

/**
 * Whether a message is one that can be looked through at all. A schema walks an array to its last place, and keeps what is wrong at each: one of four thousand million places, which is a
 * few bytes on its way, would use up all memory. This walks no further than it has to.
 */
export function isBounded(message: unknown): boolean {
  let left = VALUES_MAX;

  function fits(value: unknown, depth: number): boolean {
    left -= 1;
    if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return left >= 0;
    if (depth === DEPTH_MAX) return false;
    const isList = Array.isArray(value);
    const keys = isList ? [] : Object.keys(value);
    const length = isList ? value.length : keys.length;
    if (length > left) return false;
    for (let at = 0; at < length; at++)
      if (!fits(isList ? value[at] : Reflect.get(value, keys[at] ?? ''), depth + 1)) return false;
    return true;
  }

  return fits(message, 0);
}
