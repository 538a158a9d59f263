/** Elements that editors of notes and mails write; other things in angle brackets are somebody's own words. */
const TAG =
  /<\/?(?:p|div|br|span|b|i|u|s|em|strong|a|ul|ol|li|h[1-6]|blockquote|pre|code|table|thead|tbody|tr|td|th|img|font|hr)(?:\s[^<>]*)?\/?>/gi;
/** Those after which a line ends. */
const ENDS = /<(?:br|hr)(?:\s[^<>]*)?\/?>|<\/(?:p|div|li|h[1-6]|blockquote|pre|tr)>/gi;
const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

/** The words of a text that may be HTML, for showing as text. A text without markup is given as it is, whatever brackets it has. */
export function plainText(text: string): string {
  if (!isMarkup(text)) return text;
  return text
    .replace(ENDS, '\n')
    .replace(TAG, '')
    .replace(/&(#x[\da-f]{1,6}|#\d{1,7}|[a-z]+);/gi, (whole, name: string) => characterOf(name) ?? whole)
    .split('\n')
    .map((line) => line.trim())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** Whether a text was written by an editor of notes or mails. */
export function isMarkup(text: string): boolean {
  return text.search(TAG) !== -1;
}

function characterOf(name: string): string | null {
  if (!name.startsWith('#')) return ENTITIES[name.toLowerCase()] ?? null;
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : null;
}
