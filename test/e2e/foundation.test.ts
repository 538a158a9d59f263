import { describe, expect, it } from 'vitest';
import { startSampleServer } from '../../electron/sample/server.ts';
import { openApp } from './fixtures/app.ts';
import { cleanUpAfterEach } from './fixtures/cleanup.ts';
import { freshDirs } from './fixtures/dirs.ts';
import { durableSecrets } from './fixtures/durable-secrets.ts';
import { filesWith, pageContents } from './fixtures/leaks.ts';
import {
  addressField,
  find,
  firstNames,
  go,
  mirrored,
  openFirst,
  rail,
  railCount,
  rows,
  sampleButton,
  signIn,
  syncStatus,
  type KindName,
} from './fixtures/screens.ts';
import { words } from './fixtures/words.ts';

const KINDS: readonly KindName[] = ['Leads', 'Contacts', 'Accounts', 'Deals'];
const TABLES = { Leads: 'leads', Contacts: 'contacts', Accounts: 'sales_accounts', Deals: 'deals' } as const;
const KEY = 'e2eKey7f3a9c51d0b2';
const RECORDS = 5_000;

const cleanup = cleanUpAfterEach();

describe('the main job', () => {
  it('signs in, mirrors 5,000 records, and finds everything again without a network', async () => {
    const dirs = cleanup.keep(await freshDirs());
    const sample = cleanup.keep(await startSampleServer({ records: RECORDS, token: KEY, latency: () => 15 }));
    const expected = Object.fromEntries(KINDS.map((kind) => [kind, sample.app.admin.count(TABLES[kind])]));
    const secrets = durableSecrets();
    const before = new Map<KindName, { names: string[]; first: { name: string; text: string } }>();

    const app = cleanup.keep(await openApp({ dirs, secrets }));
    const { page } = app;

    // The first run offers both ways in.
    await addressField(page).waitFor();
    await sampleButton(page).waitFor();
    expect(page.url()).not.toContain('token');

    // The mirror is seen to go on, and blocks nothing: rows are there before it is done.
    await signIn(page, sample.address, KEY);
    await rail(page).waitFor();
    await expect.poll(() => syncStatus(page).textContent(), { timeout: 20_000 }).toMatch(/^Fetching /);
    await page.getByRole('meter').first().waitFor();
    await go(page, 'Accounts');
    await rows(page, 'Accounts').first().waitFor();
    expect(await syncStatus(page).textContent()).not.toBe(words('sync_idle'));
    await mirrored(page);
    for (const kind of KINDS) await expect.poll(() => railCount(page, kind)).toBe(expected[kind]);
    // Calls until all N records are here: a call a page of each kind, and at most 30 more (the figures that must be reached). What comes after
    // the last page is read ahead, within the device's share.
    const pages = KINDS.reduce((sum, kind) => sum + Math.ceil((expected[kind] ?? 0) / 100), 0);
    const last = sample.app.admin.calls().findLastIndex(({ path }) => path.includes('/scroll/'));
    expect(last + 1).toBeGreaterThanOrEqual(pages);
    expect(last + 1).toBeLessThanOrEqual(pages + 30);

    // Lists and details of the four kinds.
    for (const kind of KINDS) {
      await go(page, kind);
      const names = await firstNames(page, kind, 10);
      const first = await openFirst(page, kind);
      expect(first.name).toBe(names[0]);
      before.set(kind, { names, first });
    }
    const contact = before.get('Contacts')?.names[3] ?? '';
    const palette = await find(page, contact);
    await palette.getByRole('option', { name: contact }).first().click();
    await page.getByRole('article', { name: contact }).waitFor();

    // The key is nowhere that the page, or whoever gets hold of the disk, can read.
    const contents = await pageContents(page);
    expect(contents).toContain('cursor:contacts'); // What lies there readable: the databases were read.
    expect(contents).not.toContain(KEY);
    expect(app.browser.complaints).toEqual([]);
    await app.close();
    expect(await filesWith(dirs.userData, KEY)).toEqual([]);
    expect(await filesWith(dirs.profile, KEY)).toEqual([]);

    // No network: nobody listens where the CRM was.
    await sample.close();

    const again = cleanup.keep(await openApp({ dirs, secrets }));
    await rail(again.page).waitFor();
    for (const kind of KINDS) {
      await expect.poll(() => railCount(again.page, kind)).toBe(expected[kind]);
      await go(again.page, kind);
      expect(await firstNames(again.page, kind, 10)).toEqual(before.get(kind)?.names);
      const shown = await openFirst(again.page, kind);
      expect(shown.name).toBe(before.get(kind)?.first.name);
      expect(withoutTimes(shown.text)).toBe(withoutTimes(before.get(kind)?.first.text ?? ''));
    }
    const found = await find(again.page, contact);
    await found.getByRole('option', { name: contact }).first().click();
    await again.page.getByRole('article', { name: contact }).waitFor();
    // Whether it has asked in vain already, or would not have asked yet: it never says that something is being fetched.
    await expect
      .poll(() => syncStatus(again.page).textContent())
      .toBeOneOf(
        (['sync_idle', 'sync_offline', 'sync_waiting', 'sync_waiting_minute'] as const).map((key) =>
          words(key),
        ),
      );
    expect(again.browser.complaints).toEqual([]);
  });
});

/** A record's text without the clock times in it, which go on between two looks. */
function withoutTimes(text: string): string {
  return text.replace(/\d{1,2}:\d{2}/g, '').replace(/Today|Yesterday|just now/g, '');
}
