import { checkOf, derivedKey, isSame, KEY_BYTES, openBox, sealBox, type RandomBytes } from './box.ts';
import type { Keys, LockWrap } from './keys-file.ts';
import { kindOfLock, stretch, type Cost } from './passphrase.ts';

/** The data key in the boxes that open it again: by recovery code, and by PIN or passphrase. Each box belongs to one account. */

const SALT_BYTES = 16;

/** What a key is known again by. */
export function keyCheck(key: Uint8Array, accountId: string): string {
  return checkOf(key, `data-key ${accountId}`);
}

export function isKeyOf(keys: Pick<Keys, 'check'>, key: Uint8Array, accountId: string): boolean {
  return isSame(keyCheck(key, accountId), keys.check);
}

/** Wraps the key under the secret of a recovery code, which is chance enough to need no slowness. */
export function wrapByCode(
  key: Uint8Array,
  secret: Uint8Array,
  accountId: string,
  random: RandomBytes,
): { salt: string; box: string } {
  const salt = random(SALT_BYTES);
  const by = derivedKey(secret, salt, 'satchel recovery code');
  return {
    salt: Buffer.from(salt).toString('base64'),
    box: sealBox(by, key, `recovery ${accountId}`, random),
  };
}

/** The key, or null where the code is another's. */
export function unwrapByCode(
  wrap: { readonly salt: string; readonly box: string },
  secret: Uint8Array,
  accountId: string,
): Buffer | null {
  const by = derivedKey(secret, Buffer.from(wrap.salt, 'base64'), 'satchel recovery code');
  return openBox(by, wrap.box, `recovery ${accountId}`);
}

/**
 * Wraps the key under a PIN or passphrase and the keychain's half, so that neither opens it alone.
 * @param half null where there is no keychain; then the passphrase stands alone
 */
export async function wrapByLock(
  key: Uint8Array,
  text: string,
  half: Uint8Array | null,
  accountId: string,
  cost: Cost,
  random: RandomBytes,
): Promise<LockWrap> {
  const salt = random(SALT_BYTES);
  const by = await lockKey(text, half, salt, cost);
  return {
    kind: kindOfLock(text),
    salt: Buffer.from(salt).toString('base64'),
    cost,
    half: half && halfCheck(half, accountId),
    box: sealBox(by, key, `lock ${accountId}`, random),
  };
}

/** The key, or null where the text is not the one it was locked with. */
export async function unwrapByLock(
  wrap: LockWrap,
  text: string,
  half: Uint8Array | null,
  accountId: string,
): Promise<Buffer | null> {
  const by = await lockKey(text, half, Buffer.from(wrap.salt, 'base64'), wrap.cost);
  return openBox(by, wrap.box, `lock ${accountId}`);
}

/** Whether the keychain's half is the one that a lock was made with. */
export function isHalfOf(wrap: LockWrap, half: Uint8Array, accountId: string): boolean {
  return wrap.half !== null && isSame(halfCheck(half, accountId), wrap.half);
}

function halfCheck(half: Uint8Array, accountId: string): string {
  return checkOf(half, `half ${accountId}`);
}

async function lockKey(text: string, half: Uint8Array | null, salt: Uint8Array, cost: Cost): Promise<Buffer> {
  return derivedKey(await stretch(text, salt, cost), half ?? new Uint8Array(KEY_BYTES), 'satchel lock');
}
