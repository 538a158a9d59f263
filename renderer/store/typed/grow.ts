/** What the memory index is made of. */
export type Typed = Float64Array<ArrayBuffer> | Uint32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>;

/**
 * Makes room: gives `array` back when it holds at least `needed` elements, else a copy that does, with half as much again to spare, so that
 * appending one by one stays linear.
 */
export function grown<A extends Typed>(array: A, needed: number): A {
  return needed <= array.length ? array : resized(array, Math.max(needed, Math.ceil(array.length * 1.5), 64));
}

/** An array with exactly `length` elements: `array` itself where it has so many, else a copy, cut or filled up with zeros. */
export function resized<A extends Typed>(array: A, length: number): A {
  if (array.length === length) return array;
  const copy = new (array.constructor as new (length: number) => A)(length);
  copy.set(length < array.length ? array.subarray(0, length) : array);
  return copy;
}
