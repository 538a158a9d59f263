import { ByteWriter } from '../typed/byte-writer.ts';
import { grown, resized } from '../typed/grow.ts';
import { hasBit, setBit, type Bits } from '../typed/bits.ts';

/** Tokens a block: a block's first token is written out, the others share their beginnings with the one before. */
const BLOCK = 16;

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
  private readonly tokens: Uint8Array;
  private readonly rows: Uint8Array;
  private readonly tokenStarts: Uint32Array;
  private readonly rowStarts: Uint32Array;
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
    const blocks = Math.ceil(to / BLOCK) - Math.floor(from / BLOCK);
    if (blocks * BLOCK < 1024 && this.rowBytes(from, to) < 65536) {
      this.read(from, to, into);
      return;
    }
    const name = from * (this.size + 1) + to;
    let bits = this.wide.get(name);
    if (!bits) {
      bits = new Uint32Array(into.length);
      this.read(from, to, bits);
      if (this.wide.size >= 64) this.wide.delete(this.wide.keys().next().value!);
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

/** What a segment is made of. */
export interface SegmentParts {
  readonly size: number;
  readonly tokens: Uint8Array;
  readonly rows: Uint8Array;
  readonly tokenStarts: Uint32Array;
  readonly rowStarts: Uint32Array;
}

/** A walk over the tokens of a segment, each with its rows. */
export class SegmentCursor {
  /** The token the walk stands at; only its first `length` bytes count. */
  readonly token = new Uint8Array(512);
  length = 0;
  /** The token's rows, ascending; only the first `count` count. */
  found = new Uint32Array(64);
  count = 0;
  private left: number;
  private tokenAt = 0;
  private rowAt = 0;
  private readonly tokens: Uint8Array;
  private readonly rows: Uint8Array;

  constructor(tokens: Uint8Array, rows: Uint8Array, size: number) {
    this.tokens = tokens;
    this.rows = rows;
    this.left = size;
  }

  /** Goes on to the next token; false when there is none. */
  next(): boolean {
    if (--this.left < 0) return false;
    const shared = this.tokens[this.tokenAt]!;
    const more = this.tokens[this.tokenAt + 1]!;
    for (let at = 0; at < more; at++) this.token[shared + at] = this.tokens[this.tokenAt + 2 + at]!;
    this.length = shared + more;
    this.tokenAt += 2 + more;
    this.count = this.number();
    this.found = grown(this.found, this.count);
    let row = 0;
    for (let at = 0; at < this.count; at++) this.found[at] = row += this.number();
    return true;
  }

  private number(): number {
    let byte = this.rows[this.rowAt++]!;
    let value = byte & 0x7f;
    for (let shift = 7; byte > 0x7f; shift += 7) {
      byte = this.rows[this.rowAt++]!;
      value |= (byte & 0x7f) << shift;
    }
    return value;
  }
}

/** Writes a segment, token by token in ascending order of their bytes. */
export class SegmentWriter {
  private size = 0;
  private readonly tokens: ByteWriter;
  private readonly rows: ByteWriter;
  private tokenStarts = new Uint32Array(16);
  private rowStarts = new Uint32Array(16);
  private readonly last = new Uint8Array(512);
  private lastLength = 0;

  /** @param room about how many bytes the tokens, and their rows, will take */
  constructor(room: number) {
    this.tokens = new ByteWriter(room);
    this.rows = new ByteWriter(room);
  }

  /**
   * Adds a token.
   * @param rows ascending, each once; the first `count` count
   */
  add(token: Uint8Array, length: number, rows: ArrayLike<number>, count: number): void {
    const block = this.size / BLOCK;
    let shared = 0;
    if (Number.isInteger(block)) {
      this.tokenStarts = grown(this.tokenStarts, block + 1);
      this.rowStarts = grown(this.rowStarts, block + 1);
      this.tokenStarts[block] = this.tokens.length;
      this.rowStarts[block] = this.rows.length;
    } else {
      const most = Math.min(length, this.lastLength, 255);
      while (shared < most && token[shared] === this.last[shared]) shared++;
    }
    this.tokens.byte(shared);
    this.tokens.byte(length - shared);
    for (let at = shared; at < length; at++) {
      this.tokens.byte(token[at]!);
      this.last[at] = token[at]!;
    }
    this.lastLength = length;
    this.rows.varint(count);
    let before = 0;
    for (let at = 0; at < count; at++) {
      this.rows.varint(rows[at]! - before);
      before = rows[at]!;
    }
    this.size++;
  }

  done(): SegmentParts {
    const blocks = Math.ceil(this.size / BLOCK);
    return {
      size: this.size,
      tokens: this.tokens.done(),
      rows: this.rows.done(),
      tokenStarts: resized(this.tokenStarts, blocks),
      rowStarts: resized(this.rowStarts, blocks),
    };
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
