/**
 * The address of a web page that a record names, safe to link to: https only, with nothing of a user's name or password in it. A bare host
 * (`widgetz.io`) counts as https. Null for everything else, which is then shown as the text it is.
 */
export function webHref(text: string): string | null {
  const trimmed = text.trim();
  const bare = /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+\p{L}{2,}(?:[/?#]\S*)?$/u.test(trimmed);
  const candidate = bare ? `https://${trimmed}` : trimmed;
  if (!/^https:\/\/\S+$/i.test(candidate) || !URL.canParse(candidate)) return null;
  const url = new URL(candidate);
  return url.username === '' && url.password === '' ? url.href : null;
}

/** The `mailto:` address for a mail address, or null where it is none. */
export function mailHref(text: string): string | null {
  const trimmed = text.trim();
  return /^[^\s@<>"?&,;:]+@[^\s@<>"?&,;:]+\.[^\s@<>"?&,;:]+$/.test(trimmed)
    ? `mailto:${encodeURI(trimmed)}`
    : null;
}
