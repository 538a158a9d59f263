import { fold } from './fold.ts';
import { phoneTokens } from './phone.ts';

/** Scripts that are written without spaces: they are cut into pairs of neighbours. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+/u;
const WORD = /[\p{L}\p{N}]+/gu;
const JOINED = /[\p{L}\p{N}]+(?:['’][\p{L}\p{N}]+)+/gu;
// eslint-disable-next-line no-control-regex -- "all ASCII" is meant
const ASCII = /^[\x00-\x7f]*$/;

/** Longer words are cut: nobody types more, and a base64 blob must not fill the index. */
export const TOKEN_LENGTH_MAX = 40;

/**
 * Adds to `into` the tokens of one text of a record: its words, folded; pairs of characters where a script has no spaces; the forms of a
 * phone number. A word with an apostrophe gives its parts and the whole (`O'Brien`: o, brien, obrien).
 */
export function addTokens(text: string, into: Set<string>): void {
  const phone = phoneTokens(text);
  if (phone) {
    for (const token of phone) into.add(token);
    return;
  }
  const folded = fold(text);
  for (const word of wordsOf(folded)) addWord(word, into);
  if (folded.includes("'") || folded.includes('’')) {
    for (const [whole] of folded.matchAll(JOINED)) addWord(whole.replace(/['’]/g, ''), into);
  }
}

/** The words of a folded text: runs of letters and digits. */
export function wordsOf(folded: string): string[] {
  if (!ASCII.test(folded)) return folded.match(WORD) ?? [];
  const words: string[] = [];
  let start = -1;
  for (let at = 0; at <= folded.length; at++) {
    const code = folded.charCodeAt(at);
    if ((code >= 97 && code <= 122) || (code >= 48 && code <= 57)) {
      if (start < 0) start = at;
    } else if (start >= 0) {
      words.push(folded.slice(start, at));
      start = -1;
    }
  }
  return words;
}

function addWord(word: string, into: Set<string>): void {
  for (const part of partsOf(word)) {
    if (!part.unspaced) {
      into.add(part.text.slice(0, TOKEN_LENGTH_MAX));
      continue;
    }
    const characters = [...part.text];
    characters.forEach((character, at) => into.add(character + (characters[at + 1] ?? '')));
  }
}

/** What to look for, so that a word that was typed finds the tokens of `addTokens` that it begins: all of them must be there. */
export function prefixesOf(word: string): string[] {
  return partsOf(word).flatMap((part) => {
    if (!part.unspaced) return [part.text.slice(0, TOKEN_LENGTH_MAX)];
    const characters = [...part.text];
    if (characters.length === 1) return characters;
    return characters.slice(1).map((character, at) => characters[at]! + character);
  });
}

/** A word cut where spaced and unspaced scripts meet. */
function partsOf(word: string): { text: string; unspaced: boolean }[] {
  if (ASCII.test(word) || !UNSPACED.test(word)) return [{ text: word, unspaced: false }];
  const parts: { text: string; unspaced: boolean }[] = [];
  let rest = word;
  while (rest !== '') {
    const match = UNSPACED.exec(rest);
    if (!match || match.index > 0) {
      const text = match ? rest.slice(0, match.index) : rest;
      parts.push({ text, unspaced: false });
      rest = rest.slice(text.length);
    } else {
      parts.push({ text: match[0], unspaced: true });
      rest = rest.slice(match[0].length);
    }
  }
  return parts;
}
