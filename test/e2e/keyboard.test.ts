import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { openApp } from './fixtures/app.ts';
import { lookInBothThemes as look } from './fixtures/axe.ts';
import { cleanUpAfterEach } from './fixtures/cleanup.ts';
import { freshDirs } from './fixtures/dirs.ts';
import { durableSecrets } from './fixtures/durable-secrets.ts';
import { focusTrouble, hasFocus, tabTo } from './fixtures/keyboard.ts';
import { mirrored, rail, sampleButton } from './fixtures/screens.ts';
import { words } from './fixtures/words.ts';
import german from '../../messages/de.json' with { type: 'json' };

const cleanup = cleanUpAfterEach();
/** Runs a command by its words. */
async function command(page: Page, label: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.keyboard.type(label);
  await page.getByRole('option', { name: label, exact: true, selected: true }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

describe('without a mouse', () => {
  it('every flow can be walked, and one always sees where one is', async () => {
    const dirs = cleanup.keep(await freshDirs());
    const { page, browser } = cleanup.keep(await openApp({ dirs, secrets: durableSecrets() }));
    const troubles: string[] = [];
    const focused = async (where: string) => {
      await expect.poll(() => focusTrouble(page), { message: where }).toBe(null);
    };
    const heading = (name: string) => page.getByRole('heading', { level: 1, name, exact: true }).waitFor();

    // The first start, the sample workspace, and from the rail to a list.
    await tabTo(page, sampleButton(page), troubles);
    await page.keyboard.press('Enter');
    await mirrored(page);
    await tabTo(page, rail(page).getByRole('link', { name: 'Contacts' }), troubles);
    await page.keyboard.press('Enter');
    await heading('Contacts');
    await focused('after the rail');

    // A row is opened, and a value of it is changed in its place.
    await tabTo(page, page.getByRole('grid', { name: 'Contacts' }), troubles);
    for (const key of ['j', 'j', 'Enter']) await page.keyboard.press(key);
    const article = page.getByRole('article', { name: /./ });
    await article.getByRole('heading', { level: 2 }).waitFor();
    await focused('beside an open record');
    const pencil = article.getByRole('button', { name: words('inline_edit', { field: 'City' }) });
    await tabTo(page, pencil, troubles);
    await page.keyboard.press('Enter');
    await focused('in a value');
    await page.keyboard.type('Mexico City');
    await page.keyboard.press('Enter');
    await expect.poll(() => hasFocus(pencil)).toBe(true);
    await focused('after a value was changed');
    await article.getByText('Mexico City').first().waitFor();

    // A note.
    const note = page.getByRole('button', { name: words('compose_note'), exact: true });
    await tabTo(page, note, troubles);
    await page.keyboard.press('Enter');
    await focused('in a note');
    await page.keyboard.type('Wants the pilot before Easter.');
    await page.keyboard.press('Control+Enter');
    await article.getByText('Wants the pilot before Easter.').first().waitFor();
    await expect.poll(() => hasFocus(note)).toBe(true);
    await page.keyboard.press('Escape');
    await focused('after a record was closed');

    // A deal to the next stage: the focus goes along.
    await command(page, words('command_go', { place: words('find_board') }));
    const card = page.locator('[data-stage] a[data-index]');
    await tabTo(page, card, troubles);
    const name = await page.evaluate(() => document.activeElement?.querySelector('.name')?.textContent);
    await page.keyboard.press('Shift+ArrowRight');
    await expect
      .poll(() =>
        page.evaluate(() => {
          const at = document.activeElement;
          return [
            at?.closest('[data-stage]')?.previousElementSibling === null,
            at?.querySelector('.name')?.textContent,
          ];
        }),
      )
      .toEqual([false, name]);
    await focused('after a deal was moved');

    // A task is done, and the next one has the focus.
    await command(page, words('command_go', { place: words('nav_tasks') }));
    await heading(words('nav_tasks'));
    await page.locator('[data-task]').first().waitFor();
    await page.keyboard.press('j');
    const task = () =>
      page.evaluate(() => document.activeElement?.closest<HTMLElement>('[data-task]')?.dataset['task']);
    await expect.poll(task).toMatch(/\d/);
    const done = await task();
    await page.keyboard.press('c');
    await page.locator(`[data-task="${done}"]`).waitFor({ state: 'detached' });
    await expect.poll(task).toMatch(/\d/);
    await focused('after a task was done');

    // The calendar: an empty time is found, and left again.
    await command(page, words('command_go', { place: words('nav_calendar') }));
    await tabTo(page, page.locator('.ec-main'), troubles);
    for (const key of ['ArrowRight', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
    await page.getByRole('article').getByLabel(words('appointment_title')).waitFor();
    await focused('in a new appointment');
    await page.keyboard.press('Escape');
    await focused('after an appointment was left');

    // The shortcuts, and back to where one was.
    await page.keyboard.press('?');
    const sheet = page.getByRole('dialog', { name: words('help_shortcuts') });
    await sheet.waitFor();
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'detached' });
    await focused('after the shortcuts');

    // Another language.
    await command(page, words('command_go', { place: words('nav_settings') }));
    await heading(words('nav_settings'));
    await tabTo(page, page.getByRole('radio', { name: words('language_system') }).last(), troubles);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await tabTo(page, page.getByRole('button', { name: words('language_apply') }), troubles);
    await page.keyboard.press('Enter');
    await heading(german.nav_settings);
    expect(await page.locator('html').getAttribute('lang')).toBe('de');
    await look(page, 'settings in German', troubles);

    expect(troubles).toEqual([]);
    expect(browser.complaints).toEqual([]);
  }, 240_000);
});
