import { describe, expect, it } from 'vitest';
import { startSampleServer } from '../../electron/sample/server.ts';
import { FILE_PIECE_BYTES } from '../../shared/limits.ts';
import { openApp } from './fixtures/app.ts';
import { accessibilityBreaches } from './fixtures/axe.ts';
import { cleanUpAfterEach } from './fixtures/cleanup.ts';
import { freshDirs } from './fixtures/dirs.ts';
import { durableSecrets } from './fixtures/durable-secrets.ts';
import { firstAnswersLost } from './fixtures/lost-answers.ts';
import { go, mirrored, signIn, syncStatus } from './fixtures/screens.ts';
import { wireTo } from './fixtures/wire.ts';
import { words } from './fixtures/words.ts';

const cleanup = cleanUpAfterEach();

describe('files', () => {
  it('are attached without a network, and are on the server exactly once when there is one, byte for byte', async () => {
    const sample = cleanup.keep(await startSampleServer({ records: 60 }));
    const { admin } = sample.app;
    const wire = cleanup.keep(await wireTo(Number(new URL(sample.origin).port)));
    const dirs = cleanup.keep(await freshDirs());
    const { page, browser } = cleanup.keep(await openApp({ dirs, secrets: durableSecrets() }));
    await signIn(page, sample.address.replace(sample.origin, wire.origin), sample.token);
    await mirrored(page);
    const contact = admin.ids('contacts').at(-1) ?? 0;
    const files = [
      {
        name: 'Minutes of today.txt',
        bytes: Buffer.from('They want the pilot before Easter.\r\n— Zoë 🚚\n'),
      },
      // More than one piece of it lies on the disk.
      {
        name: 'Plan.bin',
        bytes: Buffer.from(Uint8Array.from({ length: FILE_PIECE_BYTES + 77 }, (_, at) => (at * 31) % 251)),
      },
    ];

    await wire.cut();
    await page.evaluate((id) => {
      location.hash = `#/contacts/${id}`;
    }, contact);
    const composer = page.getByRole('region', { name: words('compose_label') });
    await composer.getByRole('button', { name: words('compose_file'), exact: true }).click();
    await composer
      .locator('input[type=file]')
      .setInputFiles(files.map(({ name, bytes }) => ({ name, mimeType: 'text/plain', buffer: bytes })));
    await composer.getByText('Plan.bin').waitFor();
    const found: string[] = [];
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      found.push(...(await accessibilityBreaches(page)));
    }
    await composer.getByRole('button', { name: words('compose_save_file'), exact: true }).click();

    // They wait beside what the record has, also after the page was loaded anew.
    const tab = page.getByRole('tab', { name: new RegExp(`^${words('record_tab_files')}`) });
    const waiting = page.getByRole('region', { name: words('files_pending') });
    await tab.click();
    for (const { name } of files) await waiting.getByText(name).waitFor();
    await page.reload();
    await tab.click();
    for (const { name } of files) await waiting.getByText(name).waitFor();
    expect(await waiting.getByRole('listitem').count()).toBe(2);
    found.push(...(await accessibilityBreaches(page)));

    // A signal; the first answer to an upload is lost after the server has acted.
    sample.setFaults(firstAnswersLost().plan);
    await wire.mend();
    await go(page, 'Sync');
    await page
      .getByRole('button', { name: words('sync_send_and_fetch') })
      .first()
      .click();
    await expect.poll(() => syncStatus(page).textContent(), { timeout: 90_000 }).toBe(words('sync_idle'));

    const rows = admin
      .rows('documents')
      .filter((row) => row['targetable_id'] === contact && admin.file(row.id) !== null);
    expect(rows.map((row) => row['name']).sort()).toEqual(files.map(({ name }) => name).sort());
    for (const { name, bytes } of files) {
      const row = rows.find((each) => each['name'] === name);
      expect(Buffer.compare(admin.file(row?.id ?? 0) ?? Buffer.alloc(0), bytes)).toBe(0);
    }

    // What the record shows is what the server has.
    await page.evaluate((id) => {
      location.hash = `#/contacts/${id}`;
    }, contact);
    const listed = page.getByRole('region', { name: words('files_title') });
    await tab.click();
    await listed.getByText('Minutes of today.txt').waitFor();
    expect(await listed.getByText('Plan.bin').count()).toBe(1);
    expect(await waiting.count()).toBe(0);
    expect(found).toEqual([]);
    expect(browser.complaints).toEqual([]);
  }, 180_000);
});
