import type { RawRecord } from '../../../shared/entities/record.ts';
import type { FieldsAnswer } from '../../../shared/entities/field-configuration.ts';
import { salesActivitySchema } from '../../../shared/entities/sales-activity.ts';
import { listReader, type ListAnswer } from '../answers.ts';
import type { Caller } from '../call.ts';
import { fields, type FieldsOptions } from './configuration.ts';
import type { Id, PageOptions } from './options.ts';
import { plainKind, type PlainKindOperations } from './plain-kind.ts';

export interface SalesActivityWrite extends RawRecord {
  title?: string;
  notes?: string | null;
  start_date?: string;
  end_date?: string;
  owner_id?: Id;
  targetable_id?: Id;
  targetable_type?: 'Lead' | 'Contact' | 'SalesAccount' | 'Deal';
  sales_activity_type_id?: Id;
  sales_activity_outcome_id?: Id | null;
  location?: string | null;
  latitude?: string | null;
  longitude?: string | null;
  checkedin_at?: string | null;
  custom_field?: RawRecord;
}

/** Sales activities (reference: Sales Activities). Always below `/sales_activities`, also with custom fields: see docs/decisions/0004. */
export interface SalesActivityOperations extends PlainKindOperations<SalesActivityWrite> {
  list(options?: PageOptions): Promise<ListAnswer>;
  /** Not in the reference, but on the vendor's present pages ("List all Sales Activity fields"). */
  fields(options?: FieldsOptions): Promise<FieldsAnswer>;
}

export function salesActivityOperations(call: Caller): SalesActivityOperations {
  const readList = listReader('sales_activities', salesActivitySchema);
  return {
    ...plainKind<SalesActivityWrite>(call, '/sales_activities', 'sales_activity', salesActivitySchema),
    list(options) {
      const query = [
        ['per_page', options?.perPage],
        ['page', options?.page],
        ['include', options?.include],
      ] as const;
      return call({ method: 'GET', path: '/sales_activities', query }, options, readList);
    },
    fields: (options) => fields(call, 'sales_activities', options),
  };
}
