import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { startSampleServer, type SampleServer } from '../../electron/sample/server.ts';
import { objectsOf } from '../../shared/entities/record.ts';
import { lookInBothThemes as look } from './fixtures/axe.ts';
import { openBrowser } from './fixtures/browser.ts';
import { cleanUpAfterEach } from './fixtures/cleanup.ts';
import { freshDirs } from './fixtures/dirs.ts';
import { startHostProcess } from './fixtures/host-process.ts';
import { firstAnswersLost } from './fixtures/lost-answers.ts';
import {
  button,
  changeAmount,
  createLead,
  go,
  goTo,
  item,
  keyField,
  mirrored,
  rail,
  railCount,
  signIn,
  syncStatus,
  writeDown,
  writeNote,
} from './fixtures/screens.ts';
import { wireTo } from './fixtures/wire.ts';
import { words } from './fixtures/words.ts';

const KEY = 'e2eKey7f3a9c51d0b2';
const NOTE = 'Wants the pilot before Easter; the CFO decides.';
const TASK = 'Send Grace the cold chain sheet';
const CALL = 'She will call back on Monday about the frame.';
const cleanup = cleanUpAfterEach();

/** Whose key it is the tasks have told, so that nobody is asked whose this one is. */
const writeTask = (page: Page) =>
  writeDown(page, TASK, {
    open: words('compose_task'),
    label: words('compose_task_title'),
    save: words('compose_save_task'),
  });

const logCall = (page: Page) =>
  writeDown(page, CALL, {
    open: words('compose_call'),
    label: words('compose_call_note'),
    save: words('compose_save_call'),
  });

async function deleteContact(page: Page, id: number): Promise<void> {
  await goTo(page, `contacts/${id}`);
  await button(page, words('edit_more')).click();
  await page.getByRole('menuitem', { name: words('edit_delete') }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: words('edit_delete') }).click();
  await dialog.waitFor({ state: 'detached' });
}

/** How often something was asked of the server to be made. */
function writes(sample: SampleServer, method: string, path: RegExp): number {
  const paths = sample.app.admin.calls().filter((call) => call.method === method);
  return paths.filter((call) => path.test(call.path.split('?')[0] ?? '')).length;
}

describe('a day without a network', () => {
  it('ends with every change on the server exactly once, through a crash and lost answers', async () => {
    const sample = cleanup.keep(await startSampleServer({ records: 300, token: KEY }));
    const { admin } = sample.app;
    const wire = cleanup.keep(await wireTo(Number(new URL(sample.origin).port)));
    const address = sample.address.replace(sample.origin, wire.origin);
    const dirs = cleanup.keep(await freshDirs());
    const found: string[] = [];
    // With product lines the server makes the amount itself.
    const deal = admin.rows('deals').find((row) => objectsOf(row, 'products').length === 0)?.id ?? 0;
    const [gone = 0, called = 0] = admin.ids('contacts');
    const other = admin.ids('users').find((id) => id !== admin.me) ?? 0;
    const leads = admin.count('leads');
    const calls = admin.count('phone_calls');

    const host = cleanup.keep(await startHostProcess(dirs.userData));
    const browser = cleanup.keep(await openBrowser({ profile: dirs.profile }));
    const { page } = browser;
    await page.goto(host.address);
    await signIn(page, address, KEY);
    await mirrored(page);

    // In the car park.
    await wire.cut();
    await createLead(page);
    await writeNote(page, NOTE);
    await writeTask(page);
    await changeAmount(page, deal, '80000');
    await deleteContact(page, gone);
    await goTo(page, `contacts/${called}`);
    await logCall(page);
    await goTo(page, `deals/${deal}/edit`);
    await page.getByLabel(/^Deal value/).waitFor();
    await look(page, 'form', found);

    await go(page, 'Outbox');
    await item(page, 'New lead Grace Hopper').waitFor();
    expect(await page.getByRole('listitem', { name: /./ }).count()).toBe(6);
    await expect.poll(() => syncStatus(page).textContent()).toBe('Waiting for the network, 6 changes');
    await look(page, 'outbox', found);

    // Meanwhile in the office.
    admin.update('deals', deal, { amount: '86000', expected_close: '2027-02-28', updater_id: other });

    // The laptop dies.
    await page.goto('chrome://crash').catch(() => undefined);
    await host.kill();
    await browser.close();

    const again = cleanup.keep(await startHostProcess(dirs.userData));
    const browserAgain = cleanup.keep(await openBrowser({ profile: dirs.profile }));
    const after = browserAgain.page;
    await after.goto(again.address);
    await rail(after).waitFor();
    await go(after, 'Outbox');
    await item(after, 'New lead Grace Hopper').waitFor();
    expect(await after.getByRole('listitem', { name: /./ }).count()).toBe(6);

    // A signal; the first answer to each write is lost after the server has acted.
    const { plan, lost } = firstAnswersLost();
    sample.setFaults(plan);
    await wire.mend();
    admin.forgetCalls();
    await after.getByRole('button', { name: words('key_type_again') }).click();
    await keyField(after).fill(KEY);
    await after.keyboard.press('Enter');

    // One conflict is shown, and decided.
    await rail(after)
      .getByRole('link', { name: /^Conflicts/ })
      .click({ timeout: 60_000 });
    await look(after, 'conflicts', found);
    await after.getByRole('link', { name: /^Decide about/ }).click();
    await after.getByRole('radiogroup').first().waitFor();
    const colleague = String(admin.read('users', other)?.['display_name']);
    await after.getByText(words('conflict_fields_detail_of', { who: colleague })).waitFor();
    await look(after, 'conflict', found);
    expect(await after.getByRole('radiogroup').count()).toBe(1);
    const mine = after.getByRole('radio').first();
    await mine.focus();
    await after.keyboard.press('Space');
    await button(after, words('conflict_save')).click();

    // Nothing is left.
    await expect.poll(() => syncStatus(after).textContent(), { timeout: 90_000 }).toBe(words('sync_idle'));
    await go(after, 'Outbox');
    await after.getByRole('heading', { name: words('outbox_empty') }).waitFor();
    expect(
      await rail(after)
        .getByRole('link', { name: /^Conflicts/ })
        .count(),
    ).toBe(0);

    // The server has each exactly once, and was asked once.
    const made = admin.rows('leads').filter((row) => row['last_name'] === 'Hopper');
    expect(made).toHaveLength(1);
    const lead = made[0]?.id ?? 0;
    expect(admin.rows('notes').filter((row) => row['description'] === NOTE)).toMatchObject([
      { targetable_id: lead },
    ]);
    expect(admin.rows('tasks').filter((row) => row['title'] === TASK)).toMatchObject([
      { owner_id: admin.me },
    ]);
    expect(admin.rows('notes').filter((row) => row['description'] === CALL)).toHaveLength(1);
    expect(admin.count('phone_calls')).toBe(calls + 1);
    expect(admin.read('contacts', gone)?.['is_deleted'] ?? true).toBe(true);
    expect(Number(admin.read('deals', deal)?.['amount'])).toBe(80_000);
    expect(admin.read('deals', deal)?.['expected_close']).toBe('2027-02-28');
    expect(writes(sample, 'POST', /\/leads$/)).toBe(1);
    expect(writes(sample, 'POST', /\/notes$/)).toBe(1);
    expect(writes(sample, 'POST', /\/tasks$/)).toBe(1);
    expect(writes(sample, 'POST', /\/phone_calls$/)).toBe(1);
    expect(writes(sample, 'DELETE', /\/contacts\/\d+$/)).toBe(1);
    expect(writes(sample, 'PUT', /\/deals\/\d+$/)).toBe(1);
    expect(lost).toHaveLength(6);

    // And so does this laptop.
    await expect.poll(() => railCount(after, 'Leads')).toBe(leads + 1);
    await goTo(after, `leads/${lead}`);
    await after.getByText(NOTE).first().waitFor();
    await goTo(after, `deals/${deal}`);
    await after.getByText('80,000').first().waitFor();
    await go(after, 'Sync');
    await after.getByText(words('sync_log')).waitFor();
    await look(after, 'sync', found);

    expect(found).toEqual([]);
    expect(browser.complaints).toEqual([]);
    expect(browserAgain.complaints).toEqual([]);
  }, 240_000);
});
