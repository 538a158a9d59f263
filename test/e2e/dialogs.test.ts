import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { objectsOf } from '../../shared/entities/record.ts';
import { openAccount } from './fixtures/account.ts';
import { lookInBothThemes as look } from './fixtures/axe.ts';
import { cleanUpAfterEach } from './fixtures/cleanup.ts';
import { button, goTo } from './fixtures/screens.ts';
import { words } from './fixtures/words.ts';

const cleanup = cleanUpAfterEach();

/** Asks for something of the menu of a record. */
async function ask(page: Page, place: string, action: string): Promise<void> {
  await goTo(page, place);
  await page.getByRole('region', { name: words('record_details') }).waitFor();
  await button(page, words('edit_more')).click();
  await page.getByRole('menuitem', { name: action, exact: true }).click();
  await page.getByRole('dialog').waitFor();
}

async function close(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

/** Whether the focus is in a field, as far as the dialog has one to type into. */
const isReadyToType = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.activeElement?.matches('[role=dialog] :is(input, textarea)') ?? false);

describe('the dialogs of a record', () => {
  it('keep nobody out, and are typed into at once', async () => {
    const { page, app, admin } = await openAccount(cleanup);
    const found: string[] = [];
    const [contact, lead] = [admin.ids('contacts')[0] ?? 0, admin.ids('leads')[0] ?? 0];
    const deal = admin.rows('deals').find((row) => objectsOf(row, 'products').length > 0)?.id ?? 0;

    for (const [place, action, isTyped] of [
      [`contacts/${contact}`, words('edit_clone'), true],
      [`leads/${lead}`, words('edit_convert'), true],
      [`contacts/${contact}`, words('forget_action'), true],
      [`contacts/${contact}`, words('edit_owner'), false],
      [`contacts/${contact}`, words('edit_delete'), false],
    ] as const) {
      await ask(page, place, action);
      await expect.poll(() => isReadyToType(page), { message: action }).toBe(isTyped);
      await look(page, action, found);
      await close(page);
    }

    await goTo(page, `deals/${deal}`);
    await button(page, words('quote_make')).click();
    await expect.poll(() => isReadyToType(page)).toBe(true);
    await look(page, words('quote_make'), found);
    await close(page);

    await goTo(page, 'contacts');
    await button(page, words('compose_call_new')).click();
    await expect.poll(() => isReadyToType(page)).toBe(true);
    await look(page, words('compose_call_new'), found);
    await close(page);

    expect(found).toEqual([]);
    expect(app.browser.complaints).toEqual([]);
  }, 240_000);
});
