import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { startSampleServer, type SampleServer } from '../../electron/sample/server.ts';
import { FILE_PIECE_BYTES } from '../../shared/limits.ts';
import { openApp } from './fixtures/app.ts';
import { accessibilityBreaches, lookInBothThemes } from './fixtures/axe.ts';
import { cleanUpAfterEach } from './fixtures/cleanup.ts';
import { freshDirs } from './fixtures/dirs.ts';
import { durableSecrets } from './fixtures/durable-secrets.ts';
import { firstAnswersLost } from './fixtures/lost-answers.ts';
import { button, go, goTo, mirrored, signIn, syncStatus } from './fixtures/screens.ts';
import { wireTo } from './fixtures/wire.ts';
import { words } from './fixtures/words.ts';

const cleanup = cleanUpAfterEach();

/** Somebody else attaches a file in the CRM. */
async function upload(
  sample: SampleServer,
  contact: number,
  name: string,
  bytes: Buffer<ArrayBuffer>,
): Promise<void> {
  const form = new FormData();
  form.set('file', new File([bytes], name));
  form.set('targetable_type', 'Contact');
  form.set('targetable_id', String(contact));
  const headers = { authorization: `Token token=${sample.token}` };
  const answer = await fetch(`${sample.address}/documents`, { method: 'POST', body: form, headers });
  expect(answer.status).toBe(200);
}

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

  it('of a pinned record are here without a network; a large one can be given up, and goes on from where it was', async () => {
    const sample = cleanup.keep(await startSampleServer({ records: 60 }));
    const { admin } = sample.app;
    const wire = cleanup.keep(await wireTo(Number(new URL(sample.origin).port)));
    const contact = admin.ids('contacts').at(-1) ?? 0;
    const small = Buffer.from('Signed on Monday.\n— Zoë\n');
    const large = Buffer.from(Uint8Array.from({ length: 12_000_000 }, (_, at) => (at * 31) % 251));
    await upload(sample, contact, 'Contract.txt', small);
    await upload(sample, contact, 'Handbook.bin', large);
    const dirs = cleanup.keep(await freshDirs());
    const { page, browser } = cleanup.keep(await openApp({ dirs, secrets: durableSecrets() }));
    await signIn(page, sample.address.replace(sample.origin, wire.origin), sample.token);
    await mirrored(page);
    const found: string[] = [];
    await goTo(page, `contacts/${contact}`);
    await page.getByRole('tab', { name: new RegExp(`^${words('record_tab_files')}`) }).click();
    const listed = page.getByRole('region', { name: words('files_title') });
    const line = (name: string) => listed.getByRole('listitem').filter({ hasText: name });
    const opens = (name: string) => listed.getByRole('button', { name, exact: true });
    /** What is saved once it is opened. */
    async function saved(name: string): Promise<Buffer> {
      const [download] = await Promise.all([page.waitForEvent('download'), opens(name).click()]);
      expect(download.suggestedFilename()).toBe(name);
      return readFile(await download.path());
    }

    // It stops in the middle.
    await opens('Handbook.bin').waitFor();
    wire.hold(5_000_000);
    await opens('Handbook.bin').click();
    const bar = line('Handbook.bin').getByRole('progressbar');
    await expect.poll(async () => Number(await bar.getAttribute('aria-valuenow'))).toBeGreaterThan(1_000_000);
    expect(Number(await bar.getAttribute('aria-valuemax'))).toBe(large.length);
    await lookInBothThemes(page, 'a file on its way', found);
    await button(page, words('file_cancel', { name: 'Handbook.bin' })).click();
    await line('Handbook.bin').getByText(words('file_said_given_up')).waitFor();
    wire.goOn();
    // What was held besides may look like no network at all for a while.
    await mirrored(page);
    admin.forgetCalls();
    expect(Buffer.compare(await saved('Handbook.bin'), large)).toBe(0);
    expect(admin.calls().filter(({ path }) => path.includes('/original/'))).toMatchObject([{ status: 206 }]);
    await line('Handbook.bin').getByText(words('file_state_here')).waitFor();

    // What is pinned comes by itself.
    await line('Contract.txt').getByText(words('file_state_there')).waitFor();
    await button(page, words('pin_add')).click();
    await line('Contract.txt').getByText(words('file_state_here')).waitFor();
    await page.getByText(words('files_kept')).waitFor();
    await wire.cut();
    expect(Buffer.compare(await saved('Contract.txt'), small)).toBe(0);
    expect(Buffer.compare(await saved('Handbook.bin'), large)).toBe(0);
    await lookInBothThemes(page, 'files that are here', found);

    // What they take.
    await go(page, 'Settings');
    const part = page.getByRole('region', { name: words('room_title') });
    await expect
      .poll(() => part.getByRole('meter').getAttribute('aria-valuenow'))
      .toBe(String(small.length + large.length));
    await part.getByRole('radio', { name: '5 GB' }).check();
    await expect.poll(() => part.getByRole('meter').getAttribute('aria-valuemax')).toBe('5000000000');
    await lookInBothThemes(page, 'the room for files', found);
    expect(found).toEqual([]);
    expect(browser.complaints).toEqual([]);
  }, 180_000);

  it('can be a picture that is taken with the camera', async () => {
    const sample = cleanup.keep(await startSampleServer({ records: 60 }));
    const { admin } = sample.app;
    const contact = admin.ids('contacts').at(-1) ?? 0;
    const dirs = cleanup.keep(await freshDirs());
    const { page, browser } = cleanup.keep(await openApp({ dirs, secrets: durableSecrets(), camera: true }));
    await signIn(page, sample.address, sample.token);
    await mirrored(page);
    await goTo(page, `contacts/${contact}`);
    const composer = page.getByRole('region', { name: words('compose_label') });
    await button(composer, words('compose_file')).click();
    await button(composer, words('camera_open')).click();
    const dialog = page.getByRole('dialog', { name: words('camera_title') });
    const found: string[] = [];
    // The camera gives pictures.
    await expect
      .poll(() => dialog.locator('video').evaluate((video: HTMLVideoElement) => video.videoWidth))
      .toBeGreaterThan(0);
    await lookInBothThemes(page, 'the camera', found);
    await button(dialog, words('camera_take')).click();
    await dialog.getByRole('img', { name: words('camera_taken') }).waitFor();
    await lookInBothThemes(page, 'a picture', found);
    await button(dialog, words('camera_use')).click();
    await composer.getByText(/Photo .*\.jpg/).waitFor();
    await button(composer, words('compose_save_file')).click();
    const photo = () => admin.rows('documents').find((row) => /^Photo .*\.jpg$/.test(String(row['name'])));
    await expect.poll(() => photo()?.['content_type'], { timeout: 60_000 }).toBe('image/jpeg');
    // A JPEG begins and ends so.
    const bytes = Buffer.from(admin.file(photo()?.id ?? 0) ?? []);
    expect([bytes.readUInt16BE(0), bytes.readUInt16BE(bytes.length - 2)]).toEqual([0xffd8, 0xffd9]);
    expect(found).toEqual([]);
    expect(browser.complaints).toEqual([]);
  });
});
