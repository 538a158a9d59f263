import { describe, expect, it } from 'vitest';
import { startSampleServer, type SampleServer } from '../../electron/sample/server.ts';
import { openApp } from './fixtures/app.ts';
import { openBrowser } from './fixtures/browser.ts';
import { cleanUpAfterEach } from './fixtures/cleanup.ts';
import { freshDirs } from './fixtures/dirs.ts';
import { durableSecrets } from './fixtures/durable-secrets.ts';
import { startHostProcess } from './fixtures/host-process.ts';
import { keyField, mirrored, rail, railCount, signIn, type KindName } from './fixtures/screens.ts';
import { words } from './fixtures/words.ts';

const TABLES = { Leads: 'leads', Contacts: 'contacts', Accounts: 'sales_accounts', Deals: 'deals' } as const;
const KINDS = Object.keys(TABLES) as KindName[];
const KEY = 'e2eKey7f3a9c51d0b2';
const cleanup = cleanUpAfterEach();

/** An account slow enough that a mirror can be caught in the middle. */
async function slowAccount(): Promise<SampleServer> {
  return cleanup.keep(await startSampleServer({ records: 3_000, token: KEY, latency: () => 60 }));
}

/** The pages of scrolls that were asked for, each as its path. */
function pagesAsked(sample: SampleServer): string[] {
  return sample.app.admin
    .calls()
    .map(({ path }) => path)
    .filter((path) => path.includes('/scroll/'));
}

async function inMidMirror(sample: SampleServer): Promise<void> {
  await expect.poll(() => pagesAsked(sample).length, { timeout: 30_000, interval: 20 }).toBeGreaterThan(8);
}

function expectNothingAskedTwice(sample: SampleServer): void {
  const asked = pagesAsked(sample);
  const least = KINDS.reduce((sum, kind) => sum + Math.ceil(sample.app.admin.count(TABLES[kind]) / 100), 0);
  // The page that was on its way when it broke off is asked for again; no other is.
  expect(asked.length - new Set(asked).size).toBeLessThanOrEqual(1);
  expect(new Set(asked).size).toBe(least);
}

describe('a mirror that breaks off', () => {
  it('goes on from its cursor after the page, with its worker, has crashed', async () => {
    const sample = await slowAccount();
    const dirs = cleanup.keep(await freshDirs());
    const app = cleanup.keep(await openApp({ dirs, secrets: durableSecrets() }));
    await signIn(app.page, sample.address, KEY);
    await inMidMirror(sample);
    await app.page.goto('chrome://crash').catch(() => undefined); // It ends with the renderer, as it should.
    const before = pagesAsked(sample).length;

    const page = await app.browser.context.newPage();
    await page.goto(app.host.address);
    await mirrored(page);
    for (const kind of KINDS) {
      await expect.poll(() => railCount(page, kind)).toBe(sample.app.admin.count(TABLES[kind]));
    }
    expect(pagesAsked(sample).length).toBeGreaterThan(before);
    expectNothingAskedTwice(sample);
  });

  it('goes on from its cursor after everything was killed, once the key is typed again', async () => {
    const sample = await slowAccount();
    const dirs = cleanup.keep(await freshDirs());
    const host = cleanup.keep(await startHostProcess(dirs.userData));
    const browser = cleanup.keep(await openBrowser({ profile: dirs.profile }));
    await browser.page.goto(host.address);
    await signIn(browser.page, sample.address, KEY);
    await inMidMirror(sample);
    await host.kill();
    await browser.close();

    const again = cleanup.keep(await startHostProcess(dirs.userData));
    const { page } = cleanup.keep(await openBrowser({ profile: dirs.profile }));
    await page.goto(again.address);
    // What had come is there to be read, with or without a key.
    await rail(page).waitFor();
    await expect.poll(() => railCount(page, 'Accounts')).toBeGreaterThan(0);
    await page.getByRole('button', { name: words('key_type_again') }).click();
    await keyField(page).fill(KEY);
    await page.keyboard.press('Enter');
    await mirrored(page);
    for (const kind of KINDS) {
      await expect.poll(() => railCount(page, kind)).toBe(sample.app.admin.count(TABLES[kind]));
    }
    expectNothingAskedTwice(sample);
  });
});
