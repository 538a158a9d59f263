import type { Browser, Locator, Page } from 'playwright-core';
import type { Admin } from '../../electron/sample/admin.ts';
import { objectsOf } from '../../shared/entities/record.ts';
import { withAccount } from './account.ts';
import { button, dismissAll, goTo, type Picture, type Screen } from './picture.ts';
import { words } from './words.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** So long before it begins an appointment is spoken of (`electron/desktop/reminders.ts`). */
const LEAD_MS = 15 * MINUTE_MS;
/** What the CRM tells of a record may have to wait for a minute with calls to spare. */
const PATIENCE_MS = 2 * MINUTE_MS;
const FETCHED_MS = 30_000;
const VISIT = 'Walk through the cold store with Ada';
const MARKUP = `<h3>Cold store, gate 4</h3>
<p>They run <b>three sites</b> and want one view of all of them. What she asked for:</p>
<ol><li>A pilot at the harbour <i>before Easter</i></li><li>Prices for 40 sensors, in euros</li><li>Who answers at night</li></ol>
<p>Next step: the <a href="https://satchel.example/cold-chain">cold chain sheet</a>.</p>`;

/** Ada, of whom there is something to tell, and a deal with her. */
interface Prepared {
  readonly ada: number;
  readonly lead: number;
  readonly deal: number;
  readonly visit: number;
}

function prepare(admin: Admin): void {
  const { ada } = prepared(admin);
  const now = Date.now();
  const about = { targetable_type: 'Contact', targetable_id: ada };
  admin.update('contacts', ada, {
    first_name: 'Ada',
    last_name: 'Brightwater',
    job_title: 'Head of cold storage',
    email: 'ada.brightwater@harbour.example',
    mobile_number: '+44 7700 900123',
    owner_id: admin.me,
  });
  admin.insert('notes', {
    ...about,
    description: MARKUP,
    creater_id: admin.me,
    created_at: now - 2 * DAY_MS,
  });
  admin.insert('tasks', {
    ...about,
    title: 'Send the cold chain sheet',
    status: 0,
    due_date: now + DAY_MS,
    owner_id: admin.me,
    creater_id: admin.me,
  });
  // Spoken of when everything is fetched: what was due before the app started is no news.
  admin.insert('appointments', {
    ...about,
    title: VISIT,
    location: 'Gate 4',
    time_zone: 'London',
    from_date: now + LEAD_MS + FETCHED_MS,
    end_date: now + LEAD_MS + 60 * MINUTE_MS,
    is_allday: false,
    attendees: [{ id: 1, type: 'FdMultitenant::User', attendee_id: admin.me }],
    creater_id: admin.me,
  });
}

function prepared(admin: Admin): Prepared {
  const [ada = 0] = admin.ids('contacts');
  const [lead = 0] = admin.ids('leads');
  const deal =
    admin.rows('deals').find((row) => objectsOf(row, 'products').length > 1 && row['closed_date'] === null)
      ?.id ?? 0;
  const visit = admin.rows('appointments').find(({ title }) => title === VISIT)?.id ?? 0;
  return { ada, lead, deal, visit };
}

const composer = (page: Page) => page.getByRole('region', { name: words.compose_label });

/** Pictures of records, in an account in which something has happened. */
export const aRecord = (browser: Browser, picture: Picture): Promise<void> =>
  withAccount(browser, { records: 300, prepare }, async ({ page, admin }) => {
    await picture(page, { name: 'reminder', show: beReminded });
    await dismissAll(page, words.edit_dismiss);
    for (const screen of screens(prepared(admin))) await picture(page, screen);
  });

/** It is spoken of once; the message stays as long as the focus is on it. */
async function beReminded(page: Page): Promise<void> {
  const later = button(page, words.recovery_later);
  if ((await later.count()) > 0) await later.click();
  const open = button(page, words.reminder_open);
  if ((await open.count()) === 0) {
    await goTo(page, 'settings');
    await page.waitForTimeout(FETCHED_MS);
    // What is due is looked for when the choice is made.
    for (let time = 0; time < 2; time++) await page.getByLabel(words.settings_reminders).click();
  }
  await goTo(page, 'today');
  await open.focus();
}

function screens({ ada, lead, deal, visit }: Prepared): readonly Screen[] {
  const contact = (page: Page) => openRecord(page, `contacts/${ada}`);
  const part = (name: string, content: (panel: Locator) => Locator) => async (page: Page) => {
    await contact(page);
    await page.getByRole('tab', { name: new RegExp(`^${name}`) }).click();
    await content(page.getByRole('tabpanel')).first().waitFor({ timeout: PATIENCE_MS });
  };
  const compose = (mode: string, fill?: (form: Locator) => Promise<void>) => async (page: Page) => {
    await contact(page);
    // What is written already is said after the name.
    const tab = composer(page)
      .getByRole('button', { name: new RegExp(`^${mode}`) })
      .first();
    if ((await tab.getAttribute('aria-expanded')) !== 'true') await tab.click();
    await fill?.(composer(page));
  };
  const asked = (place: string, action: string) => async (page: Page) => {
    await openRecord(page, place);
    await button(page, words.edit_more).click();
    await page.getByRole('menuitem', { name: action, exact: true }).click();
    await page.getByRole('dialog').waitFor();
  };
  return [
    { name: 'contact-note', show: contact },
    { name: 'timeline', show: part(words.record_tab_timeline, (panel) => panel.getByRole('listitem')) },
    { name: 'related', show: part(words.record_tab_related, (panel) => panel.getByRole('listitem')) },
    { name: 'files', show: part(words.record_tab_files, (panel) => panel.locator('li, p')) },
    { name: 'team', show: part(words.record_tab_team, (panel) => panel.getByLabel(words.team_user)) },
    { name: 'history', show: part(words.record_tab_history, (panel) => panel.locator('p, li')) },
    { name: 'inline-edit', show: (page) => changeInPlace(page, contact) },
    {
      name: 'compose-note',
      show: compose(words.compose_note, (form) =>
        form.getByLabel(words.compose_note_text).fill('Wants the pilot before Easter; the CFO decides.'),
      ),
    },
    {
      name: 'compose-task',
      show: compose(words.compose_task, (form) =>
        form.getByLabel(words.compose_task_title).fill('Send prices for 40 sensors'),
      ),
    },
    {
      name: 'compose-appointment',
      show: compose(words.compose_appointment, (form) =>
        form.getByLabel(words.compose_appointment_title).fill('Start of the pilot'),
      ),
    },
    {
      name: 'compose-call',
      show: compose(words.compose_call, (form) =>
        form.getByRole('radio', { name: words.compose_incoming }).check(),
      ),
    },
    {
      name: 'compose-activity',
      show: compose(words.compose_activity, async (form) => {
        await form.getByLabel(words.field_type).selectOption({ index: 1 });
      }),
    },
    { name: 'compose-file', show: compose(words.compose_file, chooseFiles) },
    { name: 'delete', show: asked(`contacts/${ada}`, words.edit_delete) },
    { name: 'erase', show: asked(`contacts/${ada}`, words.forget_action) },
    { name: 'owner', show: asked(`contacts/${ada}`, words.edit_owner) },
    { name: 'copy', show: asked(`contacts/${ada}`, words.edit_clone) },
    { name: 'convert', show: asked(`leads/${lead}`, words.edit_convert) },
    { name: 'stage', show: (page) => chooseLost(page, deal) },
    { name: 'contact-edit', show: (page) => openForm(page, `contacts/${ada}/edit`) },
    { name: 'call-new', show: logCall },
    { name: 'appointment', show: (page) => openVisit(page, visit) },
    { name: 'appointment-check-in', show: (page) => checkIn(page, visit) },
  ];
}

async function openRecord(page: Page, place: string): Promise<void> {
  await goTo(page, place);
  await page.getByRole('region', { name: words.record_details }).waitFor();
}

async function openForm(page: Page, place: string): Promise<void> {
  await goTo(page, place);
  await page.getByRole('form', { name: words.edit_form }).waitFor();
}

async function changeInPlace(page: Page, open: (page: Page) => Promise<void>): Promise<void> {
  await open(page);
  await button(page, words.inline_edit.replace('{field}', 'Job title')).click();
  await page
    .getByRole('definition')
    .getByLabel(/^Job title/)
    .waitFor();
}

async function chooseFiles(form: Locator): Promise<void> {
  if ((await form.getByText('Floor plan.pdf').count()) > 0) return;
  await form.locator('input[type=file]').setInputFiles([
    { name: 'Floor plan.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(480_000) },
    { name: 'Cold store, gate 4.jpg', mimeType: 'image/jpeg', buffer: Buffer.alloc(2_600_000) },
  ]);
  await form.getByText('Floor plan.pdf').waitFor();
}

async function chooseLost(page: Page, deal: number): Promise<void> {
  await openRecord(page, `deals/${deal}`);
  await button(page, words.edit_stage).click();
  await page.getByRole('dialog').getByRole('radio', { name: /lost/i }).check();
  await page.getByRole('dialog').getByLabel(words.field_lost_reason).waitFor();
}

async function logCall(page: Page): Promise<void> {
  await goTo(page, 'contacts');
  await button(page, words.compose_call_new).click();
  await page.getByRole('dialog').waitFor();
}

async function openVisit(page: Page, visit: number): Promise<void> {
  await goTo(page, `calendar/day?appointment=${visit}`);
  await button(page.getByRole('article'), words.appointment_check_in).waitFor();
}

async function checkIn(page: Page, visit: number): Promise<void> {
  await openVisit(page, visit);
  await button(page.getByRole('article'), words.appointment_check_in).click();
  await page.getByRole('dialog').getByLabel(words.appointment_place).waitFor();
}
