import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { objectOf, objectsOf, stringsOf, type RawRecord } from '../../shared/entities/record.ts';
import { openAccount } from './fixtures/account.ts';
import { lookInBothThemes as look } from './fixtures/axe.ts';
import { cleanUpAfterEach } from './fixtures/cleanup.ts';
import { button, goTo, syncStatus } from './fixtures/screens.ts';
import { words } from './fixtures/words.ts';

const NOTE = 'Wants the pilot before Easter; the CFO decides.';
const TASK = 'Send Ada the cold chain sheet';
const VISIT = 'Walk through the cold store';
const CALL = 'She calls back about the frame.';
const DEMO = 'Showed the scanner at the gate';
const cleanup = cleanUpAfterEach();

const article = (page: Page) => page.getByRole('article', { name: /./ });
const composer = (page: Page) => page.getByRole('region', { name: words('compose_label') });
const tab = (page: Page, name: string) => page.getByRole('tab', { name: new RegExp(`^${name}`) });
const panel = (page: Page) => page.getByRole('tabpanel');
/** A value of a record, with what stands beside it. */
const value = (page: Page, field: string) =>
  page.getByRole('definition').filter({ has: button(page, words('inline_edit', { field })) });

/** Opens the value of a field, and gives what it is changed in. */
async function change(page: Page, field: string): Promise<Locator> {
  await button(page, words('inline_edit', { field })).click();
  return page.getByRole('form', { name: words('inline_form', { field }), exact: true });
}

/** Saves a value by the keyboard, and waits until it waits to be sent. */
async function save(page: Page, field: string, keys = 'Enter'): Promise<void> {
  await page.keyboard.press(keys);
  await value(page, field).getByText(words('edit_waiting')).waitFor();
}

/** Writes something down about the record that is open. */
async function compose(
  page: Page,
  what: string,
  submit: string,
  fill: (form: Locator) => Promise<void>,
): Promise<void> {
  await button(composer(page), what).click();
  await fill(composer(page));
  await button(composer(page), submit).click();
  await button(composer(page), submit).waitFor({ state: 'detached' });
}

describe('a record without a network', () => {
  it('is read, changed field by field and written about, and the server has each change once', async () => {
    const { page, app, admin, wire } = await openAccount(cleanup, {
      prepare(server) {
        const [id = 0] = server.ids('contacts');
        server.update('contacts', id, {
          first_name: 'Ada',
          last_name: 'Brightwater',
          job_title: 'Buyer',
          mobile_number: '+49 30 901820',
          custom_field: {
            ...objectOf(server.rows('contacts')[0] ?? {}, 'custom_field'),
            cf_is_active: false,
            cf_topics: ['Pricing'],
            cf_birthday: '1980-05-17',
          },
        });
      },
    });
    const found: string[] = [];
    const [ada = 0] = admin.ids('contacts');
    const statuses = admin.rows('contacts').map((row) => row['contact_status_id']);
    const status = statuses.find((id) => typeof id === 'number' && id !== statuses[0]);
    // With product lines the server makes the amount itself.
    const open = (row: RawRecord) => objectsOf(row, 'products').length === 0 && row['closed_date'] === null;
    const deal = admin.rows('deals').find(open)?.id ?? 0;
    const theirs = objectsOf(admin.rows('contacts')[0] ?? {}, 'sales_accounts').map((row) => row['id']);
    const account = admin.rows('sales_accounts').find(({ id }) => !theirs.includes(id));
    const [colleague, calls] = [admin.rows('users').at(-1), admin.count('phone_calls')];

    // What the CRM itself tells of the record is fetched while there is a network.
    await goTo(page, `contacts/${ada}`);
    await tab(page, words('record_tab_timeline')).click();
    await page.getByText(/was asked for this record/).waitFor();
    await wire.cut();

    // Who it is, and how to reach them.
    await tab(page, words('record_tab_overview')).click();
    await article(page).getByRole('heading', { level: 2, name: 'Ada Brightwater' }).waitFor();
    expect(
      await page.getByRole('link', { name: words('record_call'), exact: true }).getAttribute('href'),
    ).toBe('tel:+4930901820');
    const mail = page.getByRole('link', { name: words('record_mail'), exact: true });
    expect(await mail.getAttribute('href')).toMatch(/^mailto:.+@/);
    await look(page, 'contact', found);

    // Field by field, each with the control that fits it.
    await (await change(page, 'Job title')).getByLabel(/^Job title/).fill('Head of cold storage');
    await look(page, 'a value being changed', found);
    await save(page, 'Job title');
    await (await change(page, 'Status')).getByLabel(/^Status/).selectOption(String(status));
    await save(page, 'Status');
    await (await change(page, 'Birthday')).getByLabel(/^Birthday/).fill('1981-06-18');
    await save(page, 'Birthday');
    await (await change(page, 'Is active')).getByRole('checkbox').click();
    await value(page, 'Is active').getByText(words('edit_waiting')).waitFor();
    const topics = await change(page, 'Topics');
    await topics.getByRole('checkbox', { name: 'Delivery' }).check();
    await save(page, 'Topics', 'Control+Enter');
    await value(page, 'Topics').getByText('Delivery').waitFor();

    // A note that was begun is still there after the page was loaded again.
    await button(composer(page), words('compose_note')).click();
    await composer(page).getByLabel(words('compose_note_text')).fill(NOTE);
    await page.reload();
    await page.getByText(words('compose_restored')).waitFor();
    const note = composer(page).getByLabel(words('compose_note_text'));
    expect(await note.inputValue()).toBe(NOTE);
    await look(page, 'composer', found);
    await note.press('Control+Enter');
    await note.waitFor({ state: 'detached' });

    // Asked for where nobody knows yet whose key it is.
    const owner = async (form: Locator) => {
      const owners = form.getByLabel(words('field_owner'));
      if ((await owners.count()) > 0) await owners.selectOption(String(admin.me));
    };
    await compose(page, words('compose_task'), words('compose_save_task'), async (form) => {
      await form.getByLabel(words('compose_task_title')).fill(TASK);
      await owner(form);
    });
    await compose(page, words('compose_appointment'), words('compose_save_appointment'), async (form) => {
      await form.getByLabel(words('compose_appointment_title')).fill(VISIT);
      await form.getByLabel(words('compose_location')).fill('Gate 4');
    });
    await compose(page, words('compose_call'), words('compose_save_call'), async (form) => {
      await form.getByRole('radio', { name: words('compose_incoming') }).check();
      await form.getByLabel(words('compose_call_note')).fill(CALL);
    });
    await compose(page, words('compose_activity'), words('compose_save_activity'), async (form) => {
      await form.getByLabel(words('field_type')).selectOption({ index: 1 });
      await form.getByLabel(words('field_title')).fill(DEMO);
      await owner(form);
    });

    // The timeline marks what waits, beside what the CRM told.
    await tab(page, words('record_tab_timeline')).click();
    for (const text of [NOTE, TASK, VISIT, CALL, DEMO]) {
      const line = panel(page).getByRole('listitem').filter({ hasText: text });
      await line.getByText(words('edit_waiting')).waitFor();
    }
    await look(page, 'timeline', found);

    // What belongs to it: another account, which becomes the first.
    await tab(page, words('record_tab_related')).click();
    const name = String(account?.['name']);
    await panel(page)
      .getByRole('combobox', { name: words('related_add_account') })
      .fill(name);
    await panel(page).getByRole('option', { name }).first().click();
    await button(panel(page), words('related_make_primary', { title: name })).click();
    const first = panel(page).getByRole('listitem').first();
    await first.filter({ hasText: name }).getByText(words('related_primary'), { exact: true }).waitFor();
    await look(page, 'related', found);

    await tab(page, words('record_tab_team')).click();
    await panel(page).getByLabel(words('team_user')).selectOption(String(colleague?.id));
    await panel(page).getByLabel(words('team_designation')).selectOption({ index: 1 });
    await button(panel(page), words('team_add')).click();
    await panel(page)
      .getByRole('listitem')
      .filter({ hasText: String(colleague?.['display_name']) })
      .waitFor();
    await look(page, 'team', found);

    await button(page, words('pin_add')).click();
    await button(page, words('pin_remove')).waitFor();
    await tab(page, words('record_tab_history')).click();
    const history = panel(page)
      .getByRole('listitem')
      .filter({ hasText: words('edit_waiting') });
    await expect.poll(() => history.count()).toBeGreaterThan(6);
    await history.filter({ hasText: 'Head of cold storage' }).waitFor();
    await look(page, 'history', found);

    // A deal: its value, and why it was lost.
    await goTo(page, `deals/${deal}`);
    await tab(page, words('record_tab_overview')).click();
    await (await change(page, 'Deal value')).getByLabel(/^Deal value/).fill('80000');
    await save(page, 'Deal value');
    await button(page, words('edit_stage')).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('radio', { name: /lost/i }).check();
    await dialog.getByLabel(words('field_lost_reason')).selectOption({ label: 'Price is too high' });
    await look(page, 'lost', found);
    await button(dialog, words('edit_save')).click();
    await value(page, 'Lost reason').getByText('Price is too high').waitFor();
    expect(found).toEqual([]);

    // Meanwhile in the office: another field, and one that was changed here too.
    admin.update('contacts', ada, { city: 'Lyon', job_title: 'Chief buyer', updater_id: colleague?.id });
    await wire.mend();
    await goTo(page, 'sync');
    await button(page, words('sync_send_and_fetch')).click();
    await goTo(page, `contacts/${ada}`);
    await tab(page, words('record_tab_overview')).click();
    const conflict = value(page, 'Job title').getByRole('link', { name: words('edit_conflict') });
    await conflict.waitFor({ timeout: 60_000 });
    await value(page, 'City').getByText('Lyon').waitFor();
    await look(page, 'conflict on a field', found);
    await conflict.click();
    await page.getByRole('radio').first().check();
    await button(page, words('conflict_save')).click();
    await expect.poll(() => syncStatus(page).textContent(), { timeout: 60_000 }).toBe(words('sync_idle'));

    // The server has each exactly once.
    const written = admin.rows('contacts').find(({ id }) => id === ada) ?? {};
    expect(written).toMatchObject({
      job_title: 'Head of cold storage',
      city: 'Lyon',
      contact_status_id: status,
    });
    const own = objectOf(written, 'custom_field') ?? {};
    expect(own).toMatchObject({ cf_birthday: '1981-06-18', cf_is_active: true });
    expect(stringsOf(own, 'cf_topics')).toEqual(['Pricing', 'Delivery']);
    expect(objectsOf(written, 'sales_accounts')[0]).toMatchObject({ id: account?.id });
    const have = (
      table: 'notes' | 'tasks' | 'appointments' | 'sales_activities',
      key: string,
      text: string,
    ) => admin.rows(table).filter((row) => row[key] === text);
    expect(have('notes', 'description', NOTE)).toMatchObject([{ targetable_id: ada }]);
    expect(have('notes', 'description', CALL)).toHaveLength(1);
    expect(have('tasks', 'title', TASK)).toMatchObject([{ owner_id: admin.me }]);
    expect(have('appointments', 'title', VISIT)).toMatchObject([{ location: 'Gate 4' }]);
    expect(have('sales_activities', 'title', DEMO)).toHaveLength(1);
    expect(admin.count('phone_calls')).toBe(calls + 1);
    const lost: RawRecord = admin.rows('deals').find(({ id }) => id === deal) ?? {};
    expect(Number(lost['amount'])).toBe(80_000);
    expect(lost['deal_reason_id']).toBeTypeOf('number');

    expect(found).toEqual([]);
    expect(app.browser.complaints).toEqual([]);
  }, 240_000);
});
