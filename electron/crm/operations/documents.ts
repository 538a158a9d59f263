import { cpqDocumentSchema } from '../../../shared/entities/cpq-document.ts';
import type { RawRecord } from '../../../shared/entities/record.ts';
import type { Caller, CallOptions } from '../call.ts';
import { cpqKind, type CpqKindOperations } from './cpq-kind.ts';
import type { Id } from './options.ts';
import type { Amount, LineWrite } from './products.ts';
import { readDeleted, type Deleted } from './simple-answers.ts';

export interface DocumentWrite extends RawRecord {
  display_name?: string;
  document_type?: string;
  cpq_document_template_name?: string;
  deal_id?: Id;
  sales_account_id?: Id | null;
  contact_id?: Id;
  stage?: string;
  valid_till?: string | null;
  /** Cannot be written once there are lines. */
  amount?: Amount;
  currency_code?: string;
  owner_id?: Id;
  territory_id?: Id | null;
  products?: readonly LineWrite[];
  custom_field?: RawRecord;
}

/** Documents, as a rule quotes (reference: Documents). Lines are written by `update` with `include: ['products']`. */
export interface DocumentOperations extends CpqKindOperations<DocumentWrite> {
  forget(id: Id, options?: CallOptions): Promise<Deleted>;
}

export function documentOperations(call: Caller): DocumentOperations {
  return {
    ...cpqKind<DocumentWrite>(call, 'cpq_documents', 'cpq_document', cpqDocumentSchema),
    forget: (id, options) =>
      call({ method: 'DELETE', path: `/cpq/cpq_documents/${id}/forget` }, options, readDeleted),
  };
}
