import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { objectsOf, textOf } from '../../shared/entities/record.ts';
import { openAccount } from './fixtures/account.ts';
import { lookInBothThemes as look } from './fixtures/axe.ts';
import { cleanUpAfterEach } from './fixtures/cleanup.ts';
import { button, goTo, syncStatus } from './fixtures/screens.ts';
import { words } from './fixtures/words.ts';

const PRODUCT = 'Cold chain sensor';
const PLAN = 'Sensor care plan';
const cleanup = cleanUpAfterEach();

const table = (page: Page, name: string) => page.getByRole('table', { name });
const idle = (page: Page) =>
  expect.poll(() => syncStatus(page).textContent(), { timeout: 60_000 }).toBe(words('sync_idle'));

/** Writes a product down that has prices in two currencies. */
async function newProduct(page: Page, found: string[]): Promise<void> {
  await page.getByRole('link', { name: words('product_new') }).click();
  const form = page.getByRole('form', { name: words('edit_form') });
  await form.getByLabel(words('field_name')).fill(PRODUCT);
  await button(form, words('product_add_price')).click();
  await form.getByLabel(words('field_currency')).selectOption('USD');
  await form.getByLabel(words('product_unit_price')).fill('12.5');
  await button(form, words('product_add_price')).click();
  await form.getByLabel(words('field_currency')).last().selectOption('EUR');
  await form.getByLabel(words('product_unit_price')).last().fill('11.9');
  await look(page, 'product form', found);
  await button(page, words('edit_save')).click();
  await page.getByRole('article', { name: PRODUCT }).getByText('$12.50').waitFor();
  await page.getByRole('article', { name: PRODUCT }).getByText('€11.90').waitFor();
  await look(page, 'product', found);
}

/** Writes a subscription down, billed once a month. */
async function newPlan(page: Page): Promise<void> {
  await goTo(page, 'products/new');
  const form = page.getByRole('form', { name: words('edit_form') });
  await form.getByLabel(words('field_name')).fill(PLAN);
  await form.getByRole('radio', { name: words('product_subscription') }).check();
  await button(form, words('product_add_price')).click();
  await form.getByLabel(words('field_currency')).selectOption('USD');
  await form.getByLabel(words('product_unit_price')).fill('30');
  await form.getByLabel(words('product_setup_fee')).fill('99');
  await form.getByLabel(words('product_cycle')).fill('12');
  await button(page, words('edit_save')).click();
  await page.getByRole('article', { name: PLAN }).waitFor();
}

/** 40 × 12.50 less 10 % are 450; 2 × 30 and 99 once are 159. */
async function sell(page: Page, found: string[]): Promise<void> {
  await button(page, words('lines_add')).click();
  const form = page.getByRole('form', { name: words('lines_form') });
  for (const name of [PRODUCT, PLAN]) {
    await form.getByRole('combobox', { name: words('lines_pick') }).fill(name.toLowerCase().slice(0, 10));
    await form.getByRole('option', { name: new RegExp(name) }).click();
    await form.getByRole('group', { name }).waitFor();
  }
  const sensor = form.getByRole('group', { name: PRODUCT });
  await sensor.getByLabel(words('lines_quantity')).fill('40');
  await sensor.getByLabel(words('lines_discount'), { exact: true }).fill('10');
  const plan = form.getByRole('group', { name: PLAN });
  await plan.getByLabel(words('lines_quantity')).fill('2');
  await plan.getByLabel(words('product_cycle')).fill('24');
  await expect.poll(() => form.getByText('$609').count()).toBe(1);
  await look(page, 'lines', found);
  await button(form, words('edit_save')).click();
  await page.getByText(/saved on this laptop.*609/).waitFor();
  const lines = page.getByRole('region', { name: new RegExp(`^${words('nav_products')}`) });
  await lines.getByText(/40 × \$12\.50?, less 10/).waitFor();
  await lines.getByText(/2 × \$30, monthly, 24 times, set-up \$99/).waitFor();
}

async function quote(page: Page, found: string[]): Promise<void> {
  await button(page, words('quote_make')).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(words('quote_template')).fill('Sample Template');
  await look(page, 'new quote', found);
  await button(dialog, words('quote_make')).click();
  // The deal's own lines name the plan too, behind the dialog: it is the quote's page that is looked at.
  await dialog.waitFor({ state: 'hidden' });
  await page.getByRole('link', { name: words('quote_print'), exact: true }).waitFor();
  await page.getByRole('article').getByText(PLAN).waitFor();
  await look(page, 'quote', found);
}

/** What comes onto the paper. */
async function print(page: Page, found: string[]): Promise<void> {
  await page.getByRole('link', { name: words('quote_print'), exact: true }).click();
  await page.getByLabel(words('quote_sender')).fill('Polaris GmbH\nHafenstraße 12');
  await look(page, 'printed page', found);
  await page.emulateMedia({ media: 'print' });
  const printed = await page.locator('body').innerText();
  for (const text of ['Polaris GmbH', PRODUCT, PLAN, '$450', '$159', '$609']) expect(printed).toContain(text);
  // Of the app's own frame nothing is on the paper.
  expect(printed).not.toContain(words('nav_outbox'));
  await page.emulateMedia({ media: 'screen' });
}

describe('products and quotes without a network', () => {
  it('are made, sold and printed on this laptop, and reach the server once there is a network', async () => {
    const { page, app, admin, wire } = await openAccount(cleanup);
    const found: string[] = [];
    const dollars = admin.rows('currencies').find((row) => row['currency_code'] === 'USD')?.id;
    const deal = admin
      .rows('deals')
      .find(
        (row) =>
          row['currency_id'] === dollars &&
          objectsOf(row, 'products').length === 0 &&
          row['sales_account_id'] !== null &&
          Array.isArray(row['contact_ids']) &&
          row['contact_ids'].length > 0,
      );
    const dealId = deal?.id ?? 0;
    const quotes = admin.count('cpq_documents');

    // The catalogue comes with the first look at it.
    await goTo(page, 'products');
    const products = table(page, words('nav_products'));
    await expect.poll(() => products.getByRole('link').count(), { timeout: 60_000 }).toBeGreaterThan(19);
    await idle(page);
    await wire.cut();

    const some = textOf(admin.rows('products')[0] ?? {}, 'name') ?? '';
    await page.getByLabel(words('product_search')).fill(some.split(' ').reverse().join(' '));
    await expect.poll(() => products.getByRole('link').count()).toBe(1);
    await products.getByRole('link', { name: some }).waitFor();
    await page.getByLabel(words('product_search')).fill('');
    await look(page, 'catalogue', found);

    await newProduct(page, found);
    await newPlan(page);
    await goTo(page, `deals/${dealId}`);
    await sell(page, found);
    await quote(page, found);
    await print(page, found);
    await goTo(page, 'quotes');
    await table(page, words('nav_quotes')).getByRole('link').first().waitFor();
    await look(page, 'quotes', found);
    expect(found).toEqual([]);

    // Back in the office.
    await wire.mend();
    await goTo(page, 'sync');
    await button(page, words('sync_send_and_fetch')).click();
    await expect.poll(() => admin.count('cpq_documents'), { timeout: 60_000 }).toBe(quotes + 1);
    await idle(page);
    const made = (name: string) => admin.rows('products').find((row) => row['name'] === name);
    expect(objectsOf(made(PRODUCT) ?? {}, 'product_pricings').map((price) => price['unit_price'])).toEqual([
      '12.5',
      '11.9',
    ]);
    expect(admin.rows('cpq_documents').at(-1)).toMatchObject({
      deal_id: dealId,
      stage: 'Draft',
      products: [
        { product_id: made(PRODUCT)?.id, quantity: 40, discount: '10' },
        { product_id: made(PLAN)?.id, quantity: 2, billing_cycle: 24 },
      ],
    });
    expect(Number(admin.rows('cpq_documents').at(-1)?.['amount'])).toBe(609);
    expect(Number(admin.read('deals', dealId)?.['amount'])).toBe(609);

    // Deleted, and brought back.
    await goTo(page, `products/${made(PRODUCT)?.id}`);
    await button(page, words('edit_more')).click();
    await page.getByRole('menuitem', { name: words('edit_delete') }).click();
    await button(page.getByRole('dialog'), words('edit_delete')).click();
    await expect.poll(() => made(PRODUCT)?.['is_deleted'], { timeout: 30_000 }).toBe(true);
    await page.getByRole('button', { name: words('product_bin', { count: '1' }) }).click();
    await look(page, 'bin', found);
    await button(page, words('product_restore_title', { title: PRODUCT })).click();
    await expect.poll(() => made(PRODUCT)?.['is_deleted'], { timeout: 30_000 }).toBe(false);
    await page.keyboard.press('Escape');
    await products.getByRole('link', { name: PRODUCT }).waitFor();

    expect(found).toEqual([]);
    expect(app.browser.complaints).toEqual([]);
  }, 240_000);
});
