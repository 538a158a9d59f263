import { describe, expect, it } from 'vitest';
import { openAccount } from './fixtures/account.ts';
import { lookInBothThemes as look } from './fixtures/axe.ts';
import { cleanUpAfterEach } from './fixtures/cleanup.ts';
import { draftKept, wordsInStorage } from './fixtures/leaks.ts';
import { button, dealToQuote, go, goTo, printQuoteOf, rail } from './fixtures/screens.ts';
import { words } from './fixtures/words.ts';

const cleanup = cleanUpAfterEach();

describe('a page that ends in the middle of a form', () => {
  it('shows it again as it was, and leaves none of its words readable', async () => {
    const { page, app, admin } = await openAccount(cleanup);
    const found: string[] = [];
    const again = async () => {
      await page.reload();
      await rail(page).waitFor();
    };
    const deal = dealToQuote(admin);

    await goTo(page, 'tasks');
    const link = await page.locator('a[href^="#/tasks/"]').first().getAttribute('href');
    const task = Number(link?.split('/').at(-1));
    await goTo(page, `tasks/${task}`);
    await page.getByLabel(words('tasks_description')).fill('Asks for the blue one');
    await draftKept(page, `form:#/tasks/${task}`);
    await again();
    await expect
      .poll(() => page.getByLabel(words('tasks_description')).inputValue())
      .toBe('Asks for the blue one');
    await look(page, 'task', found);
    await button(page, words('cancel')).click();

    // A new appointment, and with it the time it was begun at.
    await goTo(page, 'calendar/week/2030-03-05?appointment=new&from=2030-03-05T10:00');
    const title = page.getByLabel(words('appointment_title'));
    await title.fill('Harbour walk');
    await page.getByLabel(words('appointment_from')).fill('2030-03-05T10:40');
    await draftKept(page, 'form:appointments/new');
    await again();
    await expect.poll(() => title.inputValue()).toBe('Harbour walk');
    expect(await page.getByLabel(words('appointment_from')).inputValue()).toBe('2030-03-05T10:40');
    await look(page, 'appointment', found);

    // The product lines of a deal stand open within its record.
    await goTo(page, `deals/${deal}`);
    await button(page, words('lines_change')).click();
    const quantity = page.getByLabel(words('lines_quantity')).first();
    await quantity.fill('4711');
    await draftKept(page, `form:lines:deals:${deal}`);
    await again();
    await expect.poll(() => quantity.inputValue()).toBe('4711');

    // The words on every quote, which nobody saves.
    await button(page, words('cancel')).click();
    await printQuoteOf(page, deal);
    await page.getByLabel(words('quote_sender')).fill('Polaris GmbH');
    await draftKept(page, 'own:quotes');
    await again();
    await expect.poll(() => page.getByLabel(words('quote_sender')).inputValue()).toBe('Polaris GmbH');

    // The file has to be chosen once more, and what its columns are is known.
    const choose = async () => {
      await page.locator('input[type=file]').setInputFiles({
        name: 'Fair in Oslo.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from('Kundennummer;E-Mail;Last name\nK-1;a@example.com;Hopper\n'),
      });
    };
    const column = page.getByLabel(words('import_field_for', { column: 'Kundennummer' }));
    await goTo(page, 'import/contacts');
    await choose();
    await column.selectOption('job_title');
    await draftKept(page, 'own:import-columns:contacts');
    await again();
    await choose();
    await expect.poll(() => column.inputValue()).toBe('job_title');
    await button(page, words('import_check')).click();
    await button(page, 'Import 1 row').click();
    await draftKept(page, 'own:import-run:contacts');

    await go(page, 'Contacts');
    await go(page, 'Settings');
    expect(await wordsInStorage(page)).toEqual([]);
    expect(found).toEqual([]);
    expect(app.browser.complaints).toEqual([]);
  }, 180_000);
});
