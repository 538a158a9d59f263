import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { openApp } from './fixtures/app.ts';
import { accessibilityBreaches } from './fixtures/axe.ts';
import { cleanUpAfterEach } from './fixtures/cleanup.ts';
import { freshDirs } from './fixtures/dirs.ts';
import { durableSecrets } from './fixtures/durable-secrets.ts';
import { longestMotion, lostRoom } from './fixtures/room.ts';
import { mirrored, sampleButton } from './fixtures/screens.ts';
import { words } from './fixtures/words.ts';

const cleanup = cleanUpAfterEach();

/** A screen, and what is done there before anything else. */
interface Place {
  readonly at: string;
  readonly main: (page: Page) => Locator;
}

const button = (name: string) => (page: Page) => page.getByRole('button', { name, exact: true });
const link = (name: string) => (page: Page) =>
  page.getByRole('main').getByRole('link', { name, exact: true });
const newOf = (kind: 'kind_lead' | 'kind_contact' | 'kind_account' | 'kind_deal') =>
  link(words('edit_new_kind', { kind: words(kind) }));

const PLACES: readonly Place[] = [
  { at: 'today', main: link(words('nav_flight')) },
  { at: 'leads', main: newOf('kind_lead') },
  { at: 'contacts', main: newOf('kind_contact') },
  { at: 'accounts', main: newOf('kind_account') },
  { at: 'deals', main: newOf('kind_deal') },
  { at: 'board', main: newOf('kind_deal') },
  { at: 'tasks', main: (page) => page.getByRole('textbox', { name: words('tasks_add') }) },
  ...['day', 'week', 'month', 'agenda'].map((view) => ({
    at: `calendar/${view}`,
    main: button(words('calendar_new')),
  })),
  { at: 'products', main: link(words('product_new')) },
  { at: 'products/new', main: button(words('edit_save')) },
  { at: 'quotes', main: link(words('quote_to_deals')) },
  { at: 'new/contacts', main: button(words('edit_save')) },
  { at: 'import/contacts', main: button(words('import_choose')) },
  { at: 'diagnostics', main: button(words('diagnostics_copy')) },
  { at: 'settings', main: button(words('sign_out')) },
];

async function goTo(page: Page, place: string): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, `#/${place}`);
  await page.getByRole('heading', { level: 1 }).first().waitFor();
}

/** 200 % zoom of a window of 1280×800 is a page of 640×400 pixels. */
describe.each([
  { name: 'a small window', width: 900, height: 600 },
  { name: '200 % zoom', width: 640, height: 400 },
])('in $name', (size) => {
  it('every screen has its main action in reach, and no words end without a sign of it', async () => {
    const dirs = cleanup.keep(await freshDirs());
    const { page, browser } = cleanup.keep(
      await openApp({
        dirs,
        secrets: durableSecrets(),
        viewport: { width: size.width, height: size.height },
      }),
    );
    await sampleButton(page).click();
    await mirrored(page);
    const found: string[] = [];
    const look = async (screen: string): Promise<void> => {
      for (const lost of await lostRoom(page)) found.push(`${screen}: ${lost}`);
      for (const breach of await accessibilityBreaches(page)) found.push(`${screen}: ${breach}`);
      const motion = await longestMotion(page);
      if (motion > 1) found.push(`${screen}: something moves for ${motion} ms`);
    };

    for (const { at, main } of PLACES) {
      await goTo(page, at);
      // A press that only tries: it scrolls there, and nothing else may lie over it.
      await main(page).first().click({ trial: true });
      await look(at);
    }

    // A record in place of its list, each of its parts, and what is written about it.
    for (const kind of ['contacts', 'deals']) {
      await goTo(page, kind);
      const row = page
        .getByRole('row')
        .filter({ has: page.getByRole('gridcell') })
        .first();
      await row.click();
      await page.getByRole('region', { name: words('record_details') }).waitFor();
      await page.getByRole('link', { name: words('edit_change'), exact: true }).click({ trial: true });
      const tabs = page.getByRole('tab');
      for (let at = 0; at < (await tabs.count()); at++) {
        await tabs.nth(at).click();
        await look(`${kind}, part ${at + 1}`);
      }
    }
    await page.getByRole('button', { name: words('compose_note'), exact: true }).click();
    await page.getByRole('button', { name: words('compose_save_note') }).click({ trial: true });
    await look('a note');

    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').getByRole('combobox').fill('an');
    await page.locator('mark').first().waitFor();
    await look('find');
    await page.keyboard.press('Escape');

    expect(found).toEqual([]);
    expect(browser.complaints).toEqual([]);
  }, 300_000);
});
