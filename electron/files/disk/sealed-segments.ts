import { createCipheriv, createDecipheriv, randomBytes, randomFillSync } from 'node:crypto';
import type { FileKeys } from './file-keys.ts';

/**
 * How a file is sealed: a header with a random salt, which makes a key of this file's own, and segments of 64 KiB under it. Each is AES-256-GCM, bound to its number and to whether it is the last
 * (STREAM: Hoang, Reyhanitabar, Rogaway and Vizár, CRYPTO 2015; the payload of age is alike). Nonces are random and not counted, so that a segment that is written again after a crash meets none again;
 * NIST SP 800-38D allows 2^32 of them under one key, and a terabyte has 2^24 segments. The last segment alone is short, and it may be empty: so the end can always be told.
 *
 * Header: `satchel` and 0x01, then the salt, 32 bytes. Segment: nonce, 12 bytes; ciphertext; tag, 16 bytes.
 */

/** What a full segment holds. */
export const SEGMENT_BYTES = 64 * 1024;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const EXTRA_BYTES = NONCE_BYTES + TAG_BYTES;
/** What a full segment takes on the disk. */
export const STORED_BYTES = SEGMENT_BYTES + EXTRA_BYTES;

const MAGIC = Buffer.from('satchel\u0001');
const SALT_BYTES = 32;
/** Where the first segment begins. */
export const HEADER_BYTES = MAGIC.length + SALT_BYTES;

/** `more`: full, and others follow. `so-far`: the short end of what is not whole yet. Else the end, and of what: it is no other's. */
export type Part = 'more' | 'so-far' | { readonly endOf: string };

/** The header of a new file, and the key of its segments. */
export function newHeader(keys: FileKeys): { readonly header: Buffer; readonly key: Buffer } {
  const salt = randomBytes(SALT_BYTES);
  return { header: Buffer.concat([MAGIC, salt]), key: keys.ofFile(salt) };
}

/** The key of a file's segments; null where its format is not known. */
export function segmentKey(keys: FileKeys, header: Buffer): Buffer | null {
  const isOurs = header.length === HEADER_BYTES && header.subarray(0, MAGIC.length).equals(MAGIC);
  return isOurs ? keys.ofFile(header.subarray(MAGIC.length)) : null;
}

/**
 * @param into where there is room for it, so that not every segment of a large file takes memory of its own
 * @returns what is written in the segment's place
 */
export function sealSegment(
  key: Buffer,
  number: number,
  content: Uint8Array,
  part: Part,
  into = Buffer.alloc(content.length + EXTRA_BYTES),
): Buffer {
  randomFillSync(into, 0, NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, into.subarray(0, NONCE_BYTES)).setAAD(
    placed(number, part),
  );
  const end = NONCE_BYTES + cipher.update(content).copy(into, NONCE_BYTES);
  cipher.final();
  cipher.getAuthTag().copy(into, end);
  return into.subarray(0, end + TAG_BYTES);
}

/** Null where it is not what was sealed for this place of this file. */
export function openSegment(key: Buffer, number: number, stored: Buffer, part: Part): Buffer | null {
  const end = stored.length - TAG_BYTES;
  if (end < NONCE_BYTES) return null;
  const decipher = createDecipheriv('aes-256-gcm', key, stored.subarray(0, NONCE_BYTES))
    .setAAD(placed(number, part))
    .setAuthTag(stored.subarray(end));
  const content = decipher.update(stored.subarray(NONCE_BYTES, end));
  try {
    decipher.final();
    return content;
  } catch {
    return null; // The tag does not fit: that is the answer.
  }
}

/** Where a segment begins on the disk. */
export function placeOf(number: number): number {
  return HEADER_BYTES + number * STORED_BYTES;
}

/** What a whole file of so many bytes takes on the disk. */
export function sealedSize(bytes: number): number {
  return placeOf(Math.floor(bytes / SEGMENT_BYTES)) + (bytes % SEGMENT_BYTES) + EXTRA_BYTES;
}

/** How many bytes of a file that is not whole are in so many on the disk. */
export function bytesIn(size: number): number {
  const stored = Math.max(0, size - HEADER_BYTES);
  const short = Math.max(0, (stored % STORED_BYTES) - EXTRA_BYTES);
  return Math.floor(stored / STORED_BYTES) * SEGMENT_BYTES + short;
}

/** Seals something small at one go. `endOf` says what it is; it opens as nothing else. */
export function sealWhole(keys: FileKeys, content: Uint8Array, endOf: string): Buffer {
  const { header, key } = newHeader(keys);
  const sealed = [header];
  const last = Math.floor(content.length / SEGMENT_BYTES);
  for (let number = 0; number <= last; number++) {
    const piece = content.subarray(number * SEGMENT_BYTES, (number + 1) * SEGMENT_BYTES);
    sealed.push(sealSegment(key, number, piece, number === last ? { endOf } : 'more'));
  }
  return Buffer.concat(sealed);
}

/** Null where it is not what was sealed as `endOf` with these keys. */
export function openWhole(keys: FileKeys, sealed: Buffer, endOf: string): Buffer | null {
  const key = segmentKey(keys, sealed.subarray(0, HEADER_BYTES));
  if (key === null) return null;
  const content: Buffer[] = [];
  for (let number = 0; ; number++) {
    const stored = sealed.subarray(placeOf(number), placeOf(number + 1));
    const isLast = stored.length < STORED_BYTES;
    const piece = openSegment(key, number, stored, isLast ? { endOf } : 'more');
    if (piece === null) return null;
    content.push(piece);
    if (isLast) return Buffer.concat(content);
  }
}

/** What a segment is authenticated with. */
function placed(number: number, part: Part): Buffer {
  const state = part === 'more' ? 0 : part === 'so-far' ? 1 : 2;
  const place = Buffer.alloc(9, state);
  place.writeBigUInt64BE(BigInt(number));
  return typeof part === 'string' ? place : Buffer.concat([place, Buffer.from(part.endOf)]);
}
