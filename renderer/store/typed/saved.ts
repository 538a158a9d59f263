import type { Typed } from './grow.ts';

/** What a part of the memory index is made of: numbers, arrays of them, and parts within it. What is given out are the arrays themselves, not copies. */
export interface Saved {
  readonly [name: string]: number | Typed | Saved | readonly Saved[];
}

const TYPES = { Float64Array, Uint32Array, Uint8Array } as const;
type TypeName = keyof typeof TYPES;

/** An array by its number among all, or, where all of it is alike, by its length and that value; null stands for NaN. */
type ArrayShape =
  | { readonly type: TypeName; readonly array: number }
  | { readonly type: TypeName; readonly length: number; readonly all: number | null };

/** The same as `Saved` with its arrays taken out: plain data, as JSON knows it. */
export type Shape = {
  readonly [name: string]: number | { readonly $: ArrayShape } | Shape | readonly Shape[];
};

/** Takes the arrays out of it, in order. */
export function takeApart(saved: Saved): { readonly shape: Shape; readonly arrays: Typed[] } {
  const arrays: Typed[] = [];
  const shapeOf = (part: Saved): Shape => {
    const shape: Record<string, Shape[string]> = {};
    for (const [name, value] of Object.entries(part)) {
      if (typeof value === 'number') shape[name] = value;
      else if (isTyped(value)) shape[name] = { $: arrayShape(value, arrays) };
      else shape[name] = isList(value) ? value.map(shapeOf) : shapeOf(value);
    }
    return shape;
  };
  return { shape: shapeOf(saved), arrays };
}

/** Puts it together again. Throws where an array is missing. */
export function putTogether(shape: Shape, arrays: readonly Uint8Array<ArrayBuffer>[]): Saved {
  const savedOf = (part: Shape): Saved => {
    const saved: Record<string, Saved[string]> = {};
    for (const [name, value] of Object.entries(part)) {
      if (typeof value === 'number') saved[name] = value;
      else if (isListOfShapes(value)) saved[name] = value.map(savedOf);
      else saved[name] = isArrayShape(value) ? arrayOf(value.$, arrays) : savedOf(value);
    }
    return saved;
  };
  return savedOf(shape);
}

/** The bytes of an array, where they are. */
export function bytesOf(array: Typed): Uint8Array<ArrayBuffer> {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

function arrayShape(array: Typed, arrays: Typed[]): ArrayShape {
  const type = array.constructor.name as TypeName;
  const first = array[0] ?? 0;
  // Columns that nobody fills in are not worth a place on the disk.
  if (array.every((value: number) => Object.is(value, first)))
    return { type, length: array.length, all: Number.isNaN(first) ? null : first };
  return { type, array: arrays.push(array) - 1 };
}

function arrayOf(shape: ArrayShape, arrays: readonly Uint8Array<ArrayBuffer>[]): Typed {
  const Type = TYPES[shape.type];
  if ('all' in shape) return new Type(shape.length).fill(shape.all ?? NaN);
  const bytes = arrays[shape.array];
  if (!bytes || bytes.byteLength % Type.BYTES_PER_ELEMENT !== 0) throw new Error('an array is missing');
  return new Type(bytes.buffer, bytes.byteOffset, bytes.byteLength / Type.BYTES_PER_ELEMENT);
}

function isTyped(value: Typed | Saved | readonly Saved[]): value is Typed {
  return ArrayBuffer.isView(value);
}

function isList(value: Saved | readonly Saved[]): value is readonly Saved[] {
  return Array.isArray(value);
}

function isListOfShapes(
  value: { readonly $: ArrayShape } | Shape | readonly Shape[],
): value is readonly Shape[] {
  return Array.isArray(value);
}

function isArrayShape(value: { readonly $: ArrayShape } | Shape): value is { readonly $: ArrayShape } {
  return Object.hasOwn(value, '$');
}

/** Reads what was saved by its names; throws where something else lies there. */
export class SavedReader {
  private readonly saved: Saved;

  constructor(saved: Saved) {
    this.saved = saved;
  }

  number(name: string): number {
    const value = this.saved[name];
    if (typeof value !== 'number') throw misfit(name);
    return value;
  }

  floats(name: string): Float64Array<ArrayBuffer> {
    const value = this.saved[name];
    if (!(value instanceof Float64Array)) throw misfit(name);
    return value;
  }

  words(name: string): Uint32Array<ArrayBuffer> {
    const value = this.saved[name];
    if (!(value instanceof Uint32Array)) throw misfit(name);
    return value;
  }

  bytes(name: string): Uint8Array<ArrayBuffer> {
    const value = this.saved[name];
    if (!(value instanceof Uint8Array)) throw misfit(name);
    return value;
  }

  part(name: string): SavedReader {
    const value = this.saved[name];
    if (typeof value !== 'object' || isTyped(value) || isList(value)) throw misfit(name);
    return new SavedReader(value);
  }

  parts(name: string): SavedReader[] {
    const value = this.saved[name];
    if (typeof value !== 'object' || isTyped(value) || !isList(value)) throw misfit(name);
    return value.map((part) => new SavedReader(part));
  }

  has(name: string): boolean {
    return Object.hasOwn(this.saved, name);
  }
}

function misfit(name: string): Error {
  return new Error(`not what was saved: ${name}`);
}
