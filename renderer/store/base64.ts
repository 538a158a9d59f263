/** Bytes that become one argument list each: a call cannot take any number of arguments. */
const STRETCH = 8 * 1024;

/** Bytes as base64: not every transport carries bytes. */
export function base64Of(bytes: Uint8Array): string {
  let text = '';
  for (let from = 0; from < bytes.length; from += STRETCH)
    text += String.fromCharCode(...bytes.subarray(from, from + STRETCH));
  return btoa(text);
}
