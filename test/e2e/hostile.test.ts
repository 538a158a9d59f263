import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Admin } from '../../electron/sample/admin.ts';
import { openAccount } from './fixtures/account.ts';
import { accessibilityBreaches } from './fixtures/axe.ts';
import { cleanUpAfterEach } from './fixtures/cleanup.ts';
import { turnedTexts } from './fixtures/bidi.ts';
import { fillWithHostility, FORMULA, TURNED } from './fixtures/hostile.ts';
import { lostRoom } from './fixtures/room.ts';
import { button, find, go, goTo, rows } from './fixtures/screens.ts';
import { words } from './fixtures/words.ts';

const cleanup = cleanUpAfterEach();

interface Looks {
  readonly page: Page;
  readonly found: string[];
}

/** What a screen that shows hostile records must not have: code that ran, keys in every object, words that turn others, lost room. */
async function lookForHarm({ page, found }: Looks, screen: string): Promise<void> {
  const ran = await page.evaluate(() => 'canary' in globalThis || 'polluted' in {});
  if (ran) found.push(`${screen}: something ran`);
  const markup = await page.evaluate(
    () =>
      document.querySelectorAll('img[src^="http"], iframe, object, embed, [onerror], [onload], [onclick]')
        .length,
  );
  if (markup > 0) found.push(`${screen}: text has become markup`);
  const leads = await page.evaluate(() =>
    [...document.querySelectorAll('a[href]')]
      .map((link) => link.getAttribute('href') ?? '')
      .filter((href) => !/^(?:#|https:\/\/|mailto:|tel:)/.test(href) || href.includes('@evil')),
  );
  for (const href of leads) found.push(`${screen}: links to ${href.slice(0, 60)}`);
  for (const text of await turnedTexts(page)) found.push(`${screen}: turns what is around it: ${text}`);
  const [wide] = await lostRoom(page).then((lost) => lost.filter((words) => /^the page is/.test(words)));
  if (wide) found.push(`${screen}: ${wide}`);
}

/** The same of a screen, which nobody must be kept from either. */
async function look(looks: Looks, screen: string): Promise<void> {
  await lookForHarm(looks, screen);
  for (const breach of await accessibilityBreaches(looks.page)) looks.found.push(`${screen}: ${breach}`);
}

/** The look for words that turn others finds some where there are some. */
async function controlOf(page: Page): Promise<void> {
  const add = (text: string) =>
    page.evaluate((turned) => {
      const holder = document.createElement('p');
      holder.id = 'control';
      holder.append(turned, document.createElement('b'));
      holder.querySelector('b')?.append('beside');
      document.body.append(holder);
    }, text);
  const remove = () => page.evaluate(() => document.querySelector('#control')?.remove());
  await add('\u202Eabc');
  expect(await turnedTexts(page)).toHaveLength(1);
  await remove();
  await add('\u2068\u202Eabc\u202C\u2069');
  expect(await turnedTexts(page)).toEqual([]);
  await remove();
}

/** Makes a quote of a deal whose products have hostile names, and looks at what comes onto the paper. */
async function print(looks: Looks, admin: Admin): Promise<void> {
  const { page } = looks;
  const sold = admin
    .rows('deals')
    .slice(20)
    .filter((row) => row['closed_date'] === null)
    .find((row) =>
      ['products', 'contact_ids'].every((key) => Array.isArray(row[key]) && row[key].length > 0),
    );
  if (!sold) throw new Error('no deal has products and a contact');
  await goTo(page, `deals/${sold.id}`);
  await button(page, words('quote_make')).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(words('quote_template')).fill(FORMULA);
  await look(looks, 'new quote');
  await button(dialog, words('quote_make')).click();
  await page.getByRole('link', { name: words('quote_print'), exact: true }).click();
  await page.getByLabel(words('quote_sender')).fill(TURNED);
  await look(looks, 'printed page');
  await page.emulateMedia({ media: 'print' });
  await lookForHarm(looks, 'paper');
  await page.emulateMedia({ media: 'screen' });
}

describe('hostile records', () => {
  it('are shown as text on every screen, kept as given, and do nothing', async () => {
    const { page, app, admin } = await openAccount(cleanup, { prepare: fillWithHostility });
    const found: string[] = [];
    const looks = { page, found };
    const origin = new URL(app.host.address).origin;
    const elsewhere: string[] = [];
    app.browser.context.on('request', (request) => {
      const url = request.url();
      if (!url.startsWith(origin) && !url.startsWith(`blob:${origin}`)) elsewhere.push(url);
    });
    page.on('dialog', (dialog) => {
      found.push(`a dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    const [contact = 0] = admin.ids('contacts');
    await controlOf(page);

    // Notes and mails: what they say, and nothing of what they would do. They are read when the record is opened, and the calls of a minute may be used up.
    await goTo(page, `contacts/${contact}`);
    const plan = page.getByRole('link', { name: 'second', exact: true }).first();
    await plan.waitFor({ timeout: 120_000 });
    expect(await plan.getAttribute('href')).toBe('https://widgetz.example/plan');
    expect(await plan.getAttribute('rel')).toBe('noopener noreferrer');
    expect(await page.getByRole('link', { name: 'first', exact: true }).count()).toBe(0);
    await look(looks, 'notes');
    await button(page, words('text_show_all')).first().click();
    await look(looks, 'a note without end');

    for (const kind of ['Contacts', 'Accounts', 'Deals', 'Leads'] as const) {
      await go(page, kind);
      await rows(page, kind).first().waitFor();
      await look(looks, kind);
    }
    const places = ['contacts', 'accounts', 'deals', 'leads'] as const;
    const tables = ['contacts', 'sales_accounts', 'deals', 'leads'] as const;
    for (const [index, place] of places.entries()) {
      for (const id of admin.ids(tables[index] ?? 'contacts').slice(5, 7)) {
        await goTo(page, `${place}/${id}`);
        await page.getByRole('article').getByRole('heading', { level: 2 }).first().waitFor();
        await look(looks, `${place}/${id}`);
      }
    }

    for (const place of [
      `contacts/${contact}/edit`,
      'tasks',
      'board',
      'calendar/week',
      'calendar/month',
      'calendar/agenda',
      'today',
      'products',
      'quotes',
      'flight',
      'sync',
      'settings',
    ]) {
      await goTo(page, place);
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      await look(looks, place);
    }

    const palette = await find(page, '<img');
    await palette.getByRole('option').first().waitFor();
    await look(looks, 'palette');
    await page.keyboard.press('Escape');

    await page.setViewportSize({ width: 900, height: 600 });
    await goTo(page, `contacts/${contact}`);
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    await look(looks, 'a small window');
    await page.setViewportSize({ width: 1280, height: 800 });

    await print(looks, admin);

    // A file for a spreadsheet, in which nothing calculates.
    await go(page, 'Contacts');
    await rows(page, 'Contacts').first().waitFor();
    await button(page, words('export_short')).click();
    await page.getByRole('radio', { name: words('export_all') }).check();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: /^Export \d+ records$/ }).click(),
    ]);
    const csv = await readFile(await download.path(), 'utf8');
    expect(csv).toContain(`"'${FORMULA.replaceAll('"', '""')}"`);
    expect(csv).not.toMatch(/(^|,|\n)"?[=+@\t]/m);
    await page.keyboard.press('Escape');

    expect(found).toEqual([]);

    // An edit of something else leaves what is strange as it is.
    const before = admin.read('contacts', contact);
    await goTo(page, `contacts/${contact}/edit`);
    const department = page.getByLabel(/^Department/);
    await department.fill('Purchasing');
    await button(page, words('edit_save')).click();
    await department.waitFor({ state: 'detached' });
    await expect
      .poll(() => admin.read('contacts', contact)?.['department'], { timeout: 150_000 })
      .toBe('Purchasing');
    const after = admin.read('contacts', contact);
    const changed = Object.keys(after ?? {}).filter(
      (key) => !Object.is(after?.[key], before?.[key]) && textOf(after?.[key]) !== textOf(before?.[key]),
    );
    // When and by whom, the CRM says itself.
    const said = new Set(['updated_at', 'updater_id']);
    expect(changed.filter((key) => !said.has(key))).toEqual(['department']);
    await goTo(page, 'outbox');
    await look(looks, 'outbox');

    expect(found).toEqual([]);
    expect(elsewhere).toEqual([]);
    expect(app.browser.complaints).toEqual([]);
  }, 600_000);
});

/** A value with everything in it, big numbers too. */
function textOf(value: unknown): string {
  return (
    JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'bigint' ? `${inner}n` : inner)) ?? ''
  );
}
