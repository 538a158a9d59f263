import type { Row, TableName } from '../../../electron/sample/state/row.ts';
import { SAMPLE_TOKEN } from '../../../electron/sample/app.ts';
import { at, pick, type Acts } from './act.ts';
import { CUSTOM, customValue, markOf, TEXTS } from './fields.ts';
import type { Command } from './command.ts';
import type { World } from './world.ts';

const KINDS = ['contacts', 'leads', 'sales_accounts', 'deals'] as const;
type Kind = (typeof KINDS)[number];

function someRow(
  world: World,
  command: Command,
  fits: (row: Row) => boolean = (row) => row['is_deleted'] !== true,
): { kind: Kind; row: Row } | null {
  for (let turn = 0; turn < KINDS.length; turn++) {
    const kind = KINDS[(at(command, 0) + turn) % KINDS.length]!;
    const row = pick(world.rows(kind).filter(fits), at(command, 1));
    if (row !== undefined) return { kind, row };
  }
  return null;
}

/** The id of the somebody else. */
const other = (world: World): number => world.rows('users')[1]!.id;

function change(
  world: World,
  table: TableName,
  row: Row,
  changes: Readonly<Record<string, unknown>>,
): string {
  world.history.asOther(() =>
    world.app.admin.update(table, row.id, { ...changes, updater_id: other(world) }),
  );
  return `${table} ${String(row.id)} ${JSON.stringify(changes)}`;
}

/** A field that the rep has changed and not sent yet, if there is one: what collides with him. */
async function sameField(world: World, command: Command): Promise<string | null> {
  const pending = (await world.outbox())?.filter(
    ({ edit }) =>
      edit.target.id > 0 &&
      edit.operation.type === 'update' &&
      edit.state.name === 'queued' &&
      KINDS.some((kind) => kind === edit.target.kind),
  );
  const entry = pick(pending ?? [], at(command, 2));
  if (entry === undefined) return differentField(world, command);
  const kind = entry.edit.target.kind as Kind;
  const row = world.row(kind, entry.edit.target.id);
  const { operation } = entry.edit;
  if (row === undefined || row['is_deleted'] === true || operation.type !== 'update') return null;
  const path = Object.keys(operation.fields)[0]!;
  if (path.startsWith('custom_field.')) {
    const name = path.slice('custom_field.'.length);
    const type = CUSTOM[kind].find(([each]) => each === name)?.[1] ?? 'text';
    return change(world, kind, row, {
      custom_field: { ...(row['custom_field'] as object), [name]: customValue(type, command) },
    });
  }
  if (path === 'amount') return change(world, kind, row, { amount: String(9000 + command.n) });
  if (path === 'tags')
    return change(world, kind, row, { tags: [...((row['tags'] ?? []) as string[]), markOf(command, 'b')] });
  if (path === 'contacts') {
    const contact = pick(world.visible('contacts'), at(command, 4));
    const ids = (row['contact_ids'] ?? []) as number[];
    if (contact !== undefined && !ids.includes(contact.id))
      return change(world, kind, row, { contact_ids: [...ids, contact.id] });
  }
  if (path === 'owner_id') return change(world, kind, row, { owner_id: other(world) });
  if (TEXTS[kind].includes(path)) {
    // Now and then both wrote the same.
    const value = at(command, 3) % 6 === 0 ? operation.fields[path] : markOf(command, 'b');
    return change(world, kind, row, { [path]: value });
  }
  return differentField(world, command);
}

function differentField(world: World, command: Command): string | null {
  const found = someRow(world, command);
  if (found === null) return null;
  const { kind, row } = found;
  if (at(command, 4) % 4 === 0) {
    const [name, type] = pick(CUSTOM[kind], at(command, 5))!;
    return change(world, kind, row, {
      custom_field: { ...(row['custom_field'] as object), [name]: customValue(type, command) },
    });
  }
  const texts = TEXTS[kind].filter((path) => kind !== 'deals' || path !== 'city');
  return change(world, kind, row, { [pick(texts, at(command, 5))!]: markOf(command, 'b') });
}

async function convert(world: World, command: Command): Promise<string | null> {
  const lead = pick(world.visible('leads'), at(command, 0));
  if (lead === undefined) return null;
  const body = {
    lead: { last_name: markOf(command, 'b'), company: { name: `${markOf(command, 'b')} Ltd` } },
  };
  const before = world.history.by;
  world.history.by = 'B';
  try {
    await world.app.handle({
      method: 'POST',
      path: `/api/leads/${String(lead.id)}/convert`,
      headers: { authorization: `Token token=${SAMPLE_TOKEN}`, 'content-type': 'application/json' },
      body: new TextEncoder().encode(JSON.stringify(body)),
    });
  } finally {
    world.history.by = before;
  }
  return `lead ${String(lead.id)}`;
}

function create(world: World, command: Command): string | null {
  const text = markOf(command, 'b');
  const account = pick(world.visible('sales_accounts'), at(command, 1));
  const { admin } = world.app;
  return world.history.asOther(() => {
    switch (at(command, 0) % 4) {
      case 0:
        return `contacts ${String(admin.insert('contacts', { last_name: text, email: `${text}@b.test`, owner_id: other(world), creater_id: other(world), sales_accounts: [], updater_id: null }))}`;
      case 1:
        return `sales_accounts ${String(admin.insert('sales_accounts', { name: text, tags: [], custom_field: {}, owner_id: other(world), creater_id: other(world) }))}`;
      case 2:
        if (account === undefined) return null;
        return `deals ${String(
          admin.insert('deals', {
            name: text,
            creater_id: other(world),
            amount: '10',
            currency_id: world.rows('currencies')[0]!.id,
            sales_account_id: account.id,
            owner_id: other(world),
            tags: [],
            custom_field: {},
          }),
        )}`;
      default: {
        const contact = pick(world.visible('contacts'), at(command, 2));
        if (contact === undefined) return null;
        return `tasks ${String(
          admin.insert('tasks', {
            title: text,
            creater_id: other(world),
            status: 0,
            due_date: new Date(world.kernel.now() + 3_600_000).toISOString(),
            owner_id: world.me,
            user_ids: [],
            targetable_type: 'Contact',
            targetable_id: contact.id,
            completed_date: null,
            outcome_id: null,
            task_type_id: null,
          }),
        )}`;
      }
    }
  });
}

/** What others do in the same account, and the account's admin. */
export const otherActs: Acts = {
  'other edits same': sameField,
  'other edits': differentField,
  'other tags'(world, command) {
    const found = someRow(world, command);
    if (found === null) return null;
    const tags = (found.row['tags'] ?? []) as string[];
    return change(world, found.kind, found.row, {
      tags: at(command, 2) % 3 === 0 ? tags.slice(1) : [...tags, markOf(command, 'b')],
    });
  },
  'other deletes'(world, command) {
    const found = someRow(world, command);
    if (found === null) return null;
    world.history.asOther(() => world.app.admin.delete(found.kind, found.row.id, 'soft'));
    return `${found.kind} ${String(found.row.id)}`;
  },
  'other restores'(world, command) {
    const found = someRow(world, command, (row) => row['is_deleted'] === true && row['converted'] !== true);
    if (found === null) return null;
    return change(world, found.kind, found.row, { is_deleted: false });
  },
  'other erases'(world, command) {
    const found = someRow(world, command, () => true);
    if (found === null) return null;
    world.history.asOther(() => world.app.admin.delete(found.kind, found.row.id, 'hard'));
    return `${found.kind} ${String(found.row.id)}`;
  },
  'other creates': create,
  'other converts': convert,
  'other task'(world, command) {
    const task = pick(world.rows('tasks'), at(command, 0));
    if (task === undefined) return null;
    if (at(command, 1) % 4 === 0) {
      world.history.asOther(() => world.app.admin.delete('tasks', task.id, 'hard'));
      return `deletes task ${String(task.id)}`;
    }
    const done = at(command, 1) % 4 === 1;
    if (done)
      return change(world, 'tasks', task, {
        status: 1,
        completed_date: new Date(world.kernel.now()).toISOString(),
      });
    return change(world, 'tasks', task, { title: markOf(command, 'b') });
  },
  'other hides'(world, command) {
    const found = someRow(world, command);
    if (found === null) return null;
    world.app.admin.setHidden(found.kind, found.row.id, true);
    world.hiddenOnce.add(`${found.kind}:${String(found.row.id)}`);
    return `${found.kind} ${String(found.row.id)}`;
  },
  'other shows'(world, command) {
    const found = someRow(world, command, (row) =>
      KINDS.some((kind) => world.app.admin.isHidden(kind, row.id)),
    );
    if (found === null || !world.app.admin.isHidden(found.kind, found.row.id)) return null;
    world.app.admin.setHidden(found.kind, found.row.id, false);
    return `${found.kind} ${String(found.row.id)}`;
  },
  /** Takes the name of an account that the rep has made and not sent yet: his is refused then. */
  async 'other takes name'(world, command) {
    const pending = (await world.outbox())?.filter(
      ({ edit }) => edit.operation.type === 'create' && edit.target.kind === 'sales_accounts',
    );
    const entry = pick(pending ?? [], at(command, 0));
    if (entry?.edit.operation.type !== 'create') return null;
    const { name } = entry.edit.operation.fields;
    if (world.rows('sales_accounts').some((row) => row['name'] === name)) return null;
    world.history.asOther(() =>
      world.app.admin.insert('sales_accounts', {
        name,
        tags: [],
        custom_field: {},
        owner_id: other(world),
        creater_id: other(world),
      }),
    );
    return String(name);
  },
  'server fails at record'(world, command) {
    const found = someRow(world, command);
    if (found === null) return null;
    const base = world.app.admin.flavour === 'suite' ? '/crm/sales/api' : '/api';
    world.line.poisoned.add(`${base}/${found.kind}/${String(found.row.id)}`);
    return `${found.kind} ${String(found.row.id)}`;
  },
  'admin limit'(world, command) {
    const limits = [
      null,
      { perHour: 200, headers: 'both' },
      { perHour: 1000, headers: 'x-ratelimit' },
      { perHour: 400, headers: 'retry-after' },
    ] as const;
    const limit = limits[at(command, 0) % limits.length]!;
    world.app.admin.setRateLimit(limit);
    world.hasLimit = limit !== null;
    world.limitChangedAt = world.kernel.now();
    return JSON.stringify(limit);
  },
  'admin revokes key'(world) {
    world.line.isRevoked = true;
    return 'the key';
  },
  'admin quirks'(world, command) {
    const flip = at(command, 0) % 3;
    const changes =
      flip === 0
        ? { customFieldReplacedWhole: at(command, 1) % 2 === 0 }
        : flip === 1
          ? { deletedStillReadable: at(command, 1) % 2 === 0 }
          : { phoneCallWrapperFails: at(command, 1) % 2 === 0 };
    world.app.admin.setQuirks(changes);
    return JSON.stringify(changes);
  },
  'admin configuration'(world, command) {
    const name = markOf(command, 'b');
    const id = world.history.asOther(() =>
      world.app.admin.insert('users', { display_name: name, email: `${name}@b.test` }),
    );
    const contact = pick(world.visible('contacts'), at(command, 1));
    if (contact !== undefined) change(world, 'contacts', contact, { owner_id: id });
    return `a new user ${String(id)}`;
  },
};
