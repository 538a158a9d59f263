import { describe, expect, it } from 'vitest';
import type { Quirks } from '../../electron/sample/quirks.ts';
import {
  configured,
  idsOf,
  messageOf,
  NOW,
  openAccount,
  record,
  viewId,
  type Account,
  type Json,
} from './client.ts';

/** Each switch, on and off: what the test sees with either. */
const withQuirks = (quirks: Partial<Quirks>): Promise<Account> => openAccount({ quirks });
const contact = async (account: Account, values: Json = {}): Promise<string> =>
  String(
    record(
      await account.call('POST', 'contacts', { contact: { last_name: 'C', mobile_number: '+1', ...values } }),
      'contact',
    )['id'],
  );
const put = (account: Account, path: string, key: string, values: Json) =>
  account.call('PUT', path, { [key]: values });

describe.each([true, false])('switched %s', (on) => {
  it('ownerIdOnlyWithInclude', async () => {
    const account = await withQuirks({ ownerIdOnlyWithInclude: on });
    const id = await contact(account);
    expect('owner_id' in record(await account.get(`contacts/${id}`), 'contact')).toBe(!on);
    expect('owner_id' in record(await account.get(`contacts/${id}?include=owner`), 'contact')).toBe(true);
  });

  it('updatedAtStaysForDerived', async () => {
    const account = await withQuirks({ updatedAtStaysForDerived: on });
    const id = Number(await contact(account));
    const co = account.admin.insert('sales_accounts', { name: 'Co' });
    account.clock.ms += 1000;
    await account.call('POST', 'deals', {
      deal: { name: 'D', amount: 5, sales_account_id: co, contacts_added_list: [id] },
    });
    for (const row of [account.admin.read('contacts', id), account.admin.read('sales_accounts', co)]) {
      expect(row).toMatchObject({
        open_deals_amount: '5.0',
        updated_at: on ? '2026-11-24T09:00:00Z' : '2026-11-24T09:00:01Z',
      });
    }
    account.clock.ms += 1000;
    await account.call('POST', 'phone_calls', {
      phone_call: { call_direction: true, targetable_type: 'contact', targetable: { id } },
    });
    expect(account.admin.read('contacts', id)).toMatchObject({
      last_contacted_mode: 'Phone call',
      updated_at: on ? '2026-11-24T09:00:00Z' : '2026-11-24T09:00:02Z',
    });
  });

  it('silentDropUnknownFields', async () => {
    const account = await withQuirks({ silentDropUnknownFields: on });
    const id = await contact(account);
    for (const values of [
      { hobby: 'chess' },
      { custom_fields: { cf_remarks: 'x' } },
      { custom_field: { cf_hobby: 'chess' } },
    ]) {
      const answer = await put(account, `contacts/${id}`, 'contact', values);
      expect(answer.status).toBe(on ? 200 : 400);
      if (on) expect(JSON.stringify(record(answer, 'contact')['emails'])).toBe('[]');
    }
    expect(account.admin.read('contacts', Number(id))?.['custom_field']).not.toHaveProperty('cf_hobby');
  });

  it('silentDropUnknownChoices', async () => {
    const account = await withQuirks({ silentDropUnknownChoices: on });
    const id = await contact(account, { custom_field: { cf_preferred_language: 'Polski' } });
    for (const values of [
      { custom_field: { cf_preferred_language: 'Latin' } },
      { lead_source_id: 5 },
      { custom_field: { cf_topics: ['Pricing', 'Weather'] } },
    ]) {
      expect((await put(account, `contacts/${id}`, 'contact', values)).status).toBe(on ? 200 : 400);
    }
    const first = await put(account, `contacts/${id}`, 'contact', {
      custom_field: { cf_preferred_language: on ? 'Latin' : 'Polski' },
    });
    expect(record(first, 'contact')['custom_field']).toMatchObject({
      cf_preferred_language: on ? null : 'Polski',
    });
  });

  it('customFieldReplacedWhole', async () => {
    const account = await withQuirks({ customFieldReplacedWhole: on });
    const id = await contact(account, { custom_field: { cf_remarks: 'kept?', cf_is_active: true } });
    const changed = record(
      await put(account, `contacts/${id}`, 'contact', { custom_field: { cf_is_active: false } }),
      'contact',
    );
    expect(changed['custom_field']).toMatchObject({ cf_remarks: on ? null : 'kept?', cf_is_active: false });
    expect(
      record(await put(account, `contacts/${id}`, 'contact', { city: 'X' }), 'contact')['custom_field'],
    ).toEqual(changed['custom_field']);
  });

  it('statusIgnoredUnlessIncluded', async () => {
    const account = await withQuirks({ statusIgnoredUnlessIncluded: on });
    const [qualified, won] = ['Qualified', 'Won'].map((name) =>
      configured(account.admin, 'contact_statuses', name),
    );
    const id = await contact(account, { contact_status_id: qualified });
    const status = (): unknown => account.admin.read('contacts', Number(id))?.['contact_status_id'];
    expect(status() === qualified).toBe(!on);
    await put(account, `contacts/${id}`, 'contact', { contact_status_id: won });
    expect(status() === won).toBe(!on);
    await put(account, `contacts/${id}?include=contact_status`, 'contact', { contact_status_id: won });
    expect(status()).toBe(won);
  });

  it('noAllDealsView', async () => {
    const account = await withQuirks({ noAllDealsView: on });
    const names = ((await account.get('deals/filters')).body['filters'] as Json[]).map((row) => row['name']);
    expect(names.includes('All Deals')).toBe(!on);
    expect(names).toContain('Open Deals');
  });

  it('filterPastUpcomingReturnsAll', async () => {
    const account = await withQuirks({ filterPastUpcomingReturnsAll: on });
    const [past, next] = [-1, 1].map((day) =>
      account.admin.insert('appointments', {
        title: 'A',
        from_date: new Date(NOW + day * 86_400_000).toISOString(),
        end_date: new Date(NOW + day * 86_400_000).toISOString(),
      }),
    );
    expect(idsOf(await account.get('appointments?filter=past'), 'appointments')).toEqual(
      on ? [past, next] : [past],
    );
    expect(idsOf(await account.get('appointments?filter=upcoming'), 'appointments')).toEqual(
      on ? [past, next] : [next],
    );
  });

  it('lastContactedWithoutZone', async () => {
    const account = await withQuirks({ lastContactedWithoutZone: on });
    const texts = [100, 101].map((id) => {
      account.admin.insert('contacts', {
        id,
        last_name: 'C',
        mobile_number: String(id),
        last_contacted: '2024-06-25T06:57:50Z',
      });
      return account.admin.read('contacts', id)?.['last_contacted'];
    });
    expect(texts).toEqual([on ? '2024-06-25 06:57:50' : '2024-06-25T06:57:50Z', '2024-06-25T06:57:50Z']);
  });

  it('messageAsString', async () => {
    const account = await withQuirks({ messageAsString: on });
    const { message } = (await account.call('POST', 'contacts', { contact: {} })).body['errors'] as Json;
    expect(Array.isArray(message)).toBe(!on);
  });

  it('legacyValidation500', async () => {
    const account = await withQuirks({ legacyValidation500: on });
    const answer = await account.call('POST', 'contacts', { contact: {} });
    expect([answer.status, (answer.body['errors'] as Json)['code']]).toEqual(on ? [500, 500] : [400, 400]);
    expect((await account.get('contacts/5')).status).toBe(404);
  });

  it('emptyEmailRefused', async () => {
    const account = await withQuirks({ emptyEmailRefused: on });
    expect(
      (await account.call('POST', 'contacts', { contact: { last_name: 'C', mobile_number: '1', email: '' } }))
        .status,
    ).toBe(on ? 400 : 200);
  });

  it('phoneCallWrapperFails', async () => {
    const account = await withQuirks({ phoneCallWrapperFails: on });
    const call = {
      call_direction: true,
      targetable_type: 'contact',
      targetable: { id: await contact(account) },
    };
    expect((await account.call('POST', 'phone_calls', { phone_call: call })).status).toBe(on ? 500 : 200);
    expect((await account.call('POST', 'phone_calls', call)).status).toBe(200);
  });

  it('upsertByEmailAccepted', async () => {
    const account = await withQuirks({ upsertByEmailAccepted: on });
    const answer = await account.call('POST', 'contacts/upsert', {
      unique_identifier: { email: 'a@x.test' },
      contact: { last_name: 'C' },
    });
    expect(answer.status).toBe(on ? 201 : 400);
  });

  it('amountsNullWithoutDeals', async () => {
    const account = await withQuirks({ amountsNullWithoutDeals: on });
    expect(account.admin.read('contacts', Number(await contact(account)))?.['open_deals_amount']).toBe(
      on ? null : '0.0',
    );
  });

  it('deletedStillReadable', async () => {
    const account = await withQuirks({ deletedStillReadable: on });
    const id = await contact(account);
    await account.call('DELETE', `contacts/${id}`);
    expect((await account.get(`contacts/${id}`)).status).toBe(on ? 200 : 404);
  });

  it('contactViewMarkedPartial', async () => {
    const account = await withQuirks({ contactViewMarkedPartial: on });
    await contact(account);
    const rows = (
      await account.get(`contacts/view/${String(await viewId(account, 'contacts', 'All Contacts'))}`)
    ).body['contacts'] as Json[];
    expect(rows.map((row) => row['partial'])).toEqual([on ? true : undefined]);
  });

  it('scrollRepeatsLast', async () => {
    const account = await withQuirks({ scrollRepeatsLast: on });
    const [one, two] = [await contact(account), await contact(account, { mobile_number: '+2' })].map(Number);
    const view = await viewId(account, 'contacts', 'All Contacts');
    expect(
      idsOf(await account.get(`contacts/scroll/${String(view)}?last_fetched_id=${String(one)}`), 'contacts'),
    ).toEqual(on ? [one, two] : [two]);
  });

  it('appointmentsWithoutTotalPages', async () => {
    const account = await withQuirks({ appointmentsWithoutTotalPages: on });
    expect((await account.get('appointments?filter=open')).body['meta']).toEqual(
      on ? { total: 0 } : { total: 0, total_pages: 0 },
    );
  });

  it('tokensInRecords', async () => {
    const account = await withQuirks({ tokensInRecords: on });
    const id = account.admin.insert('deals', { name: 'D' });
    expect(JSON.stringify((await account.get(`deals/${String(id)}`)).body).includes('eyJ')).toBe(on);
  });
});

describe('localisedMessages', () => {
  it.each([
    [null, 'Name has already been taken'],
    ['nl', 'Name is al in gebruik'],
    ['es', 'Name ya existe'],
  ] as const)('%s', async (localisedMessages, words) => {
    const account = await withQuirks({ localisedMessages });
    account.admin.insert('sales_accounts', { name: 'Co' });
    expect(messageOf(await account.call('POST', 'sales_accounts', { sales_account: { name: 'Co' } }))).toBe(
      words,
    );
  });
});

describe('localisedViewNames', () => {
  it.each([
    [null, 'All Contacts'],
    ['nl', 'Alle Contacts'],
    ['es', 'Todos los Contacts'],
  ] as const)('%s', async (localisedViewNames, name) => {
    const account = await withQuirks({ localisedViewNames });
    const id = await contact(account);
    const view = await viewId(account, 'contacts', name);
    expect(idsOf(await account.get(`contacts/view/${String(view)}`), 'contacts')).toEqual([Number(id)]);
  });
});

describe('timeZone', () => {
  it('writes the offset of the moment, summer and winter', async () => {
    const account = await withQuirks({ timeZone: 'Europe/Berlin' });
    const id = account.admin.insert('sales_accounts', {
      name: 'Co',
      created_at: '2026-07-01T10:00:00Z',
      updated_at: '2026-12-01T10:00:00Z',
    });
    expect(account.admin.read('sales_accounts', id)).toMatchObject({
      created_at: '2026-07-01T12:00:00+02:00',
      updated_at: '2026-12-01T11:00:00+01:00',
    });
  });
});
