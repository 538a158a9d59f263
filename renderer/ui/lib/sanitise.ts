import createDOMPurify, { type Config, type WindowLike } from 'dompurify';
import { linkHref } from './links.ts';

/** What a note or a mail may look like: words, lists, quotes, tables. Nothing that loads, runs, moves, is typed into, or lies over other things. */
const TAGS = [
  ...[
    'a',
    'b',
    'blockquote',
    'br',
    'code',
    'div',
    'em',
    'h1',
    'h2',
    'h3',
    'h4',
    'h5',
    'h6',
    'hr',
    'i',
    'li',
    'ol',
  ],
  ...['p', 'pre', 's', 'span', 'strong', 'table', 'tbody', 'td', 'th', 'thead', 'tr', 'u', 'ul'],
];

/** No classes, styles, ids, names or events; an address of a link, which is looked at again below. */
const CONFIG = {
  ALLOWED_TAGS: TAGS,
  ALLOWED_ATTR: ['href'],
  ALLOW_ARIA_ATTR: false,
  ALLOW_DATA_ATTR: false,
  ALLOWED_URI_REGEXP: /^(?:https|mailto|tel):/i,
  RETURN_DOM_FRAGMENT: true,
} as const satisfies Config;

/** Makes something to show of what an editor of notes or a mail program has written; null where nothing to be read is left. */
export type Sanitise = (markup: string) => DocumentFragment | null;

/** @param page the window whose parser reads the markup and in whose document the result will stand */
export function createSanitiser(page: WindowLike & { readonly document: Document }): Sanitise {
  const purify = createDOMPurify(page);
  return (markup) => {
    const fragment = purify.sanitize(quiet(markup), CONFIG);
    for (const link of fragment.querySelectorAll('a')) holdLink(link);
    // The page has an order of headings of its own, and a cell that heads nothing is a cell.
    for (const heading of fragment.querySelectorAll('h1, h2, h3, h4, h5, h6')) rename(heading, 'p', 'b');
    for (const cell of fragment.querySelectorAll('th')) rename(cell, 'td', 'b');
    return fragment.textContent?.trim() ? fragment : null;
  };
}

/**
 * The markup without styles and handlers, as far as that can be told by its text. It is no defence: that is the sanitiser, which has yet to read it. But the reading alone would report each of them
 * as a breach of the page's policy, though nothing applies or runs there, and among so many a true one would not be seen.
 */
function quiet(markup: string): string {
  return markup
    .replace(/<style\b[^]*?(?:<\/style\b[^>]*>|$)/gi, '')
    .replace(/<[a-z][^<>]*>/gi, (tag) => tag.replace(/([\s/"'])(style|on[a-z]+)(?=\s*=)/gi, '$1data-$2'));
}

/** A link that leads out by the app's own rule, and says where; what leads elsewhere is words. */
function holdLink(link: HTMLAnchorElement): void {
  const href = linkHref(link.getAttribute('href') ?? '');
  if (href === null) {
    link.replaceWith(...link.childNodes);
    return;
  }
  link.setAttribute('href', href);
  link.setAttribute('target', '_blank');
  link.setAttribute('rel', 'noopener noreferrer');
  link.setAttribute('title', href);
}

/** Puts what an element holds into others in its place, the first the outer one. */
function rename(element: Element, outer: string, inner: string): void {
  const [around, within] = [outer, inner].map((name) => element.ownerDocument.createElement(name));
  if (!around || !within) return;
  within.append(...element.childNodes);
  around.append(within);
  element.replaceWith(around);
}
