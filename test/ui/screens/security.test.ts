import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/errors.ts';
import type { KeyTrouble } from '../../../shared/vault.ts';
import { daysWork } from '../fakes/changes.ts';
import { ACCOUNT, fakeMain, idleSync, LOCKED_VAULT, OPEN_VAULT, UNLOCKS } from '../fakes/main.ts';
import { NOW, openApp } from '../fakes/open-app.ts';
import { makeUp } from '../fakes/records.ts';
import { fakeStore } from '../fakes/store.ts';

const SIGNED_IN = { status: 'signed-in', account: ACCOUNT, key: 'keychain' } as const;

function lockedApp(vault: Partial<typeof LOCKED_VAULT> = {}) {
  const main = fakeMain({ account: SIGNED_IN, sync: idleSync(NOW), vault: { ...LOCKED_VAULT, ...vault } });
  return openApp({ main });
}

function openVaultApp(vault: Partial<typeof OPEN_VAULT>, hash: string) {
  const main = fakeMain({ account: SIGNED_IN, sync: idleSync(NOW), vault: { ...OPEN_VAULT, ...vault } });
  return openApp({ main, hash });
}

async function type(label: string, text: string): Promise<void> {
  await fireEvent.input(await screen.findByLabelText(label), { target: { value: text } });
}

const press = async (name: string) => fireEvent.click(await screen.findByRole('button', { name }));

describe('the lock screen', () => {
  it('shows nothing of the account’s records, and opens by the PIN', async () => {
    const { store } = lockedApp();
    expect(await screen.findByRole('heading', { name: 'Satchel is locked' })).toBeTruthy();
    expect(screen.queryByRole('navigation')).toBeNull();
    expect(store.calls).not.toContain('store.open');
    await waitFor(() => expect(document.title).toBe('Satchel'));
    const field = await screen.findByLabelText<HTMLInputElement>('PIN');
    expect(field.type).toBe('password');
    expect(field.inputMode).toBe('numeric');
    await press('Unlock');
    expect(await screen.findByText('Type something first.')).toBeTruthy();
    await type('PIN', '000000');
    await press('Unlock');
    expect(await screen.findByText('That is not the PIN.')).toBeTruthy();
    expect(field.value).toBe('');
    await type('PIN', UNLOCKS.lock);
    await press('Unlock');
    expect(await screen.findByText('Ada Dubois')).toBeTruthy();
  });

  it('comes over whatever is open, and brings it back', async () => {
    const { main } = openVaultApp({ lock: 'pin' }, '#/contacts');
    expect(await screen.findByText('Ada Dubois')).toBeTruthy();
    main.vault(LOCKED_VAULT);
    expect(await screen.findByRole('heading', { name: 'Satchel is locked' })).toBeTruthy();
    expect(screen.queryByText('Ada Dubois')).toBeNull();
    expect(document.body.textContent).not.toContain('Dubois');
    main.vault({ ...OPEN_VAULT, lock: 'pin' });
    expect(await screen.findByText('Ada Dubois')).toBeTruthy();
  });

  it('says how long to wait, and takes nothing until then', async () => {
    lockedApp({ waitUntil: Date.now() + 45_000 });
    expect(
      await screen.findByText(/Too many wrong tries. The next one is taken in 4\d seconds/),
    ).toBeTruthy();
    expect((await screen.findByRole('button', { name: 'Unlock' })).hasAttribute('disabled')).toBe(true);
  });

  const TROUBLES: readonly (readonly [KeyTrouble, RegExp])[] = [
    ['missing', /keychain cannot be used/],
    ['locked', /keychain is locked/],
    ['refused', /did not let Satchel in/],
    ['hanging', /does not answer/],
    ['emptied', /no longer in the keychain/],
    ['changed', /holds another key/],
    ['forgotten', /Satchel was closed, and the key with it/],
    ['file-broken', /file of Satchel’s own cannot be read/],
  ];

  it.each(TROUBLES)('has words of its own for a key that is %s', async (trouble, title) => {
    const { main } = lockedApp({ lock: null, trouble });
    expect(await screen.findByText(title)).toBeTruthy();
    if (trouble !== 'forgotten') {
      await press('Ask the keychain again');
      await waitFor(() => expect(main.calls.map(({ name }) => name)).toContain('vault.retry'));
    }
    await type('Recovery code', UNLOCKS.recovery);
    await press('Unlock');
    expect(await screen.findByText('Ada Dubois')).toBeTruthy();
  });

  it('begins anew only when its word is typed, and has the database deleted', async () => {
    const { main, store } = lockedApp({ lock: null, recovery: false, trouble: 'emptied' });
    expect(await screen.findByText('No recovery code was made for what is here.')).toBeTruthy();
    await press('Start again without it …');
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByText(/not sent yet are lost/)).toBeTruthy();
    await fireEvent.click(dialog.getByRole('button', { name: 'Throw it away and start again' }));
    expect(main.calls.map(({ name }) => name)).not.toContain('vault.startAgain');
    await fireEvent.input(dialog.getByRole('textbox'), { target: { value: 'start again' } });
    await fireEvent.click(dialog.getByRole('button', { name: 'Throw it away and start again' }));
    expect(await screen.findByText('Ada Dubois')).toBeTruthy();
    expect(store.calls.indexOf('store.wipe')).toBeLessThan(store.calls.indexOf('store.open'));
    expect(store.calls).toContain('store.wipe');
    expect(main.calls.map(({ name }) => name)).toContain('vault.wiped');
  });

  it('asks the CRM where only it can open', async () => {
    const { main } = lockedApp({ lock: null, recovery: false, age: 30 });
    expect(await screen.findByText('Freshsales was not reached for 30 days')).toBeTruthy();
    expect(screen.queryByRole('button', { name: /Start again/ })).toBeNull();
    await press('Ask Freshsales now');
    await waitFor(() => expect(main.calls.map(({ name }) => name)).toContain('vault.reach'));
  });
});

describe('the recovery code', () => {
  it('is shown on the day’s screen until it is written down, and cannot be copied', async () => {
    const { main } = openVaultApp({ recovery: 'none' }, '#/today');
    await press('Show the code');
    const code = await screen.findByRole('group', { name: 'Recovery code' });
    expect(code.textContent).toBe(UNLOCKS.recovery.replaceAll('-', ''));
    expect(await fireEvent.copy(code)).toBe(false);
    await press('I have written it down');
    await waitFor(() => expect(screen.queryByText('Write down your recovery code')).toBeNull());
    expect(document.body.textContent).not.toContain('7KQ2');
    expect(main.calls.map(({ name }) => name)).toContain('vault.recoveryNoted');
  });

  it('is shown during the first fetch once a change waits, which is nowhere else', async () => {
    const sync = idleSync(NOW);
    const kinds = sync.kinds.map((kind) => ({
      ...kind,
      state: 'running' as const,
      finishedAt: null,
      checkedAt: null,
    }));
    const main = fakeMain({
      account: SIGNED_IN,
      sync: { ...sync, kinds },
      vault: { ...OPEN_VAULT, recovery: 'none' },
    });
    const store = fakeStore(makeUp(NOW, 60));
    openApp({ main, store, hash: '#/today' });
    expect(await screen.findByRole('region', { name: 'Your account is being fetched' })).toBeTruthy();
    expect(screen.queryByText('Write down your recovery code')).toBeNull();
    store.put(daysWork(NOW));
    expect(await screen.findByText('Write down your recovery code')).toBeTruthy();
    await press('Later');
    expect(await screen.findByRole('region', { name: 'Your account is being fetched' })).toBeTruthy();
  });

  it('can be put off, and is asked about when it was shown before', async () => {
    openVaultApp({ recovery: 'unconfirmed' }, '#/today');
    expect(await screen.findByText('Do you have your recovery code?')).toBeTruthy();
    await press('Later');
    await waitFor(() => expect(screen.queryByText('Do you have your recovery code?')).toBeNull());
  });
});

describe('security in the settings', () => {
  it('sets a PIN, tells what is wrong with one, and takes it away', async () => {
    const { main } = openVaultApp({}, '#/settings');
    await press('Set a PIN or passphrase');
    await type('New PIN or passphrase', UNLOCKS.lock);
    await type('The same again', '271829');
    await press('Save');
    expect(await screen.findByText('The two are not the same.')).toBeTruthy();
    await type('The same again', UNLOCKS.lock);
    await press('Save');
    expect(await screen.findByText('A PIN')).toBeTruthy();
    expect(main.calls.findLast(({ name }) => name === 'vault.setLock')?.input).toEqual({
      text: UNLOCKS.lock,
      current: null,
    });
    await press('Remove it');
    const dialog = within(await screen.findByRole('dialog'));
    await fireEvent.input(dialog.getByLabelText('Current PIN or passphrase'), { target: { value: '1' } });
    await fireEvent.click(dialog.getByRole('button', { name: 'Remove it' }));
    expect(await screen.findByText('That is not the one that is set.')).toBeTruthy();
    await fireEvent.input(dialog.getByLabelText('Current PIN or passphrase'), {
      target: { value: UNLOCKS.lock },
    });
    await fireEvent.click(dialog.getByRole('button', { name: 'Remove it' }));
    expect(await screen.findByText(/^None: whoever can use/)).toBeTruthy();
  });

  it('wants the recovery code written down first', async () => {
    openVaultApp({ recovery: 'none' }, '#/settings');
    expect(await screen.findByText(/Write down your recovery code first/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Set a PIN or passphrase' })).toBeNull();
  });

  it('keeps when to lock', async () => {
    const { main } = openVaultApp({ lock: 'pin' }, '#/settings');
    const group = await screen.findByRole('group', { name: 'Lock when nobody has touched anything for' });
    await fireEvent.click(within(group).getByRole('radio', { name: '60 minutes' }));
    await fireEvent.click(await screen.findByRole('radio', { name: '30 days' }));
    await waitFor(() =>
      expect(main.calls.findLast(({ name }) => name === 'vault.settle')?.input).toEqual({
        idleMinutes: 60,
        onSleep: true,
        ageDays: 30,
      }),
    );
    await press('Lock now');
    expect(await screen.findByRole('heading', { name: 'Satchel is locked' })).toBeTruthy();
  });

  it('is not there for made-up data', async () => {
    const main = fakeMain({
      account: { ...SIGNED_IN, account: { ...ACCOUNT, sample: true } },
      sync: idleSync(NOW),
      vault: { ...OPEN_VAULT, keyIn: 'sample' },
    });
    openApp({ main, hash: '#/settings' });
    expect(await screen.findByRole('heading', { name: 'Settings' })).toBeTruthy();
    expect(screen.queryByRole('heading', { name: 'Security' })).toBeNull();
  });
});

describe('another key at an account that was used here before', () => {
  it.each([
    ['Yes, I have a new key', 'same'],
    ['No, I am somebody else', 'other'],
  ] as const)('asks whose it is: %s', async (answer, person) => {
    const { main } = openApp({ signedIn: false });
    main.nextSignIn(new AppError({ code: 'other-key' }));
    await type('Address of your account', 'widgetz');
    await type('API key', 'another-key');
    await press('Connect');
    await press(answer);
    await waitFor(() =>
      expect(main.calls.findLast(({ name }) => name === 'account.signIn')?.input).toEqual({
        address: 'widgetz',
        key: 'another-key',
        person,
      }),
    );
  });
});
