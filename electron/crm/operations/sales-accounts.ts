import type { Caller, CallOptions } from '../call.ts';
import type { Id } from './options.ts';
import { recordKind, type RecordKindOperations } from './record-kind.ts';
import { bulkResultReader, readDeleted, type BulkResult, type Deleted } from './simple-answers.ts';

export interface DeleteAccountOptions extends CallOptions {
  /** Whether its contacts and open deals go with it. */
  readonly withContactsAndDeals?: boolean | undefined;
}

/** Accounts (reference: Accounts). */
export interface SalesAccountOperations extends RecordKindOperations {
  remove(id: Id, options?: DeleteAccountOptions): Promise<Deleted>;
  bulkDestroy(ids: readonly number[], options?: DeleteAccountOptions): Promise<BulkResult>;
}

export function salesAccountOperations(call: Caller): SalesAccountOperations {
  return {
    ...recordKind(call, 'sales_accounts'),
    remove(id, options) {
      const query = [['delete_associated_contacts_deals', options?.withContactsAndDeals]] as const;
      return call({ method: 'DELETE', path: `/sales_accounts/${id}`, query }, options, readDeleted);
    },
    bulkDestroy(ids, options) {
      const flag = options?.withContactsAndDeals;
      const body = {
        selected_ids: ids,
        ...(flag === undefined ? {} : { delete_associated_contacts_deals: flag }),
      };
      return call(
        { method: 'POST', path: '/sales_accounts/bulk_destroy', body },
        options,
        bulkResultReader('sales_accounts'),
      );
    },
  };
}
