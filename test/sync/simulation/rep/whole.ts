import type { Operation, NewEdit } from '../../../../shared/edits/edit.ts';
import type { RecordKind, RecordRef } from '../../../../shared/entities/kind.ts';
import { at, pick, type Acts } from '../act.ts';
import type { Command } from '../command.ts';
import { markOf, MIRRORED } from '../fields.ts';
import { refText, save, someRef, type Asked } from './saving.ts';
import type { World } from '../world.ts';

async function hasLeads(world: World): Promise<boolean> {
  return world.app.admin.flavour === 'classic' && (await world.ids('leads')).length > 0;
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

/** What the rep does with whole records. */
export const wholeActs: Acts = {
  delete: remove,
  convert,
  team,
  restore,
  'bulk owner': bulkOwner,
  'bulk delete': bulkDelete,
  look: async (world, command) => {
    const ref = await someRef(world, MIRRORED, at(command, 0), (id) => id > 0);
    if (ref === null || world.device.engine === null) return null;
    world.device.engine.look(ref);
    return refText(ref);
  },
};
