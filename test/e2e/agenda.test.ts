import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { startSampleServer } from '../../electron/sample/server.ts';
import { textOf } from '../../shared/entities/record.ts';
import { accessibilityBreaches } from './fixtures/axe.ts';
import { openBrowser } from './fixtures/browser.ts';
import { cleanUpAfterEach } from './fixtures/cleanup.ts';
import { freshDirs } from './fixtures/dirs.ts';
import { startHostProcess } from './fixtures/host-process.ts';
import { mirrored, signIn, syncStatus } from './fixtures/screens.ts';
import { wireTo } from './fixtures/wire.ts';
import { words } from './fixtures/words.ts';

const KEY = 'e2eKey7f3a9c51d0b2';
/** A Tuesday on which nobody has planned anything yet. */
const DAY = '2030-03-05';
const cleanup = cleanUpAfterEach();

const goTo = (page: Page, place: string) =>
  page.evaluate((hash) => {
    location.hash = hash;
  }, `#/${place}`);

const button = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, ...(typeof name === 'string' ? { exact: true } : {}) });

/** Looks at a screen in both themes; what is found is told with the screen's name. */
async function look(page: Page, screen: string, found: string[]): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const breach of await accessibilityBreaches(page))
      found.push(`${screen}, ${colorScheme}: ${breach}`);
  }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
}

const task = (page: Page, title: string) => page.getByRole('link', { name: title, exact: true });
const line = (page: Page, title: string) => page.getByRole('listitem').filter({ has: task(page, title) });
const list = (page: Page, name: string) =>
  page
    .getByRole('navigation', { name: words('tasks_lists') })
    .getByRole('button', { name: new RegExp(`^${name}`) });

async function undo(page: Page): Promise<void> {
  await button(page, words('edit_undo')).last().click();
}

/** Writes a task in the line that reads what is to be done, when and about whom. */
async function quickAdd(page: Page, text: string, owner: number): Promise<void> {
  const field = page.getByRole('textbox', { name: words('tasks_add') });
  await field.fill(text);
  const form = page.getByRole('form', { name: words('tasks_add') });
  const chosen = form.getByLabel(words('field_owner'));
  if ((await chosen.count()) > 0) await chosen.selectOption(String(owner));
  await field.press('Enter');
}

async function workThroughTasks(page: Page, person: string, owner: number, found: string[]): Promise<void> {
  await goTo(page, 'tasks');
  const title = `call ${person}`;
  const field = page.getByRole('textbox', { name: words('tasks_add') });
  await field.fill(`${title} tomorrow 10:15`);
  const form = page.getByRole('form', { name: words('tasks_add') });
  await expect.poll(() => form.getByLabel(words('compose_task_due')).inputValue()).toMatch(/T10:15$/);
  await button(page, words('edit_remove', { word: person })).waitFor();
  await look(page, 'quick add', found);
  await quickAdd(page, `${title} tomorrow 10:15`, owner);
  await list(page, words('tasks_due_tomorrow')).click();
  await line(page, title).getByText('10:15').waitFor();
  await line(page, title).getByRole('link', { name: person, exact: true }).waitFor();
  await look(page, 'tasks', found);

  // One key completes, and reopens.
  await task(page, title).focus();
  await page.keyboard.press('c');
  await task(page, title).waitFor({ state: 'detached' });
  await list(page, words('tasks_completed')).click();
  await task(page, title).focus();
  await page.keyboard.press('c');
  await task(page, title).waitFor({ state: 'detached' });

  // Put off until next week, by keyboard.
  await list(page, words('tasks_due_tomorrow')).click();
  await task(page, title).focus();
  await page.keyboard.press('s');
  await page.getByRole('menuitem', { name: /^Next week/ }).click();
  await task(page, title).waitFor({ state: 'detached' });
  await list(page, words('tasks_open')).click();

  // Changed beside the list.
  await goTo(page, 'tasks');
  await task(page, title).click();
  const panel = page.getByRole('article', { name: title });
  await panel.getByLabel(words('tasks_description')).fill('Ask about the frame contract.');
  await look(page, 'task', found);
  await panel.getByRole('button', { name: words('edit_save') }).click();
  await panel.getByRole('button', { name: words('edit_save') }).waitFor({ state: 'detached' });
  await page.keyboard.press('Escape');

  // Deleted, and taken back.
  await button(page, words('tasks_delete', { title })).click();
  await task(page, title).waitFor({ state: 'detached' });
  await undo(page);
  await task(page, title).waitFor();
}

async function planTheDay(page: Page, person: string, found: string[]): Promise<void> {
  for (const view of ['month', 'agenda', 'day', 'week']) {
    await goTo(page, `calendar/${view}`);
    await page
      .getByRole('group', { name: words('calendar_views') })
      .getByRole('button', { pressed: true })
      .waitFor();
    await page.locator('.ec-event, .agenda li').first().waitFor();
    await look(page, `calendar by ${view}`, found);
  }
  const event = (time: string) => button(page, new RegExp(`0?5 Mar 2030.*${time}.*Site visit`));

  // With the keyboard: to an empty time, and there.
  await goTo(page, `calendar/day/${DAY}`);
  const grid = page.locator('.ec-main');
  await page.getByText('Tuesday').first().waitFor();
  await grid.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const panel = page.getByRole('article');
  await panel.getByLabel(words('appointment_title')).fill('Site visit');
  await expect.poll(() => panel.getByLabel(words('appointment_from')).inputValue()).toBe(`${DAY}T09:30`);
  await panel.getByRole('combobox', { name: words('tasks_about') }).fill(person);
  await panel
    .getByRole('listbox', { name: words('tasks_about') })
    .getByRole('option')
    .first()
    .click();
  await look(page, 'new appointment', found);
  await panel.getByRole('button', { name: words('edit_save') }).click();
  await event('09:30 to 10:00').waitFor();

  // A quarter of an hour later, and a quarter longer.
  await event('09:30 to 10:00').focus();
  await page.keyboard.press('Alt+ArrowDown');
  await event('09:45 to 10:15').waitFor();
  await expect
    .poll(() => event('09:45 to 10:15').evaluate((element) => element === document.activeElement))
    .toBe(true);
  await page.keyboard.press('Alt+Shift+ArrowDown');
  await event('09:45 to 10:30').waitFor();

  // With the pointer an hour down.
  const box = await event('09:45 to 10:30').boundingBox();
  const [x, y] = [(box?.x ?? 0) + 60, (box?.y ?? 0) + 12];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x, y + 26, { steps: 4 });
  await page.mouse.move(x, y + 52, { steps: 4 });
  await page.mouse.up();
  await event('10:45 to 11:30').waitFor();
  await undo(page);
  await event('09:45 to 10:30').waitFor();
}

async function checkIn(page: Page, found: string[]): Promise<void> {
  await button(page, /Site visit/).click();
  const panel = page.getByRole('article', { name: 'Site visit' });
  await panel.getByRole('button', { name: words('appointment_check_in') }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: words('appointment_locate') }).click();
  await dialog.getByText(/45\.7607/).waitFor();
  await dialog.getByLabel(words('appointment_place')).fill('Part-Dieu, platform E');
  await look(page, 'check-in', found);
  await dialog.getByRole('button', { name: words('appointment_check_in') }).click();
  await dialog.waitFor({ state: 'detached' });
  await panel.getByText(/Part-Dieu, platform E/).waitFor();
}

describe('the agenda without a network', () => {
  it('plans tasks and visits by keyboard and pointer, checks in, and sends all of it later', async () => {
    const sample = cleanup.keep(await startSampleServer({ records: 300, token: KEY }));
    const { admin } = sample.app;
    const wire = cleanup.keep(await wireTo(Number(new URL(sample.origin).port)));
    const dirs = cleanup.keep(await freshDirs());
    const found: string[] = [];
    const plain = /^[A-Z][a-z]+$/;
    const contact = admin
      .rows('contacts')
      .find(
        (row) => plain.test(textOf(row, 'first_name') ?? '') && plain.test(textOf(row, 'last_name') ?? ''),
      );
    const person = `${String(contact?.['first_name'])} ${String(contact?.['last_name'])}`;

    const host = cleanup.keep(await startHostProcess(dirs.userData));
    const browser = cleanup.keep(await openBrowser({ profile: dirs.profile }));
    const { page } = browser;
    await browser.context.grantPermissions(['geolocation']);
    await browser.context.setGeolocation({ latitude: 45.7607, longitude: 4.8595 });
    await page.goto(host.address);
    await signIn(page, sample.address.replace(sample.origin, wire.origin), KEY);
    await mirrored(page);

    await wire.cut();
    await workThroughTasks(page, person, admin.me, found);
    expect(found).toEqual([]);
    await planTheDay(page, person, found);
    expect(found).toEqual([]);
    await checkIn(page, found);
    expect(found).toEqual([]);

    await wire.mend();
    await goTo(page, 'sync');
    await button(page, words('sync_send_and_fetch')).click();
    await expect.poll(() => syncStatus(page).textContent(), { timeout: 90_000 }).toBe(words('sync_idle'));
    const tasks = admin.rows('tasks').filter((row) => row['title'] === `call ${person}`);
    expect(tasks).toMatchObject([{ status: 0, description: 'Ask about the frame contract.' }]);
    const visits = admin.rows('appointments').filter((row) => row['title'] === 'Site visit');
    expect(visits).toMatchObject([
      {
        from_date: Date.parse(`${DAY}T08:45:00Z`),
        end_date: Date.parse(`${DAY}T09:30:00Z`),
        time_zone: 'Berlin',
        latitude: '45.7607',
        longitude: '4.8595',
        location: 'Part-Dieu, platform E',
      },
    ]);
    expect(visits[0]?.['checkedin_at']).toBeTypeOf('number');
    expect(browser.complaints).toEqual([]);
  }, 240_000);
});
