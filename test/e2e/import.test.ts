import { describe, expect, it } from 'vitest';
import { lookInBothThemes } from './fixtures/axe.ts';
import { openApp } from './fixtures/app.ts';
import { cleanUpAfterEach } from './fixtures/cleanup.ts';
import { freshDirs } from './fixtures/dirs.ts';
import { durableSecrets } from './fixtures/durable-secrets.ts';
import { mirrored, railCount, sampleButton } from './fixtures/screens.ts';
import { words } from './fixtures/words.ts';

const cleanup = cleanUpAfterEach();

describe('an import', () => {
  it('goes from a file to the CRM in bulk, and leaves out what cannot be right', async () => {
    const dirs = cleanup.keep(await freshDirs());
    const { page } = cleanup.keep(await openApp({ dirs, secrets: durableSecrets() }));
    await sampleButton(page).click();
    await mirrored(page);
    const before = await railCount(page, 'Contacts');
    await page.evaluate(() => {
      location.hash = '#/import/contacts';
    });
    const people = Array.from({ length: 5 }, (_, at) => `new${at}@harbour.example;Grace ${at};Hopper`);
    const csv = ['E-Mail;First name;Surname', ...people, 'no address;Ada;Dubois'].join('\n');
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
    const found: string[] = [];
    await page.getByRole('button', { name: words('import_check') }).waitFor();
    await lookInBothThemes(page, 'columns', found);
    await page.getByRole('button', { name: words('import_check') }).click();
    await page.getByRole('heading', { name: words('import_result') }).waitFor();
    const problems = page.getByRole('region', { name: words('import_problems'), exact: true });
    await problems.getByText('no address').waitFor();
    await lookInBothThemes(page, 'result', found);
    expect(found).toEqual([]);
    await page.getByRole('button', { name: 'Import 5 rows' }).click();
    // They are here at once, and in the CRM when the bulk job has ended.
    await expect.poll(() => railCount(page, 'Contacts')).toBe(before + 5);
    await page.getByRole('heading', { name: words('import_run_done') }).waitFor({ timeout: 120_000 });
    expect(await railCount(page, 'Contacts')).toBe(before + 5);
  });
});
