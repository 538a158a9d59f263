/** What counts as a hand on the app. */
const SIGNS = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const;
/** Told at most so often. */
const EVERY_MS = 20_000;

/**
 * Tells that somebody has a hand on the app, which keeps it from locking.
 * @param tell called at the first sign, and then while there are signs, every 20 seconds at most
 * @returns the function that stops it
 */
export function watchHand(page: Window, now: () => number, tell: () => void): () => void {
  let told = -Infinity;
  const sign = (): void => {
    if (now() - told < EVERY_MS) return;
    told = now();
    tell();
  };
  for (const name of SIGNS) page.addEventListener(name, sign, { capture: true, passive: true });
  return () => {
    for (const name of SIGNS) page.removeEventListener(name, sign, { capture: true });
  };
}
