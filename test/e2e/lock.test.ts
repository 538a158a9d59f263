import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { startSampleServer, type SampleServer } from '../../electron/sample/server.ts';
import type { SecretStore } from '../../electron/credentials/secret-store.ts';
import { memorySecretStore } from '../../electron/credentials/memory-secret-store.ts';
import { openApp, type RunningApp } from './fixtures/app.ts';
import { lookInBothThemes } from './fixtures/axe.ts';
import { cleanUpAfterEach } from './fixtures/cleanup.ts';
import { freshDirs, type Dirs } from './fixtures/dirs.ts';
import { filesWith, pageContents } from './fixtures/leaks.ts';
import { button, createLead, go, goTo, item, mirrored, rail, railCount, signIn } from './fixtures/screens.ts';
import { words } from './fixtures/words.ts';
import { wireTo } from './fixtures/wire.ts';

const KEY = 'e2eKey7f3a9c51d0b2';
const PIN = '271828';
const cleanup = cleanUpAfterEach();

/** A keychain that outlives the app, and can be looked into and emptied. */
function keychain(): SecretStore & { readonly entries: Map<string, string> } {
  const entries = new Map<string, string>();
  return {
    entries,
    durable: true,
    read: (account) => Promise.resolve(entries.get(account) ?? null),
    write: (account, secret) => Promise.resolve(void entries.set(account, secret)),
    remove: (account) => Promise.resolve(void entries.delete(account)),
  };
}

interface Laptop {
  readonly dirs: Dirs;
  readonly secrets: ReturnType<typeof keychain>;
  readonly sample: SampleServer;
  readonly address: string;
  start(): Promise<RunningApp>;
}

async function laptop(records = 200): Promise<Laptop> {
  const sample = cleanup.keep(await startSampleServer({ records, token: KEY }));
  const dirs = cleanup.keep(await freshDirs());
  const secrets = keychain();
  return {
    dirs,
    secrets,
    sample,
    address: sample.address,
    start: async () => cleanup.keep(await openApp({ dirs, secrets })),
  };
}

async function signedIn(on: Laptop): Promise<RunningApp> {
  const app = await on.start();
  await signIn(app.page, on.address, KEY);
  await mirrored(app.page);
  return app;
}

/** Has the recovery code shown on the day's screen, and says that it is written down. */
async function writeDownCode(page: Page, found: string[] = []): Promise<string> {
  await goTo(page, 'today');
  await button(page, words('recovery_show')).click();
  const code = (await page.getByRole('group', { name: words('recovery_code') }).innerText())
    .split(/\s+/)
    .join('-');
  await lookInBothThemes(page, 'recovery code', found);
  await button(page, words('recovery_noted')).click();
  await page.getByRole('region', { name: words('recovery_title') }).waitFor({ state: 'detached' });
  return code;
}

async function setPin(page: Page, found: string[] = []): Promise<void> {
  await go(page, 'Settings');
  await button(page, words('security_set')).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(words('security_new'), { exact: true }).fill(PIN);
  await dialog.getByLabel(words('security_again'), { exact: true }).fill(PIN);
  await lookInBothThemes(page, 'setting a PIN', found);
  await button(dialog, words('security_save')).click();
  await page.getByText(words('security_key_half')).waitFor();
}

const lockScreen = (page: Page) => page.getByRole('heading', { name: words('lock_title'), level: 1 });

async function typePin(page: Page, pin: string): Promise<void> {
  await page.getByLabel(words('lock_pin'), { exact: true }).fill(pin);
  await button(page, words('lock_open')).click();
}

describe('a lock', () => {
  it('closes on demand with nothing of the customers left, makes who guesses wait, and opens by the PIN', async () => {
    const on = await laptop();
    const { page, browser } = await signedIn(on);
    const found: string[] = [];
    await writeDownCode(page, found);
    await setPin(page, found);
    await lookInBothThemes(page, 'settings', found);
    const contacts = await railCount(page, 'Contacts');
    await go(page, 'Contacts');
    const name = String(on.sample.app.admin.rows('contacts')[0]?.['display_name']);
    expect(name.length).toBeGreaterThan(3);

    await page.keyboard.press('Control+Shift+L');
    await lockScreen(page).waitFor();
    expect(await rail(page).count()).toBe(0);
    expect(await page.title()).toBe('Satchel');
    expect(await page.evaluate(() => document.documentElement.outerHTML)).not.toContain(name);
    await lookInBothThemes(page, 'lock screen', found);
    // No engine runs while it is locked.
    const calls = on.sample.app.admin.calls().length;

    for (let time = 0; time < 5; time++) {
      await typePin(page, '314159');
      if (time < 4) await page.getByText(words('lock_wrong_pin')).waitFor();
    }
    await page.getByText(/^Too many wrong tries/).waitFor();
    expect(await button(page, words('lock_open')).isDisabled()).toBe(true);
    expect(on.sample.app.admin.calls().length).toBe(calls);

    // A reload gets nobody around it, nor round the wait.
    await page.reload();
    await page.getByText(/^Too many wrong tries/).waitFor();
    await expect.poll(() => button(page, words('lock_open')).isEnabled(), { timeout: 40_000 }).toBe(true);
    await typePin(page, PIN);
    await rail(page).waitFor();
    expect(await railCount(page, 'Contacts')).toBe(contacts);
    await mirrored(page);
    expect(found).toEqual([]);
    expect(browser.complaints).toEqual([]);
  });

  it('asks after each start, and only then', async () => {
    const on = await laptop();
    const app = await signedIn(on);
    const contacts = await railCount(app.page, 'Contacts');
    await app.close();

    const plain = await on.start();
    await rail(plain.page).waitFor();
    await mirrored(plain.page);
    await writeDownCode(plain.page);
    await setPin(plain.page);
    await plain.close();

    const { page } = await on.start();
    await lockScreen(page).waitFor();
    await typePin(page, PIN);
    await mirrored(page);
    expect(await railCount(page, 'Contacts')).toBe(contacts);
  });
});

describe('a keychain that was emptied', () => {
  it('loses nothing: the recovery code opens, with the change that waits, and puts the key back', async () => {
    const on = await laptop();
    const wire = cleanup.keep(await wireTo(Number(new URL(on.sample.origin).port)));
    const app = await on.start();
    await signIn(app.page, on.address.replace(on.sample.origin, wire.origin), KEY);
    await mirrored(app.page);
    const code = await writeDownCode(app.page);
    await wire.cut();
    await createLead(app.page);
    await app.close();
    on.secrets.entries.clear();

    const { page, browser, close } = await on.start();
    await page.getByText(words('lock_emptied')).waitFor();
    const found: string[] = [];
    await lookInBothThemes(page, 'emptied keychain', found);
    const field = page.getByLabel(words('lock_code'), { exact: true });
    await field.fill(code.replace(/.$/, (last) => (last === '0' ? '1' : '0')));
    await button(page, words('lock_open')).click();
    await page.getByText(words('lock_code_mistyped')).waitFor();
    await field.fill(code.toLowerCase().replaceAll('-', ' '));
    await button(page, words('lock_open')).click();
    await rail(page).waitFor();
    await go(page, 'Outbox');
    await item(page, 'New lead Grace Hopper').waitFor();
    // The API key went with the rest, and is asked for again.
    await button(page, words('key_type_again')).waitFor();
    expect(found).toEqual([]);
    expect(browser.complaints).toEqual([]);
    await close();

    const again = await on.start();
    await rail(again.page).waitFor();
  });

  it('can be given up, when the code is lost too, and everything is fetched anew', async () => {
    const on = await laptop();
    const app = await signedIn(on);
    const contacts = await railCount(app.page, 'Contacts');
    await app.close();
    on.secrets.entries.clear();

    const { page } = await on.start();
    await page.getByText(words('lock_no_code')).waitFor();
    await button(page, words('lock_start_again')).click();
    const dialog = page.getByRole('dialog');
    await button(dialog, words('start_confirm')).click();
    const found: string[] = [];
    await lookInBothThemes(page, 'start again', found);
    expect(found).toEqual([]);
    await dialog.getByLabel(words('start_type', { word: words('start_word') })).fill(words('start_word'));
    await button(dialog, words('start_confirm')).click();
    await button(page, words('key_type_again')).click();
    await page.getByLabel(words('sign_in_key'), { exact: true }).fill(KEY);
    await page.keyboard.press('Enter');
    await mirrored(page);
    await expect.poll(() => railCount(page, 'Contacts')).toBe(contacts);
  });
});

describe('signing out', () => {
  it('warns of changes that wait, keeps them sealed, and finds them again', async () => {
    const on = await laptop();
    const wire = cleanup.keep(await wireTo(Number(new URL(on.sample.origin).port)));
    const address = on.address.replace(on.sample.origin, wire.origin);
    const { page } = await on.start();
    await signIn(page, address, KEY);
    await mirrored(page);
    await wire.cut();
    await createLead(page);

    await go(page, 'Settings');
    await button(page, words('sign_out')).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('1 change is not sent yet').waitFor();
    const found: string[] = [];
    await lookInBothThemes(page, 'sign out', found);
    expect(await dialog.getByRole('radio', { name: words('leave_keep') }).isChecked()).toBe(true);
    expect(await dialog.getByRole('radio', { name: words('leave_wipe') }).count()).toBe(0);
    await button(dialog, words('leave_confirm')).click();
    await page.getByLabel(words('sign_in_address'), { exact: true }).waitFor();
    expect([...on.secrets.entries.keys()].every((name) => name.endsWith('/data-key'))).toBe(true);

    // With the same key: the same person.
    await wire.mend();
    await signIn(page, address, KEY);
    await rail(page).waitFor();
    await expect
      .poll(() => on.sample.app.admin.rows('leads').some((row) => row['last_name'] === 'Hopper'), {
        timeout: 60_000,
      })
      .toBe(true);
    expect(found).toEqual([]);
  });
});

describe('after a full run', () => {
  it('no file and no storage holds the API key, the data key or the recovery code', async () => {
    const on = await laptop();
    const app = await signedIn(on);
    const code = await writeDownCode(app.page);
    const [entry = ''] = [...on.secrets.entries]
      .filter(([name]) => name.endsWith('/data-key'))
      .map(([, value]) => value);
    const base64 = entry.replace(/^key:/, '');
    const bytes = Buffer.from(base64, 'base64');
    expect(bytes).toHaveLength(32);
    await goTo(app.page, 'diagnostics');
    await app.page.getByRole('heading', { name: words('nav_diagnostics'), level: 1 }).waitFor();
    const contents = `${await pageContents(app.page)}\n${await app.page.locator('body').innerText()}`;
    await setPin(app.page);
    await app.page.keyboard.press('Control+Shift+L');
    await lockScreen(app.page).waitFor();
    await typePin(app.page, PIN);
    await mirrored(app.page);
    await app.close();
    const secrets = [KEY, base64, bytes.toString('hex'), code, code.replaceAll('-', ''), PIN];
    for (const secret of secrets.slice(0, 5)) expect(contents).not.toContain(secret);
    for (const secret of [...secrets.slice(0, 5), bytes])
      for (const folder of [on.dirs.userData, on.dirs.profile])
        expect(await filesWith(folder, secret)).toEqual([]);
    // The API key lies in the keychain sealed, so that half a key opens neither.
    expect([...on.secrets.entries.values()].join('\n')).not.toContain(KEY);
  });
});

describe('without a keychain', () => {
  it('the code, or a passphrase, opens what is here after a restart', async () => {
    const on = await laptop();
    const first = cleanup.keep(await openApp({ dirs: on.dirs, secrets: memorySecretStore() }));
    await signIn(first.page, on.address, KEY);
    await mirrored(first.page);
    await goTo(first.page, 'today');
    await first.page.getByText(words('recovery_detail_memory')).waitFor();
    const code = await writeDownCode(first.page);
    await first.close();

    const { page } = cleanup.keep(await openApp({ dirs: on.dirs, secrets: memorySecretStore() }));
    await page.getByText(words('lock_forgotten')).waitFor();
    await page.getByLabel(words('lock_code'), { exact: true }).fill(code);
    await button(page, words('lock_open')).click();
    await rail(page).waitFor();
    expect(await railCount(page, 'Contacts')).toBeGreaterThan(0);
  });
});
