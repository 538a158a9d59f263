/** Where a sealed value lies: it opens nowhere else. */
export interface Place {
  readonly table: string;
  readonly key: string | number;
}

/** What lies between bytes and the disk. */
export interface Seal {
  seal(bytes: Uint8Array<ArrayBuffer>, place: Place): Promise<Uint8Array<ArrayBuffer>>;
  /** Rejects when the bytes are not what was sealed for this place. */
  open(sealed: Uint8Array<ArrayBuffer>, place: Place): Promise<Uint8Array<ArrayBuffer>>;
}

/** The seal that changes nothing. */
export const openSeal: Seal = {
  seal: (bytes) => Promise.resolve(bytes),
  open: (bytes) => Promise.resolve(bytes),
};

/** The first byte of what is sealed says how. */
const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Seals with AES-256-GCM: a version, a nonce, and the ciphertext with its tag. The place and the database are authenticated with it, so that nothing sealed can be moved to another place.
 *
 * Nonces are 96 random bits. NIST SP 800-38D (section 8.3) allows 2^32 of them under one key, for then the chance that two are alike stays below 2^-32. At a hundred seals a second, day and
 * night, that is sixteen months; a rep's laptop seals some ten thousand values a day.
 * @param database the name of the database
 * @param key 32 bytes; they are not kept, and what is made of them cannot be read out
 */
export async function aesSeal(database: string, key: Uint8Array<ArrayBuffer>): Promise<Seal> {
  const cipher = await crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['encrypt', 'decrypt']);
  const encoder = new TextEncoder();
  const settings = (nonce: Uint8Array<ArrayBuffer>, { table, key: row }: Place): AesGcmParams => ({
    name: 'AES-GCM',
    iv: nonce,
    additionalData: encoder.encode(JSON.stringify([VERSION, database, table, row])),
    tagLength: TAG_BYTES * 8,
  });

  return {
    async seal(bytes, place) {
      const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
      const ciphertext = await crypto.subtle.encrypt(settings(nonce, place), cipher, bytes);
      const sealed = new Uint8Array(1 + NONCE_BYTES + ciphertext.byteLength);
      sealed[0] = VERSION;
      sealed.set(nonce, 1);
      sealed.set(new Uint8Array(ciphertext), 1 + NONCE_BYTES);
      return sealed;
    },
    async open(sealed, place) {
      if (sealed[0] !== VERSION) throw new Error('not sealed in a known way');
      const nonce = sealed.slice(1, 1 + NONCE_BYTES);
      const ciphertext = sealed.subarray(1 + NONCE_BYTES);
      return new Uint8Array(await crypto.subtle.decrypt(settings(nonce, place), cipher, ciphertext));
    },
  };
}
