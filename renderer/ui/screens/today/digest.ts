import type { Kind } from '../../../../shared/entities/kind.ts';
import type { Filter, ListSpec, Row } from '../../../../shared/store-port.ts';

/** What others did to a record while this device was away, as far as it can be told from the record. */
export type Change =
  | { readonly what: 'new' }
  | { readonly what: 'moved'; readonly stage: string }
  | { readonly what: 'changed' };

/** One line of the digest. */
export interface DigestLine {
  readonly kind: Kind;
  readonly id: number;
  readonly title: string;
  readonly change: Change;
  /** Who, or null where that is not known. */
  readonly who: string | null;
  /** When, epoch milliseconds. */
  readonly at: number;
  /** New, and given to the user. */
  readonly isYours: boolean;
  readonly conflict: boolean;
}

/** Lines of a kind that are shown; the rest is a click away. */
export const LINES_MOST = 3;
/** Own changes are taken out of what is asked for, so more is asked for than is shown. */
const ASKED = 60;

const since = (at: number): Filter => ({ column: 'updated_at', op: 'between', from: at, to: null });

const COLUMNS = ['updated_at', 'created_at', 'creater_id', 'updater_id', 'owner_id'];

/** What changed of a kind since a moment, newest first. */
export function changedSpec(kind: Kind, at: number): ListSpec {
  return {
    type: 'list',
    kind,
    sorts: [{ column: 'updated_at', direction: 'desc' }],
    filters: [since(at)],
    text: '',
    sums: [],
    columns: [...COLUMNS, ...(kind === 'deals' ? ['deal_stage_id', 'stage_updated_time'] : [])],
    offset: 0,
    limit: ASKED,
  };
}

/** The same, as far as the user did it, on whichever device. */
export function ownSpec(kind: Kind, at: number, me: number): ListSpec {
  return {
    ...changedSpec(kind, at),
    filters: [since(at), { column: 'updater_id', op: 'in', values: [me] }],
    columns: [],
  };
}

/** What the user made, and nobody has changed since: it has no last change of anybody's. */
export function ownNewSpec(kind: Kind, at: number, me: number): ListSpec {
  return {
    ...changedSpec(kind, at),
    filters: [
      since(at),
      { column: 'created_at', op: 'between', from: at, to: null },
      { column: 'creater_id', op: 'in', values: [me] },
      { column: 'updater_id', op: 'empty' },
    ],
    columns: [],
  };
}

/**
 * The lines of a kind: what changed, without what the user did.
 * @param own ids of what the user changed last
 * @param myName how the account calls the user; null where that is not known
 */
export function linesOf(
  kind: Kind,
  rows: readonly Row[],
  own: ReadonlySet<number>,
  { at, myName }: { readonly at: number; readonly myName: string | null },
): readonly DigestLine[] {
  return rows
    .filter((row) => !own.has(row.id))
    .map((row) => {
      const { creater_id: maker, updater_id: changer, updated_at: updated, owner_id: owner } = row.cells;
      const change = changeOf(row, at);
      const who = change.what === 'new' ? (maker ?? changer) : changer;
      return {
        kind,
        id: row.id,
        title: row.title,
        change,
        who: typeof who === 'string' ? who : null,
        at: typeof updated === 'number' ? updated : at,
        isYours: change.what === 'new' && myName !== null && owner === myName,
        conflict: row.conflict,
      };
    });
}

function changeOf(row: Row, at: number): Change {
  const { created_at: created, stage_updated_time: moved, deal_stage_id: stage } = row.cells;
  if (typeof created === 'number' && created >= at) return { what: 'new' };
  if (typeof moved === 'number' && moved >= at && typeof stage === 'string') return { what: 'moved', stage };
  return { what: 'changed' };
}
