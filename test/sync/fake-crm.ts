import type { Kind } from '../../shared/entities/kind.ts';
import type { IdentifiedRecord } from '../../shared/entities/record.ts';
import { AppError, type ErrorInfo } from '../../shared/errors.ts';
import type { CrmForSync } from '../../electron/sync/ports.ts';

export interface FakeCrm extends CrmForSync {
  /** Every call made, in words: `scroll contacts 1 after 300`. */
  readonly calls: string[];
  readonly records: Record<Kind, IdentifiedRecord[]>;
  /** Errors to answer the next calls with; null lets a call through. */
  failures: (ErrorInfo | null)[];
  /** Kinds the account does not have. */
  absent: Set<Kind>;
}

/** A CRM in memory: `size` records of each kind, ids going up with gaps, one view that holds all. */
export function fakeCrm(size: Record<Kind, number>): FakeCrm {
  const make = (count: number): IdentifiedRecord[] =>
    Array.from({ length: count }, (_, n) => ({ id: 1000 + n * 3, name: `n${n}` }));
  const calls: string[] = [];
  const answer = async <T>(call: string, signal: AbortSignal, value: () => T): Promise<T> => {
    await Promise.resolve();
    if (signal.aborted) throw new AppError({ code: 'cancelled' });
    calls.push(call);
    const failure = crm.failures.shift();
    if (failure) throw new AppError(failure);
    return value();
  };
  const crm: FakeCrm = {
    calls,
    failures: [],
    absent: new Set(),
    records: {
      leads: make(size.leads),
      contacts: make(size.contacts),
      sales_accounts: make(size.sales_accounts),
      deals: make(size.deals),
    },
    filters: (kind, signal) =>
      answer(`filters ${kind}`, signal, () => {
        if (crm.absent.has(kind)) throw new AppError({ code: 'not-found' });
        return [{ id: 1, name: 'All', user_id: -1 }];
      }),
    count: (kind, viewId, signal) =>
      answer(`count ${kind} ${viewId}`, signal, () => crm.records[kind].length),
    scroll: (kind, viewId, page, signal) =>
      answer(`scroll ${kind} ${viewId} after ${page.lastFetchedId}`, signal, () => {
        const rest = crm.records[kind].filter((record) => record.id > (page.lastFetchedId ?? 0));
        const records = rest.slice(0, page.limit);
        return {
          records,
          drifted: 0,
          lastFetchedId: records.at(-1)?.id ?? null,
          hasNextPage: rest.length > records.length,
        };
      }),
    selector: (selector, signal) => answer(`selector ${selector}`, signal, () => [{ id: 7, name: selector }]),
    stagesOfPipeline: (id, signal) => answer(`stages ${id}`, signal, () => [{ id: 70, name: 'New' }]),
    fields: (kind, signal) => answer(`fields ${kind}`, signal, () => ({ fields: [] })),
  };
  return crm;
}
