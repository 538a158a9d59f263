/** Something on the disk that may go. */
export interface Spare {
  readonly id: number;
  readonly bytes: number;
  /** Epoch milliseconds; what was only begun was never used: 0. */
  readonly usedAt: number;
}

/**
 * What is taken away for room: what was used longest ago, and no more than is needed.
 * @param spare what may go at all; nothing of a pinned record is among it
 * @param bytes how many are needed
 * @returns ids, or null where all of it would not be enough
 */
export function whatGoes(spare: readonly Spare[], bytes: number): number[] | null {
  const goes: number[] = [];
  let left = bytes;
  for (const file of spare.toSorted((a, b) => a.usedAt - b.usedAt)) {
    if (left <= 0) break;
    goes.push(file.id);
    left -= file.bytes;
  }
  return left > 0 ? null : goes;
}
