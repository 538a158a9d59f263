import type { NewEdit } from '../../../../shared/edits/edit.ts';
import { type RawRecord } from '../../../../shared/entities/record.ts';
import { MODEL_OF_KIND } from '../../../../shared/entities/target.ts';
import { at, type Acts } from '../act.ts';
import type { Command } from '../command.ts';
import { markOf, MIRRORED, type Mirrored } from '../fields.ts';
import { creation, email, HOUR, isoAt, refText, save, someRef, type Asked } from './saving.ts';
import type { World } from '../world.ts';

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

/** What the rep makes. */
export const makingActs: Acts = {
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
  /** Twice the same, as by a double click: both are wanted, and one answer is lost. */
  'create twins': async (world, command) => {
    const about = await aboutWhom(world, at(command, 0));
    if (about === null) return null;
    const asked = belonging(world, command, about, at(command, 1) % 3);
    if (at(command, 3) % 4 > 0)
      world.faults.push({
        on: 'write',
        skip: at(command, 4) % 2,
        fault: { kind: 'dropped', acts: at(command, 3) % 4 === 1 },
      });
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
  clone,
  upsert: (world, command) =>
    save(world, command, [upserted(command, at(command, 0) % 2 === 0 ? 'contacts' : 'sales_accounts', '')]),
  'bulk upsert': (world, command) => {
    const kind = at(command, 0) % 2 === 0 ? 'contacts' : 'sales_accounts';
    return save(
      world,
      command,
      ['a', 'b', 'c'].map((part) => upserted(command, kind, part)),
    );
  },
};
