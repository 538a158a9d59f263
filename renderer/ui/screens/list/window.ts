/** Rows asked for beside the ones that can be seen, on either side, and how finely the range moves. */
const BESIDE = 40;
const STEP = 20;

/** The rows to ask the store for, when `first` to `last` can be seen: some more, in steps, so that small scrolls ask nothing. */
export function windowOf(first: number, last: number): { offset: number; limit: number } {
  const offset = Math.max(0, Math.floor((first - BESIDE) / STEP) * STEP);
  const end = Math.ceil((last + BESIDE) / STEP) * STEP;
  return { offset, limit: Math.min(1000, end - offset) };
}
