import { beforeEach, describe, expect, it } from 'vitest';
import {
  configured,
  messageOf,
  openAccount,
  record,
  type Account,
  type Answered,
  type Json,
} from './client.ts';

let account: Account;
beforeEach(async () => {
  account = await openAccount();
});

const create = (kind: string, key: string, values: Json): Promise<Answered> =>
  account.call('POST', kind, { [key]: values });
const lead = (values: Json): Promise<Answered> => create('leads', 'lead', values);
const contact = (values: Json): Promise<Answered> => create('contacts', 'contact', values);
const company = (values: Json): Promise<Answered> => create('sales_accounts', 'sales_account', values);
const deal = (values: Json): Promise<Answered> => create('deals', 'deal', values);
const update = (path: string, key: string, values: Json): Promise<Answered> =>
  account.call('PUT', path, { [key]: values });

describe('a person', () => {
  it.each([
    ['no last name', { first_name: 'Eva', mobile_number: '1' }, 'Last name'],
    ['no way to reach them', { last_name: 'Sample' }, 'email'],
    ['a mail without @', { last_name: 'Sample', email: 'nonsense' }, 'Email'],
    ['an owner who is nobody', { last_name: 'Sample', mobile_number: '1', owner_id: 999 }, 'Owner'],
  ])('with %s is refused, and nothing is written', async (_name, values, word) => {
    const answer = await contact(values);
    expect(answer.status).toBe(400);
    expect(messageOf(answer)).toContain(word);
    expect(account.admin.count('contacts')).toBe(0);
  });

  it('has a unique mail, mobile and external id; the refusal of a mobile carries its code', async () => {
    await contact({ last_name: 'One', emails: ['one@x.test'], mobile_number: '+1', external_id: 'e1' });
    expect((await contact({ last_name: 'Two', email: 'ONE@x.test' })).status).toBe(400);
    const mobile = await contact({ last_name: 'Two', mobile_number: '+1' });
    expect(messageOf(mobile)).toBe('Contact is not unique');
    expect(mobile.body['errors']).toMatchObject({ code: 400, error_code: 3002 });
    expect((await contact({ last_name: 'Two', mobile_number: '+2', external_id: 'e1' })).status).toBe(400);
    // The same values are free for a lead, and after the contact is gone.
    expect((await lead({ last_name: 'Two', mobile_number: '+1' })).status).toBe(200);
    await account.call('DELETE', `contacts/${String(account.admin.ids('contacts')[0])}`);
    expect((await contact({ last_name: 'Two', email: 'one@x.test' })).status).toBe(200);
  });

  it('keeps its own mail and mobile when it is changed', async () => {
    const id = String(
      record(await contact({ last_name: 'One', email: 'one@x.test', mobile_number: '+1' }), 'contact')['id'],
    );
    expect((await update(`contacts/${id}`, 'contact', { mobile_number: '+1', city: 'Łódź' })).status).toBe(
      200,
    );
  });

  it('has a list of mails, one of them primary; the list is sent whole', async () => {
    const made = record(
      await contact({
        last_name: 'One',
        emails: [{ value: 'a@x.test' }, { value: 'b@x.test', is_primary: true }],
      }),
      'contact',
    );
    expect(made['email']).toBe('b@x.test');
    const [first] = made['emails'] as Json[];
    const next = record(
      await update(`contacts/${String(made['id'])}`, 'contact', {
        emails: [{ id: first?.['id'], value: 'a@x.test' }, { value: 'c@x.test' }],
      }),
      'contact',
    );
    expect(
      (next['emails'] as Json[]).map(({ id, value, is_primary }) => [
        id === first?.['id'],
        value,
        is_primary,
      ]),
    ).toEqual([
      [true, 'a@x.test', true],
      [false, 'c@x.test', false],
    ]);
    const gone = record(
      await update(`contacts/${String(made['id'])}`, 'contact', {
        emails: [{ id: first?.['id'], _destroy: true }, { value: 'c@x.test' }],
      }),
      'contact',
    );
    expect(gone['email']).toBe('c@x.test');
  });

  it('may be sent without the wrapper', async () => {
    expect((await account.call('POST', 'contacts', { last_name: 'Bare', mobile_number: '1' })).status).toBe(
      200,
    );
  });
});

describe('a contact of accounts', () => {
  it('has exactly one primary, ten at most, and only accounts that are there', async () => {
    const ids = await Promise.all(
      Array.from(
        { length: 11 },
        async (_, index) => record(await company({ name: `A${String(index)}` }), 'sales_account')['id'],
      ),
    );
    const links = (count: number, primaries: number): Json => ({
      sales_accounts: ids
        .slice(0, count)
        .map((id, index) => ({ id: String(id), is_primary: index < primaries })),
    });
    const person = { last_name: 'One', mobile_number: '1' };
    expect((await contact({ ...person, ...links(2, 0) })).status).toBe(400);
    expect((await contact({ ...person, ...links(2, 2) })).status).toBe(400);
    expect((await contact({ ...person, ...links(11, 1) })).status).toBe(400);
    expect((await contact({ ...person, sales_accounts: [{ id: 1, is_primary: true }] })).status).toBe(400);
    expect(messageOf(await contact({ ...person, sales_accounts: '5' }))).toBe(
      'The type for sales_accounts is invalid.',
    );
    const made = record(
      await account.call('POST', 'contacts?include=sales_accounts', {
        contact: { ...person, ...links(10, 1) },
      }),
      'contact',
    );
    expect((made['sales_accounts'] as Json[]).map((link) => link['id'])).toEqual(ids.slice(0, 10));
  });

  it('can be given a new account by name, which must be free', async () => {
    const answer = await account.call('POST', 'contacts?include=sales_account', {
      contact: { last_name: 'One', mobile_number: '1', sales_account: { name: 'New Ltd' } },
    });
    expect(
      account.admin.read('sales_accounts', Number(record(answer, 'contact')['sales_account_id']))?.['name'],
    ).toBe('New Ltd');
    expect(
      (await contact({ last_name: 'Two', mobile_number: '2', sales_account: { name: 'new ltd' } })).status,
    ).toBe(400);
  });
});

describe('a lead', () => {
  it('keeps its company and deal, and has a reason only when unqualified', async () => {
    const made = record(
      await lead({
        last_name: 'L',
        mobile_number: '1',
        company: { name: 'Co', city: 'Đà Nẵng' },
        deal: { name: 'D', amount: '15678' },
      }),
      'lead',
    );
    expect(made['company']).toMatchObject({ name: 'Co', city: 'Đà Nẵng', phone: null });
    expect(made['deal']).toMatchObject({ name: 'D', amount: '15678.0' });
    const reason = configured(account.admin, 'lead_reasons', 'Junk Lead');
    const path = `leads/${String(made['id'])}`;
    expect((await update(path, 'lead', { lead_reason_id: reason })).status).toBe(400);
    const stage = configured(account.admin, 'lead_stages', 'Unqualified');
    const changed = record(
      await account.call('PUT', `${path}?include=lead_reason`, {
        lead: { lead_stage_id: String(stage), lead_reason_id: reason },
      }),
      'lead',
    );
    expect(changed['lead_reason_id']).toBe(reason);
    expect(record(await update(path, 'lead', { company: { phone: '5' } }), 'lead')['company']).toMatchObject({
      name: 'Co',
      phone: '5',
    });
  });
});

describe('an account', () => {
  it('has a unique name, and a parent that is found or made by name', async () => {
    await company({ name: 'Widgetz' });
    expect(messageOf(await company({ name: ' widgetz ' }))).toBe('Name has already been taken');
    expect((await company({ name: '' })).status).toBe(400);
    const child = record(
      await company({ name: 'Child', parent_sales_account: { name: 'Widgetz' } }),
      'sales_account',
    );
    expect(account.admin.read('sales_accounts', Number(child['parent_sales_account_id']))?.['name']).toBe(
      'Widgetz',
    );
    await company({ name: 'Other child', parent_sales_account: { name: 'Parent' } });
    expect(account.admin.count('sales_accounts')).toBe(4);
  });

  it('keeps a revenue of eighteen digits exactly', async () => {
    const made = record(
      await company({ name: 'Big', annual_revenue: '999999999999999999', number_of_employees: 51 }),
      'sales_account',
    );
    expect(made['annual_revenue']).toBe(999_999_999_999_999_999n);
    expect(made['number_of_employees']).toBe(51);
  });
});

describe('a deal', () => {
  const base = async (): Promise<Json> => ({
    name: 'Deal',
    amount: 100,
    sales_account_id: record(await company({ name: 'Co' }), 'sales_account')['id'],
  });

  it('needs a name, an amount and an account', async () => {
    const values = await base();
    for (const key of Object.keys(values)) {
      const { [key]: _left, ...rest } = values;
      expect((await deal(rest)).status).toBe(400);
    }
    expect((await deal({ ...values, amount: 'much' })).status).toBe(400);
    expect((await deal({ ...values, probability: 101 })).status).toBe(400);
    expect((await deal({ ...values, probability: -1 })).status).toBe(400);
    expect(account.admin.count('deals')).toBe(0);
    expect((await deal({ ...values, probability: 100 })).status).toBe(200);
  });

  it('writes amounts exactly, and in base currency by the rate', async () => {
    const currency_id =
      configured(account.admin, 'deal_pipelines', 'Default Pipeline') && account.admin.ids('currencies')[1];
    const made = record(
      await deal({ ...(await base()), amount: '9007199254740993.015', currency_id }),
      'deal',
    );
    expect(made['amount']).toBe('9007199254740993.02');
    expect(made['base_currency_amount']).toBe('9727775195120272.4616');
  });

  it('moves stages: the pipeline follows, closing sets the date, a reason belongs to lost ones only', async () => {
    const made = record(await deal(await base()), 'deal');
    const path = `deals/${String(made['id'])}`;
    const reason = configured(account.admin, 'deal_reasons', 'Price is too high');
    expect((await update(path, 'deal', { deal_reason_id: reason })).status).toBe(400);
    account.clock.ms += 60_000;
    const lost = record(
      await account.call('PUT', `${path}?include=deal_reason`, {
        deal: { deal_stage_id: configured(account.admin, 'deal_stages', 'Lost'), deal_reason_id: reason },
      }),
      'deal',
    );
    expect(lost).toMatchObject({
      deal_reason_id: reason,
      closed_date: '2026-11-24',
      probability: 0,
      stage_updated_time: '2026-11-24T09:01:00Z',
    });
    const back = record(
      await account.call('PUT', `${path}?include=deal_reason`, {
        deal: { deal_stage_id: configured(account.admin, 'deal_stages', 'Verbal yes') },
      }),
      'deal',
    );
    expect(back).toMatchObject({
      deal_reason_id: null,
      closed_date: null,
      probability: 90,
      deal_pipeline_id: configured(account.admin, 'deal_pipelines', 'Renewals'),
    });
    const moved = record(
      await update(path, 'deal', {
        deal_pipeline_id: configured(account.admin, 'deal_pipelines', 'Default Pipeline'),
      }),
      'deal',
    );
    expect(moved['deal_stage_id']).toBe(configured(account.admin, 'deal_stages', 'New'));
  });

  it('adds and removes contacts by lists', async () => {
    const ids = await Promise.all(
      ['1', '2'].map(
        async (mobile_number) => record(await contact({ last_name: 'C', mobile_number }), 'contact')['id'],
      ),
    );
    const made = record(
      await account.call('POST', 'deals?include=contacts', {
        deal: { ...(await base()), contacts_added_list: ids },
      }),
      'deal',
    );
    expect(made['contact_ids']).toEqual(ids);
    const next = record(
      await account.call('PUT', `deals/${String(made['id'])}?include=contacts`, {
        deal: { contacts_removed_list: [String(ids[0])] },
      }),
      'deal',
    );
    expect(next['contact_ids']).toEqual([ids[1]]);
    expect((await update(`deals/${String(made['id'])}`, 'deal', { contacts_added_list: [1] })).status).toBe(
      400,
    );
  });

  it('counts in the sums of its account and contacts', async () => {
    const values = await base();
    const person = record(await contact({ last_name: 'C', mobile_number: '1' }), 'contact')['id'];
    const made = record(await deal({ ...values, amount: '0.1', contacts_added_list: [person] }), 'deal');
    await deal({ ...values, amount: '0.2', contacts_added_list: [person] });
    const sums = (): Json[] =>
      [
        account.admin.read('contacts', Number(person)),
        account.admin.read('sales_accounts', Number(values['sales_account_id'])),
      ] as Json[];
    for (const row of sums())
      expect(row).toMatchObject({
        open_deals_amount: '0.3',
        open_deals_count: 2,
        won_deals_amount: '0.0',
        won_deals_count: 0,
      });
    await update(`deals/${String(made['id'])}`, 'deal', {
      deal_stage_id: configured(account.admin, 'deal_stages', 'Won'),
    });
    for (const row of sums())
      expect(row).toMatchObject({
        open_deals_amount: '0.2',
        open_deals_count: 1,
        won_deals_amount: '0.1',
        won_deals_count: 1,
      });
  });

  it('takes an account on the fly, and leaves none behind when the deal is refused', async () => {
    expect(
      (await deal({ name: 'D', amount: 1, sales_account: { name: 'Fly' }, contacts_added_list: [1] })).status,
    ).toBe(400);
    expect(account.admin.count('sales_accounts')).toBe(0);
    expect((await deal({ name: 'D', amount: 1, sales_account: { name: 'Fly' } })).status).toBe(200);
    expect(account.admin.count('sales_accounts')).toBe(1);
  });
});

describe('custom fields', () => {
  it('are read by their type', async () => {
    const made = record(
      await contact({
        last_name: 'C',
        mobile_number: '1',
        custom_field: {
          cf_is_active: 'true',
          cf_topics: ['Pricing', 'Service'],
          cf_birthday: '1980-02-29T10:00:00+05:30',
          'cf_visits-per-year': '12',
          cf_remarks: 'x',
        },
      }),
      'contact',
    );
    expect(made['custom_field']).toEqual({
      cf_is_active: true,
      cf_preferred_language: null,
      cf_topics: ['Pricing', 'Service'],
      cf_birthday: '1980-02-29',
      'cf_visits-per-year': 12,
      cf_remarks: 'x',
    });
    expect(
      (await contact({ last_name: 'D', mobile_number: '2', custom_field: { cf_birthday: 'soon' } })).status,
    ).toBe(400);
    expect((await contact({ last_name: 'D', mobile_number: '2', custom_field: [] })).status).toBe(400);
  });
});

describe('a body that is no JSON', () => {
  it('is refused as such', async () => {
    const { app } = account;
    const response = await app.handle({
      method: 'POST',
      path: '/api/contacts',
      headers: { authorization: 'Token token=sample-api-key' },
      body: new TextEncoder().encode('{"contact":'),
    });
    expect(response.status).toBe(400);
  });
});
