import type { Browser, Page } from 'playwright-core';
import type { Admin } from '../../electron/sample/admin.ts';
import { objectsOf } from '../../shared/entities/record.ts';
import { withAccount } from './account.ts';
import { damageAnEdit } from './damage.ts';
import { button, dismissAll, goTo, type Picture } from './picture.ts';
import { words } from './words.ts';

const PATIENCE_MS = 120_000;
const TAKEN = 'Zephyr Cold Chain';
const NOTE = 'Wants the pilot before Easter; the CFO decides.';

async function fillLead(page: Page): Promise<void> {
  await goTo(page, 'new/leads');
  await page.getByLabel(/^First name/).fill('Grace');
  await page.getByLabel(/^Last name/).fill('Hopper');
  await page.getByLabel(/^Mobile/).fill('+44 7700 900123');
}

async function saveLeadWithNote(page: Page): Promise<void> {
  await fillLead(page);
  await button(page, words.edit_save).click();
  await page.getByRole('heading', { name: 'Grace Hopper', exact: true }).waitFor();
  const composer = page.getByRole('region', { name: words.compose_label });
  await button(composer, words.compose_note).click();
  await composer.getByLabel(words.compose_note_text).fill(NOTE);
  await button(composer, words.compose_save_note).click();
  await page.getByRole('region', { name: words.compose_recent }).getByText(NOTE).waitFor();
}

async function changeDeal(page: Page, id: number): Promise<void> {
  await goTo(page, `deals/${id}/edit`);
  const amount = page.getByLabel(/^Deal value/);
  await amount.fill('80000');
  await page.getByLabel(/^Expected close/).fill('2027-03-03');
  await button(page, words.edit_save).click();
  await amount.waitFor({ state: 'detached' });
}

/** Types a value into one field of a record's form, and saves it. */
async function changeField(page: Page, form: string, label: RegExp, value: string): Promise<void> {
  await goTo(page, form);
  const field = page.getByLabel(label);
  await field.fill(value);
  await button(page, words.edit_save).click();
  await field.waitFor({ state: 'detached' });
}

/** The records that are changed, here and there. */
interface Changed {
  readonly deal: number;
  readonly gone: number;
  readonly renamed: number;
}

function changedIn(admin: Admin): Changed {
  const [gone = 0] = admin.ids('contacts');
  const [renamed = 0] = admin.ids('sales_accounts');
  const deal = admin.rows('deals').find((row) => objectsOf(row, 'products').length === 0)?.id ?? 0;
  return { deal, gone, renamed };
}

/** What a colleague did meanwhile. */
function changeThere(admin: Admin, { deal, gone }: Changed): void {
  admin.delete('contacts', gone);
  admin.insert('sales_accounts', { name: TAKEN });
  const updater_id = admin.ids('users').find((id) => id !== admin.me) ?? 0;
  admin.update('deals', deal, { amount: '86000', expected_close: '2027-02-28', updater_id });
}

/** Pictures of work without a network, on an account of its own: a form, what waits, what was refused, and what both sides changed. */
export const workWithoutNetwork = (browser: Browser, picture: Picture): Promise<void> =>
  withAccount(browser, { records: 600 }, async ({ page, admin, cut, mend }) => {
    const changed = changedIn(admin);
    await cut();
    await picture(page, { name: 'new-lead', show: fillLead });
    await saveLeadWithNote(page);
    await changeDeal(page, changed.deal);
    await changeField(page, `contacts/${changed.gone}/edit`, /^Last name/, 'Lovelace-King');
    await changeField(page, `accounts/${changed.renamed}/edit`, /^Name/, TAKEN);
    await dismissAll(page, words.edit_dismiss);
    await picture(page, { name: 'outbox', show: showOutbox });
    await picture(page, { name: 'sign-out-waiting', show: askToSignOut });

    changeThere(await mend(), changed);
    await showOutbox(page);
    await button(page, words.outbox_send_now).click();
    await button(page, words.outbox_look_state).click();
    for (const name of [words.outbox_standing_refused, words.outbox_standing_conflict])
      await page.getByRole('region', { name }).waitFor({ timeout: PATIENCE_MS });
    await picture(page, { name: 'outbox-needs-you', show: showRefused });
    await picture(page, { name: 'form-at-field', show: showFieldAtFault });
    await picture(page, { name: 'conflicts', show: showConflicts });
    await picture(page, {
      name: 'conflict',
      show: async () => {
        await goTo(page, `conflicts/deals/${changed.deal}`);
        await page.getByRole('radiogroup').first().waitFor();
        await page.keyboard.press('Space');
      },
    });
    await picture(page, {
      name: 'conflict-deleted-there',
      show: async () => {
        await goTo(page, `conflicts/contacts/${changed.gone}`);
        await button(page, words.conflict_recreate).waitFor();
      },
    });
    await damageAnEdit(page);
    await picture(page, { name: 'outbox-unreadable', show: showUnreadable });
  });

async function showOutbox(page: Page): Promise<void> {
  await goTo(page, 'outbox');
  await page
    .getByRole('listitem', { name: /Hopper/ })
    .first()
    .waitFor();
}

async function askToSignOut(page: Page): Promise<void> {
  await goTo(page, 'settings');
  await button(page, words.sign_out).click();
  await page
    .getByRole('dialog')
    .getByText(/not sent yet/)
    .waitFor();
}

async function showRefused(page: Page): Promise<void> {
  await goTo(page, 'outbox');
  await button(page, words.outbox_look_state).click();
  await page.getByRole('region', { name: words.outbox_standing_refused }).waitFor();
}

async function showFieldAtFault(page: Page): Promise<void> {
  await goTo(page, 'outbox');
  await page.getByRole('link', { name: words.outbox_mend }).click();
  await page.locator('[aria-invalid="true"]').waitFor();
}

async function showConflicts(page: Page): Promise<void> {
  await goTo(page, 'conflicts');
  await page
    .getByRole('link', { name: /^Decide about/ })
    .first()
    .waitFor();
}

async function showUnreadable(page: Page): Promise<void> {
  await goTo(page, 'outbox');
  await button(page, words.outbox_unreadable_drop).waitFor();
}
