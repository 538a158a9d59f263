import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { startBrowserHost } from '../../electron/browser-host/host.ts';
import { memorySecretStore } from '../../electron/credentials/memory-secret-store.ts';
import { mirrored, newPage } from './account.ts';
import { LISTS, openList } from './lists.ts';
import type { Picture, Screen } from './picture.ts';
import { PLANNING } from './planning.ts';
import { anImport, TOOLS } from './tools.ts';
import { words } from './words.ts';

const RECORDS: readonly Screen[] = [
  { name: 'contact', show: (page) => openFull(page, 'contacts') },
  { name: 'account', show: (page) => openFull(page, 'accounts') },
  { name: 'deal', show: (page) => openFull(page, 'deals') },
];

/** The first record of a list that has a value in each of the columns that are shown. */
async function openFull(page: Page, kind: string): Promise<void> {
  await openList(page, kind);
  const rows = page.getByRole('row').filter({ has: page.getByRole('gridcell') });
  await rows.first().getByRole('gridcell').last().waitFor();
  const full = await rows.evaluateAll((drawn) =>
    drawn.findIndex((row) =>
      [...row.querySelectorAll('[role=gridcell]:not(:has(input))')].every((cell) => cell.textContent?.trim()),
    ),
  );
  await rows.nth(Math.max(0, full)).click();
  await page.getByRole('region', { name: words.record_details }).waitFor();
}

/** Pictures of the sample workspace, as who tries the app sees it. */
export async function sampleWorkspace(browser: Browser, picture: Picture): Promise<void> {
  const userDataDir = await mkdtemp(join(tmpdir(), 'satchel-screenshots-'));
  const host = await startBrowserHost({ userDataDir, port: 0, secrets: memorySecretStore() });
  const page = await newPage(browser);
  try {
    await page.goto(host.address);
    const sample = page.getByRole('button', { name: words.sample_open });
    await picture(page, { name: 'first-run', show: () => sample.waitFor() });
    await sample.click();
    await mirrored(page);
    for (const screen of [...PLANNING, ...LISTS, ...RECORDS, ...TOOLS]) await picture(page, screen);
    await anImport(page, picture);
  } finally {
    await page.close();
    await host.close();
    await rm(userDataDir, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}
