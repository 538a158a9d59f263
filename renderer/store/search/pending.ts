import { sortTexts } from '../columns/sort-texts.ts';
import { compareBytes } from '../columns/folded-pool.ts';
import { TextPool } from '../columns/text-pool.ts';
import { addTokens, TOKEN_LENGTH_MAX } from '../text/tokens.ts';
import { setBit, type Bits } from '../typed/bits.ts';
import type { Term } from './query.ts';
import { liveBits, Segment } from './segment.ts';
import { SegmentWriter } from './segment-writer.ts';

const encoder = new TextEncoder();
const APOSTROPHE = 39;

/** Rows that are not part of a segment yet, each with its tokens. */
export class Pending {
  private tokens = new TextPool();
  /** The codes of each row's tokens. */
  private readonly rows = new Map<number, Uint32Array>();

  get size(): number {
    return this.rows.size;
  }

  /** Sets the tokens of a row from the texts it is found by. */
  set(row: number, texts: readonly (string | null)[]): void {
    const codes: number[] = [];
    for (const [at, text] of texts.entries()) {
      // A person's mail address is mostly there twice.
      if (text === null || texts.indexOf(text) < at || this.addPlain(text, codes)) continue;
      const tokens = new Set<string>();
      addTokens(text, tokens);
      for (const token of tokens) this.add(this.tokens.intern(token), codes);
    }
    this.rows.set(row, Uint32Array.from(codes));
  }

  /**
   * Does what `addTokens` does for a text of plain ASCII words, which most are, without making a string of any of them.
   * @returns whether it could; if not, some tokens may have been added already
   */
  private addPlain(text: string, codes: number[]): boolean {
    if (!isLetter(text.charCodeAt(0))) return false;
    const { room } = this.tokens;
    let length = 0;
    for (let at = 0; at <= text.length; at++) {
      const unit = text.charCodeAt(at);
      if (unit > 0x7f || unit === APOSTROPHE) return false;
      if (isLetter(unit) || (unit >= 48 && unit <= 57)) {
        // Setting this bit makes a capital small, and leaves digits and small letters as they are.
        if (length < TOKEN_LENGTH_MAX) room[length++] = unit | 0x20;
      } else if (length > 0) {
        this.add(this.tokens.internWritten(length), codes);
        length = 0;
      }
    }
    return true;
  }

  private add(code: number, codes: number[]): void {
    if (!codes.includes(code)) codes.push(code);
  }

  /** Adds the rows that have all terms to `into`. */
  find(terms: readonly Term[], into: Bits): void {
    if (this.rows.size === 0) return;
    const wanted = terms.map((term) =>
      term.map((prefixes) => prefixes.map((prefix) => this.beginningWith(prefix))),
    );
    for (const [row, codes] of this.rows) {
      const holds = wanted.every((term) =>
        term.some((prefixes) => prefixes.every((allowed) => codes.some((code) => allowed[code] === 1))),
      );
      if (holds) setBit(into, row);
    }
  }

  /** Makes a segment of all rows, and is empty then; null when there is none. */
  take(): Segment | null {
    if (this.rows.size === 0) return null;
    const { tokens } = this;
    const rows = [...this.rows.keys()].sort((a, b) => a - b);
    const starts = this.startsOf();
    const next = starts.slice();
    const all = new Uint32Array(starts[tokens.size + 1]!);
    for (const row of rows) for (const code of this.rows.get(row)!) all[next[code]!++] = row;
    const order = Uint32Array.from({ length: tokens.size }, (_, at) => at + 1);
    const compare = (a: number, b: number): number => compareBytes(tokens.at(a), tokens.at(b), null);
    sortTexts({ folded: (code) => tokens.at(code), compare }, order);
    const writer = new SegmentWriter(tokens.size * 8);
    for (const code of order) {
      const { bytes, start, end } = tokens.at(code);
      writer.add(
        bytes.subarray(start, end),
        end - start,
        all.subarray(starts[code], starts[code + 1]),
        starts[code + 1]! - starts[code]!,
      );
    }
    this.tokens = new TextPool();
    this.rows.clear();
    return new Segment(writer.done(), liveBits(rows, rows.at(-1)! + 1));
  }

  /** How many rows the tokens before each code have. */
  private startsOf(): Uint32Array {
    const starts = new Uint32Array(this.tokens.size + 2);
    for (const codes of this.rows.values()) for (const code of codes) starts[code + 1]!++;
    for (let code = 1; code < starts.length; code++) starts[code]! += starts[code - 1]!;
    return starts;
  }

  /** 1 at each code whose token begins with `prefix`. */
  private beginningWith(prefix: string): Uint8Array {
    const needle = encoder.encode(prefix);
    const found = new Uint8Array(this.tokens.size + 1);
    for (let code = 1; code <= this.tokens.size; code++) {
      const { bytes, start, end } = this.tokens.at(code);
      if (end - start < needle.length) continue;
      let at = 0;
      while (at < needle.length && bytes[start + at] === needle[at]) at++;
      if (at === needle.length) found[code] = 1;
    }
    return found;
  }
}

function isLetter(unit: number): boolean {
  return (unit >= 97 && unit <= 122) || (unit >= 65 && unit <= 90);
}
