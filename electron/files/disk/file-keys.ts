import { createHmac, hkdfSync, type Hmac } from 'node:crypto';
import { AppError } from '../../../shared/errors.ts';

const KEY_BYTES = 32;

/** The keys of an account's files. Once they are forgotten, what needs them throws AppError `cancelled`. */
export interface FileKeys {
  /** The key of the one file that has this salt. */
  ofFile(salt: Uint8Array): Buffer;
  /** Takes in a content and gives its address. It is keyed, so that nobody can tell by it whether a file that they know is here. */
  addressing(): Hmac;
  forget(): void;
}

/** Out of the account's data key, each for one purpose. */
export function fileKeysOf(dataKey: Uint8Array): FileKeys {
  const seal = derived(dataKey, '', 'satchel files');
  const address = derived(dataKey, '', 'satchel addresses');
  let areForgotten = false;
  const check = () => {
    if (areForgotten) throw new AppError({ code: 'cancelled' });
  };
  return {
    ofFile(salt) {
      check();
      return derived(seal, salt, 'satchel file');
    },
    addressing() {
      check();
      return createHmac('sha256', address);
    },
    forget() {
      areForgotten = true;
      seal.fill(0);
      address.fill(0);
    },
  };
}

function derived(from: Uint8Array, salt: Uint8Array | string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', from, salt, purpose, KEY_BYTES));
}
