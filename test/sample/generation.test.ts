import { describe, expect, it } from 'vitest';
import { generate } from '../../electron/sample/data/generate.ts';
import { sizesOf } from '../../electron/sample/data/plan.ts';
import type { Row } from '../../electron/sample/state/row.ts';
import { objectsOf } from '../../shared/entities/record.ts';
import { NOW } from './client.ts';

const made = (records: number, seed = 1): ReturnType<typeof generate> =>
  generate({ seed, sizes: sizesOf(records, 'classic'), flavour: 'classic', madeAt: NOW });

describe('sizes', () => {
  it('share a total out in full', () => {
    for (const total of [0, 1, 7, 1000, 200_000]) {
      for (const flavour of ['classic', 'suite'] as const) {
        expect(Object.values(sizesOf(total, flavour)).reduce((sum, size) => sum + size, 0)).toBe(total);
      }
    }
  });

  it('are exact where kinds are named, and none for the others', () => {
    expect(sizesOf({ contacts: 12, deals: 3 }, 'classic')).toEqual({
      leads: 0,
      contacts: 12,
      sales_accounts: 0,
      deals: 3,
    });
  });

  it('have no leads on a suite account', () => {
    expect(sizesOf(1000, 'suite').leads).toBe(0);
    expect(sizesOf({ leads: 5, contacts: 1 }, 'suite')).toEqual({
      leads: 0,
      contacts: 1,
      sales_accounts: 0,
      deals: 0,
    });
  });
});

describe('generated data', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(made(300)).toEqual(made(300));
    expect(made(300, 2).get('contacts')).not.toEqual(made(300).get('contacts'));
  });

  it('gives 20,000 records unique mails, mobiles and account names', () => {
    const tables = made(20_000);
    const people = [...(tables.get('contacts') ?? []), ...(tables.get('leads') ?? [])];
    const mails = people.flatMap((row) =>
      objectsOf(row, 'emails').map((email) => String(email['value']).toLowerCase()),
    );
    const mobiles = people.flatMap((row) =>
      typeof row['mobile_number'] === 'string' ? [row['mobile_number']] : [],
    );
    const names = (tables.get('sales_accounts') ?? []).map((row) => String(row['name']).toLowerCase());
    expect(people.length + names.length + (tables.get('deals')?.length ?? 0)).toBe(20_000);
    for (const values of [mails, mobiles, names]) {
      expect(values.length).toBeGreaterThan(3000);
      expect(new Set(values).size).toBe(values.length);
    }
    for (const mobile of mobiles) expect(mobile).toMatch(/^\+\d{10,15}$/);
    for (const mail of mails) expect(mail).toMatch(/^[a-z0-9.]+@[a-z0-9]+\.example$/);
  });

  it('is international: many countries, and scripts beyond Latin', () => {
    const contacts = made(3000).get('contacts') ?? [];
    const names = contacts
      .map((row) => `${String(row['first_name'])} ${String(row['last_name'])} ${String(row['city'])}`)
      .join(' ');
    expect(new Set(contacts.map((row) => row['country'])).size).toBeGreaterThan(14);
    for (const script of [/\p{Script=Han}/u, /\p{Script=Arabic}/u, /[äöüß]/, /[łńśż]/, /[ğışç]/, /[ãõç]/])
      expect(names).toMatch(script);
  });

  it('holds together: every reference is to a row that is there', () => {
    const tables = made(1000);
    const ids = new Map([...tables].map(([table, rows]) => [table, new Set(rows.map((row) => row.id))]));
    const has = (table: Parameters<typeof tables.get>[0], id: unknown): boolean =>
      id === null || (ids.get(table)?.has(Number(id)) ?? false);
    const rows = (table: Parameters<typeof tables.get>[0]): readonly Row[] => tables.get(table) ?? [];
    for (const contact of rows('contacts')) {
      for (const link of objectsOf(contact, 'sales_accounts'))
        expect(has('sales_accounts', link['id'])).toBe(true);
      expect(has('users', contact['owner_id']) && has('contact_statuses', contact['contact_status_id'])).toBe(
        true,
      );
    }
    for (const deal of rows('deals')) {
      expect(
        has('sales_accounts', deal['sales_account_id']) && has('deal_stages', deal['deal_stage_id']),
      ).toBe(true);
      for (const id of deal['contact_ids'] as number[]) expect(has('contacts', id)).toBe(true);
      for (const line of objectsOf(deal, 'products')) expect(has('products', line['product_id'])).toBe(true);
    }
    const tableOf = {
      Lead: 'leads',
      Contact: 'contacts',
      SalesAccount: 'sales_accounts',
      Deal: 'deals',
      Product: 'products',
    } as const;
    for (const table of [
      'notes',
      'tasks',
      'appointments',
      'sales_activities',
      'documents',
      'document_links',
    ] as const) {
      expect(rows(table).length).toBeGreaterThan(0);
      for (const row of rows(table))
        expect(has(tableOf[row['targetable_type'] as keyof typeof tableOf], row['targetable_id'])).toBe(true);
    }
  });

  it('has deals of every fate, lost ones with a reason, in both pipelines', () => {
    const tables = made(1000);
    const stages = new Map((tables.get('deal_stages') ?? []).map((stage) => [stage.id, stage]));
    const deals = (tables.get('deals') ?? []).map((deal) => ({
      deal,
      stage: stages.get(Number(deal['deal_stage_id'])),
    }));
    expect(new Set(deals.map(({ stage }) => stage?.['forecast_type']))).toEqual(
      new Set(['Open', 'Closed Won', 'Closed Lost']),
    );
    expect(new Set(deals.map(({ deal }) => deal['deal_pipeline_id'])).size).toBe(2);
    for (const { deal, stage } of deals) {
      expect(deal['deal_reason_id'] !== null).toBe(stage?.['forecast_type'] === 'Closed Lost');
      expect(deal['closed_date'] !== null).toBe(stage?.['forecast_type'] !== 'Open');
    }
  });
});
