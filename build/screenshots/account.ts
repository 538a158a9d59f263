import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { startBrowserHost, type BrowserHostOptions } from '../../electron/browser-host/host.ts';
import { memorySecretStore } from '../../electron/credentials/memory-secret-store.ts';
import type { Admin } from '../../electron/sample/admin.ts';
import {
  startSampleServer,
  type SampleServer,
  type SampleServerOptions,
} from '../../electron/sample/server.ts';
import { button } from './picture.ts';
import { words } from './words.ts';

const PATIENCE_MS = 120_000;
const KEY = 'screenshots';

/** An account at a sample server of its own, with the app signed in to it. */
export interface OwnAccount {
  readonly page: Page;
  /** The other end: what the server holds. */
  readonly admin: Admin;
  readonly address: string;
  /** The network goes. */
  cut(): Promise<void>;
  /** The network is back; gives the other end, which is another one now, and may take another key. */
  mend(key?: string): Promise<Admin>;
}

export interface OwnAccountOptions extends Pick<SampleServerOptions, 'records'> {
  /** What is to be there before the app sees it. */
  readonly prepare?: (admin: Admin) => void;
  readonly host?: Pick<BrowserHostOptions, 'secrets' | 'updates'>;
}

export async function signIn(page: Page, address: string, key: string): Promise<void> {
  await page.getByLabel(words.sign_in_address, { exact: true }).fill(address);
  await page.getByLabel(words.sign_in_key, { exact: true }).fill(key);
  await button(page, words.sign_in_connect).click();
}

/** Waits until everything is fetched. */
export async function mirrored(page: Page): Promise<void> {
  await page
    .getByRole('status', { name: words.nav_sync })
    .getByText(words.sync_idle)
    .waitFor({ state: 'attached', timeout: PATIENCE_MS });
}

export const newPage = (browser: Browser): Promise<Page> =>
  browser.newPage({ locale: 'en-GB', timezoneId: 'Europe/London' });

/** Opens an account, has it mirrored, and closes all of it when the work is done. */
export async function withAccount(
  browser: Browser,
  { records, prepare, host: hostOptions }: OwnAccountOptions,
  work: (account: OwnAccount) => Promise<void>,
): Promise<void> {
  const dir = await mkdtemp(join(tmpdir(), 'satchel-screenshots-'));
  const options = {
    ...(records === undefined ? {} : { records }),
    token: KEY,
    stateDir: join(dir, 'account'),
  };
  let sample: SampleServer = await startSampleServer(options);
  const { address, origin } = sample;
  prepare?.(sample.app.admin);
  const host = await startBrowserHost({
    userDataDir: join(dir, 'user-data'),
    port: 0,
    secrets: memorySecretStore(),
    ...hostOptions,
  });
  const page = await newPage(browser);
  try {
    await page.goto(host.address);
    await signIn(page, address, KEY);
    await mirrored(page);
    await work({
      page,
      admin: sample.app.admin,
      address,
      cut: () => sample.close(),
      async mend(key = KEY) {
        sample = await startSampleServer({ ...options, token: key, port: Number(new URL(origin).port) });
        return sample.app.admin;
      },
    });
  } finally {
    await page.close();
    await host.close();
    await sample.close();
    await rm(dir, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}
