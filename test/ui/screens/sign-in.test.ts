import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import type { AccountState } from '../../../shared/account.ts';
import { AppError, type ErrorInfo } from '../../../shared/errors.ts';
import { ACCOUNT, fakeMain, idleSync } from '../fakes/main.ts';
import { NOW, openApp } from '../fakes/open-app.ts';

const ERRORS: readonly (readonly [error: ErrorInfo, said: RegExp, field: string | null])[] = [
  [{ code: 'auth' }, /does not take this key/, 'API key'],
  [{ code: 'forbidden', messages: [] }, /may not use the API/, 'API key'],
  [{ code: 'bad-address', reason: 'not-a-url' }, /This is not an address/, 'Address of your account'],
  [{ code: 'not-found' }, /no Freshsales account at this address/, 'Address of your account'],
  [{ code: 'network', reason: 'ENOTFOUND' }, /needs the network this once/, null],
  [{ code: 'not-the-crm', reason: 'text/html' }, /sign-in page of a hotel/, null],
  [{ code: 'timeout' }, /took too long/, null],
  [{ code: 'rate-limited', waitMs: 60_000 }, /in 1 minute/, null],
  [{ code: 'server', status: 502 }, /error 502/, null],
];

async function fill(address: string, key: string) {
  const addressField = await screen.findByLabelText<HTMLInputElement>('Address of your account');
  const keyField = screen.getByLabelText<HTMLInputElement>('API key');
  await fireEvent.input(addressField, { target: { value: address } });
  await fireEvent.input(keyField, { target: { value: key } });
  return { addressField, keyField };
}

const connect = () => screen.getByRole('button', { name: /Connect/ });
const submit = (field: HTMLElement) => fireEvent.submit(field.closest('form') as HTMLFormElement);

describe('first run', () => {
  it.each(ERRORS)('keeps what was typed on $code and says it in words', async (error, said, field) => {
    const { main } = openApp({ signedIn: false });
    main.nextSignIn(new AppError(error));
    const { addressField, keyField } = await fill('widgetz', 'my-key');
    await submit(keyField);
    expect(await screen.findByText(said)).toBeTruthy();
    expect(addressField.value).toBe('widgetz');
    expect(keyField.value).toBe('my-key');
    if (field === null) {
      expect(screen.getByRole('alert').textContent).toMatch(said);
    } else {
      const wrong = screen.getByLabelText(field);
      expect(wrong.getAttribute('aria-invalid')).toBe('true');
      const described = (wrong.getAttribute('aria-describedby') ?? '')
        .split(' ')
        .map((id) => document.getElementById(id)?.textContent);
      expect(described.join(' ')).toMatch(said);
      await waitFor(() => expect(document.activeElement).toBe(wrong));
    }
  });

  it('asks for what is missing without a call', async () => {
    const { main } = openApp({ signedIn: false });
    const { keyField } = await fill('', 'my-key');
    await submit(keyField);
    expect(screen.getByText('Type the address of your account.')).toBeTruthy();
    await fill('widgetz', ' ');
    await submit(keyField);
    expect(screen.getByText('Type or paste your API key.')).toBeTruthy();
    expect(main.calls.map(({ name }) => name)).not.toContain('account.signIn');
  });

  it('signs in with what was typed, without the blanks around it, and opens the day', async () => {
    const { main } = openApp({ signedIn: false, hash: '#/' });
    const { keyField } = await fill(' widgetz ', ' my-key ');
    await submit(keyField);
    expect(await screen.findByRole('link', { name: /^Today/, current: 'page' })).toBeTruthy();
    expect(main.calls.find(({ name }) => name === 'account.signIn')?.input).toEqual({
      address: 'widgetz',
      key: 'my-key',
      person: null,
    });
  });

  it('shows and hides the key', async () => {
    openApp({ signedIn: false });
    const { keyField } = await fill('widgetz', 'my-key');
    expect(keyField.type).toBe('password');
    await fireEvent.click(screen.getByRole('button', { name: 'Show the key' }));
    expect(screen.getByLabelText<HTMLInputElement>('API key').type).toBe('text');
    expect(screen.getByLabelText<HTMLInputElement>('API key').value).toBe('my-key');
  });

  it('can be given up while it waits', async () => {
    const { main } = openApp({ signedIn: false });
    let arrive: (state: AccountState) => void = () => undefined;
    main.nextSignIn(new Promise((resolve) => (arrive = resolve)));
    const { addressField, keyField } = await fill('widgetz', 'my-key');
    await submit(keyField);
    await fireEvent.click(await screen.findByRole('button', { name: 'Cancel' }));
    expect(addressField.value).toBe('widgetz');
    expect(connect().hasAttribute('disabled')).toBe(false);
    arrive({ status: 'signed-in', account: ACCOUNT, key: 'keychain' });
    await waitFor(() => expect(main.calls.at(-1)?.name).toBe('account.signOut'));
    expect(screen.queryByRole('grid')).toBeNull();
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('says where the key stays when there is no keychain', async () => {
    openApp({ signedIn: false, main: fakeMain({ keychain: false }) });
    expect(await screen.findByText(/kept in memory/)).toBeTruthy();
  });

  it('opens the sample workspace', async () => {
    const { main } = openApp({ signedIn: false, hash: '#/' });
    await fireEvent.click(await screen.findByRole('button', { name: 'Try with sample data' }));
    expect(await screen.findByRole('link', { name: /^Today/, current: 'page' })).toBeTruthy();
    expect(main.calls.map(({ name }) => name)).toContain('account.openSample');
  });
});

describe('the first fetch', () => {
  it('says on the first screen how far each kind is, and leads to what is here', async () => {
    const idle = idleSync(NOW);
    const main = fakeMain({
      account: { status: 'signed-in', account: ACCOUNT, key: 'keychain' },
      sync: {
        ...idle,
        phase: { name: 'mirror', kind: 'contacts' },
        kinds: idle.kinds.map((kind) =>
          kind.kind === 'contacts'
            ? { ...kind, state: 'running', fetched: 12_300, total: 48_310, finishedAt: null }
            : kind,
        ),
      },
    });
    openApp({ hash: '#/today', main });
    const first = await screen.findByRole('region', { name: 'Your account is being fetched' });
    expect(within(first).getByText('12,300 of 48,310')).toBeTruthy();
    expect(within(first).getByRole('meter', { name: 'Contacts' }).getAttribute('aria-valuenow')).toBe(
      '12300',
    );
    expect((await within(first).findByRole('link', { name: 'Leads' })).getAttribute('href')).toBe('#/leads');
    main.sync(idle);
    await waitFor(() =>
      expect(screen.queryByRole('region', { name: 'Your account is being fetched' })).toBeNull(),
    );
  });
});

describe('a key that is missing', () => {
  it('leaves everything readable and can be typed again', async () => {
    const { main } = openApp({
      main: fakeMain({ account: { status: 'signed-in', account: ACCOUNT, key: 'missing' } }),
    });
    expect(await screen.findByRole('grid', { name: 'Contacts' })).toBeTruthy();
    await fireEvent.click(screen.getByRole('button', { name: 'Type the API key again' }));
    const keyField = await screen.findByLabelText<HTMLInputElement>('API key');
    main.nextSignIn(new AppError({ code: 'auth' }));
    await fireEvent.input(keyField, { target: { value: 'new-key' } });
    await submit(keyField);
    expect(await screen.findByText(/does not take this key/)).toBeTruthy();
    expect(keyField.value).toBe('new-key');
    await submit(keyField);
    await waitFor(() => expect(screen.queryByText('The API key is missing')).toBeNull());
    expect(main.calls.findLast(({ name }) => name === 'account.signIn')?.input).toEqual({
      address: ACCOUNT.origin,
      key: 'new-key',
      person: 'same',
    });
  });
});
