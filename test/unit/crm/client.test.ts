import { describe, expect, it } from 'vitest';
import type { Drift } from '../../../electron/crm/answers.ts';
import { createCrmClient } from '../../../electron/crm/client.ts';
import type { CrmRequest } from '../../../electron/crm/transport.ts';
import { AppError, errorInfoOf, type ErrorInfo } from '../../../shared/errors.ts';
import { stringifyJson } from '../../../shared/json.ts';
import { createMemoryTransport, type MemoryReply } from '../../fakes/memory-transport.ts';

const NOW = Date.UTC(2026, 10, 24);

function clientThatGets(reply: MemoryReply | ((request: CrmRequest) => MemoryReply)) {
  const drift: Drift[] = [];
  const transport = createMemoryTransport(typeof reply === 'function' ? reply : () => reply);
  const client = createCrmClient({
    transport,
    basePath: '/crm/sales/api',
    now: () => NOW,
    onDrift: (found) => drift.push(...found),
  });
  const wire = () => {
    const request = transport.requests.at(-1);
    if (!request) throw new Error('nothing was sent');
    return { ...request, text: request.body?.type === 'json' ? request.body.text : null };
  };
  return { client, drift, wire, requests: transport.requests };
}

async function failure(promise: Promise<unknown>): Promise<ErrorInfo> {
  const caught = await promise.then(
    () => null,
    (error: unknown) => error,
  );
  expect(caught).toBeInstanceOf(AppError);
  return errorInfoOf(caught);
}

describe('requests', () => {
  it('go below the account’s base path, with what was asked for', async () => {
    const { client, wire } = clientThatGets({ body: { deals: [], meta: {} } });
    const options = {
      page: 2,
      perPage: 100,
      sort: 'updated_at',
      sortType: 'desc',
      include: ['owner', 'deal_stage'],
    } as const;
    await client.deals.view(4, options);
    expect(wire().path).toBe(
      '/crm/sales/api/deals/view/4?per_page=100&page=2&sort=updated_at&sort_type=desc&include=owner,deal_stage',
    );
    await client.deals.scroll(4, { limit: 100, lastFetchedId: null, include: [] });
    expect(wire().path).toBe('/crm/sales/api/deals/scroll/4?limit=100');
  });

  it('carry amounts and big numbers exactly as they are given', async () => {
    const { client, wire } = clientThatGets({ body: { deal: { id: 1 } } });
    const custom = { cf_exact: '0.10', cf_number: 0.1, cf_big: 1450348061427834880n };
    await client.deals.create({
      amount: '1234567890123456.7890',
      base_currency_amount: 23456,
      custom_field: custom,
    });
    expect(wire().text).toBe(
      '{"deal":{"amount":"1234567890123456.7890","base_currency_amount":23456,' +
        '"custom_field":{"cf_exact":"0.10","cf_number":0.1,"cf_big":1450348061427834880}}}',
    );
  });

  it('are made for whom the caller says, else by what they do', async () => {
    const { client, wire } = clientThatGets({ body: { task: { id: 1 }, contacts: [], filters: [] } });
    const signal = new AbortController().signal;
    await client.tasks.get(1);
    expect(wire()).toMatchObject({ lane: 'look', effect: 'read' });
    await client.tasks.update(1, { status: 1 });
    expect(wire()).toMatchObject({ lane: 'edit', effect: 'write' });
    await client.contacts.filters({ lane: 'background', signal });
    expect(wire()).toMatchObject({ lane: 'background', signal });
    await client.finding.filteredSearch('contacts', [
      { attribute: 'updated_at', operator: 'is_after', value: '2026-11-01' },
    ]);
    expect(wire()).toMatchObject({
      method: 'POST',
      lane: 'look',
      effect: 'read',
      path: '/crm/sales/api/filtered_search/contact',
    });
  });

  it('do not put more than 100 in one bulk call', async () => {
    const { client, requests } = clientThatGets({ body: { message: 'ok' } });
    const items = Array.from({ length: 101 }, (_, n) => ({ field: 'id', value: n, data: {} }));
    expect((await failure(client.leads.bulkUpsert(items))).code).toBe('internal');
    expect(requests).toHaveLength(0);
    expect(await client.leads.bulkUpsert(items.slice(0, 100))).toMatchObject({ jobId: null });
  });
});

describe('records', () => {
  it('come key for key in the server’s order, unknown ones too, without tokens', async () => {
    const text =
      '{"users":[{"id":9}],"deal":{"zz_new":1,"id":5,"collaboration":{"auth_token":"jwt"},"amount":"2.0","aa":null},"meta":{"x":1}}';
    const { client } = clientThatGets({ body: text });
    const answer = await client.deals.get(5);
    expect(stringifyJson(answer.record)).toBe('{"zz_new":1,"id":5,"amount":"2.0","aa":null}');
    expect(answer).toMatchObject({ sideloads: { users: [{ id: 9 }] }, meta: { x: 1 }, drift: [] });
    expect(stringifyJson(answer)).not.toContain('jwt');
  });

  it('that drift are given all the same, and told of', async () => {
    const rows = [
      { id: 1, amount: '7.0' },
      { id: 2, amount: 'plenty', expected_close: 7 },
      { amount: '3' },
      'no row',
      { id: 2 ** 60, name: 'beyond' },
    ];
    const { client, drift } = clientThatGets({ body: { deals: rows } });
    const answer = await client.deals.view(1);
    expect(answer.records).toEqual([rows[0], rows[1]]);
    expect(answer.drift.map(({ id, path }) => [id, path])).toEqual([
      [2, 'deals.1.amount'],
      [null, 'deals.2.id'],
      [null, 'deals.3'],
      [null, 'deals.4.id'],
    ]);
    expect(drift).toEqual(answer.drift);
  });

  it.each<[string, unknown, string]>([
    ['under another key', { lead: { id: 1 } }, 'contact'],
    ['as a list', { contact: [{ id: 1 }] }, 'contact'],
    ['without an id', { contact: { first_name: 'Ana' } }, 'contact.id'],
    ['as nothing', null, ''],
  ])('that come %s are an unexpected shape, and leave a write unsure', async (_, body, path) => {
    const { client } = clientThatGets({ body: JSON.stringify(body) });
    expect(await failure(client.contacts.get(1))).toEqual({ code: 'unexpected-shape', path });
    const unsure = { code: 'unsure', reason: `unexpected-shape: ${path}` };
    expect(await failure(client.contacts.create({ first_name: 'Ana' }))).toEqual(unsure);
  });

  it('are a list only where there is one', async () => {
    const { client } = clientThatGets({ body: { contacts: { id: 1 } } });
    expect(await failure(client.contacts.view(1))).toEqual({ code: 'unexpected-shape', path: 'contacts' });
  });
});

describe('errors', () => {
  it('name the field by the hints the caller gives', async () => {
    const { client } = clientThatGets({
      status: 400,
      body: { errors: { code: 400, message: ['Mobil ist vergeben'] } },
    });
    const hints = [{ name: 'mobile_number', label: 'Mobil' }];
    const refused = await failure(client.contacts.create({}, { hints }));
    expect(refused).toEqual({ code: 'validation', messages: ['Mobil ist vergeben'], field: 'mobile_number' });
  });

  it('give the wait by the client’s clock', async () => {
    const { client } = clientThatGets({
      status: 429,
      headers: { 'x-ratelimit-reset': String(NOW / 1000 + 90) },
    });
    expect(await failure(client.tasks.list('open'))).toEqual({ code: 'rate-limited', waitMs: 90_000 });
  });

  it('of the transport pass unchanged', async () => {
    const { client } = clientThatGets(() => {
      throw new AppError({ code: 'unsure', reason: 'ECONNRESET' });
    });
    expect(await failure(client.notes.create({}))).toEqual({ code: 'unsure', reason: 'ECONNRESET' });
  });
});

describe('deletions', () => {
  it.each([true, null, { success: '200' }, { msg: { id: 1, code: 'success' } }])(
    'take %j for an answer',
    async (body) => {
      const { client } = clientThatGets({ body: JSON.stringify(body) });
      expect(await client.leads.remove(1)).toEqual(body);
    },
  );

  it('take an empty answer', async () => {
    const { client } = clientThatGets({ status: 204, body: '' });
    expect(await client.leads.remove(1)).toBeNull();
  });

  it('are unsure when the answer says otherwise', async () => {
    const { client } = clientThatGets({ body: 'false' });
    expect((await failure(client.leads.forget(1))).code).toBe('unsure');
  });
});

describe('bulk', () => {
  it('tells of each record', async () => {
    const { client } = clientThatGets({ body: { contacts: [{ '1': true }, { '70042006456': false }] } });
    expect((await client.contacts.bulkDestroy([1, 70042006456])).results).toEqual([
      { id: 1, ok: true },
      { id: 70042006456, ok: false },
    ]);
  });

  it('gives the job’s id, whatever host its address names', async () => {
    const { client } = clientThatGets({
      body: { message: 'started', job_status_url: 'http://evil.example/api/job_statuses/b7b6?x=1' },
    });
    expect(await client.deals.bulkUpsert([])).toMatchObject({ message: 'started', jobId: 'b7b6' });
  });
});

describe('configuration', () => {
  it('reads a selector’s rows under whatever key they come', async () => {
    for (const body of [
      { campaigns: [{ id: 1 }], meta: {} },
      { other: 'x', rows: [{ id: 1 }] },
      [{ id: 1 }],
      { users: [{ id: 9 }], campaigns: [{ id: 1 }] },
    ]) {
      const { client } = clientThatGets({ body });
      expect(await client.selectors.campaigns()).toEqual([{ id: 1 }]);
    }
  });

  it('refuses an answer that holds no list', async () => {
    const { client } = clientThatGets({ body: { campaigns: null } });
    expect(await failure(client.selectors.campaigns())).toEqual({
      code: 'unexpected-shape',
      path: 'campaigns',
    });
  });

  it('keeps fields that drift, and leaves out and tells of those that cannot be used', async () => {
    const rows = [{ id: 1, name: 'amount', position: 'first' }, { id: 2 }, { id: 3, name: 'name' }];
    const { client, drift } = clientThatGets({
      body: { fields: rows, field_groups: [{ id: 1, name: 'Basic' }], more: 1 },
    });
    expect(await client.deals.fields()).toEqual({
      fields: [rows[0], rows[2]],
      field_groups: [{ id: 1, name: 'Basic' }],
      more: 1,
    });
    expect(drift.map(({ path }) => path)).toEqual(['fields.0.position', 'fields.1.name']);
  });

  it('tells of views without a name', async () => {
    const { client, drift } = clientThatGets({ body: { filters: [{ id: 1, name: 'All' }, { id: 2 }] } });
    expect(await client.entities.deals.filters()).toEqual([{ id: 1, name: 'All' }]);
    expect(drift.map(({ id, path }) => [id, path])).toEqual([[2, 'filters.1.name']]);
  });
});

describe('finding', () => {
  it('searches by words and reads the bare list', async () => {
    const { client, wire } = clientThatGets({
      body: [{ id: '1', type: 'contact', name: 'Ana' }, { name: 'none' }],
    });
    const found = await client.finding.search('ana & co', ['contact', 'deal'], { perPage: 100 });
    expect(wire().path).toBe('/crm/sales/api/search?q=ana%20%26%20co&include=contact,deal&per_page=100');
    expect(found.records).toEqual([{ id: '1', type: 'contact', name: 'Ana' }]);
    expect(found.drift.map(({ path }) => path)).toEqual(['search.1.id']);
  });

  it('looks up by a field and reads the nested lists', async () => {
    const { client, wire } = clientThatGets({
      body: { contacts: { contacts: [{ id: 1 }] }, sales_accounts: { sales_accounts: [] } },
    });
    const found = await client.finding.lookup('+41 79', 'mobile_number', ['contact', 'sales_account']);
    expect(wire().path).toBe(
      '/crm/sales/api/lookup?q=%2B41%2079&f=mobile_number&entities=contact,sales_account',
    );
    expect(found['contacts']?.records).toEqual([{ id: 1 }]);
    expect(found['sales_accounts']?.records).toEqual([]);
  });
});

describe('links', () => {
  it('are used as they stand, from the root', async () => {
    const path = '/crm/sales/contacts/7/conversations/all?include=user%2Cnote&per_page=3';
    const { client, wire } = clientThatGets({ body: { conversations: [], contact: { collaboration: {} } } });
    expect(await client.links.get(path)).toEqual({ conversations: [], contact: {} });
    expect(wire()).toMatchObject({ method: 'GET', path, effect: 'read' });
  });

  it.each(['//evil.example/x', '/\\evil.example/x', 'https://evil.example/', 'contacts/1', ''])(
    'refuse %j',
    async (path) => {
      const { client, requests } = clientThatGets({ body: {} });
      expect((await failure(client.links.get(path))).code).toBe('internal');
      expect(requests).toHaveLength(0);
    },
  );
});

describe('files', () => {
  it('tell of rows that drift', async () => {
    const { client } = clientThatGets({
      body: { users: [], documents: [{ id: 1, content_file_size: 'big' }], document_links: [{ url: 'x' }] },
    });
    const { documents, documentLinks, drift, sideloads } = await client.deals.documentAssociations(1);
    expect([documents.length, documentLinks.length, sideloads]).toEqual([1, 0, { users: [] }]);
    expect(drift.map(({ path }) => path)).toEqual(['documents.0.content_file_size', 'document_links.0.id']);
  });
});
