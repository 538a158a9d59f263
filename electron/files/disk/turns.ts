/** Runs one after the other what is handed in, in its order; each is answered for itself. */
export type Turns = <T>(run: () => Promise<T>) => Promise<T>;

/** A row of its own to stand in. */
export function createTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve();
  return (run) => {
    const result = last.then(run);
    // Who asked is told of a failure; the next one's turn comes all the same.
    last = result.catch(() => {});
    return result;
  };
}
