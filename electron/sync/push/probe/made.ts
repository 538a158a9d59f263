import type { Fields } from '../../../../shared/edits/edit.ts';
import type { Kind, RecordKind } from '../../../../shared/entities/kind.ts';
import { idOf, textOf, type IdentifiedRecord } from '../../../../shared/entities/record.ts';
import { kindOfModel } from '../../../../shared/entities/target.ts';
import { PAGE_SIZE } from '../../../../shared/limits.ts';
import { parseInstant } from '../../../../shared/time.ts';
import { askTwice, unlessAbsent } from '../../absent.ts';
import { callOf } from '../job.ts';
import type { PushContext } from '../ports.ts';
import { baseOf, LIST_PAGES_MAX, readRecord } from '../read.ts';
import { isOlder } from './candidates.ts';
import { newestSince } from './newest.ts';

/**
 * Where a record that was made can be found, one way for each kind. Each gives the rows among which it would be, null where the API has no list that is sure to
 * hold it.
 */
export type Finder = (
  fields: Fields,
  since: number,
  context: PushContext,
) => Promise<readonly IdentifiedRecord[] | null>;

const inViews =
  (kind: Kind): Finder =>
  (_fields, since, context) =>
    newestSince(kind, since, context);

/** In the list of the record it is about, by that record's own links (quirks §1). Where that record is gone, or not for this user to see, nobody can tell. */
const aboutRecord =
  (part: 'notes' | 'tasks' | 'appointments'): Finder =>
  async (fields, since, context) => {
    const [kind, id] = [kindOfModel(textOf(fields, 'targetable_type')), idOf(fields, 'targetable_id')];
    if (kind === null || id === null) return null;
    const parent = await baseOf({ kind, id }, context);
    const found: IdentifiedRecord[] = [];
    for (let page = 1; page <= LIST_PAGES_MAX; page++) {
      const records = await pageAbout(kind, parent, part, page, context);
      if (records === null) return null;
      found.push(...records);
      if (records.length < PAGE_SIZE || isOlder(records.at(-1), since)) return found;
    }
    return null;
  };

async function pageAbout(
  kind: Kind,
  parent: IdentifiedRecord,
  part: 'notes' | 'tasks' | 'appointments',
  page: number,
  context: PushContext,
): Promise<readonly IdentifiedRecord[] | null> {
  const ask = () => context.crm.related(kind, parent, part, page, callOf(context));
  return (await unlessAbsent(askTwice(ask)))?.records ?? null;
}

/**
 * Among all activities. Their order is not documented: where it is by start, or by creation, newest first, the list is left when it has come past the one that is looked
 * for.
 */
const inActivities: Finder = async (fields, since, context) => {
  const start = parseInstant(fields['start_date']);
  const found: IdentifiedRecord[] = [];
  for (let page = 1; page <= LIST_PAGES_MAX; page++) {
    const { records, totalPages } = await context.crm.salesActivities(page, callOf(context));
    found.push(...records);
    if (records.length === 0 || (totalPages !== null && page >= totalPages)) return found;
    if (hasPassed(found, 'created_at', since)) return found;
    if (start !== null && hasPassed(found, 'start_date', start)) return found;
  }
  return null;
};

/** Whether rows are newest first by an instant, and have come to what is older than a moment. */
function hasPassed(rows: readonly IdentifiedRecord[], key: string, moment: number): boolean {
  const instants = rows.map((row) => parseInstant(row[key]));
  const isSorted = instants.every((instant, index) => {
    const before = instants[index - 1];
    return instant !== null && (before === undefined || (before !== null && before >= instant));
  });
  return isSorted && (instants.at(-1) ?? moment) < moment;
}

/** A product's name is unique, and the list of products has names alone (reference: Configuration, `deal_products`). */
const amongProducts: Finder = async (fields, _since, context) => {
  const rows = await context.crm.selector('deal_products', callOf(context));
  const name = textOf(fields, 'name')?.trim().toLowerCase();
  const found: IdentifiedRecord[] = [];
  for (const row of rows) {
    if (typeof row.id !== 'number' || String(row['name']).trim().toLowerCase() !== name) continue;
    const reading = await readRecord({ kind: 'products', id: row.id }, null, context);
    if (reading.is === 'there') found.push(reading.record);
  }
  return found;
};

/** There is no list of documents (reference: Documents): whether one was made, only the user can say. */
const nowhere: Finder = () => Promise.resolve(null);

/** One way of finding for each kind that is made and found as itself; a call has its own (`call.ts`). */
export const FINDERS: Readonly<Record<Exclude<RecordKind, 'phone_calls'>, Finder>> = {
  leads: inViews('leads'),
  contacts: inViews('contacts'),
  sales_accounts: inViews('sales_accounts'),
  deals: inViews('deals'),
  notes: aboutRecord('notes'),
  tasks: aboutRecord('tasks'),
  appointments: aboutRecord('appointments'),
  sales_activities: inActivities,
  products: amongProducts,
  cpq_documents: nowhere,
};
