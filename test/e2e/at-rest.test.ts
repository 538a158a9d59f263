import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Admin } from '../../electron/sample/admin.ts';
import { accountIdOf } from '../../electron/account/account-id.ts';
import { startSampleServer } from '../../electron/sample/server.ts';
import { databaseName } from '../../renderer/store/disk/database.ts';
import { textFinder } from '../store/at-rest.ts';
import { openApp } from './fixtures/app.ts';
import { cleanUpAfterEach } from './fixtures/cleanup.ts';
import { freshDirs } from './fixtures/dirs.ts';
import { bytesOnDisk, unsnap } from './fixtures/disk-files.ts';
import { durableSecrets } from './fixtures/durable-secrets.ts';
import {
  addressField,
  button,
  changeAmount,
  createLead,
  dealToQuote,
  go,
  goTo,
  item,
  printQuoteOf,
  mirrored,
  rail,
  signIn,
  writeNote,
} from './fixtures/screens.ts';
import { draftKept, filesWith, pageContents } from './fixtures/leaks.ts';
import { wireTo } from './fixtures/wire.ts';
import { words } from './fixtures/words.ts';

const cleanup = cleanUpAfterEach();

/** Fields that hold names, addresses, phones, mails, texts and amounts, by table. */
const TOLD: Readonly<Record<string, readonly string[]>> = {
  contacts: ['display_name', 'email', 'mobile_number', 'work_number', 'address'],
  leads: ['display_name', 'email', 'mobile_number', 'address'],
  sales_accounts: ['name', 'phone', 'address', 'website'],
  deals: ['name', 'amount'],
  notes: ['description'],
  tasks: ['title', 'description'],
  appointments: ['title', 'location', 'description'],
};
/** A shorter text may occur by chance. */
const LEAST_LETTERS = 9;
/** Of a long text its beginning is looked for. */
const MOST_LETTERS = 40;

/** What the account tells of its customers, each text once. */
function textsOf(admin: Admin): Set<string> {
  const texts = new Set<string>();
  for (const [table, fields] of Object.entries(TOLD))
    for (const row of admin.rows(table as Parameters<Admin['rows']>[0]))
      for (const field of fields) {
        const text = String(row[field] ?? '')
          .slice(0, MOST_LETTERS)
          .trim();
        if (text.length >= LEAST_LETTERS) texts.add(text);
      }
  return texts;
}

const CONTROLS = Array.from({ length: 1_000 }, (_, at) => `Plain Person ${String(at * 7_919 + 1_000_003)}`);

/** Writes a database beside the app's, as one writes it that seals nothing: small rows, and a value large enough to be packed by itself. */
function writePlain(page: Page, texts: readonly string[]): Promise<void> {
  return page.evaluate(async (controls) => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open('plain', 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore('rows', { keyPath: 'id' });
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error ?? new Error('IndexedDB'));
    });
    const transaction = database.transaction('rows', 'readwrite');
    const rows = transaction.objectStore('rows');
    const [small, large] = [controls.slice(0, 500), controls.slice(500)];
    for (const [id, name] of small.entries()) rows.put({ id, name, city: 'Oslo', padding: '-'.repeat(60) });
    const chunk = large.map((name) => ({ name, city: 'Oslo', padding: '-'.repeat(200) }));
    rows.put({ id: 'large', bytes: new TextEncoder().encode(JSON.stringify(chunk)) });
    rows.put({ id: 'wide', name: `Łódź ${controls[0] ?? ''}` });
    await new Promise((resolve) => (transaction.oncomplete = resolve));
    database.close();
  }, texts);
}

/** Writes a database as the fourth version of it was: contacts in chunks, and a change of the first of them that waits. */
function writeFourthVersion(
  page: Page,
  name: string,
  people: readonly { id: number; display_name: string }[],
) {
  return page.evaluate(
    async ({ name, people }) => {
      const keys = {
        ...{ chunks: 'n', meta: 'key', configuration: 'key', edits: 'id', conflicts: 'key', notices: 'key' },
        ...{ aliases: 'localId', details: 'key', journal: 'n', views: 'id', pieces: 'key', claims: 'id' },
      };
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const opening = indexedDB.open(name, 40);
        opening.onupgradeneeded = () => {
          for (const [table, keyPath] of Object.entries(keys))
            opening.result.createObjectStore(table, { keyPath });
        };
        opening.onsuccess = () => resolve(opening.result);
        opening.onerror = () => reject(opening.error ?? new Error('IndexedDB'));
      });
      const transaction = database.transaction(['chunks', 'edits'], 'readwrite');
      for (let n = 1; (n - 1) * 100 < people.length; n++) {
        const json = JSON.stringify(people.slice((n - 1) * 100, n * 100));
        const bytes = new TextEncoder().encode(String.fromCharCode(1) + json);
        transaction.objectStore('chunks').put({ n, kind: 'contacts', bytes });
      }
      transaction.objectStore('edits').put({
        id: crypto.randomUUID(),
        seq: 1,
        target: { kind: 'contacts', id: people[0]!.id },
        operation: { type: 'update', fields: { city: 'Rome' } },
        base: { city: 'Oslo' },
        baseRevision: null,
        madeAt: 1,
        title: people[0]!.display_name,
        dependsOn: [],
        batch: null,
        attempts: 0,
        // It stands still, so that it is there when it is looked for.
        state: { name: 'parked', at: 1, error: { code: 'forbidden', messages: [] } },
      });
      await new Promise((resolve) => (transaction.oncomplete = resolve));
      database.close();
    },
    { name, people },
  );
}

/** Words that nobody has saved: in a form, in the composer, on the paper of quotes, and of a file that was looked at. */
async function leaveUnsaved(
  page: Page,
  contact: number,
  deal: number,
  unsaved: Readonly<Record<'typed' | 'begun' | 'letterhead' | 'list' | 'heading', string>>,
): Promise<void> {
  await goTo(page, `contacts/${contact}`);
  const composer = page.getByRole('region', { name: words('compose_label') });
  await composer.getByRole('button', { name: words('compose_note'), exact: true }).click();
  await composer.getByLabel(words('compose_note_text')).fill(unsaved.begun);
  await draftKept(page, `about:contacts:${contact}`);
  await goTo(page, `contacts/${contact}/edit`);
  await page.getByLabel(/^Job title/).fill(unsaved.typed);
  await draftKept(page, `form:#/contacts/${contact}/edit`);
  await printQuoteOf(page, deal);
  await page.getByLabel(words('quote_sender')).fill(unsaved.letterhead);
  await draftKept(page, 'own:quotes');
  await goTo(page, 'import/contacts');
  await page.locator('input[type=file]').setInputFiles({
    name: unsaved.list,
    mimeType: 'text/csv',
    buffer: Buffer.from(`${unsaved.heading};E-Mail;Last name\nK-1;fair@example.com;Hopper\n`),
  });
  await button(page, words('import_check')).click();
  await button(page, 'Import 1 row').click();
  await draftKept(page, 'own:import-run:contacts');
}

const told = (contents: string): string[] => CONTROLS.filter((control) => contents.includes(control));

/** Which of the texts lie in any file under the folders, and where. */
async function found(texts: Iterable<string>, ...folders: readonly string[]): Promise<Map<string, string>> {
  const finder = textFinder(texts);
  const places = new Map<string, string>();
  for await (const { path, bytes } of bytesOnDisk(...folders))
    for (const text of finder.in(bytes)) places.set(text, path);
  return places;
}

describe('what lies on the disk', () => {
  it('tells nothing of the account: none of a thousand names, addresses, phones, mails, texts and amounts', async () => {
    const sample = cleanup.keep(await startSampleServer({ records: 600 }));
    const { admin } = sample.app;
    const wire = cleanup.keep(await wireTo(Number(new URL(sample.origin).port)));
    const dirs = cleanup.keep(await freshDirs());
    const secrets = durableSecrets();
    const own = {
      note: 'Wants the pilot before Easter; the CFO decides.',
      view: 'Harbour friends of ours',
      file: 'Minutes of the harbour.txt',
      content: 'They will sign when the crane is back in Gdynia.',
      lead: 'Grace Hopper',
      phone: '+44 7700 900123',
      typed: 'Head of the northern quays',
      begun: 'She would rather sign on Tuesday, says the harbour master',
      letterhead: 'Polaris Instruments, Hafenstrasse 12',
      list: 'Visitors of the fair in Oslo.csv',
      heading: 'Kundennummer im Altsystem',
    };

    const app = cleanup.keep(await openApp({ dirs, secrets }));
    const { page } = app;
    await signIn(page, sample.address.replace(sample.origin, wire.origin), sample.token);
    await mirrored(page);
    const [contact = 0, pinned = 0] = admin.ids('contacts');
    await goTo(page, `contacts/${contact}`);
    await page.getByRole('article').waitFor();
    await mirrored(page);

    await wire.cut();
    await createLead(page);
    await writeNote(page, own.note);
    await changeAmount(page, admin.ids('deals')[0] ?? 0, '73914.25');
    await goTo(page, `contacts/${pinned}`);
    const composer = page.getByRole('region', { name: words('compose_label') });
    await composer.getByRole('button', { name: words('compose_file'), exact: true }).click();
    const buffer = Buffer.from(own.content);
    await composer
      .locator('input[type=file]')
      .setInputFiles({ name: own.file, mimeType: 'text/plain', buffer });
    await composer.getByRole('button', { name: words('compose_save_file'), exact: true }).click();
    await go(page, 'Contacts');
    await page.getByRole('button', { name: words('view_all', { kind: 'contacts' }) }).click();
    await button(page, words('view_save_new')).click();
    await page.getByRole('dialog').getByLabel(words('view_name')).fill(own.view);
    await page.keyboard.press('Enter');
    await button(page, own.view).waitFor();
    await leaveUnsaved(page, pinned, dealToQuote(admin), own);
    await go(page, 'Outbox');
    await item(page, 'New lead Grace Hopper').waitFor();
    await writePlain(page, CONTROLS);
    await app.close();

    // Another start, after which LevelDB has made tables of its logs; everything is there.
    const again = cleanup.keep(await openApp({ dirs, secrets }));
    await rail(again.page).waitFor();
    await go(again.page, 'Outbox');
    await item(again.page, 'New lead Grace Hopper').waitFor();
    await again.close();

    const texts = textsOf(admin);
    expect(texts.size).toBeGreaterThanOrEqual(1_000);
    for (const text of [...Object.values(own), '73914.25']) texts.add(text);
    const places = await found(new Set([...texts, ...CONTROLS]), dirs.profile, dirs.userData);
    // The same walk through the same files finds what was not sealed.
    expect(CONTROLS.filter((control) => !places.has(control))).toEqual([]);
    expect([...places].filter(([text]) => !CONTROLS.includes(text))).toEqual([]);
  }, 180_000);
});

describe('a database that was written before anything was sealed', () => {
  it('is sealed when it is opened, with what waits in it', async () => {
    const sample = cleanup.keep(await startSampleServer({ records: 60 }));
    const wire = cleanup.keep(await wireTo(Number(new URL(sample.origin).port)));
    const dirs = cleanup.keep(await freshDirs());
    const app = cleanup.keep(await openApp({ dirs, secrets: durableSecrets() }));
    const people = CONTROLS.map((display_name, at) => ({
      id: 900_000 + at,
      display_name,
      city: 'Oslo',
      updated_at: '2026-01-01T10:00:00Z',
    }));
    await addressField(app.page).waitFor();
    await writeFourthVersion(app.page, databaseName(accountIdOf(wire.origin)), people);
    expect(told(await pageContents(app.page))).toHaveLength(CONTROLS.length);

    await signIn(app.page, sample.address.replace(sample.origin, wire.origin), sample.token);
    await rail(app.page).waitFor();
    await go(app.page, 'Outbox');
    await item(app.page, new RegExp(CONTROLS[0] ?? '')).waitFor();
    await go(app.page, 'Settings');
    expect(told(await pageContents(app.page))).toEqual([]);
    expect(await filesWith(join(dirs.userData, 'outbox'), CONTROLS[0] ?? '')).toEqual([]);
    expect(await readdir(join(dirs.userData, 'outbox'))).toHaveLength(1);
  }, 180_000);
});

describe('Snappy', () => {
  it('is unpacked as its format says', () => {
    // "ab", then four bytes from two back, then a literal.
    expect(unsnap(Buffer.from([7, 0x04, 0x61, 0x62, 0x01, 0x02, 0x00, 0x63])).toString()).toBe('abababc');
    expect(() => unsnap(Buffer.from([5, 0x01, 0x02]))).toThrow('not packed');
    expect(() => unsnap(Buffer.from([5, 0x04, 0x61]))).toThrow('ended');
  });
});
