import { scrypt } from 'node:crypto';
import { z } from 'zod';
import { PASSPHRASE_MIN, PIN_MIN, type LockKind } from '../../shared/vault.ts';
import { KEY_BYTES } from './box.ts';

/** What scrypt is to cost. A file that asks for more than this machine should give, or for next to nothing, is not ours. */
export const costSchema = z.object({
  n: z
    .number()
    .int()
    .min(2 ** 10)
    .max(2 ** 18)
    .refine((n) => Number.isInteger(Math.log2(n))),
  r: z.number().int().min(8).max(16),
  p: z.number().int().min(1).max(4),
});
export type Cost = z.infer<typeof costSchema>;

/** 128 MB and about half a second a guess (OWASP's password storage cheat sheet). */
export const COST: Cost = { n: 2 ** 17, r: 8, p: 1 };

/** The bytes behind a PIN or passphrase: slow on purpose, and off the main thread. */
export function stretch(text: string, salt: Uint8Array, { n, r, p }: Cost): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(normal(text), salt, KEY_BYTES, { N: n, r, p, maxmem: 256 * n * r }, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}

/** Digits alone are a PIN. */
export function kindOfLock(text: string): LockKind {
  return /^\d+$/.test(normal(text)) ? 'pin' : 'passphrase';
}

/**
 * Whether a text is long enough to be a lock. A PIN stands only where the keychain holds the other half; alone, its million guesses would be made in days.
 */
export function isStrongEnough(text: string, withKeychain: boolean): boolean {
  const { length } = Array.from(normal(text));
  if (kindOfLock(text) === 'passphrase') return length >= PASSPHRASE_MIN;
  return withKeychain && length >= PIN_MIN && new Set(normal(text)).size > 1;
}

/** The same text whichever keyboard or system it was typed on. */
function normal(text: string): string {
  return text.normalize('NFKC').trim();
}
