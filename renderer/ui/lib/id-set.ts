/** Sets of ids that never change: each of these gives another one. */

export const NO_IDS: ReadonlySet<number> = new Set();

/** With an id where it was not in, without it where it was. */
export function toggled(ids: ReadonlySet<number>, id: number): ReadonlySet<number> {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return next;
}

export function including(ids: ReadonlySet<number>, others: readonly number[]): ReadonlySet<number> {
  return new Set([...ids, ...others]);
}

export function excluding(ids: ReadonlySet<number>, others: readonly number[]): ReadonlySet<number> {
  const next = new Set(ids);
  for (const id of others) next.delete(id);
  return next;
}
