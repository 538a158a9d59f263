import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { lookInBothThemes as look } from './fixtures/axe.ts';
import { openAccount } from './fixtures/account.ts';
import { cleanUpAfterEach } from './fixtures/cleanup.ts';
import { draftKept } from './fixtures/leaks.ts';
import { button, goTo, mirrored, rail, signIn, signOutKeeping } from './fixtures/screens.ts';
import { words } from './fixtures/words.ts';

const NOTE = 'Wants the pilot before Easter';
const cleanup = cleanUpAfterEach();

/** Answers who signs in with a key that this laptop has not seen. */
async function answer(page: Page, chosen: string): Promise<void> {
  await page.getByRole('dialog', { name: words('person_title') }).waitFor();
  await button(page.getByRole('dialog'), chosen).click();
  await rail(page).waitFor();
}

/** What is being written about a contact; empty where nothing is. */
async function noteAbout(page: Page, contact: number): Promise<string> {
  await goTo(page, `contacts/${contact}`);
  const composer = page.getByRole('region', { name: words('compose_label') });
  await composer.waitFor();
  const field = composer.getByLabel(words('compose_note_text'));
  if ((await field.count()) === 0)
    await composer.getByRole('button', { name: words('compose_note'), exact: true }).click();
  return field.inputValue();
}

describe('a sign-in with another key', () => {
  it('finds the same person’s store again, and gives a colleague one of their own beside it', async () => {
    const { page, app, sample, admin, wire } = await openAccount(cleanup, { records: 600 });
    const address = sample.address.replace(sample.origin, wire.origin);
    const [contact = 0] = admin.ids('contacts');
    const colleague = admin.ids('users').find((id) => id !== admin.me) ?? 0;
    admin.acceptKey('new-key-of-mine', admin.me);
    admin.acceptKey('key-of-a-colleague', colleague);
    /** Whether an account was read from its beginning. */
    const fetched = () => admin.calls().some(({ path }) => path.includes('/scroll/'));
    const found: string[] = [];
    expect(fetched()).toBe(true);
    expect(await noteAbout(page, contact)).toBe('');
    await page.getByLabel(words('compose_note_text')).fill(NOTE);
    await draftKept(page, `about:contacts:${contact}`);

    // The same person: everything is there, and nobody is asked again.
    await signOutKeeping(page);
    await signIn(page, address, 'new-key-of-mine');
    await page.getByRole('dialog').waitFor();
    await look(page, 'whose store', found);
    admin.forgetCalls();
    await answer(page, words('person_same'));
    await mirrored(page);
    expect(fetched()).toBe(false);
    expect(await noteAbout(page, contact)).toBe(NOTE);
    await signOutKeeping(page);
    await signIn(page, address, 'new-key-of-mine');
    await rail(page).waitFor();

    // Another one: an account that begins with nothing.
    await signOutKeeping(page);
    await signIn(page, address, 'key-of-a-colleague');
    await answer(page, words('person_other'));
    await expect.poll(fetched, { timeout: 60_000 }).toBe(true);
    await mirrored(page);
    expect(await noteAbout(page, contact)).toBe('');

    // And the first one's is as it was left.
    await signOutKeeping(page);
    await signIn(page, address, 'new-key-of-mine');
    await rail(page).waitFor();
    expect(await noteAbout(page, contact)).toBe(NOTE);
    expect(found).toEqual([]);
    expect(app.browser.complaints).toEqual([]);
  }, 180_000);
});
