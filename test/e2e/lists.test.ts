import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { objectOf, textOf } from '../../shared/entities/record.ts';
import { openAccount } from './fixtures/account.ts';
import { lookInBothThemes as look } from './fixtures/axe.ts';
import { cleanUpAfterEach } from './fixtures/cleanup.ts';
import { button, firstNames, go, railCount, rows } from './fixtures/screens.ts';
import { words } from './fixtures/words.ts';

const cleanup = cleanUpAfterEach();

const grid = (page: Page) => page.getByRole('grid', { name: 'Contacts' });
const heading = (page: Page, name: string) =>
  page.getByRole('columnheader', { name: new RegExp(`^${name}`) });
const headings = async (page: Page) =>
  grid(page)
    .locator('[role=columnheader][data-key]')
    .evaluateAll((cells) => cells.map((cell) => (cell as HTMLElement).dataset['key']));
const width = async (page: Page, name: string) => (await heading(page, name).boundingBox())?.width ?? 0;
const count = (page: Page) => page.getByRole('contentinfo').or(page.locator('footer')).locator('.count');
const chosen = (page: Page) => page.getByRole('group', { name: words('bulk_bar') });

/** What the rows that are drawn say in a column. */
async function column(page: Page, key: string): Promise<string[]> {
  const at = (await headings(page)).indexOf(key) + 1;
  return rows(page, 'Contacts').evaluateAll(
    (drawn, cell) =>
      drawn.map((row) => row.querySelectorAll<HTMLElement>('[role=gridcell]')[cell]?.innerText.trim() ?? ''),
    at,
  );
}

/** Opens the panel in which a condition is put on a column. */
async function filterBy(page: Page, field: string): Promise<Locator> {
  await button(page, words('filter_add')).click();
  const panel = page.getByRole('dialog', { name: words('filter_add') });
  await panel.getByLabel(words('filter_find_column')).fill(field);
  await page.keyboard.press('Enter');
  return panel;
}

const removeFilter = (page: Page, filter: RegExp) =>
  page
    .getByRole('list', { name: words('filter_conditions') })
    .getByRole('listitem')
    .filter({ hasText: filter })
    .getByRole('button')
    .last()
    .click();

/** A column of the account's own. */
const LANGUAGE = 'custom_field.cf_preferred_language';
const EVIL = '=HYPERLINK("http://evil.example","Invoice")';

describe('a list without a network', () => {
  it('shows the columns, the order and the records that are asked for, and keeps them as a view', async () => {
    const { page, app, admin, wire } = await openAccount(cleanup);
    await wire.cut();
    const found: string[] = [];
    const contacts = admin.rows('contacts');
    const owners = new Map(admin.rows('users').map((row) => [row.id, String(row['display_name'])]));
    await go(page, 'Contacts');
    await firstNames(page, 'Contacts', 5);

    // A column of the account's own is put in, and moved up.
    await button(page, words('columns_title')).click();
    const chooser = page.getByRole('dialog', { name: words('columns_title') });
    await chooser.getByLabel(words('columns_find')).fill('preferred');
    await chooser.getByRole('checkbox', { name: 'Preferred language' }).check();
    await chooser.getByLabel(words('columns_find')).fill('');
    const before = await headings(page);
    await button(chooser, words('columns_up', { column: 'Preferred language' })).press('Enter');
    await look(page, 'columns', found);
    await expect.poll(() => headings(page)).toEqual([...before.slice(0, -2), before.at(-1), before.at(-2)]);
    await page.keyboard.press('Escape');

    // Wider by pointer and by keyboard.
    await heading(page, 'Preferred language').scrollIntoViewIfNeeded();
    const was = await width(page, 'Preferred language');
    const edge = await page
      .getByTitle(words('heading_width', { column: 'Preferred language' }))
      .boundingBox();
    const [x, y] = [(edge?.x ?? 0) + 4, (edge?.y ?? 0) + 12];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 60, y, { steps: 4 });
    await page.mouse.up();
    await expect.poll(() => width(page, 'Preferred language')).toBeCloseTo(was + 60, 0);
    await button(page, words('heading_menu', { column: 'Preferred language' })).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: words('heading_narrower') }).press('Enter');
    await expect.poll(() => width(page, 'Preferred language')).toBeCloseTo(was + 36, 0);

    // By the language, and within it by name.
    await heading(page, 'Preferred language').getByRole('button').first().click();
    await heading(page, 'Name')
      .getByRole('button')
      .first()
      .click({ modifiers: ['Shift'] });
    await expect.poll(() => heading(page, 'Name').getAttribute('aria-sort')).toBe('ascending');
    expect(await heading(page, 'Preferred language').getAttribute('aria-sort')).toBe('ascending');
    const collator = new Intl.Collator('en');
    await expect
      .poll(async () => {
        const languages = (await column(page, LANGUAGE)).filter((text) => text !== '');
        return (
          languages.length > 4 && languages.every((text, at) => at === 0 || text >= (languages[at - 1] ?? ''))
        );
      })
      .toBe(true);
    const languages = await column(page, LANGUAGE);
    const names = (await column(page, 'name')).map((name) => name.split('\n').at(-1) ?? '');
    const inOrder = names.every(
      (name, at) =>
        at === 0 || languages[at] !== languages[at - 1] || collator.compare(names[at - 1] ?? '', name) <= 0,
    );
    expect(inOrder).toBe(true);

    // Each kind of condition leaves what the server has of it.
    const shows = async (expected: number) => {
      await expect.poll(() => count(page).textContent()).toBe(`${expected} of ${contacts.length}`);
    };
    const matching = (test: (row: (typeof contacts)[number]) => boolean) => contacts.filter(test).length;
    const city = textOf(contacts.find((row) => (textOf(row, 'city') ?? '').length > 4) ?? {}, 'city') ?? '';
    let panel = await filterBy(page, words('field_city'));
    await panel.getByLabel(words('filter_text')).fill(city);
    await page.keyboard.press('Enter');
    await shows(matching((row) => textOf(row, 'city') === city));
    await removeFilter(page, new RegExp(city));

    const owner = contacts[0]?.['owner_id'];
    panel = await filterBy(page, 'Sales owner');
    await panel.getByRole('checkbox', { name: owners.get(Number(owner)) ?? '' }).check();
    await look(page, 'owner filter', found);
    await button(panel, words('filter_apply')).click();
    await shows(matching((row) => row['owner_id'] === owner));
    await removeFilter(page, /owner/);

    const year = new Date().getFullYear();
    panel = await filterBy(page, 'Created');
    await panel.getByLabel(words('filter_when')).selectOption({ label: words('span_this_year') });
    await button(panel, words('filter_apply')).click();
    await shows(matching((row) => new Date(Number(row['created_at'])).getFullYear() === year));
    await removeFilter(page, /this year/);

    panel = await filterBy(page, 'Is active');
    await panel.getByRole('checkbox', { name: words('value_yes') }).check();
    await button(panel, words('filter_apply')).click();
    const active = matching((row) => objectOf(row, 'custom_field')?.['cf_is_active'] === true);
    await shows(active);

    // Kept under a name, named anew, and still there after the page was loaded again.
    await page.getByRole('button', { name: words('view_all', { kind: 'contacts' }) }).click();
    await button(page, words('view_save_new')).click();
    await page.getByRole('dialog').getByLabel(words('view_name')).fill('Active ones');
    await page.keyboard.press('Enter');
    await button(page, 'Active ones').click();
    const views = page.getByRole('dialog', { name: words('view_views') });
    await button(views, words('view_arrange')).click();
    await look(page, 'views', found);
    await button(views, words('view_rename', { name: 'Active ones' })).click();
    await page.getByRole('dialog').getByLabel(words('view_name')).fill('By language');
    await page.keyboard.press('Enter');
    await button(page, 'By language').waitFor();
    const kept = await headings(page);
    await page.evaluate(() => history.replaceState(null, '', '#/contacts'));
    await page.reload();
    await page.getByRole('button', { name: words('view_all', { kind: 'contacts' }) }).click();
    await button(page, 'By language').click();
    await shows(active);
    expect(await headings(page)).toEqual(kept);
    expect(await heading(page, 'Preferred language').getAttribute('aria-sort')).toBe('ascending');
    expect(await width(page, 'Preferred language')).toBeCloseTo(was + 36, 0);

    expect(found).toEqual([]);
    expect(app.browser.complaints).toEqual([]);
  }, 240_000);

  it('is worked through by keys, changes many records at once, and goes into a file', async () => {
    const { page, app, admin, wire } = await openAccount(cleanup, {
      prepare: (server) => server.update('contacts', server.ids('contacts')[0] ?? 0, { job_title: EVIL }),
    });
    await wire.cut();
    const found: string[] = [];
    const all = admin.count('contacts');
    await go(page, 'Contacts');
    const names = await firstNames(page, 'Contacts', 6);

    // j and k go, x chooses, Shift+X chooses up to here, and so does Shift with the pointer.
    for (const key of ['j', 'j', 'k', 'j', 'x']) await page.keyboard.press(key);
    await chosen(page).getByText('1 chosen').waitFor();
    expect(await rows(page, 'Contacts').nth(1).getAttribute('aria-selected')).toBe('true');
    for (const key of ['j', 'j', 'Shift+X']) await page.keyboard.press(key);
    await chosen(page).getByText('3 chosen').waitFor();
    await rows(page, 'Contacts')
      .nth(5)
      .click({ modifiers: ['Shift'] });
    await chosen(page).getByText('5 chosen').waitFor();
    await look(page, 'chosen', found);

    // To another owner; what waits to be sent can be asked for.
    const owners = admin
      .rows('contacts')
      .filter((row) => names.includes(`${String(row['first_name'])} ${String(row['last_name'])}`))
      .map((row) => row['owner_id']);
    const owner = admin.rows('users').find(({ id }) => !owners.includes(id));
    await button(chosen(page), words('bulk_owner')).click();
    await page.getByRole('dialog').getByLabel(words('field_owner')).selectOption(String(owner?.id));
    await look(page, 'bulk owner', found);
    await button(page.getByRole('dialog'), words('edit_save')).click();
    await page.getByText('5 records have another owner.').waitFor();
    await button(page, words('filter_add')).click();
    await button(page, words('filter_pending')).click();
    await expect.poll(() => count(page).textContent()).toBe(`5 of ${all}`);
    expect(await column(page, 'owner_id')).toEqual(Array(5).fill(String(owner?.['display_name'])));

    // One field of all of them.
    await grid(page).focus();
    await page.getByRole('checkbox', { name: /^Choose all/ }).click({ force: true });
    await button(chosen(page), words('bulk_change')).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(words('bulk_field'), { exact: true }).selectOption({ label: 'City' });
    await dialog.getByLabel('City', { exact: true }).fill('Mexico City');
    await look(page, 'bulk field', found);
    await button(dialog, words('edit_save')).click();
    await page.getByText('City is changed in 5 records.').waitFor();

    // Two of them go.
    await grid(page).focus();
    for (const key of ['Home', 'x', 'j', 'x']) await page.keyboard.press(key);
    await button(chosen(page), words('edit_delete')).click();
    await button(page.getByRole('dialog'), words('edit_delete')).click();
    await page.getByText('2 records are deleted.').waitFor();
    await expect.poll(() => railCount(page, 'Contacts')).toBe(all - 2);
    await removeFilter(page, /./);
    await expect.poll(() => count(page).textContent()).toBe(String(all - 2));

    // "/" filters, Enter opens.
    await page.keyboard.press('/');
    await page.keyboard.type(names[0] ?? '');
    await expect.poll(async () => (await firstNames(page, 'Contacts', 1))[0]).toBe(names[0]);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await page.getByRole('article', { name: names[0] ?? '' }).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('/');
    await page.keyboard.press('Escape');

    // All of it as a file, in which nothing calculates.
    await button(page, words('export_short')).click();
    await page.getByRole('radio', { name: words('export_all') }).check();
    await look(page, 'export', found);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: /^Export \d+ records$/ }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^contacts-\d{4}-\d{2}-\d{2}\.csv$/);
    const text = await readFile(await download.path(), 'utf8');
    const lines = text.split('\r\n');
    expect(text.startsWith('\uFEFF')).toBe(true);
    expect(lines[0]).toContain('Preferred language');
    expect(lines.filter((line) => line.includes('Mexico City'))).toHaveLength(3);
    expect(text).toContain(`"'${EVIL.replaceAll('"', '""')}"`);
    expect(text).not.toMatch(/(^|,|\n)"?[=+@]/m);

    expect(found).toEqual([]);
    expect(app.browser.complaints).toEqual([]);
  }, 240_000);
});
