import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { openAccount } from './fixtures/account.ts';
import { lookInBothThemes as look } from './fixtures/axe.ts';
import { cleanUpAfterEach } from './fixtures/cleanup.ts';
import { button, goTo, syncStatus } from './fixtures/screens.ts';
import { words } from './fixtures/words.ts';

/** A Tuesday on which nobody has planned anything yet. */
const DAY = '2030-03-05';
const PERSON = 'Ada Brightwater';
const TASK = 'call Ada';
const VISIT = 'Site visit';
const FAIR = 'Trade fair';
const PLACE = 'Part-Dieu, platform E';
const cleanup = cleanUpAfterEach();

const task = (page: Page, title: string) => page.getByRole('link', { name: title, exact: true });
const line = (page: Page, title: string) => page.getByRole('listitem').filter({ has: task(page, title) });
const list = (page: Page, name: string) =>
  page
    .getByRole('navigation', { name: words('tasks_lists') })
    .getByRole('button', { name: new RegExp(`^${name}`) });
const gone = (locator: Locator) => locator.waitFor({ state: 'detached' });
/** Something in the grid of the calendar, by when it is. */
const event = (page: Page, title: string, when: string) =>
  page.getByRole('button', { name: new RegExp(`5 Mar 2030.*${when}.*${title}`) });

/** Presses at a place of something, and lets go somewhere else. */
async function drag(page: Page, from: { x: number; y: number }, down: number): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x, from.y + down / 2, { steps: 4 });
  await page.mouse.move(from.x, from.y + down, { steps: 4 });
  await page.mouse.up();
}

async function workThroughTasks(page: Page, owner: number, found: string[]): Promise<void> {
  await goTo(page, 'tasks');
  const form = page.getByRole('form', { name: words('tasks_add') });
  const field = form.getByRole('textbox', { name: words('tasks_add') });
  await field.fill(`${TASK} fri 10:00`);
  const due = form.getByLabel(words('compose_task_due'));
  await expect.poll(() => due.inputValue()).toMatch(/T10:00$/);
  expect(new Date(await due.inputValue()).getDay()).toBe(5);
  await button(form, words('edit_remove', { word: PERSON })).waitFor();
  // Asked for where nobody knows yet whose key it is.
  const owners = form.getByLabel(words('field_owner'));
  if ((await owners.count()) > 0) await owners.selectOption(String(owner));
  await look(page, 'quick add', found);
  await field.press('Enter');
  await line(page, TASK).getByText('10:00').waitFor();
  await line(page, TASK).getByRole('link', { name: PERSON, exact: true }).waitFor();
  await look(page, 'tasks', found);

  // One key completes, and reopens.
  await task(page, TASK).focus();
  await page.keyboard.press('c');
  await gone(task(page, TASK));
  await list(page, words('tasks_completed')).click();
  await task(page, TASK).focus();
  await page.keyboard.press('c');
  await gone(task(page, TASK));

  // Put off until tomorrow, by keyboard.
  await list(page, words('tasks_open')).click();
  await task(page, TASK).focus();
  await page.keyboard.press('s');
  await page.getByRole('menuitem', { name: /^Tomorrow, 10:00/ }).press('Enter');
  await list(page, words('tasks_due_tomorrow')).click();
  await line(page, TASK).getByText('10:00').waitFor();

  // Changed beside the list.
  await task(page, TASK).click();
  const panel = page.getByRole('article', { name: TASK });
  await panel.getByLabel(words('tasks_description')).fill('Ask about the frame contract.');
  await look(page, 'task', found);
  await button(panel, words('edit_save')).click();
  await gone(button(panel, words('edit_save')));
  await page.keyboard.press('Escape');

  // Deleted, and taken back.
  await button(page, words('tasks_delete', { title: TASK })).click();
  await gone(task(page, TASK));
  const said = page.getByRole('listitem').filter({ hasText: words('edit_said_deleted', { title: TASK }) });
  await button(said, words('edit_undo')).click();
  await task(page, TASK).waitFor();
}

async function planTheDay(page: Page, found: string[]): Promise<void> {
  for (const view of ['month', 'week', 'agenda'] as const) {
    await goTo(page, `calendar/${view}`);
    const views = page.getByRole('group', { name: words('calendar_views') });
    await views.getByRole('button', { name: words(`calendar_${view}`), pressed: true }).waitFor();
    await page.locator('.ec-event, .agenda li').first().waitFor();
    await look(page, `calendar by ${view}`, found);
  }

  // With the keyboard: to an empty time, and there; the place has a clock of its own.
  await goTo(page, `calendar/day/${DAY}`);
  await page.getByText('Tuesday').first().waitFor();
  const panel = page.getByRole('article');
  await page.locator('.ec-main').focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await panel.getByLabel(words('appointment_title')).fill(VISIT);
  expect(await panel.getByLabel(words('appointment_from')).inputValue()).toBe(`${DAY}T09:30`);
  await panel.getByLabel(words('appointment_zone')).selectOption('London');
  await panel.getByText('For you that is').waitFor();
  await panel.getByRole('combobox', { name: words('tasks_about') }).fill(PERSON);
  await panel.getByRole('option', { name: PERSON }).first().click();
  await look(page, 'new appointment', found);
  await button(panel, words('edit_save')).click();
  await event(page, VISIT, '10:30 to 11:00').getByText('09:30 GMT').waitFor();

  // A quarter of an hour later, and a quarter longer.
  await event(page, VISIT, '10:30 to 11:00').focus();
  await page.keyboard.press('Alt+ArrowDown');
  await event(page, VISIT, '10:45 to 11:15').waitFor();
  await expect
    .poll(() =>
      event(page, VISIT, '10:45 to 11:15').evaluate((element) => element === document.activeElement),
    )
    .toBe(true);
  await page.keyboard.press('Alt+Shift+ArrowDown');
  await event(page, VISIT, '10:45 to 11:30').waitFor();

  // With the pointer an hour down, and half an hour longer. A half hour is 26 pixels high.
  const box = await event(page, VISIT, '10:45 to 11:30').boundingBox();
  await drag(page, { x: (box?.x ?? 0) + 60, y: (box?.y ?? 0) + 12 }, 52);
  const moved = event(page, VISIT, '11:45 to 12:30');
  const end = await moved.locator('xpath=ancestor::*[contains(@class,"ec-event")][1]').boundingBox();
  await drag(page, { x: (end?.x ?? 0) + 60, y: (end?.y ?? 0) + (end?.height ?? 0) - 3 }, 26);
  await event(page, VISIT, '11:45 to 13:00').waitFor();

  // A press on an empty time makes one there; this one takes the whole day.
  await page.mouse.click((box?.x ?? 0) + 60, (box?.y ?? 0) - 20);
  await expect.poll(() => panel.getByLabel(words('appointment_from')).inputValue()).toBe(`${DAY}T10:15`);
  await panel.getByLabel(words('appointment_title')).fill(FAIR);
  await panel.getByRole('checkbox', { name: words('calendar_all_day') }).check();
  await button(panel, words('edit_save')).click();
  await event(page, FAIR, 'all day').waitFor();
  await look(page, 'day', found);
}

async function checkIn(page: Page, found: string[]): Promise<void> {
  await event(page, VISIT, '11:45 to 13:00').click();
  const panel = page.getByRole('article', { name: VISIT });
  await button(panel, words('appointment_check_in')).click();
  const dialog = page.getByRole('dialog');
  await button(dialog, words('appointment_locate')).click();
  await dialog.getByText(/45\.7607/).waitFor();
  await dialog.getByLabel(words('appointment_place')).fill(PLACE);
  await dialog.getByLabel(words('appointment_outcome')).selectOption({ index: 1 });
  await look(page, 'check-in', found);
  await button(dialog, words('appointment_check_in')).click();
  await gone(dialog);
  await panel.getByText(PLACE).waitFor();
}

describe('the agenda without a network', () => {
  it('plans tasks and visits by keyboard and pointer, checks in, and sends all of it later', async () => {
    const { page, app, admin, wire } = await openAccount(cleanup, {
      prepare: (server) =>
        server.update('contacts', server.ids('contacts')[0] ?? 0, {
          first_name: 'Ada',
          last_name: 'Brightwater',
        }),
    });
    const { browser } = app;
    await browser.context.grantPermissions(['geolocation']);
    await browser.context.setGeolocation({ latitude: 45.7607, longitude: 4.8595 });
    const found: string[] = [];

    await wire.cut();
    await workThroughTasks(page, admin.me, found);
    await planTheDay(page, found);
    await checkIn(page, found);
    expect(found).toEqual([]);

    await wire.mend();
    await goTo(page, 'sync');
    await button(page, words('sync_send_and_fetch')).click();
    await expect.poll(() => syncStatus(page).textContent(), { timeout: 60_000 }).toBe(words('sync_idle'));
    expect(admin.rows('tasks').filter((row) => row['title'] === TASK)).toMatchObject([
      { status: 0, description: 'Ask about the frame contract.', owner_id: admin.me },
    ]);
    const planned = (title: string) => admin.rows('appointments').filter((row) => row['title'] === title);
    expect(planned(VISIT)).toMatchObject([
      {
        from_date: Date.parse(`${DAY}T10:45:00Z`),
        end_date: Date.parse(`${DAY}T12:00:00Z`),
        time_zone: 'London',
        latitude: '45.7607',
        longitude: '4.8595',
        location: PLACE,
        outcome_id: expect.any(Number) as number,
        checkedin_at: expect.any(Number) as number,
      },
    ]);
    expect(planned(FAIR)).toMatchObject([{ is_allday: true }]);
    expect(browser.complaints).toEqual([]);
  }, 240_000);
});
