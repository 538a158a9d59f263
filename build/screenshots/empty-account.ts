import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { startBrowserHost } from '../../electron/browser-host/host.ts';
import { memorySecretStore } from '../../electron/credentials/memory-secret-store.ts';
import { startSampleServer } from '../../electron/sample/server.ts';
import messages from '../../messages/en.json' with { type: 'json' };
import { goTo, picture } from './picture.ts';

const PATIENCE_MS = 120_000;

/** What every list of an account shows that has nothing in it yet. */
const PLACES = [
  'today',
  'leads',
  'contacts',
  'accounts',
  'deals',
  'board',
  'tasks',
  'calendar/week',
  'calendar/agenda',
  'products',
  'quotes',
  'flight',
  'sync',
] as const;

/** Pictures of an account without a record. */
export async function anEmptyAccount(browser: Browser, folder: string): Promise<void> {
  const userDataDir = await mkdtemp(join(tmpdir(), 'satchel-screenshots-'));
  const sample = await startSampleServer({ records: 0 });
  const host = await startBrowserHost({ userDataDir, port: 0, secrets: memorySecretStore() });
  const page = await browser.newPage({ locale: 'en-GB', timezoneId: 'Europe/London' });
  try {
    await page.goto(host.address);
    await page.getByLabel(messages.sign_in_address, { exact: true }).fill(sample.address);
    await page.getByLabel(messages.sign_in_key, { exact: true }).fill(sample.token);
    await page.getByRole('button', { name: messages.sign_in_connect, exact: true }).click();
    const status = page.getByRole('status', { name: messages.nav_sync });
    await status.getByText(messages.sync_idle).waitFor({ state: 'attached', timeout: PATIENCE_MS });
    for (const place of PLACES)
      await picture(page, folder, {
        name: `empty-${place.replace('/', '-')}`,
        show: () => goTo(page, place),
      });
  } finally {
    await page.close();
    await host.close();
    await sample.close();
    await rm(userDataDir, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}
