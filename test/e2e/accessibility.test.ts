import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { accountIdOf } from '../../electron/account/account-id.ts';
import { startSampleServer } from '../../electron/sample/server.ts';
import { openApp } from './fixtures/app.ts';
import { accessibilityBreaches } from './fixtures/axe.ts';
import { cleanUpAfterEach } from './fixtures/cleanup.ts';
import { freshDirs } from './fixtures/dirs.ts';
import { durableSecrets } from './fixtures/durable-secrets.ts';
import {
  find,
  firstNames,
  go,
  mirrored,
  openFirst,
  rail,
  sampleButton,
  signIn,
  type KindName,
} from './fixtures/screens.ts';
import { words } from './fixtures/words.ts';

const KINDS: readonly KindName[] = ['Leads', 'Contacts', 'Accounts', 'Deals'];
const cleanup = cleanUpAfterEach();

/** Looks at a screen; what is found is told with the screen's name. */
async function look(page: Page, screen: string, found: string[]): Promise<void> {
  for (const breach of await accessibilityBreaches(page)) found.push(`${screen}: ${breach}`);
}

describe.each(['light', 'dark'] as const)('accessibility, %s', (colorScheme) => {
  it('no screen keeps anybody out', async () => {
    const dirs = cleanup.keep(await freshDirs());
    const app = cleanup.keep(await openApp({ dirs, secrets: durableSecrets(), colorScheme }));
    const { page } = app;
    const found: string[] = [];

    await sampleButton(page).waitFor();
    await look(page, 'first run', found);
    await sampleButton(page).click();
    await mirrored(page);
    await look(page, 'list', found);
    for (const kind of KINDS) {
      await go(page, kind);
      await firstNames(page, kind, 5);
      const { name } = await openFirst(page, kind);
      await look(page, `${kind}, beside`, found);
      await page.setViewportSize({ width: 900, height: 600 });
      await page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
      await look(page, `${kind}, page`, found);
      await page.setViewportSize({ width: 1280, height: 800 });
      await page.getByRole('button', { name: words('record_close') }).click();
    }
    await page.keyboard.press('/');
    await page.keyboard.type('nobody is called this');
    await page
      .getByRole('button', { name: words('list_clear') })
      .first()
      .waitFor();
    await look(page, 'nothing found', found);
    await page.keyboard.press('Escape');
    const palette = await find(page, 'an');
    await palette.getByRole('option').first().waitFor();
    await look(page, 'palette', found);
    await page.keyboard.press('Escape');
    await go(page, 'Sync');
    await look(page, 'sync', found);
    await go(page, 'Settings');
    await look(page, 'settings', found);
    await page.getByRole('button', { name: words('sign_out') }).click();
    await page.getByRole('dialog').waitFor();
    await look(page, 'sign out', found);

    expect(found).toEqual([]);
    expect(app.browser.complaints).toEqual([]);
  }, 240_000);

  it('neither do the words for a key that is missing or refused', async () => {
    const dirs = cleanup.keep(await freshDirs());
    const sample = cleanup.keep(await startSampleServer({ records: 200 }));
    const secrets = durableSecrets();
    const first = cleanup.keep(await openApp({ dirs, secrets, colorScheme }));
    const found: string[] = [];
    await signIn(first.page, sample.address, 'not-the-key');
    await first.page.getByText(words('sign_in_wrong_key')).waitFor();
    await look(first.page, 'wrong key', found);
    await signIn(first.page, sample.address, sample.token);
    await mirrored(first.page);
    await first.close();

    // Another start, and the keychain has lost the key.
    await secrets.remove(accountIdOf(sample.origin));
    const { page } = cleanup.keep(await openApp({ dirs, secrets, colorScheme }));
    await rail(page).waitFor();
    await go(page, 'Contacts');
    await firstNames(page, 'Contacts', 5);
    await look(page, 'key missing', found);
    await page.getByRole('button', { name: words('key_type_again') }).click();
    await page.getByRole('dialog').waitFor();
    await look(page, 'key dialog', found);
    expect(found).toEqual([]);
  });
});
