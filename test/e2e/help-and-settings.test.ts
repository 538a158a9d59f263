import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { SampleServer } from '../../electron/sample/server.ts';
import { KINDS } from '../../shared/entities/kind.ts';
import { textOf, type RawRecord } from '../../shared/entities/record.ts';
import { SELECTORS } from '../../shared/entities/selectors.ts';
import { openAccount } from './fixtures/account.ts';
import { lookInBothThemes as look } from './fixtures/axe.ts';
import { cleanUpAfterEach } from './fixtures/cleanup.ts';
import { button, go, goTo, rail } from './fixtures/screens.ts';
import { catalogueOf, words, type Locale } from './fixtures/words.ts';

const cleanup = cleanUpAfterEach();
const PLACES = [
  'today',
  'contacts',
  'deals',
  'board',
  'tasks',
  'calendar/week',
  'products',
  'quotes',
  'new/contacts',
  'import/contacts',
  'flight',
  'outbox',
  'conflicts',
  'sync',
  'diagnostics',
  'settings',
];

/** Everything a screen says, to eyes and to ears, piece by piece. */
async function spoken(page: Page): Promise<ReadonlySet<string>> {
  const said = await page.evaluate(() => {
    const pieces: string[] = [document.title];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node instanceof Element)
        for (const name of ['aria-label', 'title', 'placeholder']) pieces.push(node.getAttribute(name) ?? '');
      else pieces.push(node.textContent ?? '');
    }
    return pieces;
  });
  return new Set(said.map((piece) => piece.trim()));
}

/** Every text in the account's own configuration: fields, stages, choices. An account keeps its language, whatever the screens speak. */
async function accountWords({ address, token }: SampleServer): Promise<ReadonlySet<string>> {
  const paths = [
    ...KINDS.map((kind) => `settings/${kind}/fields`),
    ...SELECTORS.map((selector) => `selector/${selector}`),
  ];
  const said = new Set<string>();
  for (const path of paths) {
    const answer = await fetch(`${address}/${path}`, { headers: { authorization: `Token token=${token}` } });
    expect(answer.status, path).toBe(200);
    for (const [, text] of (await answer.text()).matchAll(/"([^"]+)"/g)) if (text) said.add(text);
  }
  return said;
}

/** English of the catalogue that is still said where another language was chosen. */
async function leftovers(
  page: Page,
  locale: Exclude<Locale, 'en'>,
  theirs: ReadonlySet<string>,
): Promise<string[]> {
  const said = await spoken(page);
  const other = catalogueOf(locale);
  const same = new Set(Object.values(other));
  return Object.entries(catalogueOf('en'))
    .filter(([, text]) => !same.has(text) && !theirs.has(text) && said.has(text))
    .map(([key, text]) => `${key}: ${text}`);
}

async function chooseLanguage(page: Page, name: string, apply: string): Promise<void> {
  await page.getByRole('radio', { name, exact: true }).check();
  await Promise.all([page.waitForEvent('load'), button(page, apply).click()]);
  await page.getByRole('navigation').first().waitFor();
}

describe('help and settings', () => {
  it('show what keys do, speak three languages, keep their choices, and tell no secrets', async () => {
    const { page, app, admin, sample, wire } = await openAccount(cleanup);
    await wire.cut();
    const found: string[] = [];

    // Tips are read one by one, and stay away once they were dismissed.
    await goTo(page, 'today');
    const tips = page.getByRole('complementary', { name: words('tips_label') });
    const tip = tips.getByRole('status');
    const first = await tip.innerText();
    await button(tips, words('tips_next')).click();
    await expect.poll(() => tip.innerText()).not.toBe(first);
    await button(tips, words('tips_done')).click();
    await tips.waitFor({ state: 'detached' });
    await page.reload();
    await page.getByRole('region', { name: words('today_day'), exact: true }).waitFor();
    expect(await tips.count()).toBe(0);

    // The shortcuts, from a key and from the settings; and what they say is so.
    await page.keyboard.press('?');
    const sheet = page.getByRole('dialog', { name: words('help_shortcuts') });
    await sheet.getByText(words('find')).waitFor();
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'detached' });
    await go(page, 'Settings');
    await button(page, words('help_shortcuts')).click();
    await sheet.waitFor();
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'detached' });

    // The appearance is a choice that outlives a start.
    const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await background();
    await page.getByRole('radio', { name: words('theme_dark') }).click();
    await expect.poll(background).not.toBe(light);
    const dark = await background();
    await page.reload();
    await page.getByRole('radio', { name: words('theme_dark'), checked: true }).waitFor();
    expect(await background()).toBe(dark);
    await page
      .getByRole('radio', { name: words('theme_system') })
      .first()
      .click();
    await expect.poll(background).toBe(light);

    // Every screen speaks the language that was chosen.
    const left: string[] = [];
    const theirs = await accountWords(sample);
    let apply = words('language_apply');
    for (const [locale, name] of [
      ['de', 'Deutsch'],
      ['es', 'Español'],
    ] as const) {
      await chooseLanguage(page, name, apply);
      const own = catalogueOf(locale);
      apply = own['language_apply'] ?? '';
      expect(await page.locator('html').getAttribute('lang')).toBe(locale);
      for (const place of PLACES) {
        const before = await page.title();
        await goTo(page, place);
        await expect.poll(() => page.title()).not.toBe(before);
        await page.getByRole('heading', { level: 1 }).waitFor();
        for (const piece of await leftovers(page, locale, theirs)) left.push(`${locale}, ${place}: ${piece}`);
      }
    }
    expect(left).toEqual([]);
    // Whoever hears the words hears them in their language.
    await look(page, 'settings in Spanish', found);
    await chooseLanguage(page, 'English', apply);
    await rail(page).waitFor();

    // A report that can be given to anybody.
    await goTo(page, 'diagnostics');
    // Nobody may read the clipboard: what is written to it is caught on its way.
    await page.evaluate(() => {
      navigator.clipboard.writeText = (text) => {
        document.body.dataset['copied'] = text;
        return Promise.resolve();
      };
    });
    await button(page, words('diagnostics_copy')).click();
    await page.getByText(words('diagnostics_copied')).waitFor();
    const report = await page.evaluate(() => document.body.dataset['copied'] ?? '');
    expect(report).toMatch(/^Satchel \d+\.\d+\.\d+, browser, /);
    expect(report).toContain(`records contacts: ${admin.count('contacts')}`);
    const contact: RawRecord = admin.rows('contacts')[0] ?? {};
    const secrets = [
      sample.token,
      new URL(wire.origin).host,
      String(contact['id']),
      textOf(contact, 'last_name') ?? '?',
      String(admin.rows('users')[0]?.['display_name']),
      String(admin.rows('sales_accounts')[0]?.['name']),
    ];
    expect(secrets.filter((secret) => report.includes(secret))).toEqual([]);

    expect(found).toEqual([]);
    expect(app.browser.complaints).toEqual([]);
  }, 240_000);
});
