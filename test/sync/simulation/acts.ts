import type { Operation } from '../../../shared/edits/edit.ts';
import type { RecordKind, RecordRef } from '../../../shared/entities/kind.ts';
import { MODEL_OF_KIND } from '../../../shared/entities/target.ts';
import { idOf, objectsOf, stringsOf, type RawRecord } from '../../../shared/entities/record.ts';
import type { NewEdit } from '../../../shared/edits/edit.ts';
import type { Command, CommandName } from './command.ts';
import type { Mark, ToldEdit } from './told.ts';
import { deviceActs } from './surroundings.ts';
import { otherActs } from './others.ts';
import type { World } from './world.ts';

/** Does a command. @returns what came of it, in words for the trace; null where it could not be done */
export type Act = (world: World, command: Command) => Promise<string | null> | string | null;

const MIRRORED = ['contacts', 'leads', 'sales_accounts', 'deals'] as const;
type Mirrored = (typeof MIRRORED)[number];

/** A text that nothing else in the world has. */
export function markOf({ n }: Command, part = ''): string {
  return `Qk${String(n).padStart(3, '0')}${part}z`;
}

const at = (command: Command, index: number): number => command.r[index] ?? 0;
const pick = <T>(list: readonly T[], by: number): T | undefined => list[by % Math.max(1, list.length)];

/** The fields of free text that the rep writes in, by kind. */
export const TEXTS: Readonly<Record<Mirrored, readonly string[]>> = {
  leads: ['last_name', 'job_title', 'city', 'department', 'address'],
  contacts: ['last_name', 'job_title', 'city', 'department', 'address'],
  sales_accounts: ['city', 'address', 'phone', 'name', 'website'],
  deals: ['name', 'city'],
};
/** Custom fields and what is written in them: a text, or a number that is one of a kind. */
export const CUSTOM: Readonly<Record<Mirrored, readonly (readonly [string, 'text' | 'number' | 'date'])[]>> =
  {
    leads: [['cf_met_on', 'date']],
    contacts: [
      ['cf_remarks', 'text'],
      ['cf_visits-per-year', 'number'],
      ['cf_birthday', 'date'],
    ],
    sales_accounts: [
      ['cf_domain_name', 'text'],
      ['cf_gate_code', 'text'],
    ],
    deals: [
      ['cf_number_of_agents', 'number'],
      ['cf_custom_date', 'date'],
    ],
  };

export function customValue(type: 'text' | 'number' | 'date', command: Command): unknown {
  if (type === 'text') return markOf(command);
  if (type === 'number') return 1000 + command.n;
  return new Date(Date.UTC(2027, 0, 1) + command.n * 86_400_000).toISOString().slice(0, 10);
}

/** A record that the rep sees, by chance. */
export async function someRef(
  world: World,
  kinds: readonly RecordKind[],
  by: number,
  fits: (id: number) => boolean = () => true,
): Promise<RecordRef | null> {
  for (let turn = 0; turn < kinds.length; turn++) {
    const kind = kinds[(by + turn) % kinds.length]!;
    const id = pick((await world.ids(kind)).filter(fits), Math.floor(by / 7));
    if (id !== undefined) return { kind, id };
  }
  return null;
}

interface Asked {
  readonly edit: NewEdit;
  readonly mark?: Mark | null;
  readonly alsoMakes?: Mark | null;
  readonly seen?: RawRecord | null;
}

/** Has edits saved, and remembers what the rep was told. */
export async function save(world: World, command: Command, asked: readonly Asked[]): Promise<string> {
  const made = world.kernel.now();
  const answer = await world.ask((ui) => ui.edit({ edits: asked.map(({ edit }) => edit) }));
  const kind = answer.is;
  const tell = (
    index: number,
    id: string | null,
    target: RecordRef | null,
    told: ToldEdit['answer'],
  ): ToldEdit => {
    const { edit, mark = null, alsoMakes = null, seen = null } = asked[index]!;
    const known = edit.target.id === null ? null : { kind: edit.target.kind, id: edit.target.id };
    const entry: ToldEdit = {
      n: command.n,
      at: made,
      id,
      target: target ?? known,
      operation: edit.operation as ToldEdit['operation'],
      mark,
      alsoMakes,
      seen,
      answer: told,
      undoneAt: null,
    };
    world.told.edits.push(entry);
    return entry;
  };
  if (kind === 'lost' || kind === 'refused') {
    for (const index of asked.keys()) tell(index, null, null, kind);
    return kind === 'lost' ? 'the app died' : `not saved: ${JSON.stringify(answer.error)}`;
  }
  if (!answer.value.saved)
    return `refused: ${answer.value.problems.map(({ field, code }) => `${String(field)} ${code}`).join(', ')}`;
  const { editIds, targets } = answer.value;
  if (editIds.length !== asked.length) return 'nothing to change';
  const told = editIds.map((id, index) => tell(index, id, targets[index]!, 'saved'));
  for (const each of told) await checkSeen(world, each);
  return told.map(({ target }) => `${target!.kind} ${String(target!.id)}`).join(', ');
}

/** What the rep typed stands in the record at once (the seventh of the model's rules). */
async function checkSeen(world: World, told: ToldEdit): Promise<void> {
  const { operation, target } = told;
  if (operation.type !== 'create' && operation.type !== 'update') return;
  const value = await world.record(target!);
  if (value === null) return;
  for (const [path, asked] of Object.entries(operation.fields)) {
    if (typeof asked !== 'string' || path.includes('date')) continue;
    const custom = path.startsWith('custom_field.') ? path.slice('custom_field.'.length) : null;
    const held =
      custom === null
        ? value.record?.[path]
        : (value.record?.['custom_field'] as RawRecord | undefined)?.[custom];
    // Somebody else may have deleted it, or the server may have answered already.
    if (value.record !== null && held !== asked && value.pending.editIds.includes(told.id ?? ''))
      world.violate(
        'the rep does not see what he typed',
        `${target!.kind} ${String(target!.id)} ${path}: ${JSON.stringify(held)} for ${asked}`,
      );
  }
}

async function update(
  world: World,
  command: Command,
  ref: RecordRef | null,
  fieldsOf: (seen: RawRecord) => RawRecord | null,
): Promise<string | null> {
  if (ref === null) return null;
  const seen = (await world.record(ref))?.record ?? null;
  if (seen === null) return null;
  const fields = fieldsOf(seen);
  if (fields === null) return null;
  const said = await save(world, command, [
    { edit: { target: ref, operation: { type: 'update', fields } }, seen },
  ]);
  return `${refText(ref)} ${JSON.stringify(fields)} → ${said}`;
}

const refText = (ref: RecordRef): string => `${ref.kind} ${String(ref.id)}`;
const email = (command: Command): { value: string; is_primary: boolean }[] => [
  { value: `${markOf(command).toLowerCase()}@sim.test`, is_primary: true },
];
const isoAt = (world: World, ms: number): string =>
  `${new Date(Math.floor((world.kernel.now() + ms) / 1000) * 1000).toISOString().slice(0, 19)}Z`;
const HOUR = 3_600_000;

function creation(
  _world: World,
  kind: RecordKind,
  fields: RawRecord,
  mark: Mark | null,
  alsoMakes: Mark | null = null,
): Asked {
  return { edit: { target: { kind, id: null }, operation: { type: 'create', fields } }, mark, alsoMakes };
}

async function aboutWhom(world: World, by: number): Promise<RawRecord | null> {
  const ref = await someRef(world, MIRRORED, by);
  return ref === null
    ? null
    : { targetable_type: MODEL_OF_KIND[ref.kind as Mirrored], targetable_id: ref.id };
}

/** Something that belongs to a record: a note, a task, a visit, an activity. */
function belonging(world: World, command: Command, about: RawRecord, choice: number, part = ''): Asked {
  const text = markOf(command, part);
  switch (choice % 5) {
    case 0:
    case 1:
      return creation(
        world,
        'notes',
        { description: text, ...about },
        { table: 'notes', key: 'description', value: text },
      );
    case 2:
      return creation(
        world,
        'tasks',
        { title: text, due_date: isoAt(world, 20 * HOUR), owner_id: world.me, ...about },
        { table: 'tasks', key: 'title', value: text },
      );
    case 3:
      return creation(
        world,
        'appointments',
        { title: text, from_date: isoAt(world, 5 * HOUR), end_date: isoAt(world, 6 * HOUR), ...about },
        { table: 'appointments', key: 'title', value: text },
      );
    default: {
      const type = world.rows('sales_activity_types')[0]!;
      return creation(
        world,
        'sales_activities',
        {
          title: text,
          notes: `${text} was there`,
          sales_activity_type_id: type.id,
          start_date: isoAt(world, -2 * HOUR),
          end_date: isoAt(world, -HOUR),
          owner_id: world.me,
          ...about,
        },
        { table: 'sales_activities', key: 'title', value: text },
      );
    }
  }
}

async function hasLeads(world: World): Promise<boolean> {
  return world.app.admin.flavour === 'classic' && (await world.ids('leads')).length > 0;
}

async function createPerson(world: World, command: Command): Promise<string> {
  const text = markOf(command);
  const kind = world.app.admin.flavour === 'classic' && at(command, 0) % 2 === 0 ? 'leads' : 'contacts';
  const account =
    kind === 'contacts' && at(command, 1) % 2 === 0
      ? await someRef(world, ['sales_accounts'], at(command, 2))
      : null;
  const fields = {
    last_name: text,
    emails: email(command),
    ...(at(command, 3) % 2 === 0 ? { mobile_number: `+4670${String(1_000_000 + command.n)}` } : {}),
    ...(account === null ? {} : { sales_accounts: [{ id: account.id, is_primary: true }] }),
    ...(kind === 'leads' && at(command, 4) % 3 === 0 ? { company: { name: `${text} company` } } : {}),
  };
  return save(world, command, [
    creation(world, kind, fields, { table: kind, key: 'last_name', value: text }),
  ]);
}

async function createDeal(world: World, command: Command): Promise<string | null> {
  const account = await someRef(world, ['sales_accounts'], at(command, 0));
  if (account === null) return null;
  const contact = at(command, 1) % 2 === 0 ? await someRef(world, ['contacts'], at(command, 2)) : null;
  const text = markOf(command);
  const fields = {
    name: text,
    amount: String(1000 + command.n),
    sales_account_id: account.id,
    ...(contact === null ? {} : { contacts: [{ id: contact.id }] }),
  };
  return save(world, command, [
    creation(world, 'deals', fields, { table: 'deals', key: 'name', value: text }),
  ]);
}

/** A new account, its contact, its deal and a note, each on what was made before it. */
async function createChain(world: World, command: Command): Promise<string> {
  const text = markOf(command);
  const said = [
    await save(world, command, [
      creation(
        world,
        'sales_accounts',
        { name: text, city: text },
        { table: 'sales_accounts', key: 'name', value: text },
      ),
    ]),
  ];
  const account = world.told.edits.at(-1)!;
  if (account.n !== command.n || account.answer !== 'saved') return said.join('; ');
  const contact = markOf(command, 'c');
  said.push(
    await save(world, command, [
      creation(
        world,
        'contacts',
        {
          last_name: contact,
          emails: email(command),
          sales_accounts: [{ id: account.target!.id, is_primary: true }],
        },
        { table: 'contacts', key: 'last_name', value: contact },
      ),
    ]),
  );
  const person = world.told.edits.at(-1)!;
  if (person === account || person.answer !== 'saved') return said.join('; ');
  const deal = markOf(command, 'd');
  said.push(
    await save(world, command, [
      creation(
        world,
        'deals',
        {
          name: deal,
          amount: '500',
          sales_account_id: account.target!.id,
          contacts: [{ id: person.target!.id }],
        },
        { table: 'deals', key: 'name', value: deal },
      ),
    ]),
  );
  said.push(
    await save(world, command, [
      belonging(
        world,
        command,
        { targetable_type: 'Contact', targetable_id: person.target!.id },
        at(command, 1),
        'n',
      ),
    ]),
  );
  return said.join('; ');
}

async function editTags(world: World, command: Command): Promise<string | null> {
  return update(world, command, await someRef(world, MIRRORED, at(command, 0)), (seen) => {
    const tags = stringsOf(seen, 'tags');
    const isRemoval = at(command, 1) % 3 === 0 && tags.length > 0;
    return {
      tags: isRemoval ? tags.filter((tag) => tag !== pick(tags, at(command, 2))) : [...tags, markOf(command)],
    };
  });
}

async function editEmails(world: World, command: Command): Promise<string | null> {
  return update(world, command, await someRef(world, ['contacts', 'leads'], at(command, 0)), (seen) => ({
    emails: [
      ...objectsOf(seen, 'emails'),
      { value: `${markOf(command).toLowerCase()}@more.test`, is_primary: false },
    ],
  }));
}

async function editAccounts(world: World, command: Command): Promise<string | null> {
  const account = await someRef(world, ['sales_accounts'], at(command, 1));
  if (account === null) return null;
  return update(world, command, await someRef(world, ['contacts'], at(command, 0)), (seen) => {
    const list = objectsOf(seen, 'sales_accounts').map((each) => ({
      id: idOf(each, 'id'),
      is_primary: each['is_primary'] === true,
    }));
    if (list.some(({ id }) => id === account.id) || list.length > 8) return null;
    return { sales_accounts: [...list, { id: account.id, is_primary: list.length === 0 }] };
  });
}

async function moveStage(world: World, command: Command): Promise<string | null> {
  const stages = world.rows('deal_stages');
  return update(world, command, await someRef(world, ['deals'], at(command, 0)), (seen) => {
    const stage = pick(
      stages.filter(({ id }) => id !== seen['deal_stage_id']),
      at(command, 1),
    );
    if (stage === undefined) return null;
    const isLost = stage['forecast_type'] === 'Closed Lost';
    const reason = pick(world.rows('deal_reasons'), at(command, 2));
    return { deal_stage_id: stage.id, ...(isLost ? { deal_reason_id: reason!.id } : {}) };
  });
}

async function dealContacts(world: World, command: Command): Promise<string | null> {
  const contact = await someRef(world, ['contacts'], at(command, 1));
  if (contact === null) return null;
  return update(world, command, await someRef(world, ['deals'], at(command, 0)), (seen) => {
    const list = objectsOf(seen, 'contacts');
    const isThere = list.some(({ id }) => id === contact.id);
    return { contacts: isThere ? list.filter(({ id }) => id !== contact.id) : [...list, { id: contact.id }] };
  });
}

async function dealProducts(world: World, command: Command): Promise<string | null> {
  const product = pick(world.visible('products'), at(command, 1));
  if (product === undefined) return null;
  return update(world, command, await someRef(world, ['deals'], at(command, 0)), (seen) => ({
    products: [
      ...objectsOf(seen, 'products').filter(
        (line) => line['product_id'] !== product.id && line['id'] !== product.id,
      ),
      { id: product.id, quantity: 1 + (at(command, 2) % 9) },
    ],
  }));
}

async function remove(world: World, command: Command): Promise<string | null> {
  const kinds: RecordKind[] = [...MIRRORED, 'tasks', 'appointments', 'notes', 'sales_activities'];
  const ref = await someRef(world, kinds, at(command, 0));
  if (ref === null) return null;
  const seen = (await world.record(ref))?.record ?? null;
  if (seen === null) return null;
  const edit: NewEdit = {
    target: ref,
    operation: {
      type: 'delete',
      withContactsAndDeals: ref.kind === 'sales_accounts' && at(command, 1) % 4 === 0,
    },
  };
  return `${refText(ref)} → ${await save(world, command, [{ edit, seen }])}`;
}

async function clone(world: World, command: Command): Promise<string | null> {
  const ref = await someRef(world, MIRRORED, at(command, 0), (id) => id > 0);
  if (ref === null) return null;
  const text = markOf(command);
  const key = ref.kind === 'leads' || ref.kind === 'contacts' ? 'last_name' : 'name';
  const fields =
    key === 'last_name'
      ? { last_name: text, emails: email(command), mobile_number: null, twitter: null, external_id: null }
      : { name: text };
  const operation: NewEdit['operation'] = { type: 'clone', sourceId: ref.id, fields };
  return `of ${refText(ref)} → ${await save(world, command, [
    {
      edit: { target: { kind: ref.kind, id: null }, operation },
      mark: { table: ref.kind as Mirrored, key, value: text },
    },
  ])}`;
}

async function convert(world: World, command: Command): Promise<string | null> {
  if (!(await hasLeads(world))) return null;
  const ref = await someRef(world, ['leads'], at(command, 0));
  if (ref === null) return null;
  const seen = (await world.record(ref))?.record ?? null;
  if (seen === null) return null;
  const text = markOf(command);
  const deal =
    at(command, 1) % 2 === 0 ? { name: markOf(command, 'd'), amount: String(700 + command.n) } : null;
  const operation: NewEdit['operation'] = {
    type: 'convert',
    fields: { last_name: text, company: { name: `${text} & Co` } },
    deal,
  };
  return `${refText(ref)} → ${await save(world, command, [
    {
      edit: { target: ref, operation },
      seen,
      mark: { table: 'contacts', key: 'last_name', value: text },
      alsoMakes: deal === null ? null : { table: 'deals', key: 'name', value: deal.name },
    },
  ])}`;
}

async function team(world: World, command: Command): Promise<string | null> {
  const ref = await someRef(world, MIRRORED, at(command, 0));
  if (ref === null) return null;
  const user = pick(world.rows('users'), at(command, 1))!;
  const designation = pick(world.rows('designations'), at(command, 2))!;
  const operation: Operation = {
    type: 'team',
    members: [
      {
        user_id: user.id,
        designation_id: designation.id,
        ...(at(command, 3) % 3 === 0 ? { _destroy: true } : {}),
      },
    ],
  };
  return `${refText(ref)} ${JSON.stringify(operation.members)} → ${await save(world, command, [{ edit: { target: ref, operation } }])}`;
}

async function restore(world: World, command: Command): Promise<string | null> {
  const ids = await world.ids('products');
  const deleted = world.told.edits.filter(
    ({ operation, target }) => operation.type === 'delete' && target?.kind === 'products',
  );
  const target = pick(deleted, at(command, 0))?.target;
  if (target != null && at(command, 1) % 2 === 0)
    return `${refText(target)} → ${await save(world, command, [{ edit: { target, operation: { type: 'restore' } } }])}`;
  const id = pick(ids, at(command, 2));
  if (id === undefined) return null;
  const ref: RecordRef = { kind: 'products', id };
  return `first deletes ${refText(ref)} → ${await save(world, command, [
    {
      edit: { target: ref, operation: { type: 'delete', withContactsAndDeals: false } },
      seen: (await world.record(ref))?.record ?? null,
    },
  ])}`;
}

function upserted(command: Command, kind: 'contacts' | 'sales_accounts', part: string): Asked {
  const text = markOf(command, part);
  const operation: NewEdit['operation'] =
    kind === 'contacts'
      ? {
          type: 'upsert',
          identifier: { field: 'emails', value: `${text.toLowerCase()}@up.test` },
          fields: { last_name: text },
        }
      : { type: 'upsert', identifier: { field: 'name', value: text }, fields: { city: text } };
  return {
    edit: { target: { kind, id: null }, operation },
    mark: { table: kind, key: kind === 'contacts' ? 'last_name' : 'name', value: text },
  };
}

async function bulkOwner(world: World, command: Command): Promise<string | null> {
  const kind = (await hasLeads(world)) && at(command, 0) % 2 === 0 ? 'leads' : 'contacts';
  const owner = pick(world.rows('users'), at(command, 1))!.id;
  const ids = (await world.ids(kind)).filter((id) => id > 0).slice(0, 2 + (at(command, 2) % 4));
  const asked: Asked[] = [];
  for (const id of ids) {
    const seen = (await world.record({ kind, id }))?.record ?? null;
    if (seen !== null && seen['owner_id'] !== owner)
      asked.push({
        edit: { target: { kind, id }, operation: { type: 'update', fields: { owner_id: owner } } },
        seen,
      });
  }
  return asked.length === 0 ? null : `to ${String(owner)}: ${await save(world, command, asked)}`;
}

async function bulkDelete(world: World, command: Command): Promise<string | null> {
  const kind = pick(MIRRORED, at(command, 0))!;
  const ids = (await world.ids(kind)).filter((id) => id > 0).slice(0, 2);
  const asked: Asked[] = [];
  for (const id of ids)
    asked.push({
      edit: { target: { kind, id }, operation: { type: 'delete', withContactsAndDeals: false } },
      seen: (await world.record({ kind, id }))?.record ?? null,
    });
  return asked.length === 0 ? null : save(world, command, asked);
}

async function undo(
  world: World,
  command: Command,
  fits: (state: string) => boolean,
): Promise<string | null> {
  const entries = (await world.outbox())?.filter(({ edit }) => fits(edit.state.name)) ?? [];
  const entry = pick(entries, at(command, 0));
  if (entry === undefined) return null;
  const answer = await world.ask((ui) =>
    ui['edit.undo']({ editId: entry.edit.id, withDependants: at(command, 1) % 3 !== 0 }),
  );
  if (answer.is === 'lost') {
    world.told.maybeUndone.add(entry.edit.id);
    return `${entry.title}: the app died`;
  }
  if (answer.is === 'refused') return `${entry.title}: ${answer.error.code}`;
  if (!answer.value.undone) return `${entry.title}: others depend on it`;
  for (const id of answer.value.editIds) {
    const told = world.told.byId(id);
    if (told !== undefined) told.undoneAt = world.kernel.now();
  }
  return `${entry.edit.operation.type} of ${refText(entry.edit.target)}: ${String(answer.value.editIds.length)} taken back`;
}

async function retry(world: World): Promise<string | null> {
  const parked = (await world.outbox())?.filter(({ edit }) => edit.state.name === 'parked') ?? [];
  if (parked.length === 0) return null;
  const answer = await world.ask((ui) => ui['outbox.retry']({ editIds: parked.map(({ edit }) => edit.id) }));
  return `${String(parked.length)}: ${answer.is}`;
}

/** Decides a conflict, as the rep would: with what he was asked. */
export async function resolve(world: World, command: Command): Promise<string | null> {
  const conflict = pick((await world.conflicts()) ?? [], at(command, 0));
  if (conflict === undefined) return null;
  const { target, what } = conflict;
  const by = at(command, 1);
  const picks = Object.fromEntries(
    Object.keys(what.kind === 'gone-there' ? {} : what.fields).map((path, index) => [
      path,
      (by >> index) % 2 === 0 ? ('mine' as const) : ('theirs' as const),
    ]),
  );
  const resolution =
    what.kind === 'gone-there'
      ? ({ kind: by % 3 === 0 ? 'recreate' : 'theirs' } as const)
      : what.kind === 'fields' && by % 3 === 0
        ? ({ kind: 'fields', picks } as const)
        : ({ kind: by % 3 === 1 ? 'mine' : 'theirs' } as const);
  const at0 = world.kernel.now();
  const answer = await world.ask((ui) => ui['conflict.resolve']({ target, resolution }));
  if (answer.is !== 'refused')
    world.told.decisions.push({
      at: at0,
      target,
      how: resolution.kind,
      picks: resolution.kind === 'fields' ? picks : null,
    });
  return `${refText(target)} ${what.kind} → ${JSON.stringify(resolution)}: ${answer.is === 'refused' ? answer.error.code : answer.is}`;
}

/** Answers a question with the truth: the rep looks it up in the CRM. */
export async function answerQuestion(world: World, command: Command): Promise<string | null> {
  const entry = pick(
    (await world.outbox())?.filter(({ edit }) => edit.state.name === 'question') ?? [],
    at(command, 0),
  );
  if (entry === undefined) return null;
  const told = world.told.byId(entry.edit.id);
  const made = told?.mark == null ? null : world.madeRow(told);
  const answer = await world.ask((ui) => ui['outbox.answer']({ editId: entry.edit.id, recordId: made }));
  world.told.decisions.push({
    at: world.kernel.now(),
    target: entry.edit.target,
    how: 'answered',
    picks: null,
  });
  return `${entry.title}: ${made === null ? 'send it again' : `it is ${String(made)}`}: ${answer.is === 'refused' ? answer.error.code : answer.is}`;
}

async function policies(world: World, command: Command): Promise<string | null> {
  const choice = pick(['ask', 'mine', 'theirs'] as const, at(command, 0))!;
  const kind = pick(MIRRORED, at(command, 1))!;
  const chosen = { ...world.policies, [kind]: { all: choice, fields: {} } };
  const answer = await world.ask((ui) => ui['policies.set']({ policies: chosen }));
  world.told.policies.push({ at: world.kernel.now(), policies: chosen });
  if (answer.is === 'answer') world.policies = chosen;
  return `${kind}: ${choice}: ${answer.is}`;
}

const repActs: Readonly<Partial<Record<CommandName, Act>>> = {
  'create person': createPerson,
  'create account': (world, command) => {
    const text = markOf(command);
    const mark = { table: 'sales_accounts', key: 'name', value: text } as const;
    return save(world, command, [creation(world, 'sales_accounts', { name: text, city: text }, mark)]);
  },
  'create deal': createDeal,
  'create about': async (world, command) => {
    const about = await aboutWhom(world, at(command, 0));
    return (
      about &&
      `on ${JSON.stringify(about)} → ${await save(world, command, [belonging(world, command, about, at(command, 1))])}`
    );
  },
  'create chain': createChain,
  'create twins': async (world, command) => {
    const about = await aboutWhom(world, at(command, 0));
    if (about === null) return null;
    const asked = belonging(world, command, about, at(command, 1) % 3);
    return `${await save(world, command, [asked])}; ${await save(world, command, [asked])}`;
  },
  'create product': (world, command) => {
    const text = markOf(command);
    return save(world, command, [
      creation(world, 'products', { name: text }, { table: 'products', key: 'name', value: text }),
    ]);
  },
  'log call': async (world, command) => {
    const about = await aboutWhom(world, at(command, 0));
    const text = markOf(command);
    const mark = { table: 'notes', key: 'description', value: text } as const;
    return (
      about &&
      save(world, command, [
        creation(
          world,
          'phone_calls',
          { call_direction: at(command, 1) % 2 === 0, ...about, note: { description: text } },
          mark,
        ),
      ])
    );
  },
  'log call of somebody new': (world, command) => {
    const text = markOf(command);
    const kind = world.app.admin.flavour === 'classic' ? 'leads' : 'contacts';
    const fields = {
      call_direction: true,
      targetable_type: MODEL_OF_KIND[kind],
      targetable: { last_name: text, mobile_number: `+4671${String(1_000_000 + command.n)}` },
      note: { description: text },
    };
    return save(world, command, [
      creation(
        world,
        'phone_calls',
        fields,
        { table: 'notes', key: 'description', value: text },
        { table: kind, key: 'last_name', value: text },
      ),
    ]);
  },
  'edit text': async (world, command) => {
    const ref = await someRef(world, MIRRORED, at(command, 0));
    if (ref === null) return null;
    const path = pick(TEXTS[ref.kind as Mirrored], at(command, 1))!;
    if (ref.kind === 'deals' && path === 'city')
      return update(world, command, ref, () => ({ amount: String(2000 + command.n) }));
    return update(world, command, ref, () => ({ [path]: markOf(command) }));
  },
  'edit custom field': async (world, command) => {
    const ref = await someRef(world, MIRRORED, at(command, 0));
    if (ref === null) return null;
    const [name, type] = pick(CUSTOM[ref.kind as Mirrored], at(command, 1))!;
    return update(world, command, ref, () => ({ [`custom_field.${name}`]: customValue(type, command) }));
  },
  'edit tags': editTags,
  'edit emails': editEmails,
  'edit accounts': editAccounts,
  'change owner': async (world, command) =>
    update(world, command, await someRef(world, MIRRORED, at(command, 0)), (seen) => {
      const owner = pick(
        world.rows('users').filter(({ id }) => id !== seen['owner_id']),
        at(command, 1),
      )!;
      return { owner_id: owner.id };
    }),
  'move stage': moveStage,
  'deal contacts': dealContacts,
  'deal products': dealProducts,
  'product prices': async (world, command) =>
    update(world, command, await someRef(world, ['products'], at(command, 0)), (seen) => ({
      product_pricings: [
        ...objectsOf(seen, 'product_pricings').filter((price) => price['currency_code'] !== 'EUR'),
        { currency_code: 'EUR', unit_price: 100 + command.n },
      ],
      ...(objectsOf(seen, 'product_pricings').length === 0 ? { pricing_type: 1 } : {}),
    })),
  'complete task': async (world, command) =>
    update(world, command, await someRef(world, ['tasks'], at(command, 0)), (seen) => ({
      status: seen['status'] === 1 || seen['status'] === true ? 0 : 1,
    })),
  'edit task': async (world, command) =>
    update(world, command, await someRef(world, ['tasks'], at(command, 0)), (seen) => {
      if (at(command, 1) % 3 === 0) return { due_date: isoAt(world, HOUR * (1 + (at(command, 2) % 40))) };
      if (at(command, 1) % 3 === 1) return { title: markOf(command) };
      const users = (Array.isArray(seen['user_ids']) ? seen['user_ids'] : []) as number[];
      const user = pick(
        world.rows('users').filter(({ id }) => !users.includes(id)),
        at(command, 2),
      );
      return user === undefined ? null : { user_ids: [...users, user.id] };
    }),
  'move appointment': async (world, command) =>
    update(world, command, await someRef(world, ['appointments'], at(command, 0)), (seen) => {
      if (seen['is_allday'] === true) return { title: markOf(command) };
      const hours = 1 + (at(command, 1) % 100);
      return { from_date: isoAt(world, hours * HOUR), end_date: isoAt(world, (hours + 1) * HOUR) };
    }),
  'check in': async (world, command) =>
    update(
      world,
      command,
      await someRef(world, ['appointments', 'sales_activities'], at(command, 0)),
      () => ({
        checkedin_at: isoAt(world, 0),
        latitude: '59.3',
        longitude: '18.1',
      }),
    ),
  attendees: async (world, command) => {
    const contact = await someRef(world, ['contacts'], at(command, 1));
    if (contact === null) return null;
    return update(world, command, await someRef(world, ['appointments'], at(command, 0)), (seen) => {
      const list = objectsOf(seen, 'appointment_attendees');
      if (list.some((each) => each['attendee_id'] === contact.id)) return null;
      return { appointment_attendees: [...list, { attendee_type: 'Contact', attendee_id: contact.id }] };
    });
  },
  'edit note': async (world, command) =>
    update(world, command, await someRef(world, ['notes'], at(command, 0)), () => ({
      description: markOf(command),
    })),
  'edit activity': async (world, command) =>
    update(world, command, await someRef(world, ['sales_activities'], at(command, 0)), () => ({
      notes: markOf(command),
    })),
  delete: remove,
  clone,
  convert,
  team,
  restore,
  upsert: (world, command) =>
    save(world, command, [upserted(command, at(command, 0) % 2 === 0 ? 'contacts' : 'sales_accounts', '')]),
  'bulk owner': bulkOwner,
  'bulk delete': bulkDelete,
  'bulk upsert': (world, command) => {
    const kind = at(command, 0) % 2 === 0 ? 'contacts' : 'sales_accounts';
    return save(
      world,
      command,
      ['a', 'b', 'c'].map((part) => upserted(command, kind, part)),
    );
  },
  undo: (world, command) => undo(world, command, () => true),
  discard: (world, command) => undo(world, command, (state) => state === 'parked' || state === 'question'),
  retry,
  resolve,
  answer: answerQuestion,
  look: async (world, command) => {
    const ref = await someRef(world, MIRRORED, at(command, 0), (id) => id > 0);
    if (ref === null || world.device.engine === null) return null;
    world.device.engine.look(ref);
    return refText(ref);
  },
  policies,
};

const ACTS: Readonly<Partial<Record<CommandName, Act>>> = { ...repActs, ...deviceActs, ...otherActs };

/** Carries out a command and lets its time pass. */
export async function carryOut(world: World, command: Command): Promise<void> {
  const act = ACTS[command.name];
  if (act === undefined) throw new Error(`nobody does "${command.name}"`);
  const said = await act(world, command);
  if (said !== null) {
    world.say(`#${String(command.n)} ${command.name}: ${said}`);
    world.done.set(command.name, (world.done.get(command.name) ?? 0) + 1);
  }
  await world.kernel.advance(command.wait);
}
