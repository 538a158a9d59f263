import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { startSampleServer } from '../../electron/sample/server.ts';
import { openApp, type RunningApp } from './fixtures/app.ts';
import { lookInBothThemes as look } from './fixtures/axe.ts';
import { cleanUpAfterEach } from './fixtures/cleanup.ts';
import { freshDirs } from './fixtures/dirs.ts';
import { durableSecrets } from './fixtures/durable-secrets.ts';
import {
  addressField,
  connectButton,
  go,
  keyField,
  mirrored,
  rail,
  railCount,
  signIn,
} from './fixtures/screens.ts';
import { words } from './fixtures/words.ts';

const KEY = 'e2eKey7f3a9c51d0b2';
const cleanup = cleanUpAfterEach();

let app: RunningApp;
let page: Page;
beforeEach(async () => {
  const dirs = cleanup.keep(await freshDirs());
  app = cleanup.keep(await openApp({ dirs, secrets: durableSecrets() }));
  page = app.page;
});

/** Signs in in vain: the words are said to everybody, what was typed is still there, and the form can be sent again. */
async function refused(address: string, key: string, said: string): Promise<void> {
  await signIn(page, address, key);
  await page.getByText(said, { exact: true }).waitFor();
  expect(await addressField(page).inputValue()).toBe(address);
  expect(await keyField(page).inputValue()).toBe(key);
  expect(await connectButton(page).isEnabled()).toBe(true);
  const found: string[] = [];
  await look(page, said, found);
  expect(found).toEqual([]);
  expect(app.browser.complaints).toEqual([]);
}

/** A server that answers everybody alike. */
async function answering(status: number, type: string, body: string): Promise<string> {
  const server = createServer((_request, response) =>
    response.writeHead(status, { 'content-type': type }).end(body),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanup.keep({
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('a sign-in that is refused', () => {
  it('has words of its own for each reason', () => {
    const all = [
      words('sign_in_wrong_key'),
      words('error_bad_address_not_a_url'),
      words('error_bad_address_not_https'),
      words('sign_in_no_account'),
      words('sign_in_no_network'),
      words('sign_in_not_the_crm'),
      words('sign_in_address_missing'),
      words('sign_in_key_missing'),
    ];
    expect(new Set(all).size).toBe(all.length);
  });

  it('wrong key: at the key, and the right one works after it', async () => {
    const sample = cleanup.keep(await startSampleServer({ records: 200, token: KEY }));
    await refused(sample.address, 'another-key', words('sign_in_wrong_key'));
    expect(await keyField(page).getAttribute('aria-invalid')).toBe('true');
    await expect.poll(() => keyField(page).evaluate((field) => field === document.activeElement)).toBe(true);
    await keyField(page).fill(KEY);
    await page.keyboard.press('Enter');
    await rail(page).waitFor();
  });

  it('no address at all', async () => {
    await refused('widgetz fresh sales', KEY, words('error_bad_address_not_a_url'));
    expect(await addressField(page).getAttribute('aria-invalid')).toBe('true');
  });

  it('an address that would send the key in the clear', async () => {
    await refused('http://widgetz.freshsales.io', KEY, words('error_bad_address_not_https'));
  });

  it('an address where there is no account', async () => {
    const origin = await answering(
      404,
      'application/json',
      '{"errors":{"code":404,"message":["Not found"]}}',
    );
    await refused(origin, KEY, words('sign_in_no_account'));
  });

  it('no network', async () => {
    const sample = await startSampleServer({ records: 10 });
    await sample.close();
    await refused(sample.address, KEY, words('sign_in_no_network'));
  });

  it('a captive portal', async () => {
    const sample = cleanup.keep(
      await startSampleServer({ records: 10, token: KEY, faults: () => ({ kind: 'captive-portal' }) }),
    );
    await refused(sample.address, KEY, words('sign_in_not_the_crm'));
    // On the other side of the portal the same form goes through.
    sample.setFaults(null);
    await connectButton(page).click();
    await rail(page).waitFor();
  });

  it('nothing typed: it says so without a call', async () => {
    await signIn(page, '', KEY);
    await page.getByText(words('sign_in_address_missing')).waitFor();
    await signIn(page, 'widgetz', ' ');
    await page.getByText(words('sign_in_key_missing')).waitFor();
    expect(await addressField(page).inputValue()).toBe('widgetz');
  });

  it('an answer that does not come can be given up', async () => {
    const sample = cleanup.keep(await startSampleServer({ records: 10, token: KEY, latency: () => 600_000 }));
    await signIn(page, sample.address, KEY);
    await page.getByRole('button', { name: words('cancel') }).click();
    await connectButton(page).waitFor();
    expect(await addressField(page).inputValue()).toBe(sample.address);
    expect(await keyField(page).inputValue()).toBe(KEY);
  });
});

describe('a sign-in that works', () => {
  it('keeps the key in the keychain and says so, and the key is out of sight', async () => {
    const sample = cleanup.keep(await startSampleServer({ records: 200, token: KEY }));
    await signIn(page, sample.address, KEY);
    await mirrored(page);
    await go(page, 'Settings');
    await page.getByText(words('settings_key_keychain')).waitFor();
    expect(await page.content()).not.toContain(KEY);
  });

  it('hides leads in an account that has none', async () => {
    const sample = cleanup.keep(await startSampleServer({ records: 300, token: KEY, flavour: 'suite' }));
    await signIn(page, sample.address, KEY);
    await mirrored(page);
    await expect.poll(() => railCount(page, 'Contacts')).toBe(sample.app.admin.count('contacts'));
    expect(
      await rail(page)
        .getByRole('link', { name: words('kind_leads') })
        .count(),
    ).toBe(0);
    await go(page, 'Sync');
    const leads = page
      .getByRole('row')
      .filter({ has: page.getByRole('rowheader', { name: words('kind_leads') }) });
    await leads.getByText(words('kind_state_absent')).waitFor();
    expect(app.browser.complaints).toEqual([]);
  });
});
