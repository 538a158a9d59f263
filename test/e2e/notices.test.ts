import { describe, expect, it } from 'vitest';
import { damageAnEdit } from '../../build/screenshots/damage.ts';
import { openAccount } from './fixtures/account.ts';
import { lookInBothThemes as look } from './fixtures/axe.ts';
import { cleanUpAfterEach } from './fixtures/cleanup.ts';
import { button, changeAmount, createLead, goTo } from './fixtures/screens.ts';
import { words } from './fixtures/words.ts';

const MINUTE_MS = 60_000;
/** So long before it begins an appointment is spoken of (`electron/desktop/reminders.ts`). */
const LEAD_MS = 15 * MINUTE_MS;
/** Due when everything is fetched: what was due before the app started is no news. */
const SOON_MS = 40_000;
const VISIT = 'Walk through the cold store';
const cleanup = cleanUpAfterEach();

describe('what the app speaks of by itself', () => {
  it('is a change that the disk has damaged, which stays until it is let go of', async () => {
    const { page, app, admin, wire } = await openAccount(cleanup);
    const found: string[] = [];
    const [deal = 0] = admin.ids('deals');
    await wire.cut();
    await createLead(page);
    await changeAmount(page, deal, '80000');
    await damageAnEdit(page);

    await goTo(page, 'outbox');
    const drop = button(page, words('outbox_unreadable_drop'));
    await drop.waitFor();
    await look(page, 'outbox, with a change that cannot be read', found);
    await drop.click();
    await drop.waitFor({ state: 'detached' });
    // The other one is as it was.
    await expect.poll(() => page.getByRole('main').getByRole('listitem').count()).toBeGreaterThan(0);
    await page.reload();
    await goTo(page, 'outbox');
    await page.getByRole('main').getByRole('listitem').first().waitFor();
    expect(await drop.count()).toBe(0);
    expect(found).toEqual([]);
    // The store has told of it, and of nothing else.
    expect(app.browser.complaints.filter((complaint) => !complaint.includes('store.unreadable'))).toEqual([]);
  });

  it('is an appointment that is near, which opens where it is spoken of', async () => {
    const { page, app } = await openAccount(cleanup, {
      prepare(admin) {
        const now = Date.now();
        admin.insert('appointments', {
          title: VISIT,
          targetable_type: 'Contact',
          targetable_id: admin.ids('contacts')[0] ?? 0,
          time_zone: 'London',
          from_date: now + LEAD_MS + SOON_MS,
          end_date: now + LEAD_MS + SOON_MS + 60 * MINUTE_MS,
          is_allday: false,
          attendees: [{ id: 1, type: 'FdMultitenant::User', attendee_id: admin.me }],
          creater_id: admin.me,
        });
      },
    });
    const found: string[] = [];
    const open = button(page, words('reminder_open'));
    // What is due is looked for every two minutes, and at once when the choice is made.
    await goTo(page, 'settings');
    await expect
      .poll(
        async () => {
          for (let time = 0; time < 2; time++) await page.getByLabel(words('settings_reminders')).click();
          return open.count();
        },
        { timeout: 90_000, interval: 2_000 },
      )
      .toBe(1);
    // It stays as long as the focus is on it.
    await open.focus();
    await look(page, 'reminder', found);
    await open.click();
    await page.getByRole('dialog').or(page.getByRole('article')).getByText(VISIT).first().waitFor();
    expect(found).toEqual([]);
    expect(app.browser.complaints).toEqual([]);
  });
});
