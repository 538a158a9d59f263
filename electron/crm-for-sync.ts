import type { Kind, RecordKind } from '../shared/entities/kind.ts';
import { RECORD_DEFINITIONS } from '../shared/entities/kinds.ts';
import { numberOf, type RawRecord } from '../shared/entities/record.ts';
import { MODEL_OF_KIND } from '../shared/entities/target.ts';
import { AppError } from '../shared/errors.ts';
import { PAGE_SIZE } from '../shared/limits.ts';
import type { Drift, ListAnswer, RecordAnswer } from './crm/answers.ts';
import type { CallOptions } from './crm/call.ts';
import type { CrmClient } from './crm/client.ts';
import type { IncludeOptions } from './crm/operations/options.ts';
import { isPhoneCallWrite } from './crm/operations/phone-calls.ts';
import { isTeamMember } from './crm/operations/record-kind.ts';
import { aboutRecord, withShownLists } from './crm/shown-lists.ts';
import type { CrmForSync, CrmReads, CrmWrites, Drifted, OneRecord, Page, SyncCall } from './sync/ports.ts';

/** What the engine asks of every kind that can be read one by one. */
interface OneByOne {
  get(id: number, options: IncludeOptions): Promise<RecordAnswer>;
  create(record: RawRecord, options: IncludeOptions): Promise<RecordAnswer>;
  update(id: number, changes: RawRecord, options: IncludeOptions): Promise<RecordAnswer>;
  remove(id: number, options: CallOptions): Promise<unknown>;
}

type OneByOneKind = Exclude<RecordKind, 'notes' | 'phone_calls'>;

/**
 * The client as the engine wants it. A record's own `include`s go along with every call that answers with records of its kind, so that all answers show
 * the same keys and a status is heard (quirks §6, §7); lists that come beside a record are put into it (`shown-lists.ts`).
 */
export function crmForSync(client: CrmClient): CrmForSync {
  return { ...reads(client), ...writes(client) };
}

function tableOf(client: CrmClient): Readonly<Record<OneByOneKind, OneByOne>> {
  return {
    ...client.entities,
    tasks: client.tasks,
    appointments: client.appointments,
    sales_activities: client.salesActivities,
    products: client.products,
    cpq_documents: client.documents,
  };
}

const including = (kind: RecordKind, call: SyncCall) => ({
  lane: call.lane,
  signal: call.signal,
  include: RECORD_DEFINITIONS[kind].include,
});

function reads(client: CrmClient): CrmReads {
  const of = (kind: Kind) => client.entities[kind];
  const table = tableOf(client);
  const configured = {
    ...client.entities,
    sales_activities: client.salesActivities,
    products: client.products,
  };
  return {
    filters: (kind, call) => of(kind).filters(call),
    async count(kind, viewId, call) {
      const { meta } = await of(kind).view(viewId, { page: 1, perPage: 1, ...call });
      return numberOf(meta, 'total');
    },
    async scroll(kind, viewId, { limit, lastFetchedId }, call) {
      const list = await of(kind).scroll(viewId, { limit, lastFetchedId, ...including(kind, call) });
      const hasNextPage = list.meta['has_next_page'];
      return {
        records: recordsOf(kind, list),
        drifted: driftedOf(list.drift),
        lastFetchedId: numberOf(list.meta, 'last_fetched_id'),
        hasNextPage: typeof hasNextPage === 'boolean' ? hasNextPage : null,
      };
    },
    async view(kind, viewId, { page, perPage, sort }, call) {
      const options = { page, perPage, sort, sortType: 'desc', ...including(kind, call) } as const;
      return pageOf(kind, await of(kind).view(viewId, options));
    },
    selector: (selector, call) => client.selectors.rows(selector, call),
    stagesOfPipeline: (id, call) => client.selectors.stagesOfPipeline(id, call),
    fields: (kind, call) => configured[kind].fields({ includeGroups: true, ...call }),
    get: async (kind, id, call) => oneOf(kind, await table[kind].get(id, including(kind, call))),
    async tasks(filter, page, call) {
      const options = { page, perPage: PAGE_SIZE, ...including('tasks', call) };
      return pageOf('tasks', await client.tasks.list(filter, options));
    },
    async appointments(filter, page, call) {
      const options = { page, perPage: PAGE_SIZE, ...including('appointments', call) };
      return pageOf('appointments', await client.appointments.list(filter, options));
    },
    async salesActivities(page, call) {
      const options = { page, perPage: PAGE_SIZE, ...including('sales_activities', call) };
      return pageOf('sales_activities', await client.salesActivities.list(options));
    },
    async related(kind, record, part, page, call) {
      const found = pageOf(part, await client.related.list(kind, record, part, page, call));
      return { ...found, records: found.records.map((row) => aboutRecord(row, kind, record.id)) };
    },
    async timeline(kind, record, call) {
      if (kind !== 'leads' && kind !== 'contacts') return client.related.timeline(kind, record, call);
      const options = { include: ['user'], limit: PAGE_SIZE, ...call };
      return (await client[kind].activities(record.id, options)).records;
    },
    async files(kind, id, call) {
      const { documentAssociations } = kind === 'products' ? client.products : of(kind);
      const { documents, documentLinks } = await documentAssociations(id, call);
      return { documents, links: documentLinks };
    },
    job: (id, call) => client.jobStatuses.get(id, call),
  };
}

function writes(client: CrmClient): CrmWrites {
  const of = (kind: Kind) => client.entities[kind];
  const table = tableOf(client);
  const logCall = phoneCallLogger(client);
  return {
    async create(kind, body, call) {
      if (kind === 'phone_calls') return oneOf(kind, await logCall(body, call));
      const { create } = kind === 'notes' ? client.notes : table[kind];
      return oneOf(kind, await create(body, including(kind, call)));
    },
    async update(kind, id, body, call) {
      const { update } = kind === 'notes' ? client.notes : table[kind];
      return oneOf(kind, await update(id, body, including(kind, call)));
    },
    async remove(kind, id, { withContactsAndDeals }, call) {
      if (kind === 'sales_accounts') await client.salesAccounts.remove(id, { withContactsAndDeals, ...call });
      else await (kind === 'notes' ? client.notes : table[kind]).remove(id, call);
    },
    async forget(kind, id, call) {
      await (kind === 'cpq_documents' ? client.documents : of(kind)).forget(id, call);
    },
    clone: async (kind, id, body, call) => oneOf(kind, await of(kind).clone(id, body, including(kind, call))),
    convert: async (leadId, body, call) =>
      oneOf('contacts', await client.leads.convert(leadId, body, including('contacts', call))),
    async team(kind, id, members, call) {
      const asked = members.filter(isTeamMember);
      if (asked.length < members.length)
        throw new AppError({ code: 'internal', reason: 'a team member without a user' });
      return (await of(kind).manageTeamMembers(id, asked, call)).records;
    },
    async attach(kind, id, { name, bytes, isShared }, call) {
      const target = {
        targetableId: id,
        targetableType: kind === 'products' ? 'Product' : MODEL_OF_KIND[kind],
      } as const;
      const upload = { file: bytes, originalName: name, fileName: name, isShared, ...target };
      return (await client.files.upload(upload, call)).id;
    },
    async restore(kind, id, call) {
      const operations = kind === 'products' ? client.products : client.documents;
      return oneOf(kind, await operations.restore(id, call));
    },
    upsert: async (kind, identifier, body, call) =>
      oneOf(kind, await of(kind).upsert(identifier, body, including(kind, call))),
    bulkAssignOwner: (kind, ids, ownerId, call) => client[kind].bulkAssignOwner(ids, ownerId, call),
    bulkDestroy: (kind, ids, { withContactsAndDeals }, call) =>
      kind === 'sales_accounts'
        ? client.salesAccounts.bulkDestroy(ids, { withContactsAndDeals, ...call })
        : of(kind).bulkDestroy(ids, call),
    bulkUpsert: async (kind, items, call) => (await of(kind).bulkUpsert(items, call)).jobId,
  };
}

/**
 * Logs phone calls: wrapped, as the reference has it. An account whose server trips over the wrapper refuses that for sure, and gets the flat form, from then on
 * at once (quirks §8).
 */
function phoneCallLogger(client: CrmClient): (body: RawRecord, call: SyncCall) => Promise<RecordAnswer> {
  let isFlat = false;
  return async (body, call) => {
    if (!isPhoneCallWrite(body))
      throw new AppError({ code: 'internal', reason: 'a phone call without a direction or a partner' });
    if (isFlat) return client.phoneCalls.createFlat(body, call);
    try {
      return await client.phoneCalls.create(body, call);
    } catch (caught) {
      if (!tripsOverWrapper(caught)) throw caught;
      isFlat = true;
      return client.phoneCalls.createFlat(body, call);
    }
  };
}

/** Ruby's own words for a text where a map is expected, which no account translates. */
function tripsOverWrapper(caught: unknown): boolean {
  return (
    caught instanceof AppError &&
    caught.info.code === 'validation' &&
    caught.info.messages.some((message) => /implicit conversion|symbol into (string|integer)/i.test(message))
  );
}

function driftedOf(drift: readonly Drift[]): Drifted[] {
  return drift.map(({ id, path }) => ({ id, path }));
}

function recordsOf(kind: RecordKind, { records, sideloads }: ListAnswer) {
  return records.map((record) => withShownLists(kind, record, sideloads, false));
}

function pageOf(kind: RecordKind, list: ListAnswer): Page {
  return {
    records: recordsOf(kind, list),
    drifted: driftedOf(list.drift),
    totalPages: numberOf(list.meta, 'total_pages'),
    total: numberOf(list.meta, 'total'),
  };
}

function oneOf(kind: RecordKind, { record, sideloads, drift }: RecordAnswer): OneRecord {
  return {
    record: withShownLists(kind, record, sideloads, true),
    drifted: driftedOf(drift),
    sideloads,
  };
}
