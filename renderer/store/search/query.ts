import { fold } from '../text/fold.ts';
import { phoneForms } from '../text/phone.ts';
import { prefixesOf } from '../text/tokens.ts';

/** One thing a record must have: one of several lists of prefixes, of which each must begin one of its tokens. */
export type Term = readonly (readonly string[])[];

const PIECE = /[\p{L}\p{N}]+/gu;
const DIGITS = /^\d+$/;
/** What stands between the groups of a phone number. */
const WITHIN_NUMBER = /^[\s().\-/+]*$/;

/** Words beyond these are left out of account. */
const TERMS_MAX = 12;

/**
 * Reads what the user typed. Each word is a term; a run of numbers is one term, for it may be a phone number in any way of writing, or numbers one by one.
 * @returns the terms that must all hold; empty for a blank text
 */
export function parseQuery(text: string): Term[] {
  const folded = fold(text).replaceAll('(0)', ' ');
  const terms: Term[] = [];
  let groups: string[] = [];
  let international = false;
  let end = 0;
  const endRun = (): void => {
    if (groups.length > 0) terms.push(numberTerm(groups, international));
    groups = [];
  };
  for (const match of folded.matchAll(PIECE)) {
    const [piece] = match;
    const between = folded.slice(end, match.index);
    end = match.index + piece.length;
    if (!DIGITS.test(piece)) {
      endRun();
      terms.push([prefixesOf(piece)]);
      continue;
    }
    if (groups.length > 0 && !WITHIN_NUMBER.test(between)) endRun();
    if (groups.length === 0) international = between.endsWith('+');
    groups.push(piece);
  }
  endRun();
  return terms.slice(0, TERMS_MAX);
}

function numberTerm(groups: string[], international: boolean): Term {
  const joined = groups.join('');
  const whole = new Set([...(groups.length === 1 ? groups : []), ...phoneForms(joined, international)]);
  const alternatives = [...whole].map((form) => [form]);
  return groups.length === 1 ? alternatives : [groups, ...alternatives];
}
