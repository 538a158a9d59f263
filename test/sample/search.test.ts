import { beforeAll, describe, expect, it } from 'vitest';
import { idsOf, openAccount, type Account, type Answered, type Json } from './client.ts';

let account: Account;
let anna: number;
let co: number;
beforeAll(async () => {
  account = await openAccount();
  co = account.admin.insert('sales_accounts', { name: 'Nowak Logistics' });
  anna = account.admin.insert('contacts', {
    last_name: 'Müller',
    first_name: 'Anna',
    email: 'anna@x.test',
    mobile_number: '+49151',
    city: 'Bonn',
    sales_accounts: [{ id: co, is_primary: true }],
  });
  account.admin.insert('contacts', {
    last_name: 'Nowak',
    first_name: 'Jan',
    mobile_number: '+48500',
    updated_at: '2026-01-01T00:00:00Z',
  });
  account.admin.insert('deals', { name: 'Nowak rollout', amount: '5' });
});

describe('search', () => {
  it('gives a bare list over the kinds asked for, without regard to accents or the order of words', async () => {
    const rows = async (query: string): Promise<[string, string][]> =>
      Object.values((await account.get(`search?${query}`)).body).map((row) => {
        const { id, type } = row as Json;
        return [String(id), String(type)];
      });
    expect(await rows('q=muller%20anna&include=contact')).toEqual([[String(anna), 'contact']]);
    expect((await rows('q=nowak')).map(([, type]) => type)).toEqual(['contact', 'sales_account', 'deal']);
    expect((await rows('q=nowak&include=contact,deal')).map(([, type]) => type)).toEqual(['contact', 'deal']);
    expect(await rows('q=nowak&per_page=1')).toHaveLength(1);
    expect(await rows('q=')).toEqual([]);
  });
});

describe('lookup', () => {
  it('matches exactly, and nests what it finds', async () => {
    const answer = (await account.get('lookup?q=ANNA%40x.test&f=email&entities=contact,sales_account')).body;
    expect(answer).toMatchObject({
      contacts: { contacts: [{ id: anna, partial: true }] },
      sales_accounts: { sales_accounts: [] },
    });
    const byMobile = (await account.get('lookup?q=%2B49151&f=mobile_number&entities=contact')).body;
    expect((byMobile['contacts'] as Json)['contacts']).toHaveLength(1);
    expect((await account.get('lookup?q=x')).status).toBe(400);
  });
});

describe('filtered search', () => {
  const find = (kind: string, rules: Json[], more: Json = {}): Promise<Answered> =>
    account.call('POST', `filtered_search/${kind}`, { filter_rule: rules, ...more });

  it.each([
    [{ attribute: 'contact_email.email', operator: 'is_in', value: 'anna@x.test' }, ['Müller']],
    [{ attribute: 'city', operator: 'is_not_null', value: null }, ['Müller']],
    [{ attribute: 'city', operator: 'is_null' }, ['Nowak']],
    [{ attribute: 'mobile_number', operator: 'contains', value: '+48' }, ['Nowak']],
    [{ attribute: 'updated_at', operator: 'is_after', value: '2026-06-01' }, ['Müller']],
    [{ attribute: 'updated_at', operator: 'is_before', value: '2026-06-01T00:00:00Z' }, ['Nowak']],
    [{ attribute: 'last_name', operator: 'is_not_in', value: ['Nowak'] }, ['Müller']],
  ])('%j', async (rule, names) => {
    expect(
      ((await find('contact', [rule])).body['contacts'] as Json[]).map((row) => row['last_name']),
    ).toEqual(names);
  });

  it('joins rules, finds by account, gives thin records in pages', async () => {
    const byAccount = { attribute: 'sales_account_id', operator: 'is_in', value: co };
    expect(idsOf(await find('contact', [byAccount]), 'contacts')).toEqual([anna]);
    expect(
      idsOf(await find('contact', [byAccount, { attribute: 'city', operator: 'is_null' }]), 'contacts'),
    ).toEqual([]);
    const paged = await find('contact', [], { per_page: 1, page: 2, sort: 'updated_at', sort_type: 'asc' });
    expect(paged.body).toMatchObject({
      contacts: [{ id: anna, partial: true }],
      meta: { total: 2, total_pages: 2 },
    });
    for (const row of paged.body['contacts'] as Json[]) expect(row).not.toHaveProperty('custom_field');
    const deal = ((await find('deal', [])).body['deals'] as Json[])[0];
    for (const key of ['deal_stage_id', 'deal_pipeline_id', 'owner_id']) expect(deal).not.toHaveProperty(key);
    expect((await find('contact', [{ attribute: 'city', operator: 'rhymes_with', value: 'x' }])).status).toBe(
      400,
    );
  });
});
