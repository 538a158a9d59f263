import type { Kind } from '../../../shared/entities/kind.ts';
import type { Flavour } from '../quirks.ts';
import type { Row, TableName } from '../state/row.ts';
import { randomFor, type Pools } from './pools.ts';
import type { Random } from './random.ts';

/** How many records of each kind a workspace is made with. */
export type Sizes = Readonly<Record<Kind, number>>;

/** Shares of the kinds where only a total is asked for. */
const SHARES: Sizes = { leads: 0.22, contacts: 0.4, sales_accounts: 0.2, deals: 0.18 };

/** How many records a workspace has unless asked otherwise. */
export const DEFAULT_RECORDS = 1000;

/**
 * Turns the option into sizes: a total is shared out in a plausible mix, kinds that are named get exactly their number, and the others none.
 * A suite account has no leads; their share goes to contacts (quirks §1).
 */
export function sizesOf(
  records: number | Partial<Record<Kind, number>> | undefined,
  flavour: Flavour,
): Sizes {
  const total = typeof records === 'object' ? null : Math.max(0, Math.floor(records ?? DEFAULT_RECORDS));
  const asked = typeof records === 'object' ? records : {};
  const sized = (kind: Kind): number =>
    Math.floor(total === null ? (asked[kind] ?? 0) : total * SHARES[kind]);
  const [leads, sales_accounts, deals] = [sized('leads'), sized('sales_accounts'), sized('deals')];
  const contacts = total === null ? sized('contacts') : total - leads - sales_accounts - deals;
  if (flavour === 'classic') return { leads, contacts, sales_accounts, deals };
  return { leads: 0, contacts: total === null ? contacts : contacts + leads, sales_accounts, deals };
}

/** What every part of the generator works with. */
export interface Plan {
  readonly seed: number;
  readonly sizes: Sizes;
  readonly flavour: Flavour;
  /** "Now" when the workspace was made, in milliseconds. */
  readonly now: number;
  readonly pools: Pools;
  /** The rows made so far, by table; configuration comes first. */
  readonly tables: Map<TableName, Row[]>;
}

/** A source of chance for one part of the data. */
export function randomOf(plan: Plan, part: string): Random {
  return randomFor(plan.seed, part);
}

/** The rows of a table made before; empty where there are none. */
export function rowsOf(plan: Plan, table: TableName): readonly Row[] {
  return plan.tables.get(table) ?? [];
}

/** Below the ids of all records. */
export const FIRST_RECORD_ID = 70_000_100_000;

/**
 * Ids of one table, ascending with small gaps as on real accounts. Every table starts at the same id, so ids of different kinds overlap, as they
 * may on a real account: a client that mixes up kinds is found out.
 */
export function idSequence(random: Random): () => number {
  let id = FIRST_RECORD_ID;
  return () => (id += random.between(1, 4));
}

/** An instant up to `days` days before `now`, somewhat more often a recent one. */
export function recent(random: Random, now: number, days: number): number {
  return Math.floor(now - random.next() ** 1.25 * days * 86_400_000);
}

/** One of a list, or null in the share `empty` (0 to 1) of the calls, and always where the list is empty. */
export function maybe<T>(random: Random, list: readonly T[], empty: number): T | null {
  return list.length === 0 || random.chance(empty) ? null : random.pick(list);
}

/** Who owns a record: the key's own user more often than each of the others; some have nobody. */
export function ownerOf(random: Random, users: readonly Row[]): number | null {
  const [me] = users;
  if (me === undefined || random.chance(0.03)) return null;
  return random.chance(0.25) ? me.id : random.pick(users).id;
}
