/**
 * Ids of records that were made on this device and that the server does not know yet. They count down from here; being so far below zero, an id is told
 * from every other number wherever it stands in a record.
 */
export const FIRST_LOCAL_ID = -1_000_000_000_000;

/** Whether a value is the id of a record that only this device knows. */
export function isLocalId(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value <= FIRST_LOCAL_ID;
}
