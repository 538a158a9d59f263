import { idOf, objectsOf, stringsOf } from '../../../../shared/entities/record.ts';
import { at, pick, type Acts } from '../act.ts';
import type { Command } from '../command.ts';
import { CUSTOM, customValue, markOf, MIRRORED, TEXTS, type Mirrored } from '../fields.ts';
import { HOUR, isoAt, someRef, update } from './saving.ts';
import type { World } from '../world.ts';

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

/** What the rep changes. */
export const editingActs: Acts = {
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
};
