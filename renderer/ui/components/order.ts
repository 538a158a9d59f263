/** A list with one of its items at another place; what is not in it leaves the list as it is. */
export function movedTo<T>(list: readonly T[], item: T, to: number): readonly T[] {
  if (!list.includes(item)) return list;
  return list
    .filter((other) => other !== item)
    .toSpliced(Math.max(0, Math.min(list.length - 1, to)), 0, item);
}
