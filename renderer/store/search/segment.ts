import { hasBit, setBit, type Bits } from '../typed/bits.ts';
import { SegmentCursor } from './segment-cursor.ts';
import type { Saved, SavedReader } from '../typed/saved.ts';
import { BLOCK, type SegmentParts } from './segment-writer.ts';

/** A range of so many tokens, or of rows of so many bytes, is kept once it was read; and so many ranges are. */
const WIDE_TOKENS = 1024;
const WIDE_BYTES = 65_536;
const WIDE_MAX = 64;

/**
 * A part of the search index that never changes: sorted tokens, and for each the rows that have it. Both are packed: a token that one record
 * alone has, such as a phone number, takes a dozen bytes all in all.
 *
 * Tokens: per token, how many bytes it shares with the one before (0 at the front of a block), how many follow, and these. Rows: per token, how
 * many, and the steps from one to the next, as variable-length numbers. Where a block begins in each is all the index of the index.
 */
export class Segment {
  /** How many tokens there are. */
  readonly size: number;
  /** Rows that are not in a newer segment. */
  readonly live: Bits;
  private readonly tokens: Uint8Array<ArrayBuffer>;
  private readonly rows: Uint8Array<ArrayBuffer>;
  private readonly tokenStarts: Uint32Array<ArrayBuffer>;
  private readonly rowStarts: Uint32Array<ArrayBuffer>;
  private readonly scratch = new Uint8Array(512);
  /** The rows of ranges that take long to read, by their ends. */
  private readonly wide = new Map<number, Bits>();

  constructor(parts: SegmentParts, live: Bits) {
    this.size = parts.size;
    this.tokens = parts.tokens;
    this.rows = parts.rows;
    this.tokenStarts = parts.tokenStarts;
    this.rowStarts = parts.rowStarts;
    this.live = live;
  }

  save(): Saved {
    const { size, tokens, rows, tokenStarts, rowStarts, live } = this;
    return { size, tokens, rows, tokenStarts, rowStarts, live };
  }

  /** A segment as it was saved. */
  static load(saved: SavedReader): Segment {
    return new Segment(
      {
        size: saved.number('size'),
        tokens: saved.bytes('tokens'),
        rows: saved.bytes('rows'),
        tokenStarts: saved.words('tokenStarts'),
        rowStarts: saved.words('rowStarts'),
      },
      saved.words('live'),
    );
  }

  get byteLength(): number {
    return (
      this.tokens.length +
      this.rows.length +
      4 * (this.tokenStarts.length + this.rowStarts.length) +
      this.live.byteLength
    );
  }

  /** The tokens that begin with `prefix`: the first, and the one behind the last. */
  range(prefix: Uint8Array): { from: number; to: number } {
    return { from: this.bound(prefix, false), to: this.bound(prefix, true) };
  }

  /** Adds to `into` the rows, dead ones too, of the tokens from `from` to before `to`. */
  mark(from: number, to: number, into: Bits): void {
    if (from >= to) return;
    if (to - from < WIDE_TOKENS && this.rowBytes(from, to) < WIDE_BYTES) {
      this.read(from, to, into);
      return;
    }
    const name = from * (this.size + 1) + to;
    let bits = this.wide.get(name);
    if (!bits) {
      bits = new Uint32Array(into.length);
      this.read(from, to, bits);
      if (this.wide.size >= WIDE_MAX) this.wide.delete(this.wide.keys().next().value!);
      this.wide.set(name, bits);
    }
    for (let word = 0; word < bits.length; word++) into[word]! |= bits[word]!;
  }

  /** Walks all tokens in order. */
  cursor(): SegmentCursor {
    return new SegmentCursor(this.tokens, this.rows, this.size);
  }

  /** The bytes of a token; valid until the next call. */
  token(index: number): Uint8Array {
    const block = Math.floor(index / BLOCK);
    let at = this.tokenStarts[block]!;
    let length = 0;
    for (let left = index - block * BLOCK; left >= 0; left--) {
      const shared = this.tokens[at]!;
      const more = this.tokens[at + 1]!;
      this.scratch.set(this.tokens.subarray(at + 2, at + 2 + more), shared);
      length = shared + more;
      at += 2 + more;
    }
    return this.scratch.subarray(0, length);
  }

  private rowBytes(from: number, to: number): number {
    const last = Math.ceil(to / BLOCK);
    const end = last < this.rowStarts.length ? this.rowStarts[last]! : this.rows.length;
    return end - this.rowStarts[Math.floor(from / BLOCK)]!;
  }

  private read(from: number, to: number, into: Bits): void {
    const { rows } = this;
    let at = this.rowStarts[Math.floor(from / BLOCK)]!;
    for (let index = from - (from % BLOCK); index < to; index++) {
      let byte = rows[at++]!;
      let left = byte & 0x7f;
      for (let shift = 7; byte > 0x7f; shift += 7) {
        byte = rows[at++]!;
        left |= (byte & 0x7f) << shift;
      }
      let row = 0;
      for (; left > 0; left--) {
        byte = rows[at++]!;
        let step = byte & 0x7f;
        for (let shift = 7; byte > 0x7f; shift += 7) {
          byte = rows[at++]!;
          step |= (byte & 0x7f) << shift;
        }
        row += step;
        if (index >= from) into[row >>> 5]! |= 1 << (row & 31);
      }
    }
  }

  /** The first token that is not below `text`; with `behind`, the first that is above all tokens it begins. */
  private bound(text: Uint8Array, behind: boolean): number {
    // The first block whose first token is at or behind the bound: what is looked for lies in the one before, or is that token.
    let low = 0;
    let high = this.tokenStarts.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const start = this.tokenStarts[middle]!;
      if (this.isBefore(this.tokens, start + 2, this.tokens[start + 1]!, text, behind)) low = middle + 1;
      else high = middle;
    }
    if (low === 0) return 0;
    let index = (low - 1) * BLOCK;
    const end = Math.min(index + BLOCK, this.size);
    let at = this.tokenStarts[low - 1]!;
    for (; index < end; index++) {
      const shared = this.tokens[at]!;
      const more = this.tokens[at + 1]!;
      this.scratch.set(this.tokens.subarray(at + 2, at + 2 + more), shared);
      if (!this.isBefore(this.scratch, 0, shared + more, text, behind)) break;
      at += 2 + more;
    }
    return index;
  }

  /** Whether a token is below `text` (with `behind`: or begins with it). */
  private isBefore(
    bytes: Uint8Array,
    start: number,
    length: number,
    text: Uint8Array,
    behind: boolean,
  ): boolean {
    for (let at = 0; at < text.length; at++) {
      if (at === length) return true;
      const difference = bytes[start + at]! - text[at]!;
      if (difference !== 0) return difference < 0;
    }
    return behind;
  }
}

/** Marks the rows of a list as living in a segment. */
export function liveBits(rows: Iterable<number>, size: number): Bits {
  const bits = new Uint32Array((size + 31) >>> 5);
  for (const row of rows) setBit(bits, row);
  return bits;
}

/** Whether a segment still speaks for a row. */
export function isLive(segment: Segment, row: number): boolean {
  return row >>> 5 < segment.live.length && hasBit(segment.live, row);
}
