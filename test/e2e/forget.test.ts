import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { memorySecretStore } from '../../electron/credentials/memory-secret-store.ts';
import { startSampleServer } from '../../electron/sample/server.ts';
import { openApp } from './fixtures/app.ts';
import { accessibilityBreaches } from './fixtures/axe.ts';
import { cleanUpAfterEach } from './fixtures/cleanup.ts';
import { freshDirs } from './fixtures/dirs.ts';
import { mirrored, railCount, signIn } from './fixtures/screens.ts';
import { wireTo } from './fixtures/wire.ts';
import { words } from './fixtures/words.ts';

const KEY = 'e2eForget7f3a9c51d0';
const cleanup = cleanUpAfterEach();

/** Opens a contact and asks to erase it. */
async function ask(page: Page, id: number) {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, `#/contacts/${id}`);
  const heading = page.getByRole('article').getByRole('heading').first();
  await heading.waitFor();
  await page.getByRole('button', { name: words('edit_more'), exact: true }).click();
  await page.getByRole('menuitem', { name: words('forget_action') }).click();
  const dialog = page.getByRole('dialog');
  const erase = dialog.getByRole('button', { name: words('forget_button') });
  await erase.waitFor();
  return { dialog, erase, field: dialog.getByRole('textbox') };
}

describe('erasing a record for good', () => {
  it('is refused in words without a network, and takes the record away there and here with one', async () => {
    const sample = cleanup.keep(await startSampleServer({ records: 200, token: KEY }));
    const { admin } = sample.app;
    const wire = cleanup.keep(await wireTo(Number(new URL(sample.origin).port)));
    const dirs = cleanup.keep(await freshDirs());
    const app = cleanup.keep(await openApp({ dirs, secrets: memorySecretStore() }));
    const { page } = app;
    await signIn(page, sample.address.replace(sample.origin, wire.origin), KEY);
    await mirrored(page);
    const [id = 0] = admin.ids('contacts');
    const name = String(admin.read('contacts', id)?.['display_name']);
    const before = admin.count('contacts');

    await wire.cut();
    const refused = await ask(page, id);
    await refused.erase.click();
    await refused.dialog.getByText(words('forget_wrong_name', { title: name })).waitFor();
    await refused.field.fill(name);
    // Right after a first mirror no call may be made for some seconds, which is said instead.
    const said = refused.dialog.getByRole('alert').getByText(words('error_network'));
    await expect
      .poll(
        async () => {
          await refused.erase.click({ timeout: 1_000 }).catch(() => undefined);
          return said.count();
        },
        { timeout: 30_000, interval: 500 },
      )
      .toBe(1);
    expect(await accessibilityBreaches(page)).toEqual([]);
    expect(admin.read('contacts', id)).not.toBeNull();
    await page.keyboard.press('Escape');
    await refused.dialog.waitFor({ state: 'detached' });

    await wire.mend();
    const { dialog, erase, field } = await ask(page, id);
    await field.fill(name);
    await expect
      .poll(
        async () => {
          if ((await dialog.count()) > 0) await erase.click({ timeout: 1_000 }).catch(() => undefined);
          return dialog.count();
        },
        { timeout: 30_000 },
      )
      .toBe(0);
    await page.getByText(words('forget_said')).waitFor();
    expect(admin.read('contacts', id)).toBeNull();
    await expect.poll(() => railCount(page, 'Contacts')).toBe(before - 1);
    await page.getByText(words('record_not_here', { kind: 'contact' })).waitFor();
    expect(app.browser.complaints).toEqual([]);
  }, 120_000);
});
