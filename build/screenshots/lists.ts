import type { Locator, Page } from 'playwright-core';
import { button, goTo, type Screen } from './picture.ts';
import { words } from './words.ts';

/** Lists, and what is done with them. */
export const LISTS: readonly Screen[] = [
  { name: 'contacts', show: (page) => openList(page, 'contacts') },
  { name: 'accounts', show: (page) => openList(page, 'accounts') },
  { name: 'leads', show: (page) => openList(page, 'leads') },
  { name: 'deals', show: (page) => openList(page, 'deals') },
  { name: 'no-match', show: (page) => openList(page, 'contacts?q=nobody+at+all') },
  {
    name: 'list-filtered',
    show: (page) => openList(page, `contacts?where=${encodeURIComponent(MINE)}&sort=city,name`),
  },
  { name: 'list-filter', show: openFilter },
  { name: 'list-columns', show: openColumns },
  { name: 'list-column', show: openColumn },
  { name: 'list-views', show: openViews },
  { name: 'list-export', show: openExport },
  { name: 'list-chosen', show: async (page) => void (await chooseThree(page)) },
  { name: 'list-change-field', show: openChange },
  { name: 'board', show: openBoard },
  { name: 'find', show: openPalette },
];

/** What is the reader's own and was changed in these weeks, as an address has it. */
const MINE = JSON.stringify([
  { column: 'owner_id', op: 'in', values: ['me'] },
  { column: 'updated_at', op: 'within', span: { unit: 'day', from: -89, to: 0 } },
]);

export async function openList(page: Page, place: string): Promise<void> {
  await goTo(page, place);
  await page.locator('[role=gridcell], main p').first().waitFor();
}

async function openFilter(page: Page): Promise<void> {
  await openList(page, 'contacts');
  await button(page, words.filter_add).click();
  const panel = page.getByRole('dialog', { name: words.filter_add });
  await panel.getByLabel(words.filter_find_column).fill('Sales owner');
  await page.keyboard.press('Enter');
  await panel.getByRole('checkbox').nth(1).check();
}

async function openColumns(page: Page): Promise<void> {
  await openList(page, 'contacts');
  await button(page, words.columns_title).click();
  await page.getByRole('dialog', { name: words.columns_title }).getByRole('checkbox').first().waitFor();
}

async function openColumn(page: Page): Promise<void> {
  await openList(page, 'deals');
  await button(page, words.heading_menu.replace('{column}', 'Deal value')).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: words.heading_hide }).waitFor();
}

async function openViews(page: Page): Promise<void> {
  await openList(page, `contacts?where=${encodeURIComponent(MINE)}`);
  await page.getByRole('button', { name: words.view_all.replace('{kind}', 'contacts') }).click();
  await button(page, words.view_save_new).waitFor();
}

async function openExport(page: Page): Promise<void> {
  await openList(page, 'contacts');
  await page.getByRole('button', { name: new RegExp(`^${words.export_short}`) }).click();
  await page.getByRole('radio', { name: words.export_all }).waitFor();
}

/** A list with some of its records chosen, and what can be done with them. */
async function chooseThree(page: Page): Promise<Locator> {
  await openList(page, 'deals');
  await page.getByRole('grid').focus();
  const bar = page.getByRole('group', { name: words.bulk_bar });
  // What was chosen for the picture before is not chosen any more.
  if ((await bar.count()) > 0) await button(bar, words.bulk_clear).click();
  await page.getByRole('grid').focus();
  for (const key of ['Home', 'x', 'j', 'j', 'Shift+X']) await page.keyboard.press(key);
  await bar.getByText('3').first().waitFor();
  return bar;
}

async function openChange(page: Page): Promise<void> {
  const bar = await chooseThree(page);
  await button(bar, words.bulk_change).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(words.bulk_field, { exact: true }).selectOption({ label: 'Expected close date' });
}

async function openBoard(page: Page): Promise<void> {
  await goTo(page, 'board');
  await page.getByRole('listitem').first().waitFor();
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
