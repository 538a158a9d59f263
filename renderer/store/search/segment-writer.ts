import { ByteWriter } from '../typed/byte-writer.ts';
import { grown, resized } from '../typed/grow.ts';

/** Tokens a block: a block's first token is written out, the others share their beginnings with the one before. */
export const BLOCK = 16;

/** What a segment is made of. */
export interface SegmentParts {
  readonly size: number;
  readonly tokens: Uint8Array<ArrayBuffer>;
  readonly rows: Uint8Array<ArrayBuffer>;
  readonly tokenStarts: Uint32Array<ArrayBuffer>;
  readonly rowStarts: Uint32Array<ArrayBuffer>;
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
