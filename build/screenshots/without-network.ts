import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { startBrowserHost } from '../../electron/browser-host/host.ts';
import { memorySecretStore } from '../../electron/credentials/memory-secret-store.ts';
import { startSampleServer } from '../../electron/sample/server.ts';
import messages from '../../messages/en.json' with { type: 'json' };
import sync from '../../messages/sync/en.json' with { type: 'json' };
import { objectsOf } from '../../shared/entities/record.ts';
import { goTo, picture } from './picture.ts';

const RECORDS = 600;
const PATIENCE_MS = 120_000;
const TAKEN = 'Zephyr Cold Chain';
const NOTE = 'Wants the pilot before Easter; the CFO decides.';

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

async function fillLead(page: Page): Promise<void> {
  await page.getByLabel(/^First name/).fill('Grace');
  await page.getByLabel(/^Last name/).fill('Hopper');
  await page.getByLabel(/^Mobile/).fill('+44 7700 900123');
}

async function saveLeadWithNote(page: Page): Promise<void> {
  await fillLead(page);
  await button(page, messages.edit_save).click();
  await page.getByRole('heading', { name: 'Grace Hopper', exact: true }).waitFor();
  const composer = page.getByRole('region', { name: messages.compose_label });
  await composer.getByRole('button', { name: messages.compose_note, exact: true }).click();
  await composer.getByLabel(messages.compose_note_text).fill(NOTE);
  await composer.getByRole('button', { name: messages.compose_save_note, exact: true }).click();
  await page.getByRole('region', { name: messages.compose_recent }).getByText(NOTE).waitFor();
}

async function changeDeal(page: Page, id: number): Promise<void> {
  await goTo(page, `deals/${id}/edit`);
  const amount = page.getByLabel(/^Deal value/);
  await amount.fill('80000');
  await page.getByLabel(/^Expected close/).fill('2027-03-03');
  await button(page, messages.edit_save).click();
  await amount.waitFor({ state: 'detached' });
}

/** Types a value into one field of a record's form, and saves it. */
async function changeField(page: Page, form: string, label: RegExp, value: string): Promise<void> {
  await goTo(page, form);
  const field = page.getByLabel(label);
  await field.fill(value);
  await button(page, messages.edit_save).click();
  await field.waitFor({ state: 'detached' });
}

/** What was said after each change is no part of the pictures. */
async function dismissAll(page: Page): Promise<void> {
  const said = page.getByRole('button', { name: messages.edit_dismiss });
  while ((await said.count()) > 0) await said.first().click();
}

/** Pictures of work without a network, on an account of its own: a form, what waits, what was refused, and what both sides changed. */
export async function workWithoutNetwork(browser: Browser, folder: string): Promise<void> {
  const dir = await mkdtemp(join(tmpdir(), 'satchel-screenshots-'));
  const account = { records: RECORDS, token: 'screenshots', stateDir: join(dir, 'account') };
  let sample = await startSampleServer(account);
  const { admin } = sample.app;
  const deal = admin.rows('deals').find((row) => objectsOf(row, 'products').length === 0)?.id ?? 0;
  const [gone = 0] = admin.ids('contacts');
  const [renamed = 0] = admin.ids('sales_accounts');
  const colleague = admin.ids('users').find((id) => id !== admin.me) ?? 0;
  const host = await startBrowserHost({
    userDataDir: join(dir, 'user-data'),
    port: 0,
    secrets: memorySecretStore(),
  });
  const page = await browser.newPage({ locale: 'en-GB', timezoneId: 'Europe/London' });
  try {
    await page.goto(host.address);
    await page.getByLabel(messages.sign_in_address, { exact: true }).fill(sample.address);
    await page.getByLabel(messages.sign_in_key, { exact: true }).fill(sample.token);
    await button(page, messages.sign_in_connect).click();
    const status = page.getByRole('status', { name: messages.nav_sync });
    await status.getByText(messages.sync_idle).waitFor({ state: 'attached', timeout: PATIENCE_MS });

    await sample.close();
    await picture(page, folder, {
      name: 'new-lead',
      show: async () => {
        await goTo(page, 'new/leads');
        await fillLead(page);
      },
    });
    await goTo(page, 'new/leads');
    await saveLeadWithNote(page);
    await changeDeal(page, deal);
    await changeField(page, `contacts/${gone}/edit`, /^Last name/, 'Lovelace-King');
    await changeField(page, `accounts/${renamed}/edit`, /^Name/, TAKEN);
    await dismissAll(page);
    await picture(page, folder, {
      name: 'outbox',
      show: async () => {
        await goTo(page, 'outbox');
        await page
          .getByRole('listitem', { name: /Hopper/ })
          .first()
          .waitFor();
      },
    });

    sample = await startSampleServer({ ...account, port: Number(new URL(sample.origin).port) });
    sample.app.admin.delete('contacts', gone);
    sample.app.admin.insert('sales_accounts', { name: TAKEN });
    const changes = { amount: '86000', expected_close: '2027-02-28', updater_id: colleague };
    sample.app.admin.update('deals', deal, changes);
    await button(page, messages.outbox_send_now).click();
    const parts = [sync.outbox_standing_refused, sync.outbox_standing_conflict];
    await button(page, sync.outbox_look_state).click();
    for (const name of parts) await page.getByRole('region', { name }).waitFor({ timeout: PATIENCE_MS });
    await picture(page, folder, {
      name: 'outbox-needs-you',
      show: async () => {
        await goTo(page, 'outbox');
        await button(page, sync.outbox_look_state).click();
        await page.getByRole('region', { name: sync.outbox_standing_refused }).waitFor();
      },
    });
    await picture(page, folder, {
      name: 'form-at-field',
      show: async () => {
        await goTo(page, 'outbox');
        await page.getByRole('link', { name: messages.outbox_mend }).click();
        await page.locator('[aria-invalid="true"]').waitFor();
      },
    });
    await picture(page, folder, {
      name: 'conflicts',
      show: async () => {
        await goTo(page, 'conflicts');
        await page
          .getByRole('link', { name: /^Decide about/ })
          .first()
          .waitFor();
      },
    });
    await picture(page, folder, {
      name: 'conflict',
      show: async () => {
        await goTo(page, `conflicts/deals/${deal}`);
        await page.getByRole('radiogroup').first().waitFor();
        await page.keyboard.press('Space');
      },
    });
    await picture(page, folder, {
      name: 'conflict-deleted-there',
      show: async () => {
        await goTo(page, `conflicts/contacts/${gone}`);
        await button(page, messages.conflict_recreate).waitFor();
      },
    });
  } finally {
    await page.close();
    await host.close();
    await sample.close();
    await rm(dir, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}
