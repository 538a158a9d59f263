import { expect, describe, it } from 'vitest';
import type { Page } from 'playwright-core';
import { memorySecretStore } from '../../electron/credentials/memory-secret-store.ts';
import { startSampleServer } from '../../electron/sample/server.ts';
import { objectsOf } from '../../shared/entities/record.ts';
import { openApp } from './fixtures/app.ts';
import { accessibilityBreaches } from './fixtures/axe.ts';
import { cleanUpAfterEach } from './fixtures/cleanup.ts';
import { freshDirs } from './fixtures/dirs.ts';
import { mirrored, signIn, syncStatus } from './fixtures/screens.ts';
import { wireTo } from './fixtures/wire.ts';
import { words } from './fixtures/words.ts';

const KEY = 'e2eKey7f3a9c51d0b2';
const PRODUCT = 'Cold chain sensor';
const cleanup = cleanUpAfterEach();

async function goTo(page: Page, place: string): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, `#/${place}`);
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/** Looks at a screen in both themes; what is found is told with the screen's name. */
async function look(page: Page, screen: string, found: string[]): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const breach of await accessibilityBreaches(page))
      found.push(`${screen}, ${colorScheme}: ${breach}`);
  }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
}

describe('products and quotes without a network', () => {
  it('are made, sold and printed on this laptop, and reach the server once there is a network', async () => {
    const sample = cleanup.keep(await startSampleServer({ records: 300, token: KEY }));
    const { admin } = sample.app;
    const wire = cleanup.keep(await wireTo(Number(new URL(sample.origin).port)));
    const address = sample.address.replace(sample.origin, wire.origin);
    const dirs = cleanup.keep(await freshDirs());
    const found: string[] = [];
    const deal = admin
      .rows('deals')
      .find(
        (row) =>
          objectsOf(row, 'products').length === 0 &&
          Array.isArray(row['contact_ids']) &&
          row['contact_ids'].length > 0 &&
          row['sales_account_id'] !== null,
      );
    const dealId = deal?.id ?? 0;

    const app = cleanup.keep(await openApp({ dirs, secrets: memorySecretStore() }));
    const { page } = app;
    await signIn(page, address, KEY);
    await mirrored(page);

    // The catalogue comes with the first look at it.
    await goTo(page, 'products');
    const catalogue = page.getByRole('table', { name: words('nav_products') });
    await expect.poll(() => catalogue.getByRole('link').count(), { timeout: 60_000 }).toBeGreaterThan(10);
    await expect.poll(() => syncStatus(page).textContent(), { timeout: 60_000 }).toBe(words('sync_idle'));
    await look(page, 'catalogue', found);

    await wire.cut();

    // A product with a price.
    await page.getByRole('link', { name: words('product_new') }).click();
    await page.getByLabel(/^Name/).fill(PRODUCT);
    await button(page, words('product_add_price')).click();
    await page.getByLabel(/^Unit price/).fill('12.5');
    await look(page, 'product form', found);
    await button(page, words('edit_save')).click();
    await page.getByRole('article', { name: PRODUCT }).getByText('12.5').first().waitFor();
    await look(page, 'product', found);

    // Sold on a deal: 40 × 12.50 less 10 % is 450.
    await goTo(page, `deals/${dealId}`);
    await button(page, words('lines_add')).click();
    const form = page.getByRole('form', { name: words('lines_form') });
    await form.getByRole('combobox', { name: words('lines_pick') }).fill('cold chain');
    await form.getByRole('option', { name: new RegExp(PRODUCT) }).click();
    await form.getByLabel(/^Quantity/).fill('40');
    await form.getByLabel(/^Unit price/).fill('12.5');
    await form
      .getByLabel(/^Discount/)
      .first()
      .fill('10');
    await look(page, 'lines', found);
    await button(page, words('edit_save')).click();
    await page
      .getByText(/saved on this laptop.*450/)
      .first()
      .waitFor();

    // Offered in a quote.
    await button(page, words('quote_make')).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(new RegExp(`^${words('quote_template')}`)).fill('Sample Template');
    await look(page, 'new quote', found);
    await dialog.getByRole('button', { name: words('quote_make') }).click();
    const print = page.getByRole('link', { name: words('quote_print'), exact: true });
    await print.waitFor();
    await page.getByRole('article').getByText(PRODUCT).waitFor();
    await look(page, 'quote', found);

    // On paper, A4, all without a network.
    await print.click();
    await page.getByLabel(words('quote_sender')).fill('Polaris GmbH\nHafenstraße 12');
    const sheet = page.getByRole('region', { name: words('quote_preview') });
    await sheet.getByText(PRODUCT).first().waitFor();
    await sheet.getByText('Polaris GmbH').waitFor();
    await look(page, 'printed page', found);
    const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
    const text = pdf.toString('latin1');
    expect(text.startsWith('%PDF-')).toBe(true);
    expect(text.match(/\/Type\s*\/Page\b(?!s)/g)).toHaveLength(1);
    expect(/\/MediaBox\s*\[0 0 59[45][.\d]* 84[12][.\d]*\]/.test(text)).toBe(true);
    await goTo(page, 'quotes');
    await page
      .getByRole('table', { name: words('nav_quotes') })
      .getByRole('link')
      .first()
      .waitFor();
    await look(page, 'quotes', found);

    // Back in the office.
    await wire.mend();
    await expect
      .poll(() => admin.rows('cpq_documents').map((row) => objectsOf(row, 'products').length), {
        timeout: 90_000,
      })
      .toEqual([1]);
    const product = admin.rows('products').find((row) => row['name'] === PRODUCT);
    expect(objectsOf(product ?? {}, 'product_pricings')).toMatchObject([{ unit_price: '12.5' }]);
    expect(admin.rows('cpq_documents')).toMatchObject([
      {
        deal_id: dealId,
        stage: 'Draft',
        products: [{ product_id: product?.id, quantity: 40, discount: '10' }],
      },
    ]);
    expect(Number(admin.rows('cpq_documents')[0]?.['amount'])).toBe(450);
    expect(Number(admin.read('deals', dealId)?.['amount'])).toBe(450);
    await expect.poll(() => syncStatus(page).textContent(), { timeout: 60_000 }).toBe(words('sync_idle'));

    expect(found).toEqual([]);
    expect(app.browser.complaints).toEqual([]);
  }, 240_000);
});
