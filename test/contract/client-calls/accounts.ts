import type { ClientCall } from './client-call.ts';

/** What each example of the reference means for the client: accounts. */
export const accountCalls: Readonly<Record<string, ClientCall>> = {
  'accounts-046': (c) => c.salesAccounts.create({ name: 'Widgetz.io (sample)' }),
  'accounts-047': (c) =>
    c.salesAccounts.create({
      name: 'Widgetz.io (sample)',
      custom_field: { cf_domain_name: 'sampledomain.yourcompany.com' },
    }),
  'accounts-048': (c) =>
    c.salesAccounts.create({ name: 'Widgetz.io (sample)', parent_sales_account: { name: 'Parent' } }),
  'accounts-049': (c) => c.salesAccounts.get(1, { include: ['owner'] }),
  'accounts-050': (c) => c.salesAccounts.filters(),
  'accounts-051': (c) => c.salesAccounts.view(2),
  'accounts-052': (c) => c.salesAccounts.scroll(223, { limit: 2, lastFetchedId: 5 }),
  'accounts-053': (c) =>
    c.salesAccounts.update(1, { custom_field: { cf_domain_name: 'samplewebsite.yourcompany.com' } }),
  'accounts-054': (c) =>
    c.salesAccounts.manageTeamMembers(10, [
      { user_id: 18813, designation_id: 33 },
      { user_id: 18814, designation_id: 34 },
    ]),
  'accounts-055': (c) =>
    c.salesAccounts.manageTeamMembers(10, [
      { user_id: 18813, designation_id: 33 },
      { user_id: 18814, designation_id: 34, _destroy: true },
    ]),
  'accounts-056': (c) =>
    c.salesAccounts.upsert({ field: 'name', value: 'Widgetz.io' }, { city: 'Sample city' }),
  'accounts-057': (c) =>
    c.salesAccounts.bulkUpsert([
      { field: 'name', value: 'Account Name', data: { city: 'City_1' } },
      { field: 'id', value: '123', data: { city: 'City_2' } },
    ]),
  'accounts-058': (c) => c.salesAccounts.clone(1),
  'accounts-059': (c) => c.salesAccounts.clone(1, { name: 'Widgetz.io (sample)' }),
  'accounts-060': (c) => c.salesAccounts.remove(1),
  'accounts-061': (c) => c.salesAccounts.remove(1, { withContactsAndDeals: true }),
  'accounts-062': (c) => c.salesAccounts.forget(1),
  'accounts-063': (c) => c.salesAccounts.bulkDestroy([1, 2]),
  'accounts-064': (c) => c.salesAccounts.bulkDestroy([1, 2], { withContactsAndDeals: true }),
  'accounts-065': (c) => c.salesAccounts.fields(),
};
