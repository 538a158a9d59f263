import { createPublicKey, sign, verify, type KeyObject } from 'node:crypto';

/**
 * The signature that a feed ends with (decision 0022): a comment, so that the file stays the YAML that electron-updater and electron-builder know, and one file, so that it
 * is never half replaced. Ed25519, RFC 8032.
 */
const LINE = /^# satchel-signature: ([A-Za-z0-9+/]{86}==)\n?$/;

/** What is signed: also which feed it is, or the one for Linux could be given out as that for Windows. */
function message(file: string, text: string): Buffer {
  return Buffer.from(`satchel-feed-v1\n${file}\n${text}`, 'utf8');
}

/**
 * Signs a feed; a signature that is there already is replaced.
 * @param file the feed's name, such as `latest-linux.yml`
 */
export function signFeed(file: string, text: string, key: KeyObject): string {
  const { body } = parts(text);
  const signed = body === '' || body.endsWith('\n') ? body : `${body}\n`;
  return `${signed}# satchel-signature: ${sign(null, message(file, signed), key).toString('base64')}\n`;
}

/**
 * The feed without its signature, where that was made with one of the keys; null where it was not.
 * @param keys public keys, as base64 of their SPKI form
 */
export function verifiedFeed(file: string, text: string, keys: readonly string[]): string | null {
  const { body, signature } = parts(text);
  if (signature === null) return null;
  const known = keys.some((key) => verify(null, message(file, body), publicKey(key), signature));
  return known ? body : null;
}

function parts(text: string): { body: string; signature: Buffer | null } {
  const at = text.trimEnd().lastIndexOf('\n') + 1;
  const base64 = LINE.exec(text.slice(at))?.[1];
  const signature = Buffer.from(base64 ?? '', 'base64');
  // One signature is written in one way.
  return base64 === undefined || signature.toString('base64') !== base64
    ? { body: text, signature: null }
    : { body: text.slice(0, at), signature };
}

function publicKey(base64: string): KeyObject {
  return createPublicKey({ key: Buffer.from(base64, 'base64'), format: 'der', type: 'spki' });
}
