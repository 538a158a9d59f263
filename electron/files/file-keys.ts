import { createHmac, hkdfSync, type Hmac } from 'node:crypto';

const KEY_BYTES = 32;

/** The keys of an account's files. */
export interface FileKeys {
  /** Of it each file's own key is made. */
  readonly seal: Buffer;
  /** Names files by their content. */
  readonly address: Buffer;
}

/** Out of the account's data key, each for one purpose. */
export function fileKeysOf(dataKey: Uint8Array): FileKeys {
  return { seal: derived(dataKey, '', 'satchel files'), address: derived(dataKey, '', 'satchel addresses') };
}

/** The key of the one file that has this salt. */
export function keyOfFile(keys: FileKeys, salt: Uint8Array): Buffer {
  return derived(keys.seal, salt, 'satchel file');
}

/** Takes in a content and gives its address. It is keyed, so that nobody can tell by it whether a file that they know is here. */
export function addressing(keys: FileKeys): Hmac {
  return createHmac('sha256', keys.address);
}

/** They open nothing from then on. */
export function forgetKeys(keys: FileKeys): void {
  keys.seal.fill(0);
  keys.address.fill(0);
}

function derived(from: Uint8Array, salt: Uint8Array | string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', from, salt, purpose, KEY_BYTES));
}
