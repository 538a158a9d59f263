import { describe, expect, it } from 'vitest';
import { startSampleServer } from '../../electron/sample/server.ts';
import { openApp } from './fixtures/app.ts';
import { lookInBothThemes as look } from './fixtures/axe.ts';
import { cleanUpAfterEach } from './fixtures/cleanup.ts';
import { freshDirs } from './fixtures/dirs.ts';
import { durableSecrets } from './fixtures/durable-secrets.ts';
import { find, mirrored, signIn } from './fixtures/screens.ts';
import { words } from './fixtures/words.ts';

const cleanup = cleanUpAfterEach();

describe('today', () => {
  it('is read and worked through without a network, and everything is found from there', async () => {
    const sample = await startSampleServer({ records: 300 });
    const { admin } = sample.app;
    const { page, browser } = cleanup.keep(
      await openApp({ dirs: cleanup.keep(await freshDirs()), secrets: durableSecrets() }),
    );
    await signIn(page, sample.address, sample.token);
    await mirrored(page);
    const contact = admin
      .rows('contacts')
      .find(
        (row) =>
          /^\+\d{9,}$/.test(String(row['mobile_number'])) && /^\p{L}{5,}$/u.test(String(row['last_name'])),
      );
    const name = `${String(contact?.['first_name'])} ${String(contact?.['last_name'])}`;
    await sample.close();

    // The first screen is the day: what is overdue first, done where it stands, also without a network.
    const found: string[] = [];
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(page.url()).toContain('#/today');
    const day = page.getByRole('region', { name: words('today_day'), exact: true });
    const done = day.getByRole('button', { name: /^Done: / }).first();
    const label = (await done.getAttribute('aria-label')) ?? '';
    await done.click();
    const again = day.getByRole('button', { name: label.replace(/^Done: /, 'Open again: '), exact: true });
    await again.first().waitFor();

    // The charts' numbers stand in tables, and the charts are drawn.
    const pipeline = page.getByRole('table', { name: words('today_pipeline') });
    await pipeline.getByRole('row').nth(1).waitFor();
    await page.locator('svg .bar-amount').first().waitFor({ state: 'attached' });
    await page.getByRole('table', { name: words('today_forecast') }).waitFor();
    await look(page, 'today', found);

    // Any order of words, as prefixes; past a typo; a phone number as one would say it.
    const [first, last] = [String(contact?.['first_name']), String(contact?.['last_name'])];
    const number = String(contact?.['mobile_number']);
    const asked = [
      `${last.slice(0, 4)} ${first.slice(0, 3)}`,
      last.slice(0, 2) + last.slice(3),
      number.replace(/^\+/, '00').replace(/(\d{4})(?=\d)/g, '$1 '),
    ];
    for (const text of asked) {
      const palette = await find(page, text);
      await palette.getByRole('option', { name }).first().waitFor();
      await page.keyboard.press('Escape');
      await palette.waitFor({ state: 'detached' });
    }
    const offered = await find(page, 'mar');
    await offered.getByRole('option').first().waitFor();
    await look(page, 'find', found);
    await page.keyboard.press('Escape');

    expect(found).toEqual([]);
    expect(browser.complaints).toEqual([]);
  });

  it('tells what others changed while the device was away', async () => {
    const dirs = cleanup.keep(await freshDirs());
    const secrets = durableSecrets();
    const sample = cleanup.keep(await startSampleServer({ records: 200 }));
    const { admin } = sample.app;
    const app = cleanup.keep(await openApp({ dirs, secrets }));
    await signIn(app.page, sample.address, sample.token);
    await mirrored(app.page);
    // As if the last contact had been three hours ago.
    await app.page.evaluate((hours) => {
      const key = Object.keys(localStorage).find((each) => each.startsWith('satchel:away:'));
      if (key !== undefined)
        localStorage.setItem(key, JSON.stringify({ contact: Date.now() - hours * 3_600_000, since: null }));
    }, 3);
    const deal = admin.rows('deals')[0];
    const colleague = admin.ids('users').find((id) => id !== admin.me) ?? 0;
    const name = 'Renamed in the office';
    admin.update('deals', deal?.id ?? 0, { name, updater_id: colleague });
    await app.page.reload();
    const digest = app.page.getByRole('region', { name: words('today_digest') });
    await digest.waitFor();
    const found: string[] = [];
    await look(app.page, 'digest', found);
    await digest.getByRole('button', { name: words('today_digest_dismiss') }).click();
    await digest.waitFor({ state: 'detached' });
    expect(found).toEqual([]);
  });
});
