import { beforeEach, describe, expect, it } from 'vitest';
import { configured, days, idsOf, openAccount, record, viewId, type Account, type Json } from './client.ts';

let account: Account;
beforeEach(async () => {
  account = await openAccount();
});

const leadValues = {
  first_name: 'Jane',
  last_name: 'Sample',
  email: 'jane@x.test',
  mobile_number: '+1',
  city: 'Zürich',
  company: { name: 'Widgetz', city: 'Bern', phone: '5' },
};

describe('converting a lead', () => {
  const make = async (): Promise<number> =>
    Number(record(await account.call('POST', 'leads', { lead: leadValues }), 'lead')['id']);
  const convert = (id: number, lead: Json) => account.call('POST', `leads/${String(id)}/convert`, { lead });

  it('needs last name and company, else nothing happens', async () => {
    const id = await make();
    for (const body of [{ last_name: 'Sample' }, { company: { name: 'Widgetz' } }])
      expect((await convert(id, body)).status).toBe(400);
    expect([
      account.admin.count('leads'),
      account.admin.count('contacts'),
      account.admin.count('sales_accounts'),
    ]).toEqual([1, 0, 0]);
  });

  it('turns it into a contact with its account, mail, phone and notes; the lead is gone', async () => {
    const id = await make();
    await account.call('POST', 'notes', {
      note: { description: 'Called', targetable_type: 'Lead', targetable_id: id },
    });
    const answer = await convert(id, { last_name: 'Sampleton', company: { name: 'Widgetz' } });
    const contact = account.admin.read('contacts', Number(record(answer, 'contact')['id'])) as Json;
    expect(contact).toMatchObject({
      last_name: 'Sampleton',
      first_name: 'Jane',
      email: 'jane@x.test',
      mobile_number: '+1',
      city: 'Zürich',
      recent_note: 'Called',
    });
    expect(contact['sales_accounts']).toMatchObject([{ name: 'Widgetz', is_primary: true }]);
    expect(
      account.admin.read('sales_accounts', account.admin.ids('sales_accounts')[0] as number),
    ).toMatchObject({ city: 'Bern', phone: '5' });
    expect((await account.get(`leads/${String(id)}`)).status).toBe(404);
    expect(
      idsOf(
        await account.get(`leads/view/${String(await viewId(account, 'leads', 'Recycle Bin'))}`),
        'leads',
      ),
    ).toEqual([]);
    expect(account.admin.count('deals')).toBe(0);
  });

  it('makes a deal on request, and uses the account that has the name already', async () => {
    const known = account.admin.insert('sales_accounts', { name: 'WIDGETZ' });
    const answer = await convert(await make(), {
      last_name: 'Sample',
      company: { name: 'Widgetz' },
      deal: { name: 'First', amount: '11000' },
    });
    const [deal] = account.admin.ids('deals');
    expect(account.admin.read('deals', deal as number)).toMatchObject({
      amount: '11000.0',
      sales_account_id: known,
      contact_ids: [record(answer, 'contact')['id']],
    });
  });
});

describe('cloning', () => {
  it('copies all, even unique values, but for what the body gives', async () => {
    const id = account.admin.insert('sales_accounts', {
      name: 'Co',
      city: 'Oslo',
      custom_field: { cf_tier: 'A' },
    });
    const copy = record(
      await account.call('POST', `sales_accounts/${String(id)}/clone`, {}),
      'sales_account',
    );
    expect(copy).toMatchObject({ name: 'Co', city: 'Oslo', custom_field: { cf_tier: 'A' } });
    expect(copy['id']).not.toBe(id);
    expect(
      record(
        await account.call('POST', `sales_accounts/${String(id)}/clone`, {
          sales_account: { name: 'Other' },
        }),
        'sales_account',
      ),
    ).toMatchObject({ name: 'Other', city: 'Oslo' });
  });
});

describe('deleting', () => {
  const contact = (mobile_number: string): number =>
    account.admin.insert('contacts', { last_name: 'C', mobile_number });
  const listed = async (name: string): Promise<number[]> =>
    idsOf(await account.get(`contacts/view/${String(await viewId(account, 'contacts', name))}`), 'contacts');

  it('moves a record to the recycle bin, for 90 days', async () => {
    const id = contact('1');
    expect((await account.call('DELETE', `contacts/${String(id)}`)).body).toBe(true);
    expect([await listed('All Contacts'), await listed('Recycle Bin')]).toEqual([[], [id]]);
    expect(record(await account.get(`contacts/${String(id)}`), 'contact')['is_deleted']).toBe(true);
    expect((await account.call('PUT', `contacts/${String(id)}`, { contact: { city: 'X' } })).status).toBe(
      404,
    );
    expect((await account.call('DELETE', `contacts/${String(id)}`)).status).toBe(404);
    account.clock.ms += days(91);
    expect(await listed('Recycle Bin')).toEqual([]);
    expect((await account.get(`contacts/${String(id)}`)).status).toBe(404);
  });

  it('in bulk says of each id whether it was there', async () => {
    const [one, two] = [contact('1'), contact('2')];
    const answer = await account.call('POST', 'contacts/bulk_destroy', {
      selected_ids: [one, 5, String(two)],
    });
    expect(answer.body['contacts']).toEqual([{ [String(one)]: true }, { 5: false }, { [String(two)]: true }]);
    expect(account.admin.count('contacts')).toBe(0);
  });

  it('takes the contacts and open deals of an account along only when asked', async () => {
    const build = (name: string): { co: number; person: number; open: number; won: number } => {
      const co = account.admin.insert('sales_accounts', { name });
      const person = account.admin.insert('contacts', {
        last_name: name,
        mobile_number: name,
        sales_accounts: [{ id: co, is_primary: true }],
      });
      const open = account.admin.insert('deals', { name, sales_account_id: co });
      return {
        co,
        person,
        open,
        won: account.admin.insert('deals', {
          name,
          sales_account_id: co,
          deal_stage_id: configured(account.admin, 'deal_stages', 'Won'),
        }),
      };
    };
    const [kept, gone] = [build('kept'), build('gone')];
    await account.call('DELETE', `sales_accounts/${String(kept.co)}`);
    await account.call('DELETE', `sales_accounts/${String(gone.co)}?delete_associated_contacts_deals=true`);
    expect(account.admin.ids('contacts')).toEqual([kept.person]);
    expect(account.admin.ids('deals')).toEqual([kept.open, kept.won, gone.won]);
    expect(account.admin.read('contacts', kept.person)?.['sales_accounts']).toEqual([]);
  });

  it('for good takes everything about the record along, and the id is never used again', async () => {
    const person = contact('1');
    const co = account.admin.insert('sales_accounts', { name: 'Co' });
    const deal = account.admin.insert('deals', { name: 'D', sales_account_id: co, contact_ids: [person] });
    account.admin.insert('notes', { description: 'x', targetable_type: 'Contact', targetable_id: person });
    expect((await account.call('DELETE', `contacts/${String(person)}/forget`)).body).toBe(true);
    expect((await account.call('DELETE', `sales_accounts/${String(co)}/forget`)).body).toBe(true);
    expect(account.admin.count('notes')).toBe(0);
    expect(account.admin.read('deals', deal)).toMatchObject({ contact_ids: [], sales_account_id: null });
    expect((await account.get(`contacts/${String(person)}`)).status).toBe(404);
    expect(contact('2')).toBeGreaterThan(person);
  });
});

describe('owners and teams', () => {
  it('are assigned in bulk', async () => {
    const id = account.admin.insert('leads', { last_name: 'L', mobile_number: '1' });
    const [, other] = account.admin.ids('users');
    expect(
      (await account.call('POST', 'leads/bulk_assign_owner', { selected_ids: [id], owner_id: other })).body[
        'leads'
      ],
    ).toEqual([{ [String(id)]: true }]);
    expect(account.admin.read('leads', id)?.['owner_id']).toBe(other);
    expect(
      (await account.call('POST', 'leads/bulk_assign_owner', { selected_ids: [id], owner_id: 5 })).status,
    ).toBe(400);
    expect(
      (await account.call('POST', 'deals/bulk_assign_owner', { selected_ids: [id], owner_id: other })).status,
    ).toBe(404);
  });

  it('gain, change and lose members', async () => {
    const id = account.admin.insert('deals', { name: 'D' });
    const [one, two] = account.admin.ids('users') as [number, number];
    const [first, second] = account.admin.ids('designations') as [number, number];
    const manage = async (team_users: Json[]): Promise<unknown[]> =>
      (
        (await account.call('POST', `deals/${String(id)}/manage_team_members`, { team_users })).body[
          'team_users'
        ] as Json[]
      ).map((row) => [row['entity_id'], row['user_id'], row['designation_id']]);
    expect(
      await manage([
        { user_id: one, designation_id: first },
        { user_id: two, designation_id: first },
      ]),
    ).toEqual([
      [id, one, first],
      [id, two, first],
    ]);
    expect(
      await manage([
        { user_id: one, designation_id: second },
        { user_id: two, designation_id: first, _destroy: true },
      ]),
    ).toEqual([[id, one, second]]);
    expect(account.admin.read('deals', id)?.['team_user_ids']).toEqual([one]);
    expect(
      (
        await account.call('POST', `deals/${String(id)}/manage_team_members`, {
          team_users: [{ user_id: 5, designation_id: first }],
        })
      ).status,
    ).toBe(400);
  });
});
