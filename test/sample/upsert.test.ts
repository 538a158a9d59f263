import { beforeEach, describe, expect, it } from 'vitest';
import { messageOf, openAccount, record, type Account, type Answered, type Json } from './client.ts';

let account: Account;
beforeEach(async () => {
  account = await openAccount();
});

const upsert = (unique_identifier: Json, contact: Json): Promise<Answered> =>
  account.call('POST', 'contacts/upsert', { unique_identifier, contact });

describe('upsert', () => {
  it('answers 201 for a new record and 200 for the same one after', async () => {
    const made = await upsert({ emails: 'a@x.test' }, { last_name: 'A' });
    expect(made.status).toBe(201);
    expect(record(made, 'contact')['email']).toBe('a@x.test');
    const again = await upsert({ emails: 'A@X.test' }, { last_name: 'B', mobile_number: '+1' });
    expect(again.status).toBe(200);
    expect(record(again, 'contact')).toMatchObject({ id: record(made, 'contact')['id'], last_name: 'B' });
    expect((await upsert({ mobile_number: '+1' }, { city: 'Rîga' })).status).toBe(200);
    expect(account.admin.count('contacts')).toBe(1);
  });

  it('wants exactly one unique field, and not the deprecated email', async () => {
    for (const identifier of [
      {},
      { email: 'a@x.test' },
      { city: 'X' },
      { emails: 'a@x.test', mobile_number: '1' },
      { emails: '' },
    ]) {
      const answer = await upsert(identifier, { last_name: 'A' });
      expect([answer.status, messageOf(answer)]).toEqual([400, 'Please provide a unique field']);
    }
    expect((await upsert({ id: 5 }, { last_name: 'A' })).status).toBe(404);
  });

  it('lists the ids where several records have the value', async () => {
    for (const id of [21, 12])
      account.admin.insert('contacts', { id, last_name: 'Twin', mobile_number: '+1' });
    const answer = await upsert({ mobile_number: '+1' }, { city: 'X' });
    expect(answer.status).toBe(400);
    expect(messageOf(answer)).toContain('2 Contacts found');
    expect(messageOf(answer)).toMatch(/\[(21,12|12,21)\]/);
  });

  it('finds accounts and deals by name', async () => {
    const made = await account.call('POST', 'sales_accounts/upsert', {
      unique_identifier: { name: 'Co' },
      sales_account: { city: 'X' },
    });
    expect(made.status).toBe(201);
    expect(record(made, 'sales_account')['name']).toBe('Co');
    const deal = {
      unique_identifier: { name: 'D' },
      deal: { amount: '5', sales_account_id: record(made, 'sales_account')['id'] },
    };
    expect((await account.call('POST', 'deals/upsert', deal)).status).toBe(201);
    expect((await account.call('POST', 'deals/upsert', { ...deal, deal: { amount: '6' } })).status).toBe(200);
  });
});

describe('bulk upsert', () => {
  const start = (contacts: Json[]): Promise<Answered> =>
    account.call('POST', 'contacts/bulk_upsert', { contacts });
  const status = (answer: Answered): Promise<Answered> =>
    account.call('GET', `!${new URL(String(answer.body['job_status_url'])).pathname}`);

  it('runs by the clock and reports what failed and why', async () => {
    const known = account.admin.insert('contacts', { last_name: 'Known', mobile_number: '+1' });
    const answer = await start([
      { emails: 'a@x.test', data: { last_name: 'A' } },
      { id: String(known), data: { first_name: 'Steve' } },
      { emails: 'b@x.test', data: { first_name: 'No last name' } },
      { mobile_number: '+1', emails: 'c@x.test', data: {} },
    ]);
    expect(answer.status).toBe(200);
    expect(String(answer.body['message'])).toMatch(/^Batch job [0-9a-f]{24} initiated/);
    const before = await status(answer);
    expect(before.body).toMatchObject({ status: 'IN_PROGRESS', job_type_name: 'BULK_UPSERT', progress: 0 });
    expect(account.admin.count('contacts')).toBe(1);
    account.clock.ms += 1000;
    expect(Number((await status(answer)).body['progress'])).toBeGreaterThan(0);
    account.clock.ms += 10_000;
    expect((await status(answer)).body).toMatchObject({
      status: 'SUCCESS',
      progress: 100,
      data: {
        record_status: { succeeded: 2, failed: 2 },
        detailed_failure_report: [
          { emails: 'b@x.test', error_message: ["Last name can't be blank"] },
          { mobile_number: '+1', emails: 'c@x.test', error_message: ['Please provide a unique field'] },
        ],
      },
    });
    expect(account.admin.read('contacts', known)?.['first_name']).toBe('Steve');
    expect(account.admin.count('contacts')).toBe(2);
  });

  it('undoes an entry that is refused half-way, and keeps the others', async () => {
    await start([
      {
        mobile_number: '+1',
        data: { last_name: 'A', sales_account: { name: 'Half' }, emails: [{ value: 'broken' }] },
      },
      { mobile_number: '+2', data: { last_name: 'B', sales_account: { name: 'Whole' }, external_id: 'x' } },
      { mobile_number: '+3', data: { last_name: 'C', sales_account: { name: 'Gone' }, external_id: 'x' } },
    ]);
    account.clock.ms += 60_000;
    expect(
      account.admin.ids('sales_accounts').map((id) => account.admin.read('sales_accounts', id)?.['name']),
    ).toEqual(['Whole']);
    expect(account.admin.count('contacts')).toBe(1);
  });

  it('takes 100 entries, and ten jobs at a time', async () => {
    const entries = (count: number): Json[] =>
      Array.from({ length: count }, (_, index) => ({
        emails: `p${String(index)}@x.test`,
        data: { last_name: 'P' },
      }));
    expect((await start(entries(101))).status).toBe(400);
    for (let job = 0; job < 10; job += 1) expect((await start(entries(100))).status).toBe(200);
    expect((await start(entries(1))).status).toBe(400);
    account.clock.ms += 60_000;
    expect((await start(entries(1))).status).toBe(200);
    expect(account.admin.count('contacts')).toBe(100);
  });

  it('of which nothing succeeds has failed', async () => {
    const answer = await start([{ emails: 'a@x.test', data: {} }]);
    account.clock.ms += 60_000;
    expect((await status(answer)).body['status']).toBe('FAILED');
    expect((await account.get('job_statuses/000000000000000000000000')).status).toBe(404);
  });
});
