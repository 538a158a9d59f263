import { objectsOf } from '../../shared/entities/record.ts';
import { parseAmount } from '../../shared/money.ts';
import { parseInputInstant } from './dates.ts';
import { runDueJobs } from './jobs.ts';
import { isKind } from './kinds.ts';
import type { Flavour, Quirks } from './quirks.ts';
import { presentRecord } from './present/record.ts';
import { RateLimiter, type RateLimit } from './rate-limit.ts';
import { defaultStage } from './stages.ts';
import type { Row, TableName } from './state/row.ts';
import type { Written } from './state/store.ts';
import { hiddenKey, type World } from './world.ts';

/** A request that was answered. */
export interface CallMade {
  readonly method: string;
  readonly path: string;
  readonly status: number;
}

/** Tests' own way to the server's data (jobs that are due are done first): what somebody else does in the account, and what has happened there. */
export interface Admin {
  /** The user whose key is accepted. */
  readonly me: number;
  readonly flavour: Flavour;
  /** How many rows a table has; deleted records do not count. */
  count(table: TableName): number;
  /** Ids of all rows that are not deleted, ascending. */
  ids(table: TableName): number[];
  /** A record as a GET with every include gives it (the four kinds), or the row itself (other tables); null where there is none. */
  read(table: TableName, id: number): Record<string, unknown> | null;
  /** The bytes of a file that was uploaded; null where there is none. */
  file(id: number): Uint8Array | null;
  /**
   * Puts a record in without checks. Values are the API's own: instants as text, amounts as text or numbers; `id` may be given.
   * @returns its id
   */
  insert(table: TableName, values: Readonly<Record<string, unknown>>): number;
  /** Changes keys of a record without checks; `updated_at` moves unless it is among them. @throws Error when there is no such record. */
  update(table: TableName, id: number, changes: Readonly<Record<string, unknown>>): void;
  /** Moves a record to the recycle bin, or erases it for good; by default as a DELETE of its kind does. */
  delete(table: TableName, id: number, how?: 'soft' | 'hard'): void;
  /** All rows of a table as they lie there, deleted ones too, by ascending id. */
  rows(table: TableName): readonly Row[];
  /** Takes a record out of the sight of the key's user, as a change of owner or territory does, or brings it back. */
  setHidden(table: TableName, id: number, isHidden: boolean): void;
  isHidden(table: TableName, id: number): boolean;
  /** Is told of everything that is written from now on, whoever writes. */
  watch(listener: (written: readonly Written[]) => void): void;
  /** Makes the account behave otherwise from now on, as accounts did over night (quirks §8). */
  setQuirks(changes: Partial<Quirks>): void;
  /** All requests answered since the start or the last `forgetCalls`, in order. */
  calls(): readonly CallMade[];
  forgetCalls(): void;
  /** Accepts another key from now on: a new one of the same user, or a colleague's. @param user whose key it is, by id */
  acceptKey(token: string, user: number): void;
  /** Sets another limit, with fresh windows, or none. */
  setRateLimit(limit: RateLimit | null): void;
}

const INSTANTS = new Set([
  'created_at',
  'updated_at',
  'deleted_at',
  'last_contacted',
  'last_seen',
  'last_assigned_at',
  'stage_updated_time',
  'due_date',
  'completed_date',
  'from_date',
  'end_date',
  'start_date',
  'conversation_time',
  'checkedin_at',
  'valid_till',
  'due_at',
  'status_updated_at',
]);
const AMOUNTS = new Set(['amount', 'annual_revenue', 'unit_price', 'setup_fee', 'discount']);

function normalise(key: string, value: unknown): unknown {
  if (INSTANTS.has(key) && typeof value === 'string') return parseInputInstant(value);
  if (AMOUNTS.has(key)) return parseAmount(value);
  if ((key === 'products' || key === 'product_pricings') && Array.isArray(value)) {
    return objectsOf({ list: value }, 'list').map((line) => normaliseAll(line));
  }
  return value;
}

function normaliseAll(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, normalise(key, value)]));
}

/** A person's single `email` as the list that rows have. */
function withEmails(
  table: TableName,
  id: number,
  values: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const { email, ...rest } = values;
  if ((table !== 'leads' && table !== 'contacts') || email === undefined) return { ...values };
  if (rest['emails'] !== undefined) return rest;
  return {
    ...rest,
    emails: email === null ? [] : [{ id: id + 10_000_000_000, value: email, is_primary: true, label: null }],
  };
}

/** Tables whose rows are marked as deleted first; those of the others are erased. */
const RECYCLED: ReadonlySet<TableName> = new Set([
  'leads',
  'contacts',
  'sales_accounts',
  'deals',
  'products',
  'cpq_documents',
]);

/** What a row must have so that handlers can work with it. */
function defaultsOf(table: TableName, world: World): Record<string, unknown> {
  const stamps = { created_at: world.now(), updated_at: world.now(), creater_id: world.me };
  if (table === 'users') return { is_active: true, work_number: null, mobile_number: null, partial: true };
  if (table === 'deals')
    return {
      amount: '0',
      contact_ids: [],
      products: [],
      is_deleted: false,
      stage_updated_time: world.now(),
      last_assigned_at: world.now(),
      ...defaultStage(world),
      ...stamps,
    };
  if (table === 'leads' || table === 'contacts')
    return { emails: [], tags: [], custom_field: {}, is_deleted: false, ...stamps };
  if (table === 'sales_accounts' || table === 'products' || table === 'cpq_documents')
    return { is_deleted: false, ...stamps };
  return stamps;
}

const EVERYTHING: ReadonlySet<string> = new Set([
  'owner',
  'creater',
  'updater',
  'source',
  'campaign',
  'territory',
  'lead_stage',
  'lead_reason',
  'contact_status',
  'lifecycle_stage',
  'sales_account',
  'sales_accounts',
  'business_type',
  'industry_type',
  'deal_pipeline',
  'deal_stage',
  'deal_type',
  'deal_reason',
  'deal_payment_status',
  'deal_product',
  'currency',
  'contacts',
  'products',
]);

/** Makes the admin surface, with the parts the app needs: where it notes its calls, and the limiter of the moment. */
export function createAdmin(
  world: World,
  token: string,
  rateLimit: RateLimit | undefined,
): {
  admin: Admin;
  record: (call: CallMade) => void;
  limiter: () => RateLimiter | null;
  /** Whose key an `authorization` brings, by id; null where it is nobody's. */
  userOf: (authorization: string | undefined) => number | null;
} {
  /** Whose a key is, by the header that brings it (reference: Authentication). */
  const users = new Map([[`Token token=${token}`, world.me]]);
  const { store } = world;
  const made: CallMade[] = [];
  let limiter = rateLimit === undefined ? null : new RateLimiter(rateLimit);
  const settle = (): void => store.transact(() => runDueJobs(world));
  const live = (table: TableName): Row[] =>
    store
      .table(table)
      .all()
      .filter((row) => row['is_deleted'] !== true);
  const existing = (table: TableName, id: number): Row => {
    const row = store.get(table, id);
    if (row === undefined) throw new Error(`no ${table} ${String(id)}`);
    return row;
  };
  const admin: Admin = {
    me: world.me,
    flavour: world.flavour,
    count(table) {
      settle();
      return live(table).length;
    },
    ids(table) {
      settle();
      return live(table).map((row) => row.id);
    },
    read(table, id) {
      settle();
      const row = store.get(table, id);
      if (row === undefined) return null;
      return isKind(table) ? presentRecord(table, row, EVERYTHING, world, true) : { ...row };
    },
    file: (id) => world.files.loadFile(id),
    insert(table, values) {
      const id = typeof values['id'] === 'number' ? values['id'] : store.table(table).nextId();
      store.transact(() =>
        store.put(table, { ...defaultsOf(table, world), ...normaliseAll(withEmails(table, id, values)), id }),
      );
      return id;
    },
    update(table, id, changes) {
      store.transact(() =>
        store.patch(table, existing(table, id), {
          updated_at: world.now(),
          ...normaliseAll(withEmails(table, id, changes)),
        }),
      );
    },
    delete(table, id, how = RECYCLED.has(table) ? 'soft' : 'hard') {
      store.transact(() => {
        if (how === 'hard') store.erase(table, id);
        else
          store.patch(table, existing(table, id), {
            is_deleted: true,
            deleted_at: world.now(),
            updated_at: world.now(),
          });
      });
    },
    rows: (table) => store.table(table).all(),
    setHidden(table, id, isHidden) {
      if (isHidden) world.hidden.add(hiddenKey(table, id));
      else world.hidden.delete(hiddenKey(table, id));
      world.lists.clear();
    },
    isHidden: (table, id) => world.hidden.has(hiddenKey(table, id)),
    watch: (listener) => store.observe(listener),
    setQuirks(changes) {
      Object.assign(world.quirks, changes);
      world.lists.clear();
    },
    calls: () => made,
    forgetCalls: () => void (made.length = 0),
    acceptKey: (key, user) => void users.set(`Token token=${key}`, user),
    setRateLimit: (limit) => void (limiter = limit === null ? null : new RateLimiter(limit)),
  };
  return {
    admin,
    record: (call) => void made.push(call),
    limiter: () => limiter,
    userOf: (authorization) => users.get(authorization ?? '') ?? null,
  };
}
