import { fold } from '../text/fold.ts';
import { TextPool, type Bytes } from './text-pool.ts';

/** Lower case of ASCII, all other bytes as they are. */
export const LOWER: Uint8Array = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte >= 65 && byte <= 90 ? byte + 32 : byte,
);

/**
 * A text pool that can compare its texts folded. An ASCII text is folded byte by byte as it is read; the folded form of any other is kept
 * beside it.
 */
export class FoldedPool {
  readonly texts = new TextPool();
  private readonly forms = new TextPool();
  /** The folded form of each text beyond ASCII, by code. */
  private readonly formOf = new Map<number, number>();

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
      if (end - start !== text.length) this.formOf.set(code, this.forms.intern(fold(text)));
    }
    return code;
  }

  text(code: number): string {
    return this.texts.text(code);
  }

  /** The bytes of the folded text, but for ASCII capitals, which `LOWER` must still make small. */
  folded(code: number): Bytes {
    const form = this.formOf.get(code);
    return form === undefined ? this.texts.at(code) : this.forms.at(form);
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
    const found = new Uint8Array(this.size + 1);
    const { bytes, ends } = this.texts.raw();
    const first = needle[0]!;
    const capital = first >= 97 && first <= 122 ? first - 32 : first;
    let code = 1;
    // One walk over all texts: much faster than text by text, and a hit that straddles two is told by the end of the first.
    for (let from = 0, last = ends[this.size]! - needle.length; from <= last; from++) {
      const byte = bytes[from]!;
      if (byte !== first && byte !== capital) continue;
      let at = 1;
      while (at < needle.length && LOWER[bytes[from + at]!] === needle[at]) at++;
      if (at < needle.length) continue;
      while (ends[code]! <= from) code++;
      if (from + needle.length <= ends[code]!) found[code] = 1;
    }
    for (const [beyond, form] of this.formOf) found[beyond] = includes(this.forms.at(form), needle) ? 1 : 0;
    return found;
  }

  trim(): void {
    this.texts.trim();
    this.forms.trim();
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

/** Whether `needle`, already folded and not empty, stands anywhere in the folded text. */
export function includes(text: Bytes, needle: Uint8Array): boolean {
  const last = text.end - needle.length;
  const first = needle[0]!;
  for (let from = text.start; from <= last; from++) {
    if (LOWER[text.bytes[from]!] !== first) continue;
    let at = 1;
    while (at < needle.length && LOWER[text.bytes[from + at]!] === needle[at]) at++;
    if (at === needle.length) return true;
  }
  return false;
}
