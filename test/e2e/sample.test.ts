import { describe, expect, it } from 'vitest';
import { openApp } from './fixtures/app.ts';
import { lookInBothThemes as look } from './fixtures/axe.ts';
import { cleanUpAfterEach } from './fixtures/cleanup.ts';
import { freshDirs } from './fixtures/dirs.ts';
import { durableSecrets } from './fixtures/durable-secrets.ts';
import {
  firstNames,
  go,
  mirrored,
  rail,
  railCount,
  rows,
  sampleButton,
  type KindName,
} from './fixtures/screens.ts';
import { words } from './fixtures/words.ts';

const KINDS: readonly KindName[] = ['Leads', 'Contacts', 'Accounts', 'Deals'];
const cleanup = cleanUpAfterEach();

describe('the sample workspace', () => {
  it('opens with one click, outlives a restart, and goes when one signs out', async () => {
    const dirs = cleanup.keep(await freshDirs());
    const secrets = durableSecrets();
    const app = cleanup.keep(await openApp({ dirs, secrets }));
    await sampleButton(app.page).click();
    await mirrored(app.page);
    const counts = async (page: typeof app.page) => {
      const all = [];
      for (const kind of KINDS) all.push(await railCount(page, kind));
      return all;
    };
    await expect
      .poll(async () => (await counts(app.page)).reduce((sum, count) => sum + count, 0))
      .toBe(3_000);
    await go(app.page, 'Contacts');
    const [before, names] = [await counts(app.page), await firstNames(app.page, 'Contacts', 10)];
    expect(app.browser.complaints).toEqual([]);
    await app.close();

    const again = cleanup.keep(await openApp({ dirs, secrets }));
    await rail(again.page).waitFor();
    await expect.poll(() => counts(again.page)).toEqual(before);
    await go(again.page, 'Contacts');
    expect(await firstNames(again.page, 'Contacts', 10)).toEqual(names);

    await go(again.page, 'Settings');
    await again.page.getByRole('button', { name: words('sign_out') }).click();
    await again.page.getByRole('dialog').waitFor();
    const found: string[] = [];
    await look(again.page, 'sign out', found);
    expect(found).toEqual([]);
    await again.page
      .getByRole('dialog')
      .getByRole('button', { name: words('leave_confirm') })
      .click();
    await sampleButton(again.page).waitFor();
    const databases = await again.page.evaluate(async () =>
      (await indexedDB.databases()).map(({ name }) => name),
    );
    expect(databases).toEqual([]);
    expect(again.browser.complaints).toEqual([]);
  });

  it('is found, filtered and sorted by keyboard alone', async () => {
    const dirs = cleanup.keep(await freshDirs());
    const { page } = cleanup.keep(await openApp({ dirs, secrets: durableSecrets() }));
    await sampleButton(page).focus();
    await page.keyboard.press('Enter');
    await mirrored(page);
    await page.keyboard.press('Control+k');
    await page.keyboard.type(words('command_go', { place: words('kind_contacts') }));
    await page
      .getByRole('option', { name: words('command_go', { place: words('kind_contacts') }), exact: true })
      .waitFor();
    await page.keyboard.press('Enter');
    const [name = ''] = await firstNames(page, 'Contacts', 1);

    // Filter: "/" goes there, what is typed narrows the list, Escape clears it.
    await page.keyboard.press('/');
    await page.keyboard.type(name);
    await expect.poll(async () => (await firstNames(page, 'Contacts', 1))[0]).toBe(name);
    await expect.poll(() => rows(page, 'Contacts').count()).toBeLessThan(10);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('article', { name }).waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('article').count()).toBe(0);

    // Sort: the heading is a button, and says which way.
    const heading = page.getByRole('columnheader', { name: words('field_name') });
    await heading.getByRole('button').first().focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => heading.getAttribute('aria-sort')).toBe('ascending');
    await page.keyboard.press('Enter');
    await expect.poll(() => heading.getAttribute('aria-sort')).toBe('descending');

    // Any place, by its name.
    await page.keyboard.press('Control+k');
    await page.keyboard.type('Deals');
    await page.getByRole('option', { name: words('command_go', { place: words('kind_deals') }) }).waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
  });
});
