import { grown } from '../typed/grow.ts';

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
