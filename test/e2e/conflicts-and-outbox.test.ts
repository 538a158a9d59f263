import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { objectsOf } from '../../shared/entities/record.ts';
import { openAccount } from './fixtures/account.ts';
import { lookInBothThemes as look } from './fixtures/axe.ts';
import { cleanUpAfterEach } from './fixtures/cleanup.ts';
import { focused, pressOn, tabTo } from './fixtures/keyboard.ts';
import {
  button,
  changeAmount,
  changeField,
  createLead,
  item,
  rail,
  syncStatus,
  writeNote,
} from './fixtures/screens.ts';
import { words } from './fixtures/words.ts';

const NOTE = 'Wants the pilot before Easter; the CFO decides.';
const TAKEN = 'Zephyr Cold Chain';
const FREE = 'Zephyr Cold Chain Lyon';
const NEW_NAME = 'Lovelace-King';
const cleanup = cleanUpAfterEach();

const place = (page: Page, name: string) => rail(page).getByRole('link', { name: new RegExp(`^${name}`) });
const heading = (page: Page) => page.getByRole('heading', { level: 1 });

describe('conflicts and outbox', () => {
  it('are worked through by the keyboard alone', async () => {
    const { page, app, admin, wire } = await openAccount(cleanup, { records: 300 });
    const found: string[] = [];
    // With product lines the server makes the amount itself.
    const deals = admin.rows('deals').filter((row) => objectsOf(row, 'products').length === 0);
    const [mine, theirs] = deals.map(({ id }) => id).slice(0, 2);
    const [gone] = admin.ids('contacts');
    const [account] = admin.ids('sales_accounts');
    if (!mine || !theirs || !gone || !account) throw new Error('an account with little in it');
    const other = admin.ids('users').find((id) => id !== admin.me) ?? 0;

    await wire.cut();
    await createLead(page);
    await writeNote(page, NOTE);
    await changeAmount(page, mine, '80000');
    await changeAmount(page, theirs, '81000');
    await changeField(page, `contacts/${gone}/edit`, /^Last name/, NEW_NAME);
    await changeField(page, `accounts/${account}/edit`, /^Name/, TAKEN);

    // What waits for what, and what would go with it.
    await pressOn(page, place(page, words('nav_outbox')), found);
    const note = item(page, /^Note on Grace Hopper/);
    await note.getByText(words('outbox_waits_for')).waitFor();
    await look(page, 'outbox, waiting', found);
    await pressOn(page, note.getByRole('button', { name: 'New lead Grace Hopper' }), found);
    const lead = item(page, 'New lead Grace Hopper');
    await focused(lead);
    await pressOn(page, lead.getByRole('button', { name: words('outbox_undo') }), found);
    const dialog = page.getByRole('dialog', { name: words('outbox_undo_title') });
    await dialog.getByText(/^Note on Grace Hopper/).waitFor();
    await look(page, 'outbox, asked', found);
    await pressOn(page, dialog.getByRole('button', { name: words('outbox_keep') }), found);
    await dialog.waitFor({ state: 'detached' });
    await pressOn(page, button(page, words('outbox_look_state')), found);
    await page.getByRole('region', { name: words('outbox_filter_waiting') }).waitFor();
    await look(page, 'outbox by state', found);

    // Meanwhile in the office.
    admin.update('deals', mine, { amount: '86000', updater_id: other });
    admin.update('deals', theirs, { amount: '87000', updater_id: other });
    admin.delete('contacts', gone);
    admin.insert('sales_accounts', { name: TAKEN });
    await wire.mend();
    await pressOn(page, button(page, words('outbox_send_now')), found);
    await expect
      .poll(() => page.getByRole('region', { name: words('outbox_standing_refused') }).count(), {
        timeout: 60_000,
      })
      .toBe(1);
    await expect
      .poll(() => place(page, words('nav_conflicts')).innerText(), { timeout: 60_000 })
      .toMatch(/3/);
    await look(page, 'outbox, refused', found);

    // Each conflict leads on to the next.
    await pressOn(page, place(page, words('nav_conflicts')), found);
    await look(page, 'conflicts', found);
    await pressOn(page, page.getByRole('link', { name: /^Decide about/ }).first(), found);
    for (let left = 3; left > 0; left--) {
      const title = await heading(page).innerText();
      if ((await page.getByRole('radiogroup').count()) > 0) {
        await focused(page.getByRole('radio').first());
        const isMine = (await page.getByRole('radio', { name: /80,000/ }).count()) > 0;
        await page.keyboard.press(isMine ? 'Space' : 'ArrowRight');
        const outcome = page.getByRole('region', { name: words('conflict_outcome') });
        await outcome
          .getByText(isMine ? /80,000/ : words('conflict_kept'))
          .first()
          .waitFor();
        await look(page, 'conflict', found);
        await page.keyboard.press('Control+Enter');
      } else {
        await page.getByRole('heading', { name: words('conflict_recreate_title') }).waitFor();
        await look(page, 'deleted there', found);
        await pressOn(page, button(page, words('conflict_recreate')), found);
      }
      await expect.poll(() => heading(page).innerText()).not.toBe(title);
    }

    // What was refused is mended at the field, where the server's words stand.
    await pressOn(page, place(page, words('nav_outbox')), found);
    await pressOn(page, page.getByRole('link', { name: words('outbox_mend') }), found);
    const name = page.getByRole('textbox', { name: /^Name/ });
    await focused(name);
    expect(await name.getAttribute('aria-invalid')).toBe('true');
    await page.getByText(/taken/).waitFor();
    await look(page, 'form at the field', found);
    // Looking opens another page for a moment, which takes the focus along.
    await tabTo(page, name, found);
    await page.keyboard.press('Control+A');
    await page.keyboard.type(FREE);
    await page.keyboard.press('Control+Enter');
    await name.waitFor({ state: 'detached' });

    // Nothing is left; what would be left is told by its words.
    await pressOn(page, place(page, words('nav_outbox')), found);
    await expect.poll(() => item(page, /./).allInnerTexts(), { timeout: 60_000 }).toEqual([]);
    await page.getByRole('heading', { name: words('outbox_empty') }).waitFor();
    await expect.poll(() => syncStatus(page).textContent(), { timeout: 60_000 }).toBe(words('sync_idle'));
    await page.getByRole('region', { name: words('outbox_arrived') }).waitFor();
    await look(page, 'outbox, empty', found);
    await pressOn(page, place(page, words('nav_sync')), found);
    await tabTo(page, button(page, words('sync_log_troubles')), found);
    await page.keyboard.press('Space');
    await page
      .getByText(/^Changed on both sides/)
      .first()
      .waitFor();
    await look(page, 'sync', found);

    expect(Number(admin.read('deals', mine)?.['amount'])).toBe(80_000);
    expect(Number(admin.read('deals', theirs)?.['amount'])).toBe(87_000);
    expect(admin.read('sales_accounts', account)?.['name']).toBe(FREE);
    const again = admin.rows('contacts').filter((row) => row['last_name'] === NEW_NAME);
    expect(again).toHaveLength(1);
    expect(found).toEqual([]);
    expect(app.browser.complaints).toEqual([]);
  }, 240_000);
});
