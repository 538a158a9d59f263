import { selectorRows } from '../../../shared/entities/selectors.ts';
import {
  filtersAnswerSchema,
  viewFilterSchema,
  type ViewFilter,
} from '../../../shared/entities/view-filter.ts';
import { idOf, isIdentifiedRecord, textOf } from '../../../shared/entities/record.ts';
import type { RecordKind } from '../../../shared/entities/kind.ts';
import type { AccountView, Filter, Sort } from '../../../shared/store-port.ts';

type Meaning = Pick<AccountView, 'filters' | 'sorts'>;
type Configuration = ReadonlyMap<string, unknown>;

const RECENT: readonly Sort[] = [{ column: 'updated_at', direction: 'desc' }];
/** Views of records that are not here. */
const BIN = /recycle|deleted|\bbin\b/i;

/**
 * The views that the account has on the server for a kind. What one holds is not told by the API, only its name and whether it is the system's own (quirks §4); so the
 * well-known ones are said in the store's own filters, and all others are named alone.
 */
export function accountViews(kind: RecordKind, configuration: Configuration): AccountView[] {
  return viewFilters(configuration.get(`filters:${kind}`))
    .filter(({ name }) => !BIN.test(name))
    .map((view) => {
      const meaning = view.user_id === -1 ? meaningOf(kind, view.name.trim(), configuration) : null;
      return { id: view.id, name: view.name, filters: null, sorts: [], ...meaning };
    });
}

function viewFilters(value: unknown): readonly ViewFilter[] {
  const answer = filtersAnswerSchema.safeParse(value);
  if (answer.success) return answer.data.filters;
  const rows = viewFilterSchema.array().safeParse(value);
  return rows.success ? rows.data : [];
}

/** What a view of the system's own holds, by its English name (quirks §4); null where that is not known. */
function meaningOf(kind: RecordKind, name: string, configuration: Configuration): Meaning | null {
  if (/^all /i.test(name)) return { filters: [], sorts: [] };
  if (/^my (leads|contacts|accounts|deals)$/i.test(name)) {
    const me = configuration.get('me');
    const id = isIdentifiedRecord(me) ? me.id : null;
    return id === null ? null : { filters: [{ column: 'owner_id', op: 'in', values: [id] }], sorts: [] };
  }
  if (/^unassigned /i.test(name)) return { filters: [{ column: 'owner_id', op: 'empty' }], sorts: [] };
  if (/^recently modified$/i.test(name)) return { filters: [], sorts: [...RECENT] };
  if (/^never contacted$/i.test(name) && kind !== 'deals')
    return { filters: [{ column: 'last_contacted', op: 'empty' }], sorts: [] };
  return kind === 'deals' ? dealsBy(name, configuration) : null;
}

function dealsBy(name: string, configuration: Configuration): Meaning | null {
  const outcome = /^(open|won|lost) deals$/i.exec(name)?.[1]?.toLowerCase();
  if (outcome === undefined) return null;
  const values = selectorRows(configuration.get('selector:deal_stages')).flatMap((row) => {
    const ending = /won|lost/i.exec(textOf(row, 'forecast_type') ?? '')?.[0].toLowerCase() ?? 'open';
    const id = idOf(row, 'id');
    return ending === outcome && id !== null ? [id] : [];
  });
  if (values.length === 0) return null;
  const filter: Filter = { column: 'deal_stage_id', op: 'in', values };
  return { filters: [filter], sorts: [] };
}
