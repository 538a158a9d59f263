import { createCipheriv, createDecipheriv, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
export const KEY_BYTES = 32;

/** Gives `count` bytes that nobody can foresee. */
export type RandomBytes = (count: number) => Uint8Array;

/**
 * Encrypts with AES-256-GCM. The nonce is random; none of the keys that are used here seals more than a few texts, so two never meet (NIST SP 800-38D allows 2^32).
 * @param context what the box is for; it opens only under the same
 * @returns base64 of nonce, ciphertext and tag
 */
export function sealBox(key: Uint8Array, content: Uint8Array, context: string, random: RandomBytes): string {
  const nonce = random(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context));
  return Buffer.concat([nonce, cipher.update(content), cipher.final(), cipher.getAuthTag()]).toString(
    'base64',
  );
}

/** What is in a box, or null where the key, the context or the box is another. */
export function openBox(key: Uint8Array, box: string, context: string): Buffer | null {
  const bytes = Buffer.from(box, 'base64');
  if (bytes.length < NONCE_BYTES + TAG_BYTES) return null;
  const end = bytes.length - TAG_BYTES;
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES))
    .setAAD(Buffer.from(context))
    .setAuthTag(bytes.subarray(end));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, end)), decipher.final()]);
  } catch {
    return null; // The tag does not fit: that is the answer.
  }
}

/** A key for one purpose, out of one that is as random as keys are. */
export function derivedKey(from: Uint8Array, salt: Uint8Array, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', from, salt, purpose, KEY_BYTES));
}

/** By which a key is known again without being told. */
export function checkOf(key: Uint8Array, purpose: string): string {
  return createHmac('sha256', key).update(`satchel check ${purpose}`).digest('base64');
}

/** Compares two texts of this file's making in a time that tells nothing of where they differ. */
export function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
