import type { Kind, RecordKind, RecordRef } from '../../../../../shared/entities/kind.ts';
import type { ListSpec } from '../../../../../shared/store-port.ts';

/** One list of other records that belong to a record. */
export interface RelatedSection {
  readonly key: string;
  readonly kind: RecordKind;
  /** The column of the other kind that names the record. */
  readonly column: string;
  /** What is told of each beside its name. */
  readonly columns: readonly string[];
  readonly sort: ListSpec['sorts'][number];
}

const CONTACT_COLUMNS = ['job_title', 'mobile_number'];
const DEAL_COLUMNS = ['amount', 'currency_id', 'deal_stage_id', 'expected_close'];
const QUOTE_COLUMNS = ['amount', 'currency_code', 'stage'];
const CHANGED = { column: 'updated_at', direction: 'desc' } as const;

/** The lists of each kind, in the order in which they are shown. What a record itself holds (a contact's accounts, a deal's contacts) is not among them. */
export const RELATED: Readonly<Record<Kind, readonly RelatedSection[]>> = {
  leads: [],
  contacts: [{ key: 'deals', kind: 'deals', column: 'contact_ids', columns: DEAL_COLUMNS, sort: CHANGED }],
  sales_accounts: [
    {
      key: 'contacts',
      kind: 'contacts',
      column: 'sales_account_ids',
      columns: CONTACT_COLUMNS,
      sort: { column: 'name', direction: 'asc' },
    },
    { key: 'deals', kind: 'deals', column: 'sales_account_id', columns: DEAL_COLUMNS, sort: CHANGED },
    {
      key: 'children',
      kind: 'sales_accounts',
      column: 'parent_sales_account_id',
      columns: ['city', 'country'],
      sort: { column: 'name', direction: 'asc' },
    },
    {
      key: 'quotes',
      kind: 'cpq_documents',
      column: 'sales_account_id',
      columns: QUOTE_COLUMNS,
      sort: CHANGED,
    },
  ],
  // Its quotes stand beside its products (screens/products/LinesOfDeal.svelte).
  deals: [],
};

/** More of a list than this is asked for by another press. */
export const RELATED_STEP = 20;

/** The question for the records of a section. */
export function relatedSpec(section: RelatedSection, own: RecordRef, limit: number): ListSpec {
  return {
    type: 'list',
    kind: section.kind,
    sorts: [section.sort],
    filters: [{ column: section.column, op: 'in', values: [own.id] }],
    text: '',
    columns: [...section.columns],
    sums: [],
    offset: 0,
    limit,
  };
}
