import type { Body } from '../attributes.ts';
import type { Row } from '../state/row.ts';
import type { World } from '../world.ts';

/** A record on its way to being written. */
export interface Draft {
  readonly world: World;
  /** What the request says. */
  readonly body: Body;
  /** The record as it was; null when it is new. */
  readonly before: Row | null;
  /** The record as it will be; savers fill it in. */
  readonly values: Record<string, unknown>;
  readonly includes: ReadonlySet<string>;
  /** A clone copies unique values as they are (reference: Clone a Contact), so they are not checked. */
  readonly isClone: boolean;
}

/** An object of a body, or null where there is none. */
export function objectIn(body: Body, key: string): Body | null {
  const value = body[key];
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Body) : null;
}

/** The live rows, other than the draft's own, that have this key in an index. */
export function others(draft: Draft, rows: readonly Row[]): Row[] {
  return rows.filter((row) => row.id !== draft.before?.id && row['is_deleted'] !== true);
}

/** Ids of parts of records (mail addresses, attendees, prices, a lead's company) are given out from here up. */
export const FIRST_PART_ID = 200_000_000_000;

/** A new id for a part of a record. */
export function newPartId(world: World): number {
  world.store.table('parts').reserve(FIRST_PART_ID);
  return world.store.add('parts', {}).id;
}
