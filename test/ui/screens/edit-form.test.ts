import { describe, expect, it } from 'vitest';
import { EditForm } from '../../../renderer/ui/lib/edit-form.svelte.ts';
import { controlOf } from '../../../renderer/ui/lib/field-control.ts';
import { draftOf, localTime, pathOf, valueOf, type Draft } from '../../../renderer/ui/lib/field-draft.ts';
import { formGroups } from '../../../renderer/ui/lib/form-fields.ts';
import type { FieldConfiguration } from '../../../shared/entities/field-configuration.ts';
import { KINDS } from '../../../shared/entities/kind.ts';
import type { RawRecord } from '../../../shared/entities/record.ts';
import { CONTACT_FIELDS, makeUp } from '../fakes/records.ts';

const { records, configuration } = makeUp(Date.parse('2026-11-24T09:12:00Z'), 20);
const contact = records.contacts[0] as RawRecord;
const groups = formGroups('contacts', CONTACT_FIELDS, configuration);
const all = groups.flatMap((group) => group.fields);
const fieldAt = (path: string) => {
  const field = all.find((candidate) => candidate.path === path);
  if (!field) throw new Error(`no field ${path}`);
  return field;
};
const names = { 'sales_accounts:30001': 'Widgetz' };

const custom = (type: string, more: Partial<FieldConfiguration> = {}): FieldConfiguration => ({
  id: 1,
  name: 'cf_it',
  default: false,
  type,
  ...more,
});
const choices = [
  { id: 71, value: 'A' },
  { id: 72, value: 'B' },
];

describe('by what a field is filled in', () => {
  it('follows the type the account gave it', () => {
    const types = (type: string) => controlOf(custom(type), {}).type;
    expect(types('text')).toBe('text');
    expect(types('textarea')).toBe('lines');
    expect(types('number')).toBe('number');
    expect(types('date')).toBe('day');
    expect(types('checkbox')).toBe('flag');
    expect(types('phone_number')).toBe('phone');
    expect(types('url')).toBe('web');
    expect(types('a type of next year')).toBe('text');
    expect(types('formula')).toBe('read-only');
    expect(controlOf(custom('dropdown', { choices }), {})).toMatchObject({ type: 'choice' });
    expect(controlOf(custom('multi_select_dropdown', { choices }), {})).toMatchObject({ type: 'choices' });
  });

  it('takes the account’s own lists for ids, and leaves alone what the CRM works out', () => {
    const known = (name: string) => controlOf({ id: name, name, type: 'dropdown' }, configuration);
    expect(known('owner_id')).toMatchObject({
      type: 'choice',
      options: [{ value: 11, words: 'Rita Moreau' }, { value: 12 }],
    });
    expect(known('deal_stage_id')).toMatchObject({ options: [{ within: 21 }, {}, {}, {}, {}, {}] });
    expect(known('territory_id').type).toBe('read-only');
    expect(known('time_zone').type).toBe('text');
    for (const key of ['lead_score', 'created_at', 'open_deals_amount', 'updater_id'])
      expect(known(key).type).toBe('read-only');
    expect(known('sales_accounts')).toEqual({ type: 'records', kind: 'sales_accounts' });
  });
});

describe('the form of a kind', () => {
  it('has the names first, the account’s groups in their order, and what is kept beside them last', () => {
    expect(groups.map(({ label }) => label)).toEqual([
      'Basic information',
      'Address',
      'Additional information',
    ]);
    expect(groups[0]?.fields.map(({ path }) => path).slice(0, 3)).toEqual([
      'first_name',
      'last_name',
      'job_title',
    ]);
    expect(all.at(-1)?.path).toBe('tags');
    expect(fieldAt('last_name').required).toBe(true);
    expect(fieldAt('custom_field.cf_tier').label).toBe('Tier');
  });

  it('does without the account’s configuration', () => {
    for (const kind of KINDS) {
      const paths = formGroups(kind, null, {}).flatMap(({ fields }) => fields.map(({ path }) => path));
      expect(new Set(paths).size).toBe(paths.length);
      expect(paths.some((path) => path === 'name' || path === 'last_name')).toBe(true);
    }
  });
});

describe('what a control holds', () => {
  it('gives back what the record holds, whatever the field', () => {
    // What is shown and not touched must mean the same when it is read again.
    for (const field of all.filter(({ control }) => control.type !== 'read-only')) {
      const draft = draftOf(field.control, field.path, contact, names);
      const value = valueOf(field.control, draft, undefined);
      const again = field.path.startsWith('custom_field.')
        ? { custom_field: { [field.path.slice('custom_field.'.length)]: value } }
        : { [field.path]: value };
      expect(draftOf(field.control, field.path, again, names), field.path).toEqual(draft);
    }
  });

  it('writes values in the shape in which records show them', () => {
    const value = (path: string, draft: Draft) => valueOf(fieldAt(path).control, draft, undefined);
    expect(value('emails', ['a@x.io', 'b@x.io'])).toEqual([
      { value: 'a@x.io', is_primary: true },
      { value: 'b@x.io', is_primary: false },
    ]);
    expect(
      value('sales_accounts', [
        { id: 5, title: 'Five' },
        { id: -1_000_000_000_000, title: 'New' },
      ]),
    ).toEqual([
      { id: 5, name: 'Five', is_primary: true },
      { id: -1_000_000_000_000, name: 'New', is_primary: false },
    ]);
    expect(value('owner_id', '12')).toBe(12);
    expect(value('owner_id', '')).toBeNull();
    expect(value('custom_field.cf_fleet_size', '12.5')).toBe(12.5);
    expect(value('custom_field.cf_fleet_size', '12345678901234567890.5')).toBe('12345678901234567890.5');
    expect(value('custom_field.cf_fleet_size', 'many')).toBe('many');
    expect(value('custom_field.cf_topics', ['Service'])).toEqual(['Service']);
    expect(value('custom_field.cf_cold_chain', false)).toBe(false);
    expect(value('job_title', '  ')).toBeNull();
    expect(valueOf({ type: 'company' }, 'Widgetz', { id: null, name: 'Old', annual_revenue: 5 })).toEqual({
      id: null,
      name: 'Widgetz',
      annual_revenue: 5,
    });
  });

  it('keeps a choice that is no choice any more, and finds one by its id', () => {
    const control = controlOf(custom('dropdown', { choices }), {});
    const draft = (value: unknown) =>
      draftOf(control, 'custom_field.cf_it', { custom_field: { cf_it: value } }, {});
    expect(draft('B')).toBe('B');
    expect(draft(72)).toBe('B');
    expect(draft('Gone')).toBe('Gone');
    expect(valueOf(control, 'Gone', undefined)).toBe('Gone');
  });

  it('reads an instant in this machine’s zone and writes it in UTC', () => {
    const ms = Date.parse('2026-11-24T09:30:00Z');
    expect(valueOf({ type: 'instant' }, localTime(ms), undefined)).toBe('2026-11-24T09:30:00.000Z');
    expect(localTime(null)).toBe('');
  });
});

describe('what is saved', () => {
  it('is what was changed, and nothing else', () => {
    const form = new EditForm();
    expect(form.changes(groups, contact, names)).toEqual({});
    form.type('job_title', 'CTO');
    form.type('city', 'Lyon');
    form.type('custom_field.cf_tier', 'B');
    expect(form.changes(groups, contact, names)).toEqual({ job_title: 'CTO', 'custom_field.cf_tier': 'B' });
  });

  it('follows the record in the fields that were not touched', () => {
    const form = new EditForm();
    form.type('job_title', 'CTO');
    const changed = { ...contact, city: 'Paris' };
    expect(form.draft(fieldAt('city'), changed, names)).toBe('Paris');
    expect(form.draft(fieldAt('job_title'), changed, names)).toBe('CTO');
    expect(form.changes(groups, changed, names)).toEqual({ job_title: 'CTO' });
  });

  it('has a path for the account’s own fields', () => {
    expect(pathOf({ id: 1, name: 'cf_no-go_truck_types' })).toBe('custom_field.cf_no-go_truck_types');
    expect(pathOf({ id: 1, name: 'city', default: true })).toBe('city');
  });
});
