import type { ClientCall } from './client-call.ts';

/** What each example of the reference means for the client: leads. */
export const leadCalls: Readonly<Record<string, ClientCall>> = {
  'general-000': (c) => c.leads.get(1),
  'general-001': (c) => c.leads.get(1, { include: ['owner'] }),
  'leads-002': (c) =>
    c.leads.create({
      first_name: 'Eric',
      last_name: 'Sampleton (sample)',
      mobile_number: '1-926-652-9503',
      company: { name: 'Widgetz.io (sample)' },
    }),
  'leads-003': (c) =>
    c.leads.create({
      first_name: 'Eric',
      last_name: 'Sampleton (sample)',
      mobile_number: '1-926-652-9504',
      company: { name: 'Widgetz.io (sample)' },
      custom_field: { cf_primary: true },
    }),
  'leads-004': (c) =>
    c.leads.create({
      first_name: 'Eric',
      last_name: 'Sampleton (sample)',
      mobile_number: '1-926-652-9503',
      company: { name: 'Widgetz.io (sample)' },
    }),
  'leads-005': (c) =>
    c.leads.create({
      first_name: 'Eric',
      last_name: 'Sampleton (sample)',
      mobile_number: '1-926-652-9503',
      company: { name: 'Widgetz.io (sample)' },
      deal: { name: 'Sample Deal', amount: 15678 },
    }),
  'leads-006': (c) => c.leads.get(1),
  'leads-007': (c) =>
    c.leads.convert(1, {
      first_name: 'Jane',
      last_name: 'Sampleton (sample)',
      email: 'janesampleton@gmail.com',
      company: { name: 'Widgetz.io (sample)' },
    }),
  'leads-008': (c) =>
    c.leads.convert(1, {
      first_name: 'Jane',
      last_name: 'Sampleton (sample)',
      email: 'janesampleton@gmail.com',
      company: { name: 'Widgetz.io (sample)' },
      deal: { name: 'Sample Deal', amount: '11000' },
    }),
  'leads-009': (c) => c.leads.filters(),
  'leads-010': (c) => c.leads.view(4),
  'leads-011': (c) => c.leads.scroll(199, { limit: 2, lastFetchedId: 5 }),
  'leads-012': (c) =>
    c.leads.update(1, { mobile_number: '1-726-652-9503', custom_field: { cf_primary: true } }),
  'leads-013': (c) =>
    c.leads.manageTeamMembers(10, [
      { user_id: 18813, designation_id: 33 },
      { user_id: 18814, designation_id: 34 },
    ]),
  'leads-014': (c) =>
    c.leads.manageTeamMembers(10, [
      { user_id: 18813, designation_id: 33 },
      { user_id: 18814, designation_id: 34, _destroy: true },
    ]),
  'leads-015': (c) =>
    c.leads.upsert(
      { field: 'emails', value: 'jamessampleton@gmail.com' },
      { first_name: 'James', last_name: 'Sampleton (sample)', mobile_number: '1-926-555-9503' },
    ),
  'leads-016': (c) =>
    c.leads.bulkUpsert([
      {
        field: 'emails',
        value: 'jamessampleton@gmail.com',
        data: { first_name: 'James', last_name: 'Sampleton (sample)' },
      },
      { field: 'id', value: '123', data: { first_name: 'Steve' } },
    ]),
  'leads-017': (c) => c.leads.bulkAssignOwner([1, 2], 1),
  'leads-018': (c) => c.leads.clone(1),
  'leads-019': (c) =>
    c.leads.clone(1, {
      first_name: 'Eric',
      last_name: 'Sampleton (sample)',
      mobile_number: '1-926-652-9504',
      company: { name: 'Widgetz.io (sample)' },
    }),
  'leads-020': (c) => c.leads.remove(1),
  'leads-021': (c) => c.leads.forget(1),
  'leads-022': (c) => c.leads.bulkDestroy([1, 2]),
  'leads-023': (c) => c.leads.fields(),
  'leads-024': (c) => c.leads.activities(1, { include: ['user'], limit: 3 }),
};
