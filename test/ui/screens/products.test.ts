import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { FIRST_LOCAL_ID } from '../../../shared/entities/local-id.ts';
import type { IdentifiedRecord } from '../../../shared/entities/record.ts';
import { NOW, openApp } from '../fakes/open-app.ts';
import { OLD_SCALE, PRODUCTS, quoteOfDeal, QUOTE, SCANNER, SUITE } from '../fakes/products.ts';
import { FIRST_ID, makeUp } from '../fakes/records.ts';
import { fakeStore } from '../fakes/store.ts';

const DEAL = FIRST_ID.deals;

function open(
  hash: string,
  { wide = true, deal = {} }: { wide?: boolean; deal?: Record<string, unknown> } = {},
) {
  const made = makeUp(NOW, 20);
  const deals = made.records.deals.map((record, index): IdentifiedRecord =>
    index === 0 ? { ...record, ...deal } : record,
  );
  const store = fakeStore({ ...made, records: { ...made.records, deals } });
  store.change('products', PRODUCTS);
  if (deals[0]) store.change('cpq_documents', [quoteOfDeal(deals[0])]);
  return openApp({ hash, wide, store });
}

const write = (field: HTMLElement, value: string) => fireEvent.input(field, { target: { value } });
const press = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }));
const table = () => screen.findByRole('table', { name: 'Products' });
const names = (within_: HTMLElement) =>
  within(within_)
    .getAllByRole('link')
    .map((link) => link.textContent.trim().split('  ')[0]);

describe('the catalogue', () => {
  it('lists products with their prices, and finds them by words, category and whether they are sold', async () => {
    open('#/products');
    const list = await table();
    expect(names(list)[0]).toContain('Floor scale');
    expect(within(list).getByText('€349.50')).toBeTruthy();
    await write(screen.getByRole('textbox', { name: /Find a product/ }), 'ware');
    await waitFor(() => expect(within(list).getAllByRole('link')).toHaveLength(1));
    await write(screen.getByRole('textbox', { name: /Find a product/ }), '');
    await fireEvent.change(screen.getByRole('combobox', { name: 'Category' }), {
      target: { value: 'Hardware' },
    });
    await waitFor(() => expect(within(list).getAllByRole('link')).toHaveLength(2));
    await fireEvent.change(screen.getByRole('combobox', { name: 'Availability' }), {
      target: { value: 'yes' },
    });
    await waitFor(() => expect(within(list).getAllByRole('link')).toHaveLength(1));
    expect(within(list).getByText('Handheld scanner')).toBeTruthy();
  });

  it('shows a product beside it with a price for each currency', async () => {
    open(`#/products/${SUITE}`);
    const product = await screen.findByRole('article', { name: 'Warehouse suite' });
    expect(within(product).getByText('€900')).toBeTruthy();
    expect(within(product).getByText('monthly, 12 times')).toBeTruthy();
  });

  it('makes a product, and then its prices, the account’s own currency first', async () => {
    const { store } = open('#/products/new');
    const form = await screen.findByRole('form', { name: 'Fields' });
    await write(within(form).getByRole('textbox', { name: /^Name/ }), 'Label printer');
    await write(within(form).getByRole('combobox', { name: /^Category/ }), 'Hardware');
    await fireEvent.click(within(form).getByRole('radio', { name: 'As a subscription' }));
    await press('Add a price');
    await write(within(form).getByRole('textbox', { name: /^Unit price/ }), '12.0005');
    await write(within(form).getByRole('textbox', { name: /^Set-up fee/ }), '50');
    await press('Save');
    await waitFor(() => expect(window.location.hash).toBe(`#/products/${FIRST_LOCAL_ID}`));
    expect(store.edits).toEqual([
      {
        target: { kind: 'products', id: null },
        operation: {
          type: 'create',
          fields: { name: 'Label printer', category: 'Hardware', owner_id: 11, is_active: true },
        },
      },
      {
        target: { kind: 'products', id: FIRST_LOCAL_ID },
        operation: {
          type: 'update',
          fields: {
            pricing_type: 2,
            product_pricings: [
              {
                currency_code: 'EUR',
                unit_price: 12.0005,
                setup_fee: 50,
                billing_cycle: 12,
                billing_type: 1,
              },
            ],
          },
        },
      },
    ]);
  });

  it('says at a price what is wrong with it, and saves nothing', async () => {
    const { store } = open(`#/products/${SCANNER}/edit`);
    const form = await screen.findByRole('form', { name: 'Fields' });
    const [first] = within(form).getAllByRole('textbox', { name: /^Unit price/ });
    await write(first as HTMLElement, 'plenty');
    await press('Save');
    expect(await within(form).findByText('This is not a number.')).toBeTruthy();
    expect(first?.getAttribute('aria-invalid')).toBe('true');
    expect(store.edits).toEqual([]);
  });

  it('saves only the fields that were changed, and no prices that were not', async () => {
    const { store } = open(`#/products/${SCANNER}/edit`);
    const form = await screen.findByRole('form', { name: 'Fields' });
    await write(within(form).getByRole('textbox', { name: /^SKU/ }), '05001');
    await press('Save');
    await waitFor(() => expect(store.edits).toHaveLength(1));
    expect(store.edits[0]?.operation).toEqual({ type: 'update', fields: { sku_number: '05001' } });
  });

  it('deletes those that are chosen, with a range by shift, after asking', async () => {
    const { store } = open('#/products');
    const list = await table();
    const boxes = within(list).getAllByRole('checkbox').slice(1);
    await fireEvent.click(boxes[0] as HTMLElement);
    await fireEvent.click(boxes[1] as HTMLElement, { shiftKey: true });
    const bar = await screen.findByRole('region', { name: 'With what is chosen' });
    expect(within(bar).getByText('2 chosen')).toBeTruthy();
    await fireEvent.click(within(bar).getByRole('button', { name: 'Delete' }));
    const dialog = await screen.findByRole('dialog', { name: 'Delete 2?' });
    await fireEvent.click(within(dialog).getByRole('button', { name: 'Delete' }));
    await waitFor(() =>
      expect(store.edits.map(({ target, operation }) => [target.id, operation.type])).toEqual([
        [OLD_SCALE, 'delete'],
        [SCANNER, 'delete'],
      ]),
    );
  });

  it('restores what was deleted from this laptop', async () => {
    const { store } = open('#/products');
    await table();
    store.put({
      journal: [
        {
          at: NOW,
          event: 'sent',
          kind: 'products',
          id: 77,
          title: 'Pallet wrapper',
          operation: 'delete',
          count: null,
          detail: null,
        },
      ],
    });
    await fireEvent.click(await screen.findByRole('button', { name: /Deleted here/ }));
    await fireEvent.click(await screen.findByRole('button', { name: 'Restore Pallet wrapper' }));
    await waitFor(() =>
      expect(store.edits).toEqual([{ target: { kind: 'products', id: 77 }, operation: { type: 'restore' } }]),
    );
  });
});

describe('the products of a deal', () => {
  it('adds products, shows what they come to while one types, and saves all lines as one change', async () => {
    const { store } = open(`#/deals/${DEAL}`);
    await fireEvent.click(await screen.findByRole('button', { name: 'Add products' }));
    const form = await screen.findByRole('form', { name: 'Product lines' });
    const picker = within(form).getByRole('combobox', { name: 'Add a product' });
    await fireEvent.focus(picker);
    await fireEvent.click(await within(form).findByRole('option', { name: /Handheld scanner/ }));
    const line = await within(form).findByRole('group', { name: 'Handheld scanner' });
    await write(within(line).getByRole('textbox', { name: /^Quantity/ }), '3');
    await write(within(line).getByRole('textbox', { name: /^Discount/ }), '10');
    // 3 × 349.50 less 10 %.
    expect(within(form).getAllByText('€943.65').length).toBeGreaterThan(0);
    expect(within(form).getByText('€1,048.50')).toBeTruthy();
    await fireEvent.click(within(form).getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(store.edits).toHaveLength(1));
    expect(store.edits[0]).toMatchObject({
      target: { kind: 'deals', id: DEAL },
      operation: {
        type: 'update',
        fields: {
          products: [{ id: SCANNER, product_id: SCANNER, quantity: 3, unit_price: 349.5, discount: 10 }],
        },
      },
    });
    expect(await screen.findByText('The products are saved on this laptop: €943.65')).toBeTruthy();
  });

  it('takes a discount as an amount, which is kept in per cent', async () => {
    const quote = quoteOfDeal({ id: DEAL });
    open(`#/deals/${DEAL}`, { deal: { products: quote['products'] } });
    await fireEvent.click(await screen.findByRole('button', { name: 'Change products' }));
    const form = await screen.findByRole('form', { name: 'Product lines' });
    await fireEvent.change(within(form).getByRole('combobox', { name: 'Discount in' }), {
      target: { value: 'amount' },
    });
    await write(within(form).getByRole('textbox', { name: /^Discount/ }), '99');
    expect(within(form).getByText(/Kept as 14\.16%/)).toBeTruthy();
    await write(within(form).getByRole('textbox', { name: /^Discount/ }), '700');
    expect(within(form).getByText('This is more than the line comes to.')).toBeTruthy();
  });

  it('makes a quote that takes over account, contact, currency and lines', async () => {
    const quote = quoteOfDeal({ id: DEAL });
    const { store } = open(`#/deals/${DEAL}`, {
      deal: {
        products: quote['products'],
        // A deal names its people by their ids alone.
        contacts: [{ id: FIRST_ID.contacts }],
      },
    });
    await fireEvent.click(await screen.findByRole('button', { name: 'Make a quote' }));
    const dialog = await screen.findByRole('dialog');
    expect(await within(dialog).findByText('Ada Dubois')).toBeTruthy();
    await write(within(dialog).getByRole('textbox', { name: /^Template/ }), 'Sample Template');
    await fireEvent.click(within(dialog).getByRole('button', { name: 'Make a quote' }));
    await waitFor(() => expect(window.location.hash).toBe(`#/quotes/${FIRST_LOCAL_ID}`));
    expect(store.edits).toMatchObject([
      {
        target: { kind: 'cpq_documents', id: null },
        operation: {
          type: 'create',
          fields: {
            display_name: 'Gold plan',
            document_type: 'Quote',
            cpq_document_template_name: 'Sample Template',
            stage: 'Draft',
            deal_id: DEAL,
            contact_id: FIRST_ID.contacts,
            sales_account_id: FIRST_ID.sales_accounts,
            currency_code: 'EUR',
            billing_city: 'Lyon',
          },
        },
      },
      {
        target: { kind: 'cpq_documents', id: FIRST_LOCAL_ID },
        operation: { type: 'update', fields: { products: [{ id: SCANNER, quantity: 2, discount: 10 }] } },
      },
    ]);
  });
});

describe('quotes', () => {
  it('are listed, and one is opened with its lines, its total and whom it is for', async () => {
    open('#/quotes');
    const list = await screen.findByRole('table', { name: 'Quotes' });
    await fireEvent.click(within(list).getByRole('link', { name: /Gold plan, first offer/ }));
    window.location.hash = `#/quotes/${QUOTE}`;
    const quote = await screen.findByRole('article', { name: 'Gold plan, first offer' });
    expect(within(quote).getByText('DOC-7')).toBeTruthy();
    expect(within(quote).getAllByText('€629.10').length).toBeGreaterThan(0);
    expect(within(quote).getByRole('link', { name: 'Ada Dubois' })).toBeTruthy();
  });

  it('change their stage with one choice', async () => {
    const { store } = open(`#/quotes/${QUOTE}`);
    const quote = await screen.findByRole('article', { name: 'Gold plan, first offer' });
    await fireEvent.change(within(quote).getByRole('combobox', { name: 'Stage' }), {
      target: { value: 'Sent to customer' },
    });
    await waitFor(() =>
      expect(store.edits).toEqual([
        {
          target: { kind: 'cpq_documents', id: QUOTE },
          operation: { type: 'update', fields: { stage: 'Sent to customer' } },
        },
      ]),
    );
  });

  it('are drawn as a page with sender, customer, lines, totals and terms', async () => {
    open(`#/quotes/${QUOTE}/print`);
    const form = await screen.findByRole('form', { name: 'What stands on every quote' });
    await write(within(form).getByRole('textbox', { name: /^Sender/ }), 'Polaris GmbH');
    await write(within(form).getByRole('textbox', { name: /^Terms/ }), 'Payable in 30 days.');
    const page = screen.getByRole('region', { name: 'The printed page' });
    for (const text of [
      'Polaris GmbH',
      'Payable in 30 days.',
      'Widgetz',
      'Ada Dubois',
      '69003 Lyon',
      'DOC-7',
    ])
      expect(within(page).getByText(text)).toBeTruthy();
    expect(within(page).getAllByText('€629.10').length).toBeGreaterThan(0);
    // What is printed stands outside of the app's frame, once.
    expect(document.querySelectorAll('body > .printed')).toHaveLength(1);
  });
});
