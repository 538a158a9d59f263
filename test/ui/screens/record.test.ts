import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { screen, within, fireEvent } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { fieldsOf, stagesOf } from '../../../renderer/ui/lib/configuration.ts';
import {
  readField,
  type FieldValue,
  type ReadContext,
} from '../../../renderer/ui/screens/record/field-value.ts';
import { headlineOf } from '../../../renderer/ui/screens/record/headline.ts';
import { layoutRecord } from '../../../renderer/ui/screens/record/layout.ts';
import type { FieldsAnswer } from '../../../shared/entities/field-configuration.ts';
import type { Kind } from '../../../shared/entities/kind.ts';
import type { RawRecord } from '../../../shared/entities/record.ts';
import { parseJson } from '../../../shared/json.ts';
import { openApp } from '../fakes/open-app.ts';
import { CONTACT_FIELDS, FIRST_ID, makeUp } from '../fakes/records.ts';

const context: ReadContext = {
  names: { 'owners:11': 'Rita Moreau', 'sales_accounts:30001': 'Widgetz' },
  baseCurrency: 'EUR',
};
const { records, configuration } = makeUp(Date.parse('2026-11-24T09:12:00Z'), 20);
const contact = records.contacts[0] as RawRecord;
const fields: FieldsAnswer = CONTACT_FIELDS;

const read = (type: string, value: unknown, more: Record<string, unknown> = {}): FieldValue =>
  readField({ id: 1, name: 'cf_it', type, ...more }, { custom_field: { cf_it: value } }, context);

describe('reading a field', () => {
  it('follows the type the account gave it', () => {
    const choices = [
      { id: 71, value: 'A' },
      { id: 72, value: 'B' },
    ];
    expect(read('text', 'x')).toEqual({ type: 'text', text: 'x' });
    expect(read('textarea', 'a\nb')).toEqual({ type: 'lines', text: 'a\nb' });
    expect(read('number', '12.50')).toEqual({ type: 'number', value: '12.5' });
    expect(read('number', 7)).toEqual({ type: 'number', value: 7 });
    expect(read('date', '2027-03-03')).toEqual({ type: 'day', day: '2027-03-03' });
    expect(read('checkbox', false)).toEqual({ type: 'flag', on: false });
    expect(read('checkbox', 'true')).toEqual({ type: 'flag', on: true });
    expect(read('dropdown', 72, { choices })).toEqual({ type: 'text', text: 'B' });
    expect(read('dropdown', 'B', { choices })).toEqual({ type: 'text', text: 'B' });
    expect(read('dropdown', 'Gone', { choices })).toEqual({ type: 'text', text: 'Gone' });
    expect(read('multi_select_dropdown', [71, 'B'], { choices })).toEqual({
      type: 'words',
      words: ['A', 'B'],
    });
    expect(read('multi_select_dropdown', 'A;B', { choices })).toEqual({ type: 'words', words: ['A', 'B'] });
    expect(read('phone_number', '+331')).toEqual({ type: 'phone', text: '+331' });
    expect(read('url', 'https://x.io')).toEqual({ type: 'web', text: 'https://x.io' });
    expect(read('auto_complete', { id: 3, name: 'Lyon depot' })).toEqual({
      type: 'text',
      text: 'Lyon depot',
    });
    expect(read('a type of next year', 'x')).toEqual({ type: 'text', text: 'x' });
  });

  it('knows the fields whose meaning is the CRM’s', () => {
    const one = (name: string, record: RawRecord) => readField({ id: name, name }, record, context);
    expect(one('owner_id', { owner_id: 11 })).toEqual({ type: 'text', text: 'Rita Moreau' });
    expect(one('owner_id', { owner_id: 99 })).toEqual({ type: 'nameless', id: 99 });
    expect(one('annual_revenue', { annual_revenue: 0 })).toEqual({
      type: 'money',
      amount: '0',
      currency: 'EUR',
    });
    expect(one('created_at', { created_at: '2024-06-25 06:57:50' })).toEqual({
      type: 'instant',
      ms: Date.UTC(2024, 5, 25, 6, 57, 50),
    });
    expect(one('sales_account_id', { sales_account_id: '30001' })).toEqual({
      type: 'records',
      records: [{ kind: 'sales_accounts', id: 30001, title: 'Widgetz' }],
    });
    expect(
      one('emails', {
        email: 'a@x.io',
        emails: [
          { value: 'b@x.io' },
          { value: 'c@x.io', is_primary: true },
          { value: 'd@x.io', _destroy: true },
        ],
      }),
    ).toEqual({
      type: 'mail',
      addresses: ['c@x.io', 'b@x.io'],
    });
    expect(one('email', { email: 'a@x.io' })).toEqual({ type: 'mail', addresses: ['a@x.io'] });
    expect(one('mcr_id', { mcr_id: 1450348061427834880n })).toEqual({
      type: 'number',
      value: '1450348061427834880',
    });
  });

  it('takes nothing for nothing', () => {
    for (const value of [null, undefined, '', '  ', [], {}])
      expect(read('text', value)).toEqual({ type: 'empty' });
    expect(read('checkbox', false)).not.toEqual({ type: 'empty' });
    expect(read('number', 0)).toEqual({ type: 'number', value: 0 });
  });
});

describe('the layout of a record', () => {
  it('has the account’s groups and fields in their order', () => {
    const groups = layoutRecord('contacts', contact, fields, context);
    expect(groups.map(({ label }) => label)).toEqual([
      'Basic information',
      'Address',
      'Additional information',
      'Kept by the CRM',
    ]);
    expect(groups[0]?.lines.map(({ label }) => label)).toEqual([
      'Job title',
      'Emails',
      'Mobile',
      'Accounts',
      'Status',
    ]);
    expect(groups[0]?.lines.at(-1)?.value).toEqual({ type: 'text', text: 'Customer' });
    expect(groups[2]?.lines.find(({ key }) => key === 'cf_tier')?.value).toEqual({ type: 'text', text: 'A' });
  });

  it('loses no field whose group is not known', () => {
    const stray = { ...fields, field_groups: null };
    const groups = layoutRecord('contacts', contact, stray, context);
    expect(groups[0]?.label).toBe('Details');
    expect(groups[0]?.lines).toHaveLength(fields.fields.length);
  });

  it('does without the account’s configuration', () => {
    const groups = layoutRecord('contacts', contact, null, context);
    const labels = groups.flatMap(({ lines }) => lines.map(({ label }) => label));
    expect(labels).toContain('Job title');
    expect(labels).toContain('Mobile');
    expect(new Set(labels).size).toBe(labels.length);
  });

  it('draws every record that was seen on real accounts', () => {
    const folder = join(import.meta.dirname, '../../fixtures/real/lori-tap');
    const samples: readonly (readonly [kind: Kind, file: string])[] = [
      ['contacts', 'contacts_view_include_owner.json'],
      ['leads', 'leads_view_include_owner.json'],
      ['sales_accounts', 'sales_accounts_view.json'],
      ['deals', 'deals_view.json'],
    ];
    for (const [kind, file] of samples) {
      const answer = parseJson(readFileSync(join(folder, file), 'utf8')) as Record<string, RawRecord[]>;
      for (const record of answer[kind] ?? []) {
        const lines = layoutRecord(kind, record, null, context).flatMap((group) => group.lines);
        expect(lines.filter(({ value }) => value.type !== 'empty').length).toBeGreaterThan(3);
      }
    }
  });
});

describe('the head of a record', () => {
  it('gathers what one needs before a visit', () => {
    expect(headlineOf('contacts', contact, fields, configuration, context)).toMatchObject({
      status: { text: 'Customer' },
      job: 'Head of fleet',
      account: { kind: 'sales_accounts', id: 30001, title: 'Widgetz' },
      place: 'Lyon, France',
      timeZone: 'Paris',
      owner: 'Rita Moreau',
      phone: '+33612449018',
      mail: 'person0@example.com',
    });
  });

  it('knows a deal’s way by its stages’ meaning, not by their names', () => {
    const stages = stagesOf(configuration, 21);
    expect(stages.map(({ outcome }) => outcome)).toEqual(['open', 'open', 'open', 'open', 'won', 'lost']);
    const head = headlineOf('deals', records.deals[4] as RawRecord, null, configuration, {
      ...context,
      names: { 'deal_stages:35': 'Won', 'currencies:41': 'EUR' },
    });
    expect(head).toMatchObject({
      status: { text: 'Won', tone: 'good' },
      stageId: 35,
      amount: { currency: 'EUR' },
    });
  });

  it('reads the configuration or does without', () => {
    expect(fieldsOf(configuration, 'contacts')?.fields.length).toBe(fields.fields.length);
    expect(fieldsOf({ 'fields:contacts': { nonsense: true } }, 'contacts')).toBeNull();
    expect(stagesOf({}, 21)).toEqual([]);
  });
});

describe('the record on screen', () => {
  it('shows values as what they are, and empty fields on request', async () => {
    openApp({ hash: `#/contacts/${FIRST_ID.contacts}` });
    const record = await screen.findByRole('article', { name: 'Ada Dubois' });
    expect(
      (await within(record).findByRole('link', { name: '+33 6 12 44 90 18' })).getAttribute('href'),
    ).toBe('tel:+33612449018');
    expect(within(record).getByRole('link', { name: 'person0@example.com' }).getAttribute('href')).toBe(
      'mailto:person0@example.com',
    );
    expect(within(record).getAllByRole('link', { name: 'Widgetz' })[0]?.getAttribute('href')).toBe(
      '#/accounts/30001',
    );
    expect(within(record).getByText('Wed, 3 Mar 2027')).toBeTruthy();
    expect(within(record).getByText('Pricing')).toBeTruthy();
    expect(within(record).getByText(/there now/).textContent).toContain('10:12');
    expect(within(record).queryByText('Gate code')).toBeNull();
    await fireEvent.click(within(record).getByRole('button', { name: /Show empty fields/ }));
    expect(within(record).getByText('Gate code')).toBeTruthy();
  });

  it('draws hostile text as text and links to nothing but https', async () => {
    const { store } = openApp({ hash: '#/contacts/20001' });
    await screen.findByRole('article', { name: 'Ada Dubois' });
    store.change('contacts', [
      {
        id: 20001,
        first_name: '<b>Ada</b>',
        job_title: '<script>alert(1)</script>',
        linkedin: 'javascript:alert(1)',
        sales_accounts: [{ id: 5, name: '<i>x</i>' }],
      },
    ]);
    const record = await screen.findByRole('article', { name: '<b>Ada</b>' });
    expect(within(record).getAllByText(/<script>alert\(1\)<\/script>/).length).toBeGreaterThan(0);
    expect(record.querySelector('script, i')).toBeNull();
    expect([...record.querySelectorAll('a')].map((link) => link.protocol)).not.toContain('javascript:');
  });

  it('says when a record is not here', async () => {
    openApp({ hash: '#/deals/999' });
    expect(await screen.findByText('This deal is not on this laptop')).toBeTruthy();
    await fireEvent.click(screen.getByRole('button', { name: 'Back to the deals' }));
    expect(window.location.hash).toBe('#/deals');
  });

  it('shows a deal’s amount, stage and way', async () => {
    openApp({ hash: `#/deals/${FIRST_ID.deals}` });
    const record = await screen.findByRole('article', { name: 'Gold plan' });
    expect(within(record).getAllByText('€8,360.50').length).toBeGreaterThan(0);
    expect(within(record).getByText('Step 1 of 4')).toBeTruthy();
  });
});
