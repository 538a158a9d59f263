import { describe, expect, it } from 'vitest';
import { differencesOf, isAsAsked, likenessOf } from '../../../electron/sync/push/content.ts';

describe('whether a record is as asked', () => {
  const asked = (fields: Record<string, unknown>, record: Record<string, unknown>, was = {}): boolean =>
    isAsAsked('contacts', fields, was, record);

  it.each([
    [{ job_title: 'Buyer' }, { job_title: 'Buyer' }, true],
    [{ job_title: 'Buyer' }, { job_title: ' Buyer ' }, true],
    [{ job_title: 'Buyer' }, { job_title: 'buyer' }, false],
    [{ job_title: null }, { job_title: '' }, true],
    [{ job_title: 'Buyer' }, {}, false],
    [{ owner_id: 5 }, { owner_id: '5' }, true],
    [{ amount: '10.005' }, { amount: '10.01' }, true],
    [{ amount: '10' }, { amount: '10.5' }, false],
    [{ due_date: '2026-12-01T10:00:00Z' }, { due_date: '2026-12-01T05:00:00-05:00' }, true],
    [{ 'custom_field.cf_a': 'x' }, { custom_field: { cf_a: 'x' } }, true],
    [{ 'custom_field.cf_a': 'x' }, { custom_field: {} }, false],
    [{ company: { name: 'A' } }, { company: { id: 1, name: 'A', city: null } }, true],
  ])('%j in %j: %s', (fields, record, expected) => {
    expect(asked(fields, record)).toBe(expected);
  });

  it('looks for what was to be taken out of a list', () => {
    const was = { tags: ['a', 'b'] };
    expect(asked({ tags: ['a'] }, { tags: ['a', 'c'] }, was)).toBe(true);
    expect(asked({ tags: ['a'] }, { tags: ['a', 'b'] }, was)).toBe(false);
    expect(asked({ tags: [] }, { tags: ['a', 'b'] }, was)).toBe(false);
  });

  it('knows addresses, products and attendees by what names them', () => {
    const emails = [{ value: 'A@x.test', is_primary: true }];
    expect(asked({ emails }, { emails: [{ id: 1, value: 'a@x.test', is_primary: true, label: null }] })).toBe(
      true,
    );
    expect(asked({ emails }, { emails: [{ id: 1, value: 'a@x.test', is_primary: false }] })).toBe(false);
    const products = [{ id: 1, quantity: 2, discount: '0' }];
    expect(
      differencesOf('deals', { products }, {}, { products: [{ id: 1, quantity: 2, discount: 0 }] }),
    ).toEqual([]);
    expect(differencesOf('deals', { products }, {}, { products: [{ id: 1, quantity: 3 }] })).toEqual([
      'products',
    ]);
  });

  it('takes a task for done however its status is written', () => {
    expect(isAsAsked('tasks', { status: 1 }, {}, { status: true })).toBe(true);
    expect(isAsAsked('tasks', { status: 1 }, {}, { status: 0 })).toBe(false);
  });
});

describe('how alike a record is to one that was asked for', () => {
  const fields = {
    last_name: 'Cho',
    emails: [{ value: 'cho@x.test', is_primary: true }],
    contact_status_id: 4,
    job_title: 'Buyer',
    city: '',
  };
  const record = {
    last_name: 'Cho',
    emails: [{ id: 1, value: 'cho@x.test', is_primary: true }],
    contact_status_id: 4,
    job_title: 'Buyer',
    city: 'Lyon',
  };

  it.each([
    [{}, 'exact'],
    [{ contact_status_id: 1 }, 'same'],
    [{ job_title: 'Boss' }, 'resembles'],
    [{ emails: [{ id: 1, value: 'other@x.test', is_primary: true }], job_title: 'Boss' }, 'other'],
  ])('%j: %s', (change, expected) => {
    expect(likenessOf('contacts', fields, { ...record, ...change })).toBe(expected);
  });

  it('is none at all where it is about something else', () => {
    const note = { description: 'Hi', targetable_type: 'Lead', targetable_id: 1 };
    expect(likenessOf('notes', note, { ...note, targetable_id: 2 })).toBe('other');
    expect(likenessOf('notes', note, { description: 'Hi', targetable: { type: 'lead', id: 1 } })).toBe(
      'exact',
    );
  });
});
