import type { ClientCall } from './client-call.ts';

/** What each example of the reference means for the client: contacts. */
export const contactCalls: Readonly<Record<string, ClientCall>> = {
  'contacts-025': (c) =>
    c.contacts.create({
      first_name: 'James',
      last_name: 'Sampleton (sample)',
      mobile_number: '1-926-555-9503',
    }),
  'contacts-026': (c) =>
    c.contacts.create({
      first_name: 'James',
      last_name: 'Sampleton (sample)',
      mobile_number: '1-926-555-9503',
      custom_field: { cf_is_active: true },
    }),
  'contacts-027': (c) =>
    c.contacts.create({
      first_name: 'James',
      last_name: 'Sampleton (sample)',
      mobile_number: '1-926-555-9503',
      custom_field: { cf_is_active: true },
      sales_accounts: [
        { id: 1, is_primary: true },
        { id: 2, is_primary: false },
      ],
    }),
  'contacts-028': (c) =>
    c.contacts.create({
      first_name: 'James',
      last_name: 'Sampleton (sample)',
      mobile_number: '1-926-555-9503',
      custom_field: { cf_is_active: true },
      sales_account: { name: 'Sample Account' },
    }),
  'contacts-029': (c) => c.contacts.get(1, { include: ['sales_accounts'] }),
  'contacts-030': (c) => c.contacts.filters(),
  'contacts-031': (c) => c.contacts.view(3),
  'contacts-032': (c) => c.contacts.scroll(211, { limit: 2, lastFetchedId: 5 }),
  'contacts-033': (c) =>
    c.contacts.update(1, { mobile_number: '5-626-852-0503', custom_field: { cf_is_active: false } }),
  'contacts-034': (c) =>
    c.contacts.manageTeamMembers(10, [
      { user_id: 18813, designation_id: 33 },
      { user_id: 18814, designation_id: 34 },
    ]),
  'contacts-035': (c) =>
    c.contacts.manageTeamMembers(10, [
      { user_id: 18813, designation_id: 33 },
      { user_id: 18814, designation_id: 34, _destroy: true },
    ]),
  'contacts-036': (c) =>
    c.contacts.upsert(
      { field: 'emails', value: 'jamessampleton@gmail.com' },
      { first_name: 'James', last_name: 'Sampleton (sample)', mobile_number: '1-926-555-9503' },
    ),
  'contacts-037': (c) =>
    c.contacts.bulkUpsert([
      {
        field: 'emails',
        value: 'jamessampleton@gmail.com',
        data: { first_name: 'James', last_name: 'Sampleton (sample)' },
      },
      { field: 'id', value: '123', data: { first_name: 'Steve' } },
    ]),
  'contacts-038': (c) => c.contacts.bulkAssignOwner([1, 2], 1),
  'contacts-039': (c) => c.contacts.clone(1),
  'contacts-040': (c) =>
    c.contacts.clone(1, {
      first_name: 'James',
      last_name: 'Sampleton (sample)',
      mobile_number: '1-926-555-9503',
    }),
  'contacts-041': (c) => c.contacts.remove(1),
  'contacts-042': (c) => c.contacts.forget(1),
  'contacts-043': (c) => c.contacts.bulkDestroy([1, 2]),
  'contacts-044': (c) => c.contacts.fields(),
  'contacts-045': (c) => c.contacts.activities(1, { include: ['user'], limit: 3 }),
};
