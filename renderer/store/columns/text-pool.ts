import { grown, resized } from '../typed/grow.ts';
import type { Saved, SavedReader } from '../typed/saved.ts';
import { writeUtf8 } from '../typed/utf8.ts';

const decoder = new TextDecoder();

/** Lower case of ASCII, all other bytes as they are. */
export const LOWER: Uint8Array = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte >= 65 && byte <= 90 ? byte + 32 : byte,
);

/** UTF-8 in place: where a value's bytes are. */
export interface Bytes {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
}

/**
 * Distinct texts, each under a small number, its code. Codes count up from 1; 0 stands for "no text". The texts lie as UTF-8 in one array
 * beside an open-addressing table of codes: a third of what a `Map` of strings takes, and nothing for the garbage collector to walk.
 */
export class TextPool {
  /** How many texts there are; the last code. */
  size = 0;
  private bytes = new Uint8Array(1024);
  /** Text `code` lies from `ends[code - 1]` to `ends[code]`. */
  private ends = new Uint32Array(64);
  private table = new Uint32Array(64);
  /** Where a text is written to before it is looked up. */
  private scratch = new Uint8Array(512);

  /** The code of `text`, which is added when it is new. */
  intern(text: string): number {
    return this.internWritten(this.encode(text));
  }

  /** Where a text of up to 512 bytes may be written, for `internWritten`. */
  get room(): Uint8Array {
    return this.scratch;
  }

  /** As `intern`, for the UTF-8 in the first `length` bytes of `room`. */
  internWritten(length: number): number {
    const slot = this.slotOf(length);
    const known = this.table[slot]!;
    if (known !== 0) return known;
    const code = ++this.size;
    const start = this.ends[code - 1]!;
    this.bytes = grown(this.bytes, start + length);
    this.bytes.set(this.scratch.subarray(0, length), start);
    this.ends = grown(this.ends, code + 1);
    this.ends[code] = start + length;
    this.table[slot] = code;
    if (this.size * 5 > this.table.length * 4) this.rehash(this.table.length * 2);
    return code;
  }

  /** The code of `text`, or 0 when it is not here. */
  find(text: string): number {
    return this.table[this.slotOf(this.encode(text))]!;
  }

  /** The text of a code from 1 to `size`. */
  text(code: number): string {
    const start = this.ends[code - 1]!;
    return decoder.decode(this.bytes.subarray(start, this.ends[code]));
  }

  /** Where a text's bytes are; valid until the next `intern`. */
  at(code: number): Bytes {
    return { bytes: this.bytes, start: this.ends[code - 1]!, end: this.ends[code]! };
  }

  /**
   * Which texts contain `needle`, without regard to the case of ASCII letters.
   * @param needle UTF-8 with ASCII letters small, not empty
   * @returns 1 at each code that does
   */
  containing(needle: Uint8Array): Uint8Array {
    const found = new Uint8Array(this.size + 1);
    const { bytes, ends } = this;
    const total = ends[this.size]!;
    const final = needle.length - 1;
    const skips = skipsOf(needle);
    let code = 1;
    // One walk over all texts is much faster than text by text; what straddles two is told by the end of the first.
    let end = final;
    while (end < total) {
      const byte = bytes[end]!;
      if (LOWER[byte] === needle[final]) {
        let at = final - 1;
        while (at >= 0 && LOWER[bytes[end - final + at]!] === needle[at]) at--;
        if (at < 0) {
          while (ends[code]! <= end - final) code++;
          if (end < ends[code]!) {
            found[code] = 1;
            end = ends[code]! + final;
            continue;
          }
        }
      }
      end += skips[byte]!;
    }
    return found;
  }

  save(): Saved {
    const { size, table } = this;
    return {
      size,
      bytes: this.bytes.subarray(0, this.ends[size]),
      ends: this.ends.subarray(0, size + 1),
      table,
    };
  }

  load(saved: SavedReader): void {
    this.size = saved.number('size');
    this.bytes = saved.bytes('bytes');
    this.ends = saved.words('ends');
    this.table = saved.words('table');
  }

  /** Gives back the room kept for growth. */
  trim(): void {
    this.bytes = resized(this.bytes, this.ends[this.size]!);
    this.ends = resized(this.ends, this.size + 1);
  }

  /** Writes `text` to the scratch as UTF-8; returns its length in bytes. */
  private encode(text: string): number {
    if (this.scratch.length < text.length * 3) this.scratch = new Uint8Array(text.length * 3);
    return writeUtf8(text, this.scratch);
  }

  /** The slot that holds the text in the scratch, or the free one where it belongs. */
  private slotOf(length: number): number {
    const mask = this.table.length - 1;
    let slot = hashOf(this.scratch, 0, length) & mask;
    for (;;) {
      const code = this.table[slot]!;
      if (code === 0 || this.equalsScratch(code, length)) return slot;
      slot = (slot + 1) & mask;
    }
  }

  private equalsScratch(code: number, length: number): boolean {
    const start = this.ends[code - 1]!;
    if (this.ends[code]! - start !== length) return false;
    for (let at = 0; at < length; at++) if (this.bytes[start + at] !== this.scratch[at]) return false;
    return true;
  }

  private rehash(length: number): void {
    const table = new Uint32Array(length);
    const mask = length - 1;
    for (let code = 1; code <= this.size; code++) {
      let slot = hashOf(this.bytes, this.ends[code - 1]!, this.ends[code]!) & mask;
      while (table[slot] !== 0) slot = (slot + 1) & mask;
      table[slot] = code;
    }
    this.table = table;
  }
}

/** How far the end of a needle may go on, by the byte at it: to where the needle has that byte the next time (Horspool 1980). Letters are taken without regard to case. */
function skipsOf(needle: Uint8Array): Uint32Array {
  const skips = new Uint32Array(256).fill(needle.length);
  for (let byte = 0; byte < 256; byte++) {
    const at = needle.lastIndexOf(LOWER[byte]!, needle.length - 2);
    if (needle.length > 1 && at >= 0) skips[byte] = needle.length - 1 - at;
  }
  return skips;
}

/** FNV-1a with a last mixing, because the table takes the low bits. */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ bytes[at]!, 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return hash ^ (hash >>> 13);
}
