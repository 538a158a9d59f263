import { selectorRows } from '../../../shared/entities/selectors.ts';
import {
  filtersAnswerSchema,
  viewFilterSchema,
  type ViewFilter,
} from '../../../shared/entities/view-filter.ts';
import { idOf, isIdentifiedRecord, textOf } from '../../../shared/entities/record.ts';
import { KINDS, type RecordKind } from '../../../shared/entities/kind.ts';
import { isMine, VIEW_NAMES } from '../../../shared/entities/view-names.ts';
import type { AccountView, Filter, Sort } from '../../../shared/store-port.ts';

type Meaning = Pick<AccountView, 'filters' | 'sorts'>;
type Configuration = ReadonlyMap<string, unknown>;

const RECENT: readonly Sort[] = [{ column: 'updated_at', direction: 'desc' }];
const OUTCOMES = ['open', 'won', 'lost'] as const;
type Outcome = (typeof OUTCOMES)[number];

/**
 * The views that the account has on the server for a kind. What one holds is told by its name alone (shared/entities/view-names.ts), so the system's own that are known by it are
 * said in the store's own filters, and all others are named alone. The recycle bin is left out: what it holds is not here.
 */
export function accountViews(kind: RecordKind, configuration: Configuration): AccountView[] {
  const views = viewFilters(configuration.get(`filters:${kind}`));
  return views
    .filter(({ name }) => !VIEW_NAMES.bin.test(name.trim()))
    .map((view) => {
      const meaning = view.user_id === -1 ? meaningOf(kind, view.name.trim(), views, configuration) : null;
      return { id: view.id, name: view.name, filters: null, sorts: [], ...meaning };
    });
}

function viewFilters(value: unknown): readonly ViewFilter[] {
  const answer = filtersAnswerSchema.safeParse(value);
  if (answer.success) return answer.data.filters;
  const rows = viewFilterSchema.array().safeParse(value);
  return rows.success ? rows.data : [];
}

/** What a view of the system's own holds; null where its name does not tell. */
function meaningOf(
  kind: RecordKind,
  name: string,
  views: readonly ViewFilter[],
  configuration: Configuration,
): Meaning | null {
  if (VIEW_NAMES.all.test(name)) return { filters: [], sorts: [] };
  const known = KINDS.find((candidate) => candidate === kind);
  if (known && isMine(known, name, views)) {
    const me = configuration.get('me');
    const id = isIdentifiedRecord(me) ? me.id : null;
    return id === null ? null : { filters: [{ column: 'owner_id', op: 'in', values: [id] }], sorts: [] };
  }
  if (VIEW_NAMES.unassigned.test(name)) return { filters: [{ column: 'owner_id', op: 'empty' }], sorts: [] };
  if (VIEW_NAMES.recent.test(name)) return { filters: [], sorts: [...RECENT] };
  if (kind !== 'deals')
    return VIEW_NAMES.neverContacted.test(name)
      ? { filters: [{ column: 'last_contacted', op: 'empty' }], sorts: [] }
      : null;
  // More words would narrow it: "Open deals of this week".
  if (name.split(/\s+/).length > 2) return null;
  const outcome = OUTCOMES.find((candidate) => VIEW_NAMES[candidate].test(name));
  return outcome === undefined ? null : dealsBy(outcome, configuration);
}

/** The deals in stages of an outcome, which their forecast type tells in every language. */
function dealsBy(outcome: Outcome, configuration: Configuration): Meaning | null {
  const values = selectorRows(configuration.get('selector:deal_stages')).flatMap((row) => {
    const ending = /won|lost/i.exec(textOf(row, 'forecast_type') ?? '')?.[0].toLowerCase() ?? 'open';
    const id = idOf(row, 'id');
    return ending === outcome && id !== null ? [id] : [];
  });
  if (values.length === 0) return null;
  const filter: Filter = { column: 'deal_stage_id', op: 'in', values };
  return { filters: [filter], sorts: [] };
}
