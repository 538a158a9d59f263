import type { Browser, Page } from 'playwright-core';
import type { Admin } from '../../electron/sample/admin.ts';
import { objectsOf } from '../../shared/entities/record.ts';
import { withAccount } from './account.ts';
import { button, dismissAll, goTo, type Picture } from './picture.ts';
import { words } from './words.ts';

const PATIENCE_MS = 120_000;
const SENDER = 'Polaris GmbH\nHafenstraße 12\n20457 Hamburg\nVAT DE 123 456 789';
const TERMS = 'Payable within 30 days, without deduction.\nThe prices hold until the day given above.';
/** The one that the sample account has. */
const TEMPLATE = 'Sample Template';
const QUOTE = 'Cold chain pilot, gate 4';

/** A deal that is open, with products, somebody to send a quote to, and an account. */
function dealOf(admin: Admin): number {
  const deal = admin
    .rows('deals')
    .find(
      (row) =>
        objectsOf(row, 'products').length > 1 &&
        row['closed_date'] === null &&
        row['sales_account_id'] !== null &&
        Array.isArray(row['contact_ids']) &&
        row['contact_ids'].length > 0,
    );
  return deal?.id ?? 0;
}

/** Pictures of products and quotes, and of what a deal has of them. */
export const selling = (browser: Browser, picture: Picture): Promise<void> =>
  withAccount(browser, { records: 300 }, async ({ page, admin }) => {
    const deal = dealOf(admin);
    const [product = 0] = admin.ids('products');
    await picture(page, { name: 'quotes-none', show: (at) => goTo(at, 'quotes') });
    await picture(page, { name: 'products', show: openProducts });
    await picture(page, { name: 'product', show: (at) => openProduct(at, product) });
    await picture(page, { name: 'product-new', show: (at) => goTo(at, 'products/new') });
    await picture(page, { name: 'products-of-deal', show: (at) => openLines(at, deal) });
    await picture(page, { name: 'lines', show: (at) => changeLines(at, deal) });
    await picture(page, { name: 'quote-new', show: (at) => beginQuote(at, deal) });

    const quote = await makeQuote(page, deal);
    await picture(page, { name: 'quote', show: (at) => openQuote(at, quote) });
    await picture(page, { name: 'quote-edit', show: (at) => changeQuote(at, quote) });
    await picture(page, { name: 'quote-print', show: (at) => openPrint(at, quote) });
    await picture(page, { name: 'quotes', show: openQuotes });
  });

/** The catalogue is fetched when somebody looks at it first, its larger part at once. */
async function openProducts(page: Page): Promise<void> {
  await goTo(page, 'products');
  await page.getByRole('table').getByRole('link').first().waitFor({ timeout: PATIENCE_MS });
  const others = button(page, words.product_fetch);
  if ((await others.count()) === 0) return;
  await others.click();
  await others.waitFor({ state: 'detached', timeout: PATIENCE_MS });
}

async function openProduct(page: Page, id: number): Promise<void> {
  await goTo(page, `products/${id}`);
  await page.getByRole('article').getByRole('heading', { name: words.product_prices }).waitFor();
}

async function openLines(page: Page, deal: number): Promise<void> {
  await goTo(page, `deals/${deal}`);
  await page.getByRole('region', { name: new RegExp(`^${words.nav_products}`) }).scrollIntoViewIfNeeded();
}

async function changeLines(page: Page, deal: number): Promise<void> {
  await goTo(page, `deals/${deal}`);
  const form = page.getByRole('form', { name: words.lines_form });
  if ((await form.count()) === 0) await button(page, words.lines_change).click();
  await form.getByLabel(words.lines_quantity).first().waitFor();
  await form.scrollIntoViewIfNeeded();
}

async function beginQuote(page: Page, deal: number): Promise<void> {
  await page.keyboard.press('Escape');
  await goTo(page, `deals/${deal}`);
  await button(page, words.quote_make).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(words.field_name).fill(QUOTE);
  await dialog.getByLabel(words.product_valid_till).fill('2027-01-31');
  await dialog.getByLabel(words.quote_template).fill(TEMPLATE);
  // The deal's contact is there by name.
  await dialog.getByText(/^#\d/).waitFor({ state: 'detached' });
}

/** @returns the quote's id, a local one until it is sent */
async function makeQuote(page: Page, deal: number): Promise<number> {
  await beginQuote(page, deal);
  const dialog = page.getByRole('dialog');
  await button(dialog, words.quote_make).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.getByRole('link', { name: words.quote_print, exact: true }).waitFor();
  await dismissAll(page, words.edit_dismiss);
  const at = await page.evaluate(() => location.hash);
  return Number(at.split('/').at(-1));
}

async function openQuote(page: Page, id: number): Promise<void> {
  await goTo(page, `quotes/${id}`);
  await page.getByRole('link', { name: words.quote_print, exact: true }).waitFor();
}

async function changeQuote(page: Page, id: number): Promise<void> {
  await goTo(page, `quotes/${id}/edit`);
  await page.getByRole('form', { name: words.edit_form }).waitFor();
}

async function openPrint(page: Page, id: number): Promise<void> {
  await goTo(page, `quotes/${id}/print`);
  await page.getByLabel(words.quote_sender).fill(SENDER);
  await page.getByLabel(words.quote_terms).fill(TERMS);
}

async function openQuotes(page: Page): Promise<void> {
  await goTo(page, 'quotes');
  await page.getByRole('table').getByRole('link').first().waitFor();
}
