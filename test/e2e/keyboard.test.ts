import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { openApp } from './fixtures/app.ts';
import { cleanUpAfterEach } from './fixtures/cleanup.ts';
import { freshDirs } from './fixtures/dirs.ts';
import { durableSecrets } from './fixtures/durable-secrets.ts';
import { mirrored, rail, sampleButton } from './fixtures/screens.ts';
import { words } from './fixtures/words.ts';
import german from '../../messages/de.json' with { type: 'json' };

const cleanup = cleanUpAfterEach();
/** No way through a screen is longer. */
const MOST_STOPS = 120;

/** What is wrong with where the focus is: nowhere, or not to be seen. Null where it is well. */
async function focusTrouble(page: Page): Promise<string | null> {
  return page.evaluate(() => {
    const at = document.activeElement;
    if (!at || at === document.body) return 'the focus is nowhere';
    const ringed = (element: Element, pseudo?: string): boolean => {
      const { outlineStyle, outlineWidth, content } = getComputedStyle(element, pseudo);
      const isDrawn = pseudo === undefined || content !== 'none';
      return isDrawn && outlineStyle !== 'none' && parseFloat(outlineWidth) > 0;
    };
    // A table shows at which of its rows it is, over the cells of the row.
    const active = document.getElementById(at.getAttribute('aria-activedescendant') ?? '');
    const isMarked = active !== null && getComputedStyle(active, '::after').boxShadow !== 'none';
    // The ring may be around the field that an input stands in.
    const around = [at, at.parentElement, at.parentElement?.parentElement];
    const isSeen =
      isMarked ||
      around.some(
        (element) =>
          element && (ringed(element) || ringed(element, '::after') || ringed(element, '::before')),
      );
    return isSeen ? null : `no focus to be seen at ${at.outerHTML.slice(0, 160)}`;
  });
}

const hasFocus = (locator: Locator): Promise<boolean> =>
  locator.evaluateAll((elements) => elements.some((element) => element === document.activeElement));

/** Goes on by Tab until something has the focus; at each stop on the way the focus has to be seen. */
async function tabTo(page: Page, target: Locator, troubles: string[], key = 'Tab'): Promise<void> {
  await target.first().waitFor();
  for (let stop = 0; stop < MOST_STOPS; stop += 1) {
    await page.keyboard.press(key);
    const trouble = await focusTrouble(page);
    // After the last stop of a page the focus goes to the browser's own frame, and comes back.
    if (trouble !== null && trouble !== 'the focus is nowhere') troubles.push(trouble);
    if (await hasFocus(target)) return;
  }
  throw new Error(`Tab does not come to ${String(target)}`);
}

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

    expect(troubles).toEqual([]);
    expect(browser.complaints).toEqual([]);
  }, 240_000);
});
