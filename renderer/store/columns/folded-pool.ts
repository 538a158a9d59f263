import { fold } from '../text/fold.ts';
import { grown, resized } from '../typed/grow.ts';
import type { Saved, SavedReader } from '../typed/saved.ts';
import { LOWER, TextPool, type Bytes } from './text-pool.ts';

/**
 * A text pool that can compare its texts folded. An ASCII text is folded byte by byte as it is read; the folded form of any other is kept
 * beside it.
 */
export class FoldedPool {
  readonly texts = new TextPool();
  private readonly forms = new TextPool();
  /** The folded form of each text beyond ASCII, by code; 0 where the text is its own. */
  private formOf = new Uint32Array(0);
  /** The codes of the texts beyond ASCII, ascending. */
  private formed = new Uint32Array(0);
  private formedCount = 0;

  get size(): number {
    return this.texts.size;
  }

  /** The code of `text`, which is added when it is new. */
  intern(text: string): number {
    const before = this.texts.size;
    const code = this.texts.intern(text);
    if (code > before) {
      const { start, end } = this.texts.at(code);
      // UTF-8 is longer than UTF-16 units as soon as something is beyond ASCII.
      if (end - start !== text.length) {
        this.formOf = grown(this.formOf, code + 1);
        this.formOf[code] = this.forms.intern(fold(text));
        this.formed = grown(this.formed, this.formedCount + 1);
        this.formed[this.formedCount++] = code;
      }
    }
    return code;
  }

  text(code: number): string {
    return this.texts.text(code);
  }

  /** The bytes of the folded text, but for ASCII capitals, which `LOWER` must still make small. */
  folded(code: number): Bytes {
    const form = this.formOf[code];
    return form ? this.forms.at(form) : this.texts.at(code);
  }

  /** Orders two codes by folded text (code points), then by the texts themselves. 0 only for one and the same code. */
  compare(a: number, b: number): number {
    return (
      compareBytes(this.folded(a), this.folded(b), LOWER) ||
      compareBytes(this.texts.at(a), this.texts.at(b), null)
    );
  }

  /**
   * Which texts contain `needle`.
   * @param needle folded, as UTF-8, not empty
   * @returns 1 at each code that does
   */
  containing(needle: Uint8Array): Uint8Array {
    const found = this.texts.containing(needle);
    const forms = this.forms.containing(needle);
    for (let at = 0; at < this.formedCount; at++) {
      const code = this.formed[at]!;
      found[code] = forms[this.formOf[code]!]!;
    }
    return found;
  }

  save(): Saved {
    return {
      texts: this.texts.save(),
      forms: this.forms.save(),
      formOf: this.formOf.subarray(0, this.size + 1),
      formed: this.formed.subarray(0, this.formedCount),
    };
  }

  load(saved: SavedReader): void {
    this.texts.load(saved.part('texts'));
    this.forms.load(saved.part('forms'));
    this.formOf = saved.words('formOf');
    this.formed = saved.words('formed');
    this.formedCount = this.formed.length;
  }

  trim(): void {
    this.texts.trim();
    this.forms.trim();
    this.formOf = resized(this.formOf, Math.min(this.formOf.length, this.size + 1));
    this.formed = resized(this.formed, this.formedCount);
  }
}

/** Orders two runs of bytes; with `map`, each byte is looked up there first. */
export function compareBytes(a: Bytes, b: Bytes, map: Uint8Array | null): number {
  const length = Math.min(a.end - a.start, b.end - b.start);
  for (let at = 0; at < length; at++) {
    let left = a.bytes[a.start + at]!;
    let right = b.bytes[b.start + at]!;
    if (map) {
      left = map[left]!;
      right = map[right]!;
    }
    if (left !== right) return left - right;
  }
  return a.end - a.start - (b.end - b.start);
}

/** Whether `needle`, already folded, stands at the front of the folded text. */
export function startsWith(text: Bytes, needle: Uint8Array): boolean {
  if (text.end - text.start < needle.length) return false;
  for (let at = 0; at < needle.length; at++)
    if (LOWER[text.bytes[text.start + at]!] !== needle[at]) return false;
  return true;
}
