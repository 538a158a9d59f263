/** What lies between a chunk's bytes and the disk: nothing yet, a cipher later. It may take its time. */
export interface Seal {
  seal(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>>;
  /** Rejects when the bytes are not what was sealed. */
  open(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>>;
}

/** The seal that changes nothing. */
export const openSeal: Seal = {
  seal: (bytes) => Promise.resolve(bytes),
  open: (bytes) => Promise.resolve(bytes),
};
