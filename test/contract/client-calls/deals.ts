import type { ClientCall } from './client-call.ts';

/** What each example of the reference means for the client: deals. */
export const dealCalls: Readonly<Record<string, ClientCall>> = {
  'deals-066': (c) => c.deals.create({ name: 'Sample deal', amount: 23456, sales_account_id: 1 }),
  'deals-067': (c) =>
    c.deals.create({
      name: 'Sample deal',
      amount: 23456,
      sales_account_id: 1,
      custom_field: { cf_number_of_agents: 45 },
    }),
  'deals-068': (c) =>
    c.deals.create({
      name: 'Sample deal',
      amount: 23456,
      sales_account: { name: 'Sample Account' },
      custom_field: { cf_number_of_agents: 45 },
    }),
  'deals-069': (c) =>
    c.deals.create({
      name: 'Sample deal',
      amount: 23456,
      sales_account: { name: 'Sample Account' },
      custom_field: { cf_number_of_agents: 45 },
      contacts_added_list: [1, 2],
    }),
  'deals-070': (c) => c.deals.get(1, { include: ['owner'] }),
  'deals-071': (c) => c.deals.filters(),
  'deals-072': (c) => c.deals.view(4),
  'deals-073': (c) => c.deals.scroll(223, { limit: 2, lastFetchedId: 5 }),
  'deals-074': (c) =>
    c.deals.update(1, {
      probability: 30,
      custom_field: { cf_number_of_agents: 56 },
      contacts_removed_list: [2],
    }),
  'deals-075': (c) =>
    c.deals.manageTeamMembers(10, [
      { user_id: 18813, designation_id: 33 },
      { user_id: 18814, designation_id: 34 },
    ]),
  'deals-076': (c) =>
    c.deals.manageTeamMembers(10, [
      { user_id: 18813, designation_id: 33 },
      { user_id: 18814, designation_id: 34, _destroy: true },
    ]),
  'deals-077': (c) => c.deals.upsert({ field: 'name', value: 'Sample deal' }, { amount: '23456.0' }),
  'deals-078': (c) =>
    c.deals.bulkUpsert([
      { field: 'name', value: 'Account Name', data: { amount: '1000' } },
      { field: 'id', value: '123', data: { amount: '2000' } },
    ]),
  'deals-079': (c) => c.deals.clone(1),
  'deals-080': (c) => c.deals.clone(1, { name: 'Sample deal', amount: 23456, sales_account_id: 1 }),
  'deals-081': (c) => c.deals.remove(1),
  'deals-082': (c) => c.deals.forget(1),
  'deals-083': (c) => c.deals.bulkDestroy([1, 2]),
  'deals-084': (c) => c.deals.fields(),
};
