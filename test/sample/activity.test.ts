import { beforeEach, describe, expect, it } from 'vitest';
import { configured, days, idsOf, NOW, openAccount, record, type Account, type Json } from './client.ts';

let account: Account;
let person: number;
beforeEach(async () => {
  account = await openAccount();
  person = account.admin.insert('contacts', { last_name: 'C', mobile_number: '+1' });
});

const about = (): Json => ({ targetable_type: 'Contact', targetable_id: person });
const iso = (ms: number): string => new Date(ms).toISOString();

describe('notes', () => {
  it('are made with 200, changed and deleted, and show in their record', async () => {
    const made = await account.call('POST', 'notes', { note: { description: 'Grüße', ...about() } });
    expect(made.status).toBe(200);
    const path = `notes/${String(record(made, 'note')['id'])}`;
    expect(account.admin.read('contacts', person)?.['recent_note']).toBe('Grüße');
    account.clock.ms += 5000;
    expect(record(await account.call('PUT', path, { note: { description: 'Neu' } }), 'note')).toMatchObject({
      description: 'Neu',
      created_at: '2026-11-24T09:00:00Z',
      updated_at: '2026-11-24T09:00:05Z',
    });
    expect(record(await account.call('DELETE', path), 'note')['description']).toBe('Neu');
    expect((await account.call('DELETE', path)).status).toBe(404);
  });

  it('need a text and something to be about', async () => {
    for (const note of [
      { description: '', ...about() },
      { description: 'x' },
      { description: 'x', targetable_type: 'Contact', targetable_id: 5 },
      { description: 'x', targetable_type: 'Car', targetable_id: 5 },
    ]) {
      expect((await account.call('POST', 'notes', { note })).status).toBe(400);
    }
  });
});

describe('tasks', () => {
  const task = (values: Json = {}): Json => ({
    title: 'T',
    due_date: 'Tue Nov 24 2026 11:00:00 GMT+0000',
    owner_id: String(account.admin.me),
    ...about(),
    ...values,
  });
  const make = async (values: Json = {}): Promise<Json> =>
    record(await account.call('POST', 'tasks', { task: task(values) }), 'task');

  it('need title, due date, owner and target', async () => {
    for (const key of ['title', 'due_date', 'owner_id', 'targetable_id']) {
      const { [key]: _left, ...rest } = task();
      expect((await account.call('POST', 'tasks', { task: rest })).status).toBe(400);
    }
    expect((await account.call('POST', 'tasks', { task: task({ due_date: 'soon' }) })).status).toBe(400);
    expect((await account.call('POST', 'tasks', { task: task() })).status).toBe(201);
  });

  it('are completed and opened again', async () => {
    const { id } = await make();
    const done = record(await account.call('PUT', `tasks/${String(id)}`, { task: { status: 1 } }), 'task');
    expect(done).toMatchObject({ status: 1, completed_date: '2026-11-24T09:00:00Z', title: 'T' });
    expect(
      record(await account.call('PUT', `tasks/${String(id)}`, { task: { status: false } }), 'task'),
    ).toMatchObject({ status: 0, completed_date: null });
  });

  it('gain and lose collaborators', async () => {
    const [, other] = account.admin.ids('users');
    const { id } = await make({ task_users_attributes: [{ user_id: String(other) }] });
    const view = (): Promise<Json> =>
      account.get(`tasks/${String(id)}?include=users,targetable`).then((answer) => record(answer, 'task'));
    expect(await view()).toMatchObject({ user_ids: [other], targetable: { type: 'contact', id: person } });
    await account.call('PUT', `tasks/${String(id)}`, {
      task: { task_users_attributes: [{ user_id: other, _destroy: true }] },
    });
    expect((await view())['user_ids']).toEqual([]);
  });

  it('are listed by filter, the own ones only, by due date', async () => {
    const [, other] = account.admin.ids('users');
    const late = await make({ due_date: iso(NOW - days(2)) });
    const today = await make({ due_date: iso(NOW + 3_600_000) });
    const tomorrow = await make({ due_date: iso(NOW + days(1)) });
    const done = await make({ due_date: iso(NOW - days(3)), status: 1 });
    await make({ owner_id: other });
    const shared = await make({
      owner_id: other,
      due_date: iso(NOW + days(5)),
      task_users_attributes: [{ user_id: account.admin.me }],
    });
    const listed = async (filter: string): Promise<number[]> =>
      idsOf(await account.get(`tasks?filter=${encodeURIComponent(filter)}`), 'tasks');
    expect(await listed('open')).toEqual([late, today, tomorrow, shared].map((row) => row['id']));
    expect(await listed('due today')).toEqual([today['id']]);
    expect(await listed('due tomorrow')).toEqual([tomorrow['id']]);
    expect(await listed('overdue')).toEqual([late['id']]);
    expect(await listed('completed')).toEqual([done['id']]);
    expect((await account.get('tasks')).status).toBe(400);
    expect((await account.get('tasks?filter=nonsense')).status).toBe(400);
    expect((await account.get('tasks?filter=open&per_page=3&page=2')).body).toMatchObject({
      tasks: [{ id: shared['id'] }],
      meta: { total: 4 },
    });
  });
});

describe('appointments', () => {
  const make = async (values: Json = {}): Promise<Json> => {
    const base = {
      title: 'A',
      from_date: iso(NOW + days(1)),
      end_date: iso(NOW + days(1) + 3_600_000),
      ...about(),
    };
    return record(
      await account.call('POST', 'appointments', { appointment: { ...base, ...values } }),
      'appointment',
    );
  };

  it('need title, start and end in order', async () => {
    const base = { title: 'A', from_date: iso(NOW), end_date: iso(NOW + 1000) };
    for (const key of Object.keys(base)) {
      expect(
        (await account.call('POST', 'appointments', { appointment: { ...base, [key]: '' } })).status,
      ).toBe(400);
    }
    expect(
      (await account.call('POST', 'appointments', { appointment: { ...base, end_date: iso(NOW - 1000) } }))
        .status,
    ).toBe(400);
    expect((await account.call('POST', 'appointments', { appointment: base })).status).toBe(200);
  });

  it('of a whole day have dates', async () => {
    expect(await make({ is_allday: true, from_date: '2026-12-24', end_date: '2026-12-26' })).toMatchObject({
      is_allday: true,
      from_date: '2026-12-24',
      end_date: '2026-12-26',
    });
  });

  it('read the zone of their start, and keep attendees that an update does not send', async () => {
    const [, other] = account.admin.ids('users');
    const made = await make({
      from_date: 'Mon Jun 20 2016 10:30:00 GMT+0530 (IST)',
      end_date: 'Mon Jun 20 2016 11:30:00 GMT+0530 (IST)',
      appointment_attendees_attributes: [{ attendee_type: 'Contact', attendee_id: String(person) }],
    });
    expect(made['from_date']).toBe('2016-06-20T05:00:00Z');
    const path = `appointments/${String(made['id'])}`;
    const user = { attendee_type: 'FdMultitenant::User', attendee_id: String(other) };
    const updated = await account.call('PUT', path, {
      appointment: { appointment_attendees_attributes: [user, user] },
    });
    expect((updated.body['appointment_attendees'] as Json[]).map((row) => row['attendee'])).toEqual([
      { type: 'contact', id: person },
      { type: 'user', id: other },
    ]);
    const fewer = await account.call('PUT', path, {
      appointment: { appointment_attendees_attributes: [{ ...user, _destroy: true }] },
    });
    expect(fewer.body['appointment_attendees']).toHaveLength(1);
    expect((await account.call('DELETE', path)).body).toEqual({ success: '200' });
    expect((await account.get(path)).status).toBe(404);
  });

  it('are checked in with a place and a time, and listed by filter', async () => {
    const past = await make({ from_date: iso(NOW - days(2)), end_date: iso(NOW - days(2) + 1000) });
    const open = await make();
    const listed = async (filter: string): Promise<number[]> =>
      idsOf(await account.get(`appointments?filter=${filter}`), 'appointments');
    expect(await listed('overdue')).toEqual([past['id']]);
    await account.call('PUT', `appointments/${String(past['id'])}`, {
      appointment: {
        latitude: '47.37',
        longitude: '8.54',
        checkedin_at: iso(NOW - days(2)),
        location: 'Zürich',
      },
    });
    expect(account.admin.read('appointments', Number(past['id']))).toMatchObject({
      latitude: '47.37',
      location: 'Zürich',
    });
    expect([await listed('open'), await listed('overdue'), await listed('complete')]).toEqual([
      [open['id']],
      [],
      [past['id']],
    ]);
    expect((await account.get('appointments')).status).toBe(400);
  });
});

describe('sales activities', () => {
  it('are made by both paths, changed, listed and deleted; the record was contacted, and its updated_at stays', async () => {
    const type = configured(account.admin, 'sales_activity_types', 'Site visit');
    const before = account.admin.read('contacts', person)?.['updated_at'];
    account.clock.ms += days(1);
    const values = {
      title: 'V',
      sales_activity_type_id: String(type),
      start_date: iso(NOW),
      end_date: iso(NOW + 1000),
      owner_id: account.admin.me,
      ...about(),
      custom_field: { cf_customer_option: true },
    };
    const made = await Promise.all(
      ['sales_activities', 'sales_activity'].map((path) =>
        account.call('POST', path, { sales_activity: values }),
      ),
    );
    expect(made.map((answer) => answer.status)).toEqual([200, 200]);
    expect(account.admin.read('contacts', person)).toMatchObject({
      last_contacted_mode: 'Site visit',
      updated_at: before,
    });
    const path = `sales_activities/${String(record(made[0] as never, 'sales_activity')['id'])}`;
    expect(
      record(await account.call('PUT', path, { sales_activity: { notes: 'n' } }), 'sales_activity'),
    ).toMatchObject({ notes: 'n', title: 'V', custom_field: { cf_customer_option: true } });
    expect((await account.get('sales_activities?per_page=1')).body['meta']).toEqual({
      total_pages: 2,
      total: 2,
    });
    expect((await account.call('DELETE', path)).body).toEqual({ success: '200' });
    for (const key of [
      'title',
      'sales_activity_type_id',
      'start_date',
      'end_date',
      'owner_id',
      'targetable_id',
    ]) {
      const { [key]: _left, ...rest } = values as Json;
      expect((await account.call('POST', 'sales_activities', { sales_activity: rest })).status).toBe(400);
    }
  });
});

describe('phone calls', () => {
  const log = (phone_call: Json) => account.call('POST', 'phone_calls', { phone_call });

  it('with somebody known take keys with trailing blanks, and add a note', async () => {
    const answer = await log({
      call_direction: false,
      targetable_type: 'contact',
      targetable: { id: String(person), 'mobile_number ': '9' },
      'note ': { description: 'Spoke' },
    });
    expect(answer.body).toMatchObject({
      contacts: [{ partial: true, id: person }],
      notes: [{ description: 'Spoke' }],
      phone_calls: { status: 'outgoing', targetable: { type: 'contact', id: person } },
    });
    expect(account.admin.read('contacts', person)).toMatchObject({
      last_contacted_mode: 'Phone call',
      recent_note: 'Spoke',
      mobile_number: '+1',
    });
  });

  it('with somebody new make the record, or nothing when that is refused', async () => {
    expect(
      (
        await log({
          call_direction: true,
          targetable_type: 'lead',
          targetable: { last_name: 'New', mobile_number: '7', company: { name: 'api' } },
        })
      ).status,
    ).toBe(200);
    expect(account.admin.count('leads')).toBe(1);
    expect(
      (await log({ call_direction: true, targetable_type: 'lead', targetable: { last_name: 'New' } })).status,
    ).toBe(400);
    expect(
      (
        await log({
          call_direction: true,
          targetable_type: 'lead',
          targetable: { last_name: 'Newer', mobile_number: '8' },
          note: { description: '' },
        })
      ).status,
    ).toBe(400);
    expect(
      (await log({ targetable_type: 'lead', targetable: { last_name: 'New', mobile_number: '9' } })).status,
    ).toBe(400);
    expect([account.admin.count('leads'), account.admin.count('phone_calls')]).toEqual([1, 1]);
  });

  it('may come flat with call_notes, and be with an account', async () => {
    const co = account.admin.insert('sales_accounts', { name: 'Co' });
    const answer = await account.call('POST', 'phone_calls', {
      call_direction: true,
      targetable_type: 'salesAccount',
      targetable: { id: co },
      call_notes: 'Flat',
    });
    expect(answer.body).toMatchObject({
      notes: [{ description: 'Flat' }],
      phone_calls: { targetable: { type: 'sales_account', id: co } },
    });
  });
});

describe('what belongs to a record', () => {
  it('is found at the paths of its links', async () => {
    await account.call('POST', 'notes', { note: { description: 'N', ...about() } });
    await account.call('POST', 'tasks', {
      task: { title: 'T', due_date: iso(NOW), owner_id: account.admin.me, ...about() },
    });
    await account.call('POST', 'phone_calls', {
      phone_call: { call_direction: true, targetable_type: 'contact', targetable: { id: person } },
    });
    const links = account.admin.read('contacts', person)?.['links'] as Record<string, string>;
    for (const path of Object.values(links)) expect((await account.call('GET', `!${path}`)).status).toBe(200);
    expect((await account.call('GET', `!${String(links['notes'])}`)).body).toMatchObject({
      notes: [{ description: 'N' }],
      users: [{ id: account.admin.me }],
    });
    expect((await account.call('GET', `!${String(links['tasks'])}`)).body).toMatchObject({
      tasks: [{ title: 'T', targetable: { id: person } }],
    });
    expect(
      idsOf(await account.call('GET', `!${String(links['conversations'])}`), 'conversations'),
    ).toHaveLength(2);
    expect((await account.get(`contacts/${String(person)}/notes`)).status).toBe(200);
    expect((await account.get(`contacts/${String(person)}/tasks`)).status).toBe(404);
  });

  it('is told newest first, by limit, and page by page in the timeline', async () => {
    const co = account.admin.insert('sales_accounts', { name: 'Co' });
    const deal = account.admin.insert('deals', { name: 'D', sales_account_id: co, contact_ids: [person] });
    for (let index = 0; index < 30; index += 1) {
      account.clock.ms += 1000;
      await account.call('POST', 'notes', { note: { description: String(index), ...about() } });
    }
    account.clock.ms += 1000;
    await account.call('PUT', `deals/${String(deal)}`, {
      deal: { deal_stage_id: configured(account.admin, 'deal_stages', 'Demo') },
    });
    const activities = (await account.get(`contacts/${String(person)}/activities.json?include=user&limit=3`))
      .body;
    expect((activities['activities'] as Json[]).map((row) => row['action_type'])).toEqual([
      'STAGE_CHANGE',
      'NOTE_CREATED',
      'NOTE_CREATED',
    ]);
    expect(activities['users']).toMatchObject([{ id: account.admin.me }]);
    const feed = async (page: number): Promise<Json> =>
      (await account.get(`contacts/${String(person)}/timeline_feeds?page=${String(page)}`)).body;
    const [first, second] = [await feed(1), await feed(2)];
    expect([first['meta'], second['meta']]).toEqual([{ has_next: true }, { has_next: false }]);
    expect(
      [first['timeline_feeds'], second['timeline_feeds']].map((list) => (list as Json[]).length),
    ).toEqual([25, 6]);
  });
});
