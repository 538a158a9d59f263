import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createCrmClient, type CrmClient } from '../../electron/crm/client.ts';
import type { Drift } from '../../electron/crm/answers.ts';
import { idSchema, dropTokens } from '../../shared/entities/record.ts';
import { parseJson, stringifyJson } from '../../shared/json.ts';
import { createMemoryTransport } from '../fakes/memory-transport.ts';
import { rebuilt } from './rebuilt.ts';

/**
 * Answers recorded from real accounts: the client reads every one of them, and gives every key that it was sent.
 */

const root = new URL('../fixtures/real/', import.meta.url);
const files = ['lori-tap', 'misc', 'rudderstack'].flatMap((folder) =>
  readdirSync(new URL(`${folder}/`, root)).map((name) => `${folder}/${name}`),
);
const textOf = (file: string): string => readFileSync(new URL(file, root), 'utf8');

type Read = (c: CrmClient) => Promise<unknown>;

/** Which operation gave each answer. */
const reads: Readonly<Record<string, Read>> = {
  'lori-tap/contact_single_include_owner.json': (c) => c.contacts.get(1, { include: ['owner'] }),
  'lori-tap/contacts_view.json': (c) => c.contacts.view(1),
  'lori-tap/contacts_view_include_owner.json': (c) => c.contacts.view(1, { include: ['owner'] }),
  'lori-tap/deal_single_include_owner.json': (c) => c.deals.get(1, { include: ['owner'] }),
  'lori-tap/deals_view.json': (c) => c.deals.view(1),
  'lori-tap/deals_view_include_owner_sample_data.json': (c) => c.deals.view(1, { include: ['owner'] }),
  'lori-tap/lead_single_include_owner.json': (c) => c.leads.get(1, { include: ['owner'] }),
  'lori-tap/leads_view_include_owner.json': (c) => c.leads.view(1, { include: ['owner'] }),
  'lori-tap/sales_account_single_include_owner.json': (c) => c.salesAccounts.get(1, { include: ['owner'] }),
  'lori-tap/sales_accounts_view.json': (c) => c.salesAccounts.view(1),
  'lori-tap/selector_owners.json': (c) => c.selectors.owners(),
  'lori-tap/tasks_include_owner_users_targetable.json': (c) =>
    c.tasks.list('open', { include: ['owner', 'users', 'targetable'] }),
  'lori-tap/tasks_minimal.json': (c) => c.tasks.list('open'),
  'misc/lead_single_classic_2018.json': (c) => c.leads.get(100),
  'misc/sales_account_create_response_classic_2020.json': (c) => c.salesAccounts.create({ name: 'John Doe' }),
  'rudderstack/contact_upsert_include_sales_accounts.json': (c) =>
    c.contacts.upsert({ field: 'emails', value: 'testuser@google.com' }, {}, { include: ['sales_accounts'] }),
  'rudderstack/contact_upsert_minimal.json': (c) =>
    c.contacts.upsert({ field: 'emails', value: 'x@example.com' }, {}),
  'rudderstack/lists.json': (c) => c.links.get('/crm/sales/api/lists'),
  'rudderstack/sales_account_upsert.json': (c) =>
    c.salesAccounts.upsert({ field: 'name', value: 'postman2.0' }, {}),
  'rudderstack/selector_lifecycle_stages.json': (c) =>
    c.links.get('/crm/sales/api/selector/lifecycle_stages'),
  'rudderstack/selector_sales_activity_types.json': (c) => c.selectors.salesActivityTypes(),
};
/** Not answers as they came: error bodies (test/unit/crm/errors.test.ts), and one row each of several selectors. */
const gathered = ['misc/errors.json', 'misc/selector_samples_bitfox_2021.json'];

async function readBy(read: Read, body: string) {
  const drift: Drift[] = [];
  const transport = createMemoryTransport(() => ({ body }));
  const client = createCrmClient({ transport, basePath: '/api', onDrift: (found) => drift.push(...found) });
  return { result: await read(client), drift };
}

describe('answers of real accounts', () => {
  it('are all read here', () => {
    expect([...Object.keys(reads), ...gathered].sort()).toEqual([...files].sort());
  });

  it.each(Object.entries(reads))('%s', async (file, read) => {
    const text = textOf(file);
    const { result, drift } = await readBy(read, text);
    expect(drift).toEqual([]);
    const sent = dropTokens(parseJson(text));
    expect(rebuilt(result, sent)).toStrictEqual(sent);
  });

  it('misc/selector_samples_bitfox_2021.json, row by row', async () => {
    const rows = parseJson(textOf('misc/selector_samples_bitfox_2021.json')) as Record<
      string,
      Record<string, unknown>
    >;
    for (const [name, row] of Object.entries(rows)) {
      if (!idSchema.safeParse(row['id']).success) continue;
      const { result, drift } = await readBy(
        (c) => c.selectors.dealPipelines(),
        stringifyJson({ rows: [row] }),
      );
      expect(drift, name).toEqual([]);
      expect(result, name).toEqual([row]);
    }
    expect(Object.values(rows).filter((row) => idSchema.safeParse(row['id']).success).length).toBeGreaterThan(
      3,
    );
  });

  it.each(files)('%s keeps each of its numbers when it is written again', (file) => {
    const text = textOf(file);
    const numbers = (json: string) =>
      json.replace(/"(?:[^"\\]|\\.)*"/g, '""').match(/-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g);
    expect(numbers(stringifyJson(parseJson(text)))).toEqual(numbers(text));
  });

  it('may hold a number above 2^53, of which no digit is lost (quirks §6)', async () => {
    const body = textOf('rudderstack/contact_upsert_minimal.json').replace(
      '"id":',
      '"mcr_id": 1450348061427834880, "id":',
    );
    const { result, drift } = await readBy((c) => c.contacts.get(1), body);
    expect(drift).toEqual([]);
    expect(result).toHaveProperty(['record', 'mcr_id'], 1450348061427834880n);
    expect(stringifyJson(result)).toContain('"mcr_id":1450348061427834880,');
  });
});
