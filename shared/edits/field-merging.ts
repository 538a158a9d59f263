import type { RecordKind } from '../entities/kind.ts';

/** How a field's two changes come together. */
export type Merging =
  /** One value: changed on both sides, it is a conflict. */
  | { readonly as: 'value' }
  /** A list of words or ids. */
  | { readonly as: 'set' }
  /** A list of objects, each known by a key: accounts by `id`, e-mail addresses by `value`, product lines by `id`, team members by `user_id`. */
  | { readonly as: 'keyed'; readonly key: string };

const SET: Merging = { as: 'set' };
const VALUE: Merging = { as: 'value' };
const keyed = (key: string): Merging => ({ as: 'keyed', key });
const PERSON = {
  tags: SET,
  emails: keyed('value'),
  phone_numbers: keyed('value'),
  team_users: keyed('user_id'),
};

const TABLE: Readonly<Record<RecordKind, Readonly<Record<string, Merging>>>> = {
  leads: PERSON,
  contacts: { ...PERSON, sales_accounts: keyed('id') },
  sales_accounts: { tags: SET, team_users: keyed('user_id') },
  deals: { tags: SET, contacts: keyed('id'), products: keyed('id'), team_users: keyed('user_id') },
  tasks: { user_ids: SET },
  appointments: { appointment_attendees: keyed('attendee_id') },
  sales_activities: {},
  notes: {},
  phone_calls: {},
  products: { product_pricings: keyed('currency_code') },
  cpq_documents: { products: keyed('id') },
};

/** The table of fields that merge as sets; everything else is a value. */
export function mergingOf(kind: RecordKind, path: string): Merging {
  const fields = TABLE[kind];
  return Object.hasOwn(fields, path) ? fields[path]! : VALUE;
}
