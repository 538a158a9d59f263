/** What stands for the words of the catalogue, and for what `Formats` makes, in place of a translation: they go into these brackets. */
export const OPENS = '⟦';
export const SHUTS = '⟧';

/** Attributes that are read out or shown. */
const SPOKEN = [
  'alt',
  'aria-description',
  'aria-label',
  'aria-placeholder',
  'aria-roledescription',
  'aria-valuetext',
  'placeholder',
  'title',
] as const;

/**
 * Key caps are no words, what a script or style holds is not shown, a report for whoever helps is in one language for all, and what says which language it is in (the notes of a release) has no
 * translation.
 */
const WORDLESS = 'kbd, pre, script, style, body [lang]';

export function inBrackets(text: string): string {
  return `${OPENS}${text}${SHUTS}`;
}

/**
 * The words under an element that are in no brackets and that nobody's data says, each with what holds it.
 * @param isData whether a text is what somebody wrote, or a name
 */
export function outsideWords(root: Element, isData: (text: string) => boolean): readonly string[] {
  const found = new Set<string>();
  const look = (text: string, holder: Element, where: string) => {
    const said = text.replaceAll(/\s+/g, ' ').trim();
    if (/\p{L}/u.test(said) && !isData(said))
      found.add(`${where} of ${holder.tagName.toLowerCase()}: ${said}`);
  };
  for (const element of root.querySelectorAll('*')) {
    for (const name of SPOKEN) {
      const value = element.getAttribute(name);
      if (value !== null) look(outside(value), element, name);
    }
  }
  // A sentence may go on over several elements, with a link in it; so its brackets are counted over all of them.
  let depth = 0;
  const walker = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const holder = node.parentElement;
    if (!holder || holder.closest(WORDLESS) || isZone(holder)) continue;
    const { text, after } = outsideFrom(node.textContent ?? '', depth);
    depth = after;
    if (text.trim() !== '') look(whole(holder, text), holder, 'text');
  }
  return [...found];
}

/** Where found letters are marked within a text, the whole of the text counts. */
function whole(holder: Element, text: string): string {
  const of = holder.tagName === 'MARK' ? holder.parentElement : holder;
  return of?.querySelector(':scope > mark') ? outside(of.textContent ?? '') : text;
}

function outside(text: string): string {
  return outsideFrom(text, 0).text;
}

function outsideFrom(text: string, before: number): { readonly text: string; readonly after: number } {
  let depth = before;
  let said = '';
  for (const letter of text) {
    if (letter === OPENS) depth += 1;
    else if (letter === SHUTS) depth = Math.max(0, depth - 1);
    else if (depth === 0) said += letter;
  }
  return { text: said, after: depth };
}

/** Whether it is a choice among the places that time zones are named after, which are hundreds. */
function isZone(holder: Element): boolean {
  return holder.tagName === 'OPTION' && (holder.parentElement?.childElementCount ?? 0) > 100;
}
