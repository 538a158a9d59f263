import type { NewEdit, Operation } from '../../../shared/edits/edit.ts';
import type { Kind, RecordKind } from '../../../shared/entities/kind.ts';
import { MODEL_OF_KIND } from '../../../shared/entities/target.ts';
import { FILE_PIECE_BYTES } from '../../../shared/limits.ts';
import { staged } from '../../store/edits.ts';
import type { World } from './harness.ts';

/** What is done to a record, and how the account shows that it was done exactly once. */
export interface Case {
  readonly name: string;
  readonly kind: RecordKind;
  readonly type: Operation['type'];
  /** Makes what the edit is about, in the account and on the device. @returns the edit, and what tells how often it was done (1 is as it should be) */
  arrange(world: World): Promise<{ edit: NewEdit; times: () => number }>;
  /** Where the API has no way to find out, the user is asked. */
  readonly asks?: true;
}

const MARK = 'Marker 4711';

function insert(world: World, kind: Exclude<RecordKind, 'phone_calls'>): number {
  const { admin } = world;
  const about = (): Record<string, unknown> => ({
    targetable_type: 'Contact',
    targetable_id: insert(world, 'contacts'),
  });
  switch (kind) {
    case 'leads':
      return admin.insert('leads', {
        last_name: 'Lee',
        email: `lee${admin.count('leads')}@example.test`,
        company: { id: 1, name: 'Lee Ltd' },
        owner_id: admin.me,
      });
    case 'contacts':
      return admin.insert('contacts', {
        last_name: 'Cho',
        email: `cho${admin.count('contacts')}@example.test`,
        owner_id: admin.me,
        custom_field: {},
        tags: ['old'],
      });
    case 'sales_accounts':
      return admin.insert('sales_accounts', {
        name: `Acme ${admin.count('sales_accounts')}`,
        owner_id: admin.me,
      });
    case 'deals':
      return admin.insert('deals', {
        name: 'Ten drills',
        amount: '100',
        sales_account_id: insert(world, 'sales_accounts'),
        owner_id: admin.me,
      });
    case 'tasks':
      return admin.insert('tasks', {
        title: 'Call',
        status: 0,
        due_date: '2026-12-01T10:00:00Z',
        owner_id: admin.me,
        user_ids: [],
        ...about(),
      });
    case 'appointments':
      return admin.insert('appointments', {
        title: 'Visit',
        from_date: '2026-12-01T10:00:00Z',
        end_date: '2026-12-01T11:00:00Z',
        attendees: [],
        ...about(),
      });
    case 'sales_activities':
      return admin.insert('sales_activities', {
        title: 'Demo',
        start_date: '2026-12-01T10:00:00Z',
        end_date: '2026-12-01T11:00:00Z',
        sales_activity_type_id: first(world, 'sales_activity_types'),
        owner_id: admin.me,
        ...about(),
      });
    case 'notes':
      return admin.insert('notes', { description: 'Old note', ...about() });
    case 'products':
      return admin.insert('products', {
        name: `Drill ${admin.count('products')}`,
        pricing_type: 0,
        product_pricings: [],
        is_active: true,
        owner_id: admin.me,
      });
    case 'cpq_documents':
      return admin.insert('cpq_documents', {
        display_name: 'Quote',
        document_type: 'Quote',
        cpq_document_template_name: 'Plain',
        stage: 'Draft',
        deal_id: insert(world, 'deals'),
        contact_id: insert(world, 'contacts'),
        currency_code: 'USD',
        amount: '0',
        products: [],
        owner_id: admin.me,
      });
  }
}

export function first(world: World, table: Parameters<World['admin']['ids']>[0]): number {
  const [id] = world.admin.ids(table);
  if (id === undefined) throw new Error(`no ${table}`);
  return id;
}

/** Puts a record of the account into the store, with what it is about. */
export async function existing(world: World, kind: Exclude<RecordKind, 'phone_calls'>): Promise<number> {
  const id = insert(world, kind);
  if (kind === 'notes') {
    const row = world.admin.read('notes', id);
    const contact = Number(row?.['targetable_id']);
    const parent = await world.mirror('contacts', contact);
    const { records } = await world.crm.related('contacts', parent, 'notes', 1, {
      lane: 'look',
      signal: new AbortController().signal,
    });
    await world.sync.call('store.apply', {
      batches: [{ kind, records: [...records] }],
      removed: [],
      bookmarks: [],
      details: [],
      journal: [],
    });
  } else await world.mirror(kind, id);
  return id;
}

/** The field by which each kind's test records are told. */
const MARKED: Readonly<Record<Exclude<RecordKind, 'phone_calls'>, string>> = {
  leads: 'job_title',
  contacts: 'job_title',
  sales_accounts: 'city',
  deals: 'name',
  tasks: 'title',
  appointments: 'title',
  sales_activities: 'title',
  notes: 'description',
  products: 'product_code',
  cpq_documents: 'display_name',
};

/** Fields of a new record, besides the marked one. */
async function newFields(
  world: World,
  kind: Exclude<RecordKind, 'phone_calls'>,
): Promise<Record<string, unknown>> {
  const marked = { [MARKED[kind]]: MARK };
  const about = async (): Promise<Record<string, unknown>> => ({
    targetable_type: 'Contact',
    targetable_id: await existing(world, 'contacts'),
  });
  switch (kind) {
    case 'leads':
      return {
        last_name: 'New',
        emails: [{ value: 'new@example.test', is_primary: true }],
        company: { name: 'New Ltd' },
        ...marked,
      };
    case 'contacts':
      return {
        last_name: 'New',
        emails: [{ value: 'new@example.test', is_primary: true }],
        sales_accounts: [{ id: await existing(world, 'sales_accounts'), is_primary: true }],
        ...marked,
      };
    case 'sales_accounts':
      return { name: 'New Ltd', ...marked };
    case 'deals':
      return {
        amount: '12.5',
        sales_account_id: await existing(world, 'sales_accounts'),
        contacts: [{ id: await existing(world, 'contacts') }],
        ...marked,
      };
    case 'tasks':
      return {
        due_date: '2026-12-03T10:00:00Z',
        owner_id: world.admin.me,
        user_ids: [world.admin.me],
        ...(await about()),
        ...marked,
      };
    case 'appointments':
      return {
        from_date: '2026-12-03T10:00:00Z',
        end_date: '2026-12-03T11:00:00Z',
        appointment_attendees: [{ attendee_type: 'FdMultitenant::User', attendee_id: world.admin.me }],
        ...(await about()),
        ...marked,
      };
    case 'sales_activities':
      return {
        start_date: '2026-12-03T10:00:00Z',
        end_date: '2026-12-03T11:00:00Z',
        sales_activity_type_id: first(world, 'sales_activity_types'),
        owner_id: world.admin.me,
        ...(await about()),
        ...marked,
      };
    case 'notes':
      return { ...(await about()), ...marked };
    case 'products':
      return { name: 'New drill', ...marked };
    case 'cpq_documents':
      return {
        document_type: 'Quote',
        cpq_document_template_name: 'Plain',
        deal_id: await existing(world, 'deals'),
        contact_id: await existing(world, 'contacts'),
        ...marked,
      };
  }
}

function marked(world: World, kind: Exclude<RecordKind, 'phone_calls'>): number {
  return world.admin.ids(kind).filter((id) => world.admin.read(kind, id)?.[MARKED[kind]] === MARK).length;
}

const RECORDS = Object.keys(MARKED) as Exclude<RecordKind, 'phone_calls'>[];
const MIRRORED = ['leads', 'contacts', 'sales_accounts', 'deals'] as const satisfies readonly Kind[];

const creates: Case[] = RECORDS.map((kind) => ({
  name: `create ${kind}`,
  kind,
  type: 'create',
  ...(kind === 'cpq_documents' ? { asks: true as const } : {}),
  arrange: async (world) => ({
    edit: { target: { kind, id: null }, operation: { type: 'create', fields: await newFields(world, kind) } },
    times: () => marked(world, kind),
  }),
}));

const calls: Case[] = [
  { name: 'with a note', fields: { note: { description: MARK } } },
  { name: 'without a note', fields: {} },
].map(({ name, fields }) => ({
  name: `create phone_calls ${name}`,
  kind: 'phone_calls',
  type: 'create',
  async arrange(world) {
    const contact = await existing(world, 'contacts');
    const about = { targetable_type: 'Contact', targetable_id: contact };
    return {
      edit: {
        target: { kind: 'phone_calls', id: null },
        operation: { type: 'create', fields: { call_direction: true, ...about, ...fields } },
      },
      times: () => world.admin.ids('phone_calls').length,
    };
  },
}));

const callWithSomebodyNew: Case = {
  name: 'create phone_calls with somebody new',
  kind: 'phone_calls',
  type: 'create',
  arrange: (world) =>
    Promise.resolve({
      edit: {
        target: { kind: 'phone_calls', id: null },
        operation: {
          type: 'create',
          fields: {
            call_direction: false,
            targetable_type: 'Lead',
            targetable: { last_name: 'Stranger', mobile_number: '123', company: { name: 'Strange Ltd' } },
          },
        },
      },
      times: () => world.admin.ids('phone_calls').length,
    }),
};

const updates: Case[] = RECORDS.map((kind) => ({
  name: `update ${kind}`,
  kind,
  type: 'update',
  async arrange(world) {
    const id = await existing(world, kind);
    return {
      edit: { target: { kind, id }, operation: { type: 'update', fields: { [MARKED[kind]]: MARK } } },
      times: () => marked(world, kind),
    };
  },
}));

const deletes: Case[] = RECORDS.map((kind) => ({
  name: `delete ${kind}`,
  kind,
  type: 'delete',
  async arrange(world) {
    const id = await existing(world, kind);
    return {
      edit: { target: { kind, id }, operation: { type: 'delete', withContactsAndDeals: false } },
      times: () => {
        const row = world.admin.read(kind, id);
        return row === null || row['is_deleted'] === true ? 1 : 0;
      },
    };
  },
}));

const clones: Case[] = MIRRORED.map((kind) => ({
  name: `clone ${kind}`,
  kind,
  type: 'clone',
  async arrange(world) {
    const id = await existing(world, kind);
    return {
      edit: {
        target: { kind, id: null },
        operation: { type: 'clone', sourceId: id, fields: { [MARKED[kind]]: MARK } },
      },
      times: () => marked(world, kind),
    };
  },
}));

const conversions: Case[] = [null, { name: MARK, amount: '55' }].map((deal) => ({
  name: `convert leads ${deal === null ? 'alone' : 'with a deal'}`,
  kind: 'leads',
  type: 'convert',
  async arrange(world) {
    const id = await existing(world, 'leads');
    const fields = { last_name: MARK, company: { name: 'Lee Ltd' } };
    return {
      edit: { target: { kind: 'leads', id }, operation: { type: 'convert', fields, deal } },
      times: () => {
        const contacts = world.admin.ids('contacts');
        const made = contacts.filter(
          (one) => world.admin.read('contacts', one)?.['last_name'] === MARK,
        ).length;
        return deal === null ? made : (made + marked(world, 'deals')) / 2;
      },
    };
  },
}));

const teams: Case[] = MIRRORED.map((kind) => ({
  name: `team ${kind}`,
  kind,
  type: 'team',
  async arrange(world) {
    const id = await existing(world, kind);
    const member = { user_id: world.admin.me, designation_id: first(world, 'designations') };
    return {
      edit: { target: { kind, id }, operation: { type: 'team', members: [member] } },
      times: () => {
        const target = (row: Record<string, unknown> | null): boolean =>
          row?.['targetable_type'] === MODEL_OF_KIND[kind] && row['targetable_id'] === id;
        return world.admin.ids('team_members').filter((row) => target(world.admin.read('team_members', row)))
          .length;
      },
    };
  },
}));

const restores: Case[] = (['products', 'cpq_documents'] as const).map((kind) => ({
  name: `restore ${kind}`,
  kind,
  type: 'restore',
  async arrange(world) {
    const id = await existing(world, kind);
    world.admin.delete(kind, id, 'soft');
    return {
      edit: { target: { kind, id }, operation: { type: 'restore' } },
      times: () => (world.admin.read(kind, id)?.['is_deleted'] === false ? 1 : 0),
    };
  },
}));

/** Files; the bytes of the second kind are more than one piece. */
const files: Case[] = ([...MIRRORED, 'products'] as const).map((kind) => ({
  name: `attach ${kind}`,
  kind,
  type: 'attach',
  async arrange(world) {
    const id = await existing(world, kind);
    const bytes = new Uint8Array(kind === 'contacts' ? FILE_PIECE_BYTES + 7 : 12).fill(65);
    const name = 'Minutes & more.txt';
    // An older one that looks the same, which is no answer to the question.
    world.admin.insert('documents', {
      targetable_type: kind === 'products' ? 'Product' : MODEL_OF_KIND[kind],
      targetable_id: id,
      name,
      size: bytes.length,
      content_type: 'text/plain',
      created_at: '2020-01-01T00:00:00Z',
    });
    const file = await staged(world.store, { name, bytes });
    return {
      edit: { target: { kind, id }, operation: { type: 'attach', file } },
      times: () =>
        world.admin.ids('documents').filter((one) => {
          const row = world.admin.read('documents', one);
          const held = world.admin.file(one);
          return row?.['targetable_id'] === id && held !== null && Buffer.compare(held, bytes) === 0;
        }).length,
    };
  },
}));

/** By what each kind is found. */
const IDENTIFIERS = {
  leads: { field: 'emails', value: 'up@example.test' },
  contacts: { field: 'emails', value: 'up@example.test' },
  sales_accounts: { field: 'name', value: 'Up Ltd' },
  deals: { field: 'name', value: 'Up deal' },
} as const;

const upserts: Case[] = MIRRORED.map((kind) => ({
  name: `upsert ${kind}`,
  kind,
  type: 'upsert',
  async arrange(world) {
    const identifier = IDENTIFIERS[kind];
    const fields = { ...(await newFields(world, kind)), [MARKED[kind]]: MARK };
    const { emails: _emails, ...rest } = fields as Record<string, unknown>;
    if (kind === 'deals') Object.assign(rest, { name: identifier.value, amount: '77' });
    if (kind === 'sales_accounts') Object.assign(rest, { name: identifier.value });
    return {
      edit: { target: { kind, id: null }, operation: { type: 'upsert', identifier, fields: rest } },
      times: () =>
        kind === 'deals'
          ? world.admin.ids('deals').filter((id) => world.admin.read('deals', id)?.['name'] === 'Up deal')
              .length
          : marked(world, kind),
    };
  },
}));

/** Every row of the table of strategies that is one. */
export const CASES: readonly Case[] = [
  ...creates,
  ...calls,
  callWithSomebodyNew,
  ...updates,
  ...deletes,
  ...clones,
  ...conversions,
  ...teams,
  ...restores,
  ...upserts,
  ...files,
];
