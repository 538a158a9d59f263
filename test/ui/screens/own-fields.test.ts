import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import type { FieldsAnswer } from '../../../shared/entities/field-configuration.ts';
import { NOW, openApp } from '../fakes/open-app.ts';
import { PRODUCTS, SUITE } from '../fakes/products.ts';
import { FIRST_ID, makeUp } from '../fakes/records.ts';
import { fakeStore } from '../fakes/store.ts';

const ADA = FIRST_ID.contacts;

const ACTIVITY_FIELDS: FieldsAnswer = {
  field_groups: [{ id: 1, label: 'On site', position: 1 }],
  fields: [
    // What an account says of the fields that every activity has, the form has by itself.
    { id: 1, name: 'title', label: 'Title', type: 'text', required: true },
    {
      id: 2,
      name: 'cf_next_step',
      label: 'Next step',
      type: 'dropdown',
      required: true,
      field_group_id: 1,
      choices: [
        { id: 21, value: 'Offer' },
        { id: 22, value: 'Second visit' },
      ],
    },
    { id: 3, name: 'cf_samples', label: 'Samples left', type: 'number', field_group_id: 1 },
    { id: 4, name: 'cf_cost', label: 'Cost of travel', type: 'formula', field_group_id: 1 },
  ],
};
const PRODUCT_FIELDS: FieldsAnswer = {
  field_groups: [{ id: 5, label: 'Warehouse', position: 1 }],
  fields: [
    { id: 6, name: 'cf_shelf', label: 'Shelf', type: 'text', field_group_id: 5 },
    { id: 7, name: 'cf_fragile', label: 'Fragile', type: 'checkbox', field_group_id: 5 },
  ],
};

function open(hash: string) {
  const made = makeUp(NOW, 20);
  const store = fakeStore({
    ...made,
    configuration: {
      ...made.configuration,
      'fields:sales_activities': ACTIVITY_FIELDS,
      'fields:products': PRODUCT_FIELDS,
      'selector:sales_activity_types': [{ id: 1, name: 'Visit', internal_name: 'cvisit' }],
    },
  });
  store.change(
    'products',
    PRODUCTS.map((product) =>
      product.id === SUITE
        ? { ...product, custom_field: { cf_shelf: 'A 12', cf_fragile: true, cf_old_code: 'W-7' } }
        : product,
    ),
  );
  return openApp({ hash, store });
}

const write = (field: HTMLElement, value: string) => fireEvent.input(field, { target: { value } });

describe('the account’s own fields of a sales activity', () => {
  async function compose() {
    const opened = open(`#/contacts/${ADA}`);
    const record = await screen.findByRole('article', { name: 'Ada Dubois' });
    const composer = await within(record).findByRole('region', { name: 'Write down' });
    await fireEvent.click(await within(composer).findByRole('button', { name: 'Activity' }));
    const type = await within(composer).findByRole('combobox', { name: /^Type/ });
    await fireEvent.change(type, { target: { value: '1' } });
    const save = () => fireEvent.click(within(composer).getByRole('button', { name: 'Save the activity' }));
    return { ...opened, composer, save };
  }

  it('are filled in beside the others, and saved with them', async () => {
    const { composer, store, save } = await compose();
    const group = within(composer).getByRole('group', { name: 'On site' });
    expect(within(group).queryByText('Cost of travel')).toBeNull();
    await fireEvent.change(within(group).getByRole('combobox', { name: /^Next step/ }), {
      target: { value: 'Offer' },
    });
    await write(within(group).getByRole('textbox', { name: 'Samples left' }), '4');
    await save();
    await waitFor(() => expect(store.edits).toHaveLength(1));
    expect(store.edits[0]?.operation).toMatchObject({
      type: 'create',
      fields: { 'custom_field.cf_next_step': 'Offer', 'custom_field.cf_samples': 4 },
    });
  });

  it('say at the field that one is needed', async () => {
    const { composer, store, save } = await compose();
    store.nextEdit({
      saved: false,
      problems: [{ at: 0, field: 'cf_next_step', code: 'required', limit: null }],
    });
    await save();
    const field = within(composer).getByRole('combobox', { name: /^Next step/ });
    await waitFor(() => expect(field.getAttribute('aria-invalid')).toBe('true'));
    await waitFor(() => expect(document.activeElement).toBe(field));
    await fireEvent.change(field, { target: { value: 'Offer' } });
    expect(field.getAttribute('aria-invalid')).toBeNull();
  });

  it('are kept while one looks elsewhere', async () => {
    const { app, composer } = await compose();
    await write(within(composer).getByRole('textbox', { name: 'Samples left' }), '4');
    const about = { kind: 'contacts', id: ADA } as const;
    expect(app.drafts.read(about)?.activity.own).toEqual({ 'custom_field.cf_samples': '4' });
  });
});

describe('the account’s own fields of a product', () => {
  it('are shown in the account’s words and groups, and by their keys where it has none', async () => {
    open(`#/products/${SUITE}`);
    const product = await screen.findByRole('article', { name: 'Warehouse suite' });
    expect(within(product).getByRole('heading', { name: 'Warehouse' })).toBeTruthy();
    expect(within(product).getByText('Shelf').nextElementSibling?.textContent.trim()).toBe('A 12');
    expect(within(product).getByText('Fragile').nextElementSibling?.textContent.trim()).toBe('Yes');
    expect(within(product).getByText('Old code').nextElementSibling?.textContent.trim()).toBe('W-7');
  });

  it('are changed in its form', async () => {
    const { store } = open(`#/products/${SUITE}/edit`);
    const shelf = await screen.findByRole('textbox', { name: 'Shelf' });
    await waitFor(() => expect(shelf).toHaveProperty('value', 'A 12'));
    await write(shelf, 'B 3');
    await fireEvent.click(screen.getByRole('checkbox', { name: 'Fragile' }));
    await fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() =>
      expect(store.edits).toEqual([
        {
          target: { kind: 'products', id: SUITE },
          operation: {
            type: 'update',
            fields: { 'custom_field.cf_shelf': 'B 3', 'custom_field.cf_fragile': false },
          },
        },
      ]),
    );
  });
});
