import type { Row, TableName } from '../state/row.ts';
import type { Flavour } from '../quirks.ts';
import { makeActivity, makeDocuments } from './activity.ts';
import { makeProducts } from './catalogue.ts';
import { makeSalesAccounts } from './companies.ts';
import { makeConfiguration } from './configuration.ts';
import { makeDeals } from './deals.ts';
import { makeFiles } from './files.ts';
import { makeContacts, makeLeads } from './people.ts';
import type { Plan, Sizes } from './plan.ts';
import { createPools } from './pools.ts';

/** What the data of a workspace follows from. */
export interface Recipe {
  readonly seed: number;
  readonly sizes: Sizes;
  readonly flavour: Flavour;
  /** Around which moment tasks, visits and closing dates lie, in milliseconds. */
  readonly madeAt: number;
}

/** Makes all rows of a workspace. The same recipe gives the same rows. */
export function generate({ seed, sizes, flavour, madeAt }: Recipe): Map<TableName, Row[]> {
  const tables = makeConfiguration(flavour, madeAt);
  const plan: Plan = { seed, sizes, flavour, now: madeAt, pools: createPools(), tables };
  // The order matters: each part refers to rows made before it.
  tables.set('products', makeProducts(plan));
  tables.set('sales_accounts', makeSalesAccounts(plan));
  tables.set('contacts', makeContacts(plan));
  tables.set('leads', makeLeads(plan));
  tables.set('deals', makeDeals(plan));
  tables.set('cpq_documents', makeDocuments(plan));
  for (const [table, rows] of [...makeActivity(plan), ...makeFiles(plan)]) tables.set(table, rows);
  return tables;
}
