/** Pure rules of a sweep: what is gone, what has to be asked for, and when the user is asked. */

/** So many missing records of one page are each asked for; where there are more, the page is read twice. */
export const PAGE_CONFIRM_MAX = 20;
/** A sweep that finds no more than so many gone is never a mass deletion. */
export const MASS_MIN = 50;
/** Above this share of a kind it is one. */
export const MASS_SHARE = 0.2;
/** So many held records are asked for one by one; of more, some are tried. */
export const HELD_CONFIRM_MAX = 60;
export const HELD_SAMPLE = 3;

/** The ids that are here and not among those there, in order. */
export function missing(here: readonly number[], there: Iterable<number>): number[] {
  const known = new Set(there);
  return here.filter((id) => !known.has(id));
}

/** Whether so many of a kind are gone that it looks like a lost permission or a mistake rather than work. */
export function isMassDeletion(gone: number, of: number): boolean {
  return gone > MASS_MIN && gone > of * MASS_SHARE;
}
