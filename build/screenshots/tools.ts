import type { Page } from 'playwright-core';
import { button, goTo, type Picture, type Screen } from './picture.ts';
import { words } from './words.ts';

const IMPORT_MS = 120_000;

/** Sync, what helps before a trip and when something is wrong, the settings, and help. */
export const TOOLS: readonly Screen[] = [
  { name: 'sync', show: (page) => goTo(page, 'sync') },
  { name: 'flight', show: openFlight },
  { name: 'diagnostics', show: (page) => goTo(page, 'diagnostics') },
  { name: 'outbox-empty', show: (page) => goTo(page, 'outbox') },
  { name: 'conflicts-none', show: (page) => goTo(page, 'conflicts') },
  { name: 'import', show: (page) => goTo(page, 'import/contacts') },
  { name: 'import-columns', show: chooseFile },
  { name: 'import-result', show: checkFile },
  { name: 'settings', show: (page) => openSettings(page, words.settings_account) },
  { name: 'settings-device', show: (page) => openSettings(page, words.settings_device) },
  { name: 'settings-conflicts', show: (page) => openSettings(page, words.settings_conflicts) },
  { name: 'settings-updates', show: (page) => openSettings(page, words.settings_updates) },
  { name: 'licences', show: openLicences },
  { name: 'what-is-new', show: openNotes },
  { name: 'shortcuts', show: openShortcuts },
  { name: 'sign-out', show: askToSignOut },
];

async function openFlight(page: Page): Promise<void> {
  await goTo(page, 'flight');
  await button(page, words.flight_fill).waitFor();
}

/** A file as a trade fair gives it: five people, and one whose address cannot be right. */
const PEOPLE = [
  'E-Mail;First name;Surname;Job title;Met at',
  'g.hopper@harbour.example;Grace;Hopper;Head of systems;Hall 3',
  'm.curie@radium.example;Marie;Curie;Laboratory lead;Hall 3',
  'a.turing@enigma.example;Alan;Turing;Buyer;Hall 5',
  'k.johnson@orbit.example;Katherine;Johnson;Planner;Hall 5',
  'h.lamarr@hop.example;Hedy;Lamarr;Warehouse manager;Hall 5',
  'no address;Ada;Dubois;Buyer;Hall 5',
].join('\n');

async function chooseFile(page: Page): Promise<void> {
  await goTo(page, 'import/contacts');
  // The one that was chosen before is kept.
  const another = button(page, words.import_other_file);
  if ((await another.count()) > 0) await another.click();
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'trade-fair.csv', mimeType: 'text/csv', buffer: Buffer.from(PEOPLE) });
  await button(page, words.import_check).waitFor();
}

async function checkFile(page: Page): Promise<void> {
  await chooseFile(page);
  await button(page, words.import_check).click();
  await page
    .getByRole('region', { name: words.import_problems, exact: true })
    .getByText('no address')
    .waitFor();
  await page
    .getByRole('region', { name: words.import_result })
    .evaluate((element) => element.scrollIntoView({ block: 'end' }));
}

/** The pictures of an import that goes out: it changes the workspace. */
export async function anImport(page: Page, picture: Picture): Promise<void> {
  await page.setViewportSize({ width: 1280, height: 800 });
  await checkFile(page);
  await page.getByRole('button', { name: /^Import \d/ }).click();
  await page.getByRole('heading', { name: words.import_run_done }).waitFor({ timeout: IMPORT_MS });
  await picture(page, {
    name: 'import-done',
    show: async () => {
      await goTo(page, 'import/contacts');
      await page.getByRole('heading', { name: words.import_run_done }).waitFor();
    },
  });
}

async function openSettings(page: Page, section: string): Promise<void> {
  await goTo(page, 'settings');
  await page
    .getByRole('region', { name: section, exact: true })
    .evaluate((element) => element.scrollIntoView({ block: 'start' }));
}

async function openLicences(page: Page): Promise<void> {
  await openSettings(page, words.settings_about);
  const parts = page.getByRole('list', { name: words.licences_parts });
  if ((await parts.count()) === 0) await button(page, words.licences_open).click();
  await parts.getByRole('listitem').first().waitFor();
  await page.getByRole('heading', { name: words.licences }).evaluate((element) => element.scrollIntoView());
}

async function openNotes(page: Page): Promise<void> {
  await goTo(page, 'settings');
  await button(page, words.updates_news_show).click();
  await page.getByRole('dialog').getByRole('listitem').first().waitFor();
}

async function openShortcuts(page: Page): Promise<void> {
  await goTo(page, 'today');
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: words.help_shortcuts }).waitFor();
}

async function askToSignOut(page: Page): Promise<void> {
  await goTo(page, 'settings');
  await button(page, words.sign_out).click();
  await button(page.getByRole('dialog'), words.leave_confirm).waitFor();
}
