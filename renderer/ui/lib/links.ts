import { telHref } from './phone.svelte.ts';

/** Longer ones are nobody's address. */
const LENGTH_MAX = 2000;

/**
 * The address of a web page that a record names, safe to link to: https only, with nothing of a user's name or password in it. A bare host
 * (`widgetz.io`) counts as https. Null for everything else, which is then shown as the text it is.
 */
export function webHref(text: string): string | null {
  const trimmed = text.trim();
  if (trimmed.length > LENGTH_MAX) return null;
  const bare = /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+\p{L}{2,}(?:[/?#]\S*)?$/u.test(trimmed);
  const candidate = bare ? `https://${trimmed}` : trimmed;
  if (!/^https:\/\/\S+$/i.test(candidate) || !URL.canParse(candidate)) return null;
  const url = new URL(candidate);
  return url.username === '' && url.password === '' ? url.href : null;
}

/** The `mailto:` address for a mail address, or null where it is none. */
export function mailHref(text: string): string | null {
  const trimmed = text.trim();
  if (trimmed.length > LENGTH_MAX) return null;
  return /^[^\s@<>"?&,;:]+@[^\s@<>"?&,;:]+\.[^\s@<>"?&,;:]+$/.test(trimmed)
    ? `mailto:${encodeURI(trimmed)}`
    : null;
}

/** The address of a link that somebody wrote, by the same rules as those of fields; null where it is to be shown as words alone. */
export function linkHref(href: string): string | null {
  if (!URL.canParse(href)) return null;
  const { protocol, pathname } = new URL(href);
  switch (protocol) {
    case 'https:':
      return webHref(href);
    case 'mailto:':
      return mailHref(decoded(pathname));
    case 'tel:':
      return telHref(decoded(pathname));
    default:
      return null;
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // Then no rule takes it.
  }
}
