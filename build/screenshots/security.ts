import type { Browser, Page } from 'playwright-core';
import type { SecretStore } from '../../electron/credentials/secret-store.ts';
import { mirrored, signIn, withAccount } from './account.ts';
import { button, goTo, type Picture } from './picture.ts';
import { words } from './words.ts';

const PIN = '271828';
const OTHER_KEY = 'a-new-key';

/** A keychain that is there as long as the pictures are taken. */
function keychain(): SecretStore {
  const entries = new Map<string, string>();
  return {
    durable: true,
    read: (account) => Promise.resolve(entries.get(account) ?? null),
    write: (account, secret) => Promise.resolve(void entries.set(account, secret)),
    remove: (account) => Promise.resolve(void entries.delete(account)),
  };
}

/** Pictures of what keeps an account's data to its owner: the recovery code, the lock, and signing in and out. */
export const security = (browser: Browser, picture: Picture): Promise<void> =>
  withAccount(
    browser,
    { records: 120, host: { secrets: keychain() } },
    async ({ page, address, cut, mend }) => {
      await picture(page, { name: 'recovery-offered', show: offerCode });
      await picture(page, { name: 'recovery-code', show: showCode });
      await button(page, words.recovery_noted).click();
      await picture(page, { name: 'settings-security', show: openSecurity });
      await picture(page, { name: 'lock-set', show: setPin });
      await page.setViewportSize({ width: 1280, height: 800 });
      await setPin(page);
      await button(page.getByRole('dialog'), words.security_save).click();
      await page.getByText(words.security_key_half).waitFor();
      await picture(page, { name: 'settings-security-locked', show: openSecurity });
      await picture(page, { name: 'sign-out-choices', show: askToSignOut });

      await openSecurity(page);
      await button(page, words.security_lock_now).click();
      await picture(page, { name: 'lock', show: showLock });
      await picture(page, { name: 'lock-wrong', show: typeWrong });
      await picture(page, { name: 'lock-code', show: typeCode });
      await picture(page, { name: 'lock-start-again', show: startAgain });

      await openLock(page);
      await leave(page);
      await cut();
      await mend(OTHER_KEY);
      await picture(page, {
        name: 'which-person',
        show: async () => {
          await signIn(page, address, OTHER_KEY);
          await page.getByRole('dialog', { name: words.person_title }).waitFor();
        },
      });
    },
  );

/** The day's screen offers the code. */
async function offerCode(page: Page): Promise<void> {
  await goTo(page, 'today');
  await button(page, words.recovery_show).waitFor();
}

async function showCode(page: Page): Promise<void> {
  await goTo(page, 'today');
  const show = button(page, words.recovery_show);
  if ((await show.count()) > 0) await show.click();
  await page.getByRole('group', { name: words.recovery_code }).waitFor();
}

async function openSecurity(page: Page): Promise<void> {
  await goTo(page, 'settings');
  await page
    .getByRole('region', { name: words.settings_security, exact: true })
    .evaluate((element) => element.scrollIntoView({ block: 'start' }));
}

async function setPin(page: Page): Promise<void> {
  await openSecurity(page);
  await button(page, words.security_set).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(words.security_new, { exact: true }).fill(PIN);
  await dialog.getByLabel(words.security_again, { exact: true }).fill(PIN);
}

async function askToSignOut(page: Page): Promise<void> {
  await goTo(page, 'settings');
  await button(page, words.sign_out).click();
  await page.getByRole('dialog').getByRole('radio').first().waitFor();
}

const showLock = (page: Page): Promise<void> =>
  page.getByRole('heading', { name: words.lock_title, level: 1 }).waitFor();

async function typePin(page: Page, pin: string): Promise<void> {
  await page.getByLabel(words.lock_pin, { exact: true }).fill(pin);
  await button(page, words.lock_open).click();
}

async function typeWrong(page: Page): Promise<void> {
  await typePin(page, '314159');
  await page.getByText(words.lock_wrong_pin).waitFor();
}

async function typeCode(page: Page): Promise<void> {
  const other = button(page, words.lock_use_code);
  if ((await other.count()) > 0) await other.click();
  await page.getByLabel(words.lock_code, { exact: true }).fill('NOT-THE-CODE');
  await button(page, words.lock_open).click();
  await page.getByText(words.lock_code_mistyped).waitFor();
}

async function startAgain(page: Page): Promise<void> {
  await button(page, words.lock_start_again).click();
  await page.getByRole('dialog').waitFor();
}

async function openLock(page: Page): Promise<void> {
  const other = button(page, words.lock_use_pin);
  if ((await other.count()) > 0) await other.click();
  await typePin(page, PIN);
  await mirrored(page);
}

/** Signs out, with what is here kept for the next time. */
async function leave(page: Page): Promise<void> {
  await askToSignOut(page);
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: words.leave_keep }).check();
  await button(dialog, words.leave_confirm).click();
  await page.getByLabel(words.sign_in_address, { exact: true }).waitFor();
}
