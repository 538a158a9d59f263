import { beforeAll, describe, expect, it } from 'vitest';
import { KINDS } from '../../shared/entities/kind.ts';
import { ENTITY_KINDS } from '../../shared/entities/kinds.ts';
import { days, idsOf, NOW, openAccount, record, viewId, type Account, type Json } from './client.ts';

let account: Account;
beforeAll(async () => {
  account = await openAccount({ records: 900 });
});

const ALL = {
  leads: 'All Leads',
  contacts: 'All Contacts',
  sales_accounts: 'All Accounts',
  deals: 'All Deals',
} as const;

describe.each(KINDS)('%s', (kind) => {
  it('are scrolled through to the end, each once, ascending', async () => {
    const view = await viewId(account, kind, ALL[kind]);
    const seen: number[] = [];
    for (let last = 0, more = true; more;) {
      const page = await account.get(
        `${kind}/scroll/${String(view)}?limit=40&last_fetched_id=${String(last)}`,
      );
      const meta = record(page, 'meta');
      seen.push(...idsOf(page, kind));
      expect(meta['last_fetched_id']).toBe(seen.at(-1));
      expect(Object.keys((meta['avatar_data'] as Json)[ENTITY_KINDS[kind].model] as Json)).toEqual(
        idsOf(page, kind).map(String),
      );
      more = meta['has_next_page'] === true;
      last = Number(meta['last_fetched_id']);
    }
    expect(seen).toEqual(account.admin.ids(kind));
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
  });

  it('come in pages of 25 unless asked, of 100 at most, with totals', async () => {
    const view = await viewId(account, kind, ALL[kind]);
    const total = account.admin.count(kind);
    const first = await account.get(`${kind}/view/${String(view)}`);
    expect(idsOf(first, kind)).toHaveLength(25);
    expect(record(first, 'meta')).toEqual({ total_pages: Math.ceil(total / 25), total });
    expect(idsOf(await account.get(`${kind}/view/${String(view)}?per_page=5000`), kind)).toHaveLength(100);
    const beyond = await account.get(`${kind}/view/${String(view)}?page=9999`);
    expect(idsOf(beyond, kind)).toEqual([]);
    const pages = await Promise.all(
      [1, 2, 3].map((page) => account.get(`${kind}/view/${String(view)}?per_page=30&page=${String(page)}`)),
    );
    expect(new Set(pages.flatMap((page) => idsOf(page, kind))).size).toBe(90);
  });

  it('are sorted by updated_at both ways', async () => {
    const view = await viewId(account, kind, ALL[kind]);
    const instants = async (type: string): Promise<number[]> => {
      const page = await account.get(
        `${kind}/view/${String(view)}?per_page=100&sort=updated_at&sort_type=${type}`,
      );
      return (page.body[kind] as { updated_at: string }[]).map((row) => Date.parse(row.updated_at));
    };
    const [up, down] = [await instants('asc'), await instants('desc')];
    expect(up).toEqual([...up].sort((a, b) => a - b));
    expect(down).toEqual([...down].sort((a, b) => b - a));
    expect(down[0]).toBeGreaterThan(up[0] as number);
  });

  it('parse by the schema of their kind, and give an owner only with the include', async () => {
    const view = await viewId(account, kind, ALL[kind]);
    const plain = await account.get(`${kind}/scroll/${String(view)}?limit=50`);
    const withOwner = await account.get(
      `${kind}/scroll/${String(view)}?limit=50&include=${ENTITY_KINDS[kind].include.join(',')}`,
    );
    for (const row of [...(plain.body[kind] as unknown[]), ...(withOwner.body[kind] as unknown[])]) {
      expect(ENTITY_KINDS[kind].schema.safeParse(row).error?.issues ?? []).toEqual([]);
    }
    const owners = (answer: typeof plain): number =>
      (answer.body[kind] as Json[]).filter((row) => 'owner_id' in row).length;
    expect(owners(plain)).toBe(kind === 'sales_accounts' ? 50 : 0);
    expect(owners(withOwner)).toBe(50);
    expect(Object.keys(withOwner.body)[0]).toBe('users');
    const beside = new Set(idsOf(withOwner, 'users'));
    for (const row of withOwner.body[kind] as Json[])
      expect(row['owner_id'] === null || beside.has(Number(row['owner_id']))).toBe(true);
  });

  it('of a view or id that is not there are 404', async () => {
    expect((await account.get(`${kind}/view/1`)).status).toBe(404);
    expect((await account.get(`${kind}/scroll/1`)).status).toBe(404);
    expect((await account.get(`${kind}/1`)).status).toBe(404);
  });
});

describe('views', () => {
  const members = async (kind: string, name: string, query = ''): Promise<Json[]> =>
    (await account.get(`${kind}/view/${String(await viewId(account, kind, name))}?per_page=100${query}`))
      .body[kind] as Json[];

  it('of the user show his own', async () => {
    for (const row of await members('contacts', 'My Contacts', '&include=owner'))
      expect(row['owner_id']).toBe(account.admin.me);
  });

  it('by time and score keep to them', async () => {
    for (const row of await members('leads', 'Hot Leads'))
      expect(Number(row['lead_score'])).toBeGreaterThanOrEqual(70);
    for (const row of await members('contacts', 'Never Contacted')) expect(row['last_contacted']).toBeNull();
    const recent = await members('contacts', 'Recently Modified');
    expect(recent.length).toBeGreaterThan(0);
    for (const row of recent)
      expect(Date.parse(String(row['updated_at']))).toBeGreaterThanOrEqual(NOW - days(7));
  });

  it('of deals go by the forecast of the stage: open, won and lost make up all', async () => {
    const total = async (name: string): Promise<number> =>
      Number(
        record(await account.get(`deals/view/${String(await viewId(account, 'deals', name))}`), 'meta')[
          'total'
        ],
      );
    const parts = await Promise.all(['Open Deals', 'Won Deals', 'Lost Deals'].map(total));
    expect(parts.every((part) => part > 0)).toBe(true);
    expect(parts.reduce((sum, part) => sum + part, 0)).toBe(await total('All Deals'));
  });
});

describe('includes', () => {
  it('embed the accounts of a contact, one of them primary', async () => {
    const id = account.admin
      .ids('contacts')
      .find(
        (candidate) => (account.admin.read('contacts', candidate)?.['sales_accounts'] as Json[]).length === 2,
      );
    const contact = record(await account.get(`contacts/${String(id)}?include=sales_accounts`), 'contact');
    const accounts = contact['sales_accounts'] as Json[];
    expect(accounts.filter((link) => link['is_primary'] === true)).toHaveLength(1);
    for (const link of accounts)
      expect(link).toMatchObject({ partial: true, name: expect.any(String) as unknown });
  });

  it('put what refers to a record beside it, and the ids into it', async () => {
    const id = account.admin
      .ids('sales_accounts')
      .find((candidate) => Number(account.admin.read('sales_accounts', candidate)?.['open_deals_count']) > 1);
    const answer = await account.get(
      `sales_accounts/${String(id)}?include=deals,contacts,tasks,child_sales_accounts`,
    );
    const row = record(answer, 'sales_account');
    expect(row['deal_ids']).toEqual(idsOf(answer, 'deals'));
    expect(row['contact_ids']).toEqual(idsOf(answer, 'contacts'));
    expect(row).toHaveProperty('task_ids');
    expect(row).toHaveProperty('child_sales_account_ids');
    expect(idsOf(answer, 'deals').length).toBeGreaterThan(1);
  });

  it('name what a deal refers to', async () => {
    const [id] = account.admin.ids('deals');
    const answer = await account.get(
      `deals/${String(id)}?include=owner,creater,sales_account,deal_stage,currency,deal_type,source`,
    );
    const deal = record(answer, 'deal');
    expect(idsOf(answer, 'sales_accounts')).toEqual([deal['sales_account_id']]);
    expect(idsOf(answer, 'deal_stages')).toEqual([deal['deal_stage_id']]);
    expect(idsOf(answer, 'currencies')).toEqual([deal['currency_id']]);
  });
});

describe('a contact', () => {
  it('carries mcr_id above 2^53 with all its digits, and tokens that clients must drop', async () => {
    const [id] = account.admin.ids('contacts');
    const contact = record(await account.get(`contacts/${String(id)}`), 'contact');
    expect(contact['mcr_id']).toBe(1_450_348_061_427_834_880n + BigInt(id as number));
    expect(contact['fc_widget_collaboration']).toMatchObject({
      convo_token: expect.stringMatching(/^ey/) as unknown,
    });
  });
});
