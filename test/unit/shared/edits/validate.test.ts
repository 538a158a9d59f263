import { describe, expect, it } from 'vitest';
import type { Fields, Operation } from '../../../../shared/edits/edit.ts';
import { validate, type AccountRules } from '../../../../shared/edits/validate.ts';
import { withFields } from '../../../../shared/edits/set-fields.ts';
import type { FieldConfiguration } from '../../../../shared/entities/field-configuration.ts';
import { RECORD_KINDS, type RecordKind } from '../../../../shared/entities/kind.ts';
import { FIRST_LOCAL_ID } from '../../../../shared/entities/local-id.ts';
import { FILE_BYTES_MAX } from '../../../../shared/limits.ts';
import type { SelectorRow } from '../../../../shared/entities/selectors.ts';

const field = (name: string, more: Partial<FieldConfiguration> = {}): FieldConfiguration => ({
  id: name,
  name,
  type: 'text',
  required: false,
  choices: [],
  ...more,
});
const rulesOf = (
  fields: readonly FieldConfiguration[] = [],
  selectors: Readonly<Record<string, readonly SelectorRow[]>> = {},
): AccountRules => ({
  fields: () => ({ fields: [...fields] }),
  selector: (name) => selectors[name] ?? null,
});
const UNKNOWN: AccountRules = { fields: () => null, selector: () => null };

/** What is wrong with an operation, as `field code` or `field code limit`. */
function problems(
  kind: RecordKind,
  operation: Operation,
  base: Fields = { id: FIRST_LOCAL_ID },
  rules: AccountRules = UNKNOWN,
): string[] {
  const fields = 'fields' in operation ? operation.fields : {};
  return validate(kind, operation, withFields(kind, base, fields), rules).map(({ field: at, code, limit }) =>
    [at ?? '-', code, ...(limit === null ? [] : [limit])].join(' '),
  );
}
const create = (kind: RecordKind, fields: Fields, rules?: AccountRules) =>
  problems(kind, { type: 'create', fields }, undefined, rules);
const update = (kind: RecordKind, fields: Fields, base: Fields = { id: 1 }, rules?: AccountRules) =>
  problems(kind, { type: 'update', fields }, base, rules);

/** A new record of each kind with just what the reference wants. */
const LEAST: Readonly<Record<RecordKind, Fields>> = {
  leads: { mobile_number: '+49 170 1' },
  contacts: { emails: [{ value: 'zoë@example.com', is_primary: true }] },
  sales_accounts: { name: 'Acme' },
  deals: { name: 'Pumps', amount: '0' },
  tasks: {
    title: 't',
    due_date: '2026-12-01T08:00:00Z',
    owner_id: 1,
    targetable_type: 'Lead',
    targetable_id: 1,
  },
  appointments: { title: 't', from_date: '2026-12-01T08:00:00Z', end_date: '2026-12-01T09:00:00Z' },
  sales_activities: {
    title: 't',
    sales_activity_type_id: 1,
    start_date: '2026-12-01T08:00:00Z',
    end_date: '2026-12-01T08:00:00Z',
    owner_id: 1,
    targetable_type: 'Contact',
    targetable_id: FIRST_LOCAL_ID - 1,
  },
  notes: { description: 'd', targetable_type: 'Deal', targetable_id: 1 },
  phone_calls: { call_direction: false, targetable_type: 'Contact', targetable: { first_name: 'Ana' } },
  products: { name: 'Pump' },
  cpq_documents: {
    display_name: 'Offer',
    document_type: 'Quote',
    cpq_document_template_name: 'Plain',
    deal_id: 1,
    contact_id: 1,
  },
};

describe('a new record', () => {
  it.each(RECORD_KINDS)('of %s is well with what the reference wants, before anything is known', (kind) => {
    expect(create(kind, LEAST[kind])).toEqual([]);
  });

  it.each([
    ['leads', 'mobile_number', '- contact-way-required'],
    ['contacts', 'emails', '- contact-way-required'],
    ['sales_accounts', 'name', 'name required'],
    ['deals', 'amount', 'amount required'],
    ['tasks', 'due_date', 'due_date required'],
    ['tasks', 'targetable_id', 'targetable_id required'],
    ['appointments', 'end_date', 'end_date required'],
    ['sales_activities', 'sales_activity_type_id', 'sales_activity_type_id required'],
    ['notes', 'description', 'description required'],
    ['phone_calls', 'call_direction', 'call_direction required'],
    ['phone_calls', 'targetable', 'targetable_id required'],
    ['products', 'name', 'name required'],
    ['cpq_documents', 'deal_id', 'deal_id required'],
  ] as const)('of %s is not without %s', (kind, without, expected) => {
    const rest = Object.fromEntries(Object.entries(LEAST[kind]).filter(([key]) => key !== without));
    expect(create(kind, rest)).toEqual([expected]);
  });

  it('has what the account wants too, in whichever words', () => {
    const rules = rulesOf([
      field('last_name', { required: true }),
      field('email', { required: true }),
      field('sales_account_id', { required: true }),
      field('cf_no-go_truck_types', { required: true }),
    ]);
    expect(create('contacts', { mobile_number: '1' }, rules)).toEqual([
      'last_name required',
      'email required',
      'sales_account_id required',
      'cf_no-go_truck_types required',
    ]);
    const whole = {
      last_name: 'Zoë',
      emails: [{ value: 'a@b.c', is_primary: true }],
      sales_accounts: [{ id: 1, is_primary: true }],
      'custom_field.cf_no-go_truck_types': 'Flatbed',
    };
    expect(create('contacts', whole, rules)).toEqual([]);
    const deal = { ...LEAST.deals, sales_account: { name: 'New' } };
    expect(create('deals', deal, rulesOf([field('sales_account_id', { required: true })]))).toEqual([]);
  });

  it('that is put by its identifier is new only where it is not here', () => {
    const upsert: Operation = {
      type: 'upsert',
      identifier: { field: 'name', value: 'x' },
      fields: { city: 'Bern' },
    };
    expect(problems('sales_accounts', upsert)).toEqual(['name required']);
    expect(problems('sales_accounts', upsert, { id: 5 })).toEqual([]);
  });
});

describe('an update', () => {
  it('is not asked about what it does not touch', () => {
    const rules = rulesOf([field('last_name', { required: true })]);
    expect(update('contacts', { city: 'Bern' }, { id: 1, probability: 500 }, rules)).toEqual([]);
    expect(update('contacts', { last_name: ' ' }, { id: 1, mobile_number: '1' }, rules)).toEqual([
      'last_name required',
    ]);
  });

  it('leaves a person some way of contact', () => {
    const person = {
      id: 1,
      mobile_number: '1',
      email: 'a@b.c',
      emails: [{ value: 'a@b.c', is_primary: true }],
    };
    expect(update('leads', { mobile_number: null }, person)).toEqual([]);
    expect(update('leads', { mobile_number: null, emails: [], email: null }, person)).toEqual([
      '- contact-way-required',
    ]);
    expect(update('leads', { mobile_number: '' }, { id: 1 })).toEqual(['- contact-way-required']);
    expect(update('leads', { city: 'Bern' }, { id: 1 })).toEqual([]);
  });
});

describe('values', () => {
  const rules = rulesOf([
    field('cf_visits-per-year', { type: 'number' }),
    field('cf_birthday', { type: 'date' }),
    field('cf_tier', {
      type: 'dropdown',
      choices: [
        { id: 7, value: 'A' },
        { id: 8, value: 'B' },
      ],
    }),
    field('cf_topics', {
      type: 'multi_select_dropdown',
      choices: [{ value: 'Pricing' }, { value: 'Delivery' }],
    }),
    field('cf_free', { type: 'dropdown', choices: [] }),
  ]);

  it.each<[RecordKind, string, unknown, string | null]>([
    ['contacts', 'custom_field.cf_visits-per-year', '12', null],
    ['contacts', 'custom_field.cf_visits-per-year', 'many', 'not-a-number'],
    ['contacts', 'custom_field.cf_birthday', '1980-02-29', null],
    ['contacts', 'custom_field.cf_birthday', '1981-02-29', 'not-a-date'],
    ['contacts', 'custom_field.cf_tier', 'A', null],
    ['contacts', 'custom_field.cf_tier', 8, null],
    ['contacts', 'custom_field.cf_tier', 'C', 'not-a-choice'],
    ['contacts', 'custom_field.cf_tier', null, null],
    ['contacts', 'custom_field.cf_topics', ['Pricing', 'Delivery'], null],
    ['contacts', 'custom_field.cf_topics', ['Pricing', 'Weather'], 'not-a-choice'],
    ['contacts', 'custom_field.cf_free', 'anything', null],
    ['contacts', 'email', 'zoë@example.com', null],
    ['contacts', 'email', 'zoë.example.com', 'not-an-email'],
    ['contacts', 'updated_at', '2026-01-01T00:00:00Z', 'read-only'],
    ['deals', 'probability', 0, null],
    ['deals', 'probability', '100', null],
    ['deals', 'probability', 101, 'out-of-range 0–100'],
    ['deals', 'probability', '-1', 'out-of-range 0–100'],
    ['deals', 'probability', 'high', 'not-a-number'],
    ['deals', 'amount', '1,5', 'not-a-number'],
    ['deals', 'amount', 1450348061427834880n, null],
    ['deals', 'expected_close', 'soon', 'not-a-date'],
    ['tasks', 'due_date', '2026-12-01T08:00:00+01:00', null],
    ['tasks', 'due_date', 'tomorrow', 'not-a-date'],
  ])('of %s: %s = %o is %s', (kind, path, value, expected) => {
    expect(update(kind, { [path]: value }, { id: 1 }, rules)).toEqual(
      expected === null ? [] : [`${path} ${expected}`],
    );
  });

  it('are told nothing where the configuration is not here yet', () => {
    expect(update('contacts', { 'custom_field.cf_tier': 'C', 'custom_field.cf_birthday': 'x' })).toEqual([]);
  });

  it('of an id may be any that the account’s list names', () => {
    const stage = field('deal_stage_id', { type: 'dropdown', choices: [{ id: 1, value: 'New' }] });
    const stages = (count: number) =>
      rulesOf([stage], {
        deal_stages: [{ id: 1 }, { id: 2 }],
        deal_pipelines: Array.from({ length: count }, (_, at) => ({ id: at + 1 })),
      });
    expect(update('deals', { deal_stage_id: '2' }, { id: 1 }, stages(1))).toEqual([]);
    expect(update('deals', { deal_stage_id: 9 }, { id: 1 }, stages(1))).toEqual([
      'deal_stage_id not-a-choice',
    ]);
    expect(update('deals', { deal_stage_id: 9 }, { id: 1 }, stages(2))).toEqual([]);
  });

  it('that are copied are not held against the copy', () => {
    const clone: Operation = {
      type: 'clone',
      sourceId: 1,
      fields: { mobile_number: '1', 'custom_field.cf_tier': 'C' },
    };
    expect(problems('contacts', clone, undefined, rules)).toEqual([]);
  });
});

describe('lists', () => {
  const accounts = (count: number, primaries: number) =>
    Array.from({ length: count }, (_, at) => ({ id: at + 1, is_primary: at < primaries }));

  it.each([
    [0, 0, []],
    [1, 1, []],
    [2, 0, ['sales_accounts one-primary']],
    [2, 2, ['sales_accounts one-primary']],
    [10, 1, []],
    [11, 1, ['sales_accounts too-many 10']],
  ])('of %i accounts, %i of them primary', (count, primaries, expected) => {
    expect(update('contacts', { sales_accounts: accounts(count, primaries) })).toEqual(expected);
  });

  it('of addresses are addresses, with one primary', () => {
    const emails = (...values: string[]) => ({
      emails: values.map((value) => ({ value, is_primary: true })),
    });
    expect(update('leads', emails('a@b.c'))).toEqual([]);
    expect(update('leads', emails('a@b.c', 'd@e.f'))).toEqual(['emails one-primary']);
    expect(update('leads', emails('nobody'))).toEqual(['emails not-an-email']);
  });

  it('of products are a hundred at most', () => {
    const products = (count: number) => ({
      products: Array.from({ length: count }, (_, id) => ({ id, quantity: 1 })),
    });
    expect(update('deals', products(100))).toEqual([]);
    expect(update('cpq_documents', products(101))).toEqual(['products too-many 100']);
  });
});

describe('what belongs together', () => {
  it('is an end that is not before its start', () => {
    const meeting = { id: 1, from_date: '2026-12-01T10:00:00+01:00', end_date: '2026-12-01T10:00:00Z' };
    expect(update('appointments', { end_date: '2026-12-01T09:00:00Z' }, meeting)).toEqual([]);
    expect(update('appointments', { end_date: '2026-12-01T08:59:59Z' }, meeting)).toEqual([
      'end_date ends-before-it-starts',
    ]);
    expect(update('appointments', { title: 'x' }, { ...meeting, end_date: '2020-01-01' })).toEqual([]);
    expect(
      create('sales_activities', { ...LEAST.sales_activities, end_date: '2026-01-01T00:00:00Z' }),
    ).toEqual(['end_date ends-before-it-starts']);
  });

  it('is a reason for losing and a lost stage, in whichever pipeline', () => {
    const rules = rulesOf([], {
      deal_stages: [
        { id: 1, forecast_type: 'Open' },
        { id: 2, forecast_type: 'Closed Lost' },
      ],
      deal_pipelines: [{ id: 1, deal_stages: [{ id: 3, forecast_type: 'Closed Won' }] }],
    });
    const reason = (stage: number) =>
      update('deals', { deal_reason_id: 5 }, { id: 1, deal_stage_id: stage }, rules);
    expect([1, 2, 3, 4].map(reason)).toEqual([
      ['deal_reason_id only-when-lost'],
      [],
      ['deal_reason_id only-when-lost'],
      [],
    ]);
    expect(
      update('deals', { deal_stage_id: 2, deal_reason_id: 5 }, { id: 1, deal_stage_id: 1 }, rules),
    ).toEqual([]);
    expect(update('deals', { deal_stage_id: 1 }, { id: 1, deal_reason_id: 5 }, rules)).toEqual([]);
  });

  it('is a lead’s last name and company when it is converted, and a name of its deal', () => {
    const convert = (fields: Fields, deal: Fields | null) =>
      validate('leads', { type: 'convert', fields, deal, contactId: -1, dealId: null }, null, UNKNOWN).map(
        ({ field: at, code }) => `${at} ${code}`,
      );
    expect(convert({ last_name: 'Zoë', company: { name: 'Acme' } }, { name: 'Pumps' })).toEqual([]);
    expect(convert({ company: {} }, { amount: '5' })).toEqual([
      'last_name required',
      'company required',
      'name required',
    ]);
  });
});

it('takes a file with a name and something in it, up to the limit', () => {
  const attach = (name: string, size: number) =>
    problems('contacts', {
      type: 'attach',
      file: { id: crypto.randomUUID(), name, contentType: '', size, isShared: false },
    });
  expect(attach('Visit.txt', 1)).toEqual([]);
  expect(attach('Visit.txt', FILE_BYTES_MAX)).toEqual([]);
  expect(attach('Visit.txt', FILE_BYTES_MAX + 1)).toEqual(['file too-large 20 MB']);
  expect(attach(' ', 0)).toEqual(['file required', 'file empty-file']);
});

it('lets a record be deleted, restored and shared whatever is wrong with it', () => {
  const operations: Operation[] = [
    { type: 'delete', withContactsAndDeals: true },
    { type: 'restore' },
    { type: 'team', members: [] },
  ];
  const rules = rulesOf([field('name', { required: true })]);
  for (const operation of operations) expect(validate('products', operation, null, rules)).toEqual([]);
});

describe('kinds whose fields the reference does not have', () => {
  const rules = rulesOf([
    field('owner_id', { required: true }),
    field('sales_activity_type_id', {
      type: 'dropdown',
      required: true,
      choices: [{ id: 9, value: 'Visit' }],
    }),
    field('cf_next_step', { type: 'dropdown', required: true, choices: [{ id: 1, value: 'Offer' }] }),
  ]);

  it('are held to the account’s own fields alone', () => {
    const activity = LEAST.sales_activities;
    expect(create('sales_activities', activity, rules)).toEqual(['cf_next_step required']);
    const given = (value: string): Fields => ({ ...activity, 'custom_field.cf_next_step': value });
    expect(create('sales_activities', given('Offer'), rules)).toEqual([]);
    expect(create('sales_activities', given('Lunch'), rules)).toEqual([
      'custom_field.cf_next_step not-a-choice',
    ]);
  });
});
