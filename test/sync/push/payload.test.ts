import { describe, expect, it } from 'vitest';
import { bodyOf } from '../../../electron/sync/push/payload/body.ts';
import type { Fields } from '../../../shared/edits/edit.ts';
import type { RecordKind } from '../../../shared/entities/kind.ts';
import type { RawRecord } from '../../../shared/entities/record.ts';

const NEW = { base: null, was: {} };
const body = (kind: RecordKind, fields: Fields, base: RawRecord | null = null, was: Fields = {}): RawRecord =>
  bodyOf(kind, fields, { base, was });

describe('custom fields', () => {
  it('go as a whole map, merged on what is there', () => {
    const base = { custom_field: { cf_a: 1, 'cf_no-go': 'x', cf_big: 1450348061427834880n } };
    expect(body('contacts', { 'custom_field.cf_a': 2, 'custom_field.cf_new': null }, base)).toEqual({
      custom_field: { cf_a: 2, 'cf_no-go': 'x', cf_big: 1450348061427834880n, cf_new: null },
    });
  });

  it('of a new record are those that were given', () => {
    expect(body('deals', { 'custom_field.cf_a': 2 })).toEqual({ custom_field: { cf_a: 2 } });
  });
});

describe('mail addresses', () => {
  const base = {
    emails: [
      { id: 1, value: 'a@x.test', is_primary: true, label: null },
      { id: 2, value: 'b@x.test', is_primary: false, label: 'work' },
    ],
  };

  it('go as a whole list, with the ids that are known, and those that are gone marked', () => {
    const emails = [
      { value: 'B@x.test', is_primary: true, label: 'work' },
      { value: 'c@x.test', is_primary: false },
    ];
    expect(body('contacts', { emails }, base)).toEqual({
      emails: [
        { id: 2, value: 'B@x.test', is_primary: true, label: 'work' },
        { value: 'c@x.test', is_primary: false },
        { id: 1, value: 'a@x.test', _destroy: true },
      ],
    });
  });

  it('have exactly one primary', () => {
    const emails = [{ value: 'a@x.test' }, { value: 'b@x.test' }];
    expect(body('leads', { emails })).toEqual({
      emails: [
        { value: 'a@x.test', is_primary: true },
        { value: 'b@x.test', is_primary: false },
      ],
    });
  });

  it('do not take ids along from another record', () => {
    expect(body('leads', { emails: [{ id: 99, value: 'a@x.test', is_primary: true }] })).toEqual({
      emails: [{ value: 'a@x.test', is_primary: true }],
    });
  });

  it('are never written as an empty text, which refuses the whole person', () => {
    expect(body('contacts', { email: '' })).toEqual({});
    expect(body('contacts', { email: null })).toEqual({});
    expect(JSON.stringify(body('contacts', { email: '' }, base))).not.toContain('"email"');
  });

  it('written as the single field change the primary one and keep the others', () => {
    expect(body('contacts', { email: 'new@x.test' }, base)).toEqual({
      emails: [
        { value: 'new@x.test', is_primary: true },
        { id: 2, value: 'b@x.test', is_primary: false, label: 'work' },
        { id: 1, value: 'a@x.test', _destroy: true },
      ],
    });
  });
});

describe('a contact', () => {
  it('has one primary account, and lets go of those that are not in the list', () => {
    const base = { sales_accounts: [{ id: 7, name: 'Old', is_primary: true }] };
    expect(body('contacts', { sales_accounts: [{ id: 8, name: 'New' }, { id: 9 }] }, base)).toEqual({
      sales_accounts: [
        { id: 8, is_primary: true },
        { id: 9, is_primary: false },
        { id: 7, _destroy: true },
      ],
    });
  });
});

describe('a lead', () => {
  it('keeps what is known of its company', () => {
    const base = { company: { id: 3, name: 'Old', city: 'Lyon', phone: null, industry_type: { id: 1 } } };
    expect(body('leads', { company: { name: 'New' } }, base)).toEqual({
      company: { name: 'New', city: 'Lyon' },
    });
  });
});

describe('a deal', () => {
  it('says which contacts come and which go', () => {
    const contacts = [{ id: 2 }, { id: 3 }];
    expect(body('deals', { contacts }, { contacts: [{ id: 1 }, { id: 2 }] })).toEqual({
      contacts_added_list: [3],
      contacts_removed_list: [1],
    });
    expect(body('deals', { contacts }, {}, { contacts: [{ id: 3 }] })).toEqual({ contacts_added_list: [2] });
    expect(body('deals', { contacts }, { contacts: [...contacts].reverse() })).toEqual({});
  });

  it('has its product lines written whole, by product, and no amount beside them', () => {
    const products = [
      {
        id: 1,
        product_id: 1,
        quantity: 2,
        discount: '0',
        unit_price: '10.5',
        setup_fee: null,
        name: 'Drill',
        deal_id: 5,
      },
      { id: 2, quantity: 1 },
    ];
    expect(body('deals', { products, amount: '21' })).toEqual({
      products: [
        { id: 1, quantity: 2, discount: '0', unit_price: '10.5' },
        { id: 2, quantity: 1 },
      ],
    });
    expect(body('deals', { products: [], amount: '21' })).toEqual({ products: [], amount: '21' });
    expect(body('deals', { amount: '21' }, { has_products: true })).toEqual({ amount: '21' });
  });

  it('may bring a new account by its name', () => {
    expect(body('deals', { sales_account: { name: 'New' }, sales_account_id: null })).toEqual({
      sales_account: { name: 'New' },
    });
    expect(body('deals', { sales_account: { id: 4, name: 'Old' }, sales_account_id: 4 })).toEqual({
      sales_account_id: 4,
    });
  });
});

describe('tasks and appointments', () => {
  it('tell of collaborators that come and go', () => {
    expect(body('tasks', { user_ids: [2, 3] }, { user_ids: [1, 2] })).toEqual({
      task_users_attributes: [{ user_id: 3 }, { user_id: 1, _destroy: true }],
    });
  });

  it('tell of attendees that come and go, the latter with the id they have', () => {
    const user = { attendee_type: 'FdMultitenant::User', attendee_id: 1 };
    const contact = { attendee_type: 'Contact', attendee_id: 1 };
    const base = { appointment_attendees: [{ id: 50, ...user }] };
    expect(body('appointments', { appointment_attendees: [contact] }, base)).toEqual({
      appointment_attendees_attributes: [contact, { id: 50, ...user, _destroy: true }],
    });
  });

  it('name what they are about by type and id alone', () => {
    const fields = { targetable_type: 'Deal', targetable_id: 4, targetable: { id: 4 }, targetables: [] };
    expect(body('tasks', fields)).toEqual({ targetable_type: 'Deal', targetable_id: 4 });
    expect(body('notes', fields)).toEqual({ targetable_type: 'Deal', targetable_id: 4 });
  });
});

describe('prices of a product', () => {
  it('go with the id they have, which the currency tells, so that none is added twice', () => {
    const product_pricings = [
      { currency_code: 'USD', unit_price: '5', is_locked: false },
      { currency_code: 'INR', unit_price: '9' },
    ];
    const base = {
      product_pricings: [
        { id: 18, currency_code: 'USD' },
        { id: 19, currency_code: 'EUR' },
      ],
    };
    expect(body('products', { product_pricings, pricing_type: 2 }, base)).toEqual({
      product_pricings: [
        { id: 18, currency_code: 'USD', unit_price: '5' },
        { currency_code: 'INR', unit_price: '9' },
        { id: 19, _destroy: true },
      ],
    });
    expect(body('products', { product_pricings: [product_pricings[0]], pricing_type: 1 })).toEqual({
      product_pricings: [{ currency_code: 'USD', unit_price: '5' }],
      pricing_type: 1,
    });
  });
});

describe('a phone call', () => {
  it('is with somebody known by id', () => {
    const fields = {
      call_direction: true,
      targetable_type: 'SalesAccount',
      targetable_id: 4,
      note: { description: 'Hi' },
    };
    expect(bodyOf('phone_calls', { ...fields, outcome_id: 3 }, NEW)).toEqual({
      call_direction: true,
      targetable_type: 'salesAccount',
      targetable: { id: 4 },
      note: { description: 'Hi' },
      outcome_id: 3,
    });
  });

  it('is with somebody new by name, and has no note without a text', () => {
    const targetable = { first_name: 'Jo', company: { name: 'Api' } };
    const fields = { call_direction: false, targetable_type: 'Lead', targetable, note: { description: ' ' } };
    expect(bodyOf('phone_calls', fields, NEW)).toEqual({
      call_direction: false,
      targetable_type: 'lead',
      targetable,
    });
  });
});

it('never writes what only the server writes', () => {
  const fields = {
    id: 1,
    display_name: 'X',
    created_at: 'now',
    links: {},
    team_user_ids: [1],
    last_name: 'Y',
  };
  expect(body('leads', fields)).toEqual({ last_name: 'Y' });
  expect(body('cpq_documents', { display_name: 'Quote', document_number: 'DOC-1' })).toEqual({
    display_name: 'Quote',
  });
});
