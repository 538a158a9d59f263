import { grown } from './grow.ts';

/** Bytes that are appended one after the other. */
export class ByteWriter {
  length = 0;
  private bytes: Uint8Array<ArrayBuffer>;

  constructor(room: number) {
    this.bytes = new Uint8Array(room);
  }

  byte(value: number): void {
    if (this.length === this.bytes.length) this.bytes = grown(this.bytes, this.length + 1);
    this.bytes[this.length++] = value;
  }

  /** A whole number below 2^32 in seven bits a byte, the low ones first; the top bit says that more follow. */
  varint(value: number): void {
    let rest = value;
    while (rest > 0x7f) {
      this.byte((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    this.byte(rest);
  }

  all(bytes: Uint8Array): void {
    this.bytes = grown(this.bytes, this.length + bytes.length);
    this.bytes.set(bytes, this.length);
    this.length += bytes.length;
  }

  /** What was written, in an array of just that length. */
  done(): Uint8Array<ArrayBuffer> {
    return this.bytes.slice(0, this.length);
  }
}
