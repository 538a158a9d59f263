import { idOf, numberOf } from '../../../../shared/entities/record.ts';
import type { SelectorRow } from '../../../../shared/entities/selectors.ts';
import { selectorLabel } from '../../../../shared/entities/selectors.ts';
import type { Filter, ListSpec, Row } from '../../../../shared/store-port.ts';
import type { Stage } from '../../lib/configuration.ts';

const DAY_MS = 86_400_000;

/** What a card takes of its column's height, in pixels, the space after it included. */
export const CARD = 96;
/** Cards asked for beside the ones that can be seen, on either side, and how finely the range moves. */
const BESIDE = 20;
const STEP = 20;

/** The cards to ask the store for, when `first` to `last` can be seen: some more, in steps, so that small scrolls ask nothing. */
export function cardRange(first: number, last: number): { readonly offset: number; readonly limit: number } {
  const offset = Math.max(0, Math.floor((first - BESIDE) / STEP) * STEP);
  const end = Math.ceil((Math.max(first, last) + BESIDE) / STEP) * STEP;
  return { offset, limit: Math.min(1000, end - offset) };
}

/** A pipeline as the board knows it. */
export interface Pipeline {
  readonly id: number;
  readonly name: string;
  readonly isDefault: boolean;
  /** After how many days without a move an open deal is rotten (reference: Configuration, pipelines); null where it says nothing. */
  readonly rottingDays: number | null;
}

export function pipelinesOf(rows: readonly SelectorRow[]): readonly Pipeline[] {
  return rows.map((row) => ({
    id: row.id,
    name: selectorLabel(row),
    isDefault: row['is_default'] === true,
    rottingDays: numberOf(row, 'rotting_days') ?? idOf(row, 'rotting_days'),
  }));
}

/** The pipeline that is meant: the one in the address, else the one that was shown last, the account's default, the first. */
export function chosenPipeline(
  pipelines: readonly Pipeline[],
  asked: number | null,
  last: number | null,
): Pipeline | null {
  const byId = (id: number | null) => pipelines.find((pipeline) => pipeline.id === id);
  return byId(asked) ?? byId(last) ?? pipelines.find(({ isDefault }) => isDefault) ?? pipelines[0] ?? null;
}

const LAST = 'satchel:board-pipeline';

/** The pipeline that was shown last on this device, whichever account it was of; null where there is none. */
export function lastPipeline(storage: Pick<Storage, 'getItem'>): number | null {
  const id = Number(storage.getItem(LAST) ?? Number.NaN);
  return Number.isSafeInteger(id) ? id : null;
}

export function keepPipeline(storage: Pick<Storage, 'setItem'>, id: number): void {
  storage.setItem(LAST, String(id));
}

const COLUMNS = [
  'sales_account_id',
  'amount',
  'currency_id',
  'expected_close',
  'closed_date',
  'owner_id',
  'stage_updated_time',
];

/** The cards of a stage: what closes first stands first; of what is closed, the latest. */
export function cardsSpec(
  stage: Stage,
  filters: readonly Filter[],
  text: string,
  range: { readonly offset: number; readonly limit: number },
): ListSpec {
  return {
    type: 'list',
    kind: 'deals',
    sorts:
      stage.outcome === 'open'
        ? [
            { column: 'expected_close', direction: 'asc' },
            { column: 'amount', direction: 'desc' },
          ]
        : [
            { column: 'closed_date', direction: 'desc' },
            { column: 'updated_at', direction: 'desc' },
          ],
    filters: [{ column: 'deal_stage_id', op: 'in', values: [stage.id] }, ...filters],
    text,
    columns: COLUMNS,
    sums: [],
    ...range,
  };
}

/**
 * For how many days an open deal has stood in its stage, where that is longer than its pipeline allows; else null. What was changed here and is not sent yet is being
 * worked at.
 * @param now epoch milliseconds
 */
export function rottenFor(row: Row, rottingDays: number | null, now: number): number | null {
  const moved = row.cells['stage_updated_time'];
  if (rottingDays === null || typeof moved !== 'number' || row.pending) return null;
  const days = Math.floor((now - moved) / DAY_MS);
  return days > rottingDays ? days : null;
}

/** The stage beside another on the board; null past either end. */
export function stageBeside(stages: readonly Stage[], id: number, step: 1 | -1): Stage | null {
  const at = stages.findIndex((stage) => stage.id === id);
  return at < 0 ? null : (stages[at + step] ?? null);
}
