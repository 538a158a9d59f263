import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { startBrowserHost } from '../electron/browser-host/host.ts';
import { memorySecretStore } from '../electron/credentials/memory-secret-store.ts';
import messages from '../messages/en.json' with { type: 'json' };
import records from '../messages/records/en.json' with { type: 'json' };
import { buildIfStale } from './build.ts';
import { chromiumArgs, findChromium, remedyFor, thisMachine } from './chromium.ts';
import { root } from './paths.ts';
import { anEmptyAccount } from './screenshots/empty-account.ts';
import { goTo, picture, type Screen } from './screenshots/picture.ts';
import { workWithoutNetwork } from './screenshots/without-network.ts';
import { untilSignal } from './until-signal.ts';

const MIRROR_MS = 120_000;

const SCREENS: readonly Screen[] = [
  { name: 'today', show: (page) => goTo(page, 'today') },
  { name: 'board', show: (page) => goTo(page, 'board') },
  { name: 'tasks', show: (page) => goTo(page, 'tasks') },
  { name: 'calendar-week', show: (page) => goTo(page, 'calendar/week') },
  { name: 'calendar-month', show: (page) => goTo(page, 'calendar/month') },
  { name: 'agenda', show: (page) => goTo(page, 'calendar/agenda') },
  { name: 'appointment-new', show: (page) => goTo(page, 'calendar/week?appointment=new') },
  { name: 'contacts', show: (page) => openList(page, 'contacts') },
  { name: 'accounts', show: (page) => openList(page, 'accounts') },
  { name: 'leads', show: (page) => openList(page, 'leads') },
  { name: 'deals', show: (page) => openList(page, 'deals') },
  { name: 'contact', show: (page) => openRecord(page, 'contacts') },
  { name: 'account', show: (page) => openRecord(page, 'accounts') },
  { name: 'deal', show: (page) => openRecord(page, 'deals') },
  { name: 'timeline', show: (page) => openPart(page, 'contacts', records.record_tab_timeline) },
  { name: 'related', show: (page) => openPart(page, 'accounts', records.record_tab_related) },
  { name: 'products', show: openProducts },
  { name: 'product-new', show: (page) => goTo(page, 'products/new') },
  { name: 'quotes-none', show: (page) => goTo(page, 'quotes') },
  { name: 'find', show: openPalette },
  { name: 'no-match', show: (page) => openList(page, 'contacts?q=nobody+at+all') },
  {
    name: 'list-filtered',
    show: (page) => openList(page, `contacts?where=${encodeURIComponent(MINE)}&sort=city,name`),
  },
  { name: 'list-chosen', show: openChosen },
  { name: 'sync', show: (page) => goTo(page, 'sync') },
  { name: 'flight', show: (page) => goTo(page, 'flight') },
  { name: 'diagnostics', show: (page) => goTo(page, 'diagnostics') },
  { name: 'import', show: (page) => goTo(page, 'import/contacts') },
  { name: 'settings', show: (page) => goTo(page, 'settings') },
  { name: 'outbox-empty', show: (page) => goTo(page, 'outbox') },
  { name: 'conflicts-none', show: (page) => goTo(page, 'conflicts') },
];

/** What is the reader's own and was changed in these weeks, as an address has it. */
const MINE = JSON.stringify([
  { column: 'owner_id', op: 'in', values: ['me'] },
  { column: 'updated_at', op: 'within', span: { unit: 'day', from: -89, to: 0 } },
]);

/** A list with some of its records chosen. */
async function openChosen(page: Page): Promise<void> {
  await openList(page, 'deals');
  await page.getByRole('grid').focus();
  for (const key of ['Home', 'x', 'j', 'j', 'Shift+X']) await page.keyboard.press(key);
  await page.getByRole('status').getByText('3').first().waitFor();
}

async function openList(page: Page, place: string): Promise<void> {
  await goTo(page, place);
  await page.locator('[role=gridcell], main p').first().waitFor();
}

/** The catalogue is fetched when somebody looks at it first. */
async function openProducts(page: Page): Promise<void> {
  await goTo(page, 'products');
  await page.getByRole('table').getByRole('link').first().waitFor();
}

/** The first record of a list that has a value in each of the columns that are shown. */
async function openRecord(page: Page, kind: string): Promise<void> {
  await openList(page, kind);
  const rows = page.getByRole('row').filter({ has: page.getByRole('gridcell') });
  await rows.first().getByRole('gridcell').last().waitFor();
  const full = await rows.evaluateAll((drawn) =>
    drawn.findIndex((row) =>
      [...row.querySelectorAll('[role=gridcell]:not(:has(input))')].every((cell) => cell.textContent?.trim()),
    ),
  );
  await rows.nth(Math.max(0, full)).click();
  await page.getByRole('region', { name: messages.record_details }).waitFor();
}

/** A part of the first full record of a list. */
async function openPart(page: Page, kind: string, part: string): Promise<void> {
  await openRecord(page, kind);
  await page.getByRole('tab', { name: new RegExp(`^${part}`) }).click();
  await page.getByRole('tabpanel').locator('section, p').first().waitFor();
}

async function openPalette(page: Page): Promise<void> {
  await openList(page, 'contacts');
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill('mar');
  await page
    .getByRole('option')
    .filter({ has: page.locator('mark') })
    .first()
    .waitFor();
}

/** `npm run screenshots`: every screen on the sample workspace, light and dark, large and small, in `docs/screenshots/`. */
async function screenshots(signal: AbortSignal): Promise<void> {
  const machine = await thisMachine();
  const executablePath = await findChromium(machine);
  if (executablePath === undefined) {
    const remedy = remedyFor(machine);
    const how = remedy.kind === 'tell' ? remedy.lines : remedy.commands.map((command) => command.join(' '));
    throw new Error(['There is no Chromium to draw the screens. Run:', ...how].join('\n'));
  }
  await buildIfStale();
  const folder = join(root, 'docs/screenshots');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const userDataDir = await mkdtemp(join(tmpdir(), 'satchel-screenshots-'));
  const host = await startBrowserHost({ userDataDir, port: 0, secrets: memorySecretStore() });
  const browser = await chromium.launch({ executablePath, args: chromiumArgs(machine.isRoot) });
  signal.addEventListener('abort', () => void browser.close(), { once: true });
  try {
    const page = await browser.newPage({ locale: 'en-GB', timezoneId: 'Europe/London' });
    await page.goto(host.address);
    const sample = page.getByRole('button', { name: messages.sample_open });
    await picture(page, folder, { name: 'first-run', show: () => sample.waitFor() });
    await sample.click();
    await page
      .getByRole('status')
      .getByText(messages.sync_idle)
      .waitFor({ state: 'attached', timeout: MIRROR_MS });
    for (const screen of SCREENS) await picture(page, folder, screen);
    await workWithoutNetwork(browser, folder);
    await anEmptyAccount(browser, folder);
  } finally {
    await browser.close();
    await host.close();
    await rm(userDataDir, { recursive: true, force: true });
  }
}

if (import.meta.main) await untilSignal(screenshots);
