import type { Page } from 'playwright-core';
import { button, goTo, type Screen } from './picture.ts';
import { words } from './words.ts';

/** The day, the tasks and the calendar. */
export const PLANNING: readonly Screen[] = [
  { name: 'today', show: openToday },
  { name: 'tasks', show: openTasks },
  { name: 'tasks-quick-add', show: writeTask },
  { name: 'task', show: openTask },
  { name: 'calendar-day', show: (page) => openCalendar(page, 'day') },
  { name: 'calendar-week', show: (page) => openCalendar(page, 'week') },
  { name: 'calendar-month', show: (page) => openCalendar(page, 'month') },
  { name: 'agenda', show: openAgenda },
  { name: 'appointment-new', show: (page) => goTo(page, 'calendar/week?appointment=new') },
];

async function openToday(page: Page): Promise<void> {
  await goTo(page, 'today');
  await page
    .getByRole('region', { name: words.today_day, exact: true })
    .getByRole('listitem')
    .first()
    .waitFor();
}

const tasks = (page: Page) => page.getByRole('main').getByRole('listitem').getByRole('link');

async function openTasks(page: Page): Promise<void> {
  await goTo(page, 'tasks');
  await tasks(page).first().waitFor();
}

async function writeTask(page: Page): Promise<void> {
  await openTasks(page);
  const form = page.getByRole('form', { name: words.tasks_add });
  await form.getByRole('textbox', { name: words.tasks_add }).fill('call Mai about the demo fri 10:00');
  await button(form, words.tasks_add_button).waitFor();
}

async function openTask(page: Page): Promise<void> {
  await openTasks(page);
  await tasks(page).first().click();
  await page.getByRole('article').getByLabel(words.tasks_description).waitFor();
}

async function openCalendar(page: Page, view: 'day' | 'week' | 'month'): Promise<void> {
  await goTo(page, `calendar/${view}`);
  await page
    .getByRole('group', { name: words.calendar_views })
    .getByRole('button', { name: words[`calendar_${view}`], pressed: true })
    .waitFor();
  await page.locator('.ec-event').first().waitFor();
}

async function openAgenda(page: Page): Promise<void> {
  await goTo(page, 'calendar/agenda');
  await page.locator('.agenda li').first().waitFor();
}
