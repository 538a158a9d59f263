import { beforeAll, describe, expect, it } from 'vitest';
import { fieldsAnswerSchema } from '../../shared/entities/field-configuration.ts';
import { KINDS } from '../../shared/entities/kind.ts';
import { SELECTORS, selectorRows } from '../../shared/entities/selectors.ts';
import { configured, openAccount, type Account, type Json } from './client.ts';

let account: Account;
beforeAll(async () => {
  account = await openAccount();
});

describe('selectors', () => {
  it.each(SELECTORS)('%s give rows with ids', async (selector) => {
    const answer = await account.get(`selector/${selector}`);
    expect(answer.status).toBe(200);
    expect(selectorRows(answer.body).length).toBeGreaterThan(0);
  });

  it('give owners under users, and pipelines with their stages', async () => {
    expect(Object.keys((await account.get('selector/owners')).body)).toEqual(['users']);
    const pipelines = (await account.get('selector/deal_pipelines')).body['deal_pipelines'] as Json[];
    for (const pipeline of pipelines) {
      const own = (await account.get(`selector/deal_pipelines/${String(pipeline['id'])}/deal_stages`)).body[
        'deal_stages'
      ] as Json[];
      expect((pipeline['deal_stages'] as Json[]).map((stage) => stage['id'])).toEqual(
        own.map((stage) => stage['id']),
      );
      expect(new Set(own.map((stage) => stage['forecast_type']))).toEqual(
        new Set(['Open', 'Closed Won', 'Closed Lost']),
      );
    }
  });

  it('give the outcomes of one activity type only', async () => {
    const type = configured(account.admin, 'sales_activity_types', 'Phone');
    const outcomes = (
      await account.get(`selector/sales_activity_types/${String(type)}/sales_activity_outcomes`)
    ).body['sales_activity_outcomes'] as Json[];
    expect(outcomes.length).toBeGreaterThan(1);
    for (const outcome of outcomes) expect(outcome['sales_activity_type_id']).toBe(type);
    expect((await account.get('selector/sales_activity_types/1/sales_activity_outcomes')).status).toBe(404);
  });
});

describe.each(KINDS)('the fields of %s', (kind) => {
  it('have unique names, labels, and choices where they are dropdowns', async () => {
    const { fields } = fieldsAnswerSchema.parse((await account.get(`settings/${kind}/fields`)).body);
    expect(new Set(fields.map((field) => field.name)).size).toBe(fields.length);
    expect(fields.some((field) => field.name.startsWith('cf_') && field.default === false)).toBe(true);
    for (const field of fields.filter((candidate) => candidate.type === 'dropdown'))
      expect(field.choices?.length).toBeGreaterThan(0);
  });

  it('belong to groups when those are included', async () => {
    const { fields, field_groups: groups } = fieldsAnswerSchema.parse(
      (await account.get(`settings/${kind}/fields?include=field_group`)).body,
    );
    const ids = new Set(groups?.map((group) => group.id));
    expect(ids.size).toBeGreaterThan(1);
    for (const field of fields) expect(ids.has(field.field_group_id ?? '')).toBe(true);
  });
});

describe('a suite account', () => {
  it('has no leads, other paths, lifecycle stages and record types', async () => {
    const suite = await openAccount({ flavour: 'suite', records: 40 });
    expect((await suite.get('leads/filters')).status).toBe(404);
    expect((await suite.get('settings/leads/fields')).status).toBe(404);
    expect((await suite.get('contacts/filters')).status).toBe(200);
    expect((await suite.call('GET', '!/api/contacts/filters')).status).toBe(404);
    const stages = (await suite.get('selector/lifecycle_stages')).body['lifecycle_stages'] as Json[];
    expect(stages.length).toBeGreaterThan(1);
    const contact = suite.admin.read('contacts', suite.admin.ids('contacts')[0] as number);
    expect(contact?.['record_type_id']).toBe('71010794476');
    expect(String((contact?.['links'] as Json)['notes'])).toMatch(/^\/crm\/sales\/contacts\//);
    expect(String(contact?.['created_at'])).toMatch(/-0[45]:00$/);
  });
});
