import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { ACCOUNT, fakeMain, idleSync } from '../fakes/main.ts';
import { NOW, openApp } from '../fakes/open-app.ts';

describe('sync screen', () => {
  it('shows what is here of each kind, and fetches again on request', async () => {
    const { main } = openApp({ hash: '#/sync', size: 60 });
    const table = await screen.findByRole('table');
    const row = within(table).getByRole('row', { name: /Contacts/ });
    expect(within(row).getByText('Complete')).toBeTruthy();
    expect(await within(row).findByText('60')).toBeTruthy();
    expect(within(row).getByText('07:12')).toBeTruthy();
    expect(screen.getByText('870 calls are left for the whole account.')).toBeTruthy();
    await fireEvent.click(screen.getByRole('button', { name: 'Fetch everything again' }));
    expect(main.calls.at(-1)?.name).toBe('sync.now');
  });

  it('says an error in plain words with the time of the next try', async () => {
    const main = fakeMain({
      account: { status: 'signed-in', account: ACCOUNT, key: 'keychain' },
      sync: {
        ...idleSync(NOW),
        phase: { name: 'failed', error: { code: 'server', status: 503 }, retryAt: NOW + 300_000 },
      },
    });
    openApp({ hash: '#/sync', main });
    expect((await screen.findAllByText('Freshsales has a problem')).length).toBeGreaterThan(0);
    expect(screen.getAllByText('Next try 09:17').length).toBeGreaterThan(0);
    expect(screen.getByText(/error 503/)).toBeTruthy();
  });

  it('tells of a change by its kind only', async () => {
    const { main } = openApp({ hash: '#/sync' });
    await screen.findByRole('table');
    const idle = idleSync(NOW);
    const status = screen.getByRole('status', { name: 'Sync' });
    expect(status.textContent).toBe('Up to date');
    main.sync({ ...idle, phase: { name: 'mirror', kind: 'deals' } });
    await waitFor(() => expect(status.textContent).toBe('Fetching deals'));
  });
});

describe('settings', () => {
  it('shows the account and where its key is', async () => {
    openApp({ hash: '#/settings' });
    expect(await screen.findByText('https://widgetz.freshsales.io/api')).toBeTruthy();
    expect(screen.getByText('In this system’s keychain')).toBeTruthy();
  });

  it('changes the appearance at once', async () => {
    openApp({ hash: '#/settings' });
    const dark = await screen.findByRole('radio', { name: 'Dark' });
    await fireEvent.click(dark);
    await waitFor(() => expect(document.documentElement.dataset['theme']).toBe('dark'));
    expect(window.localStorage.getItem('satchel:theme')).toBe('dark');
    expect(dark.getAttribute('aria-checked')).toBe('true');
  });

  it('asks before signing out, then removes the data and what was looked at', async () => {
    const { app, main, store } = openApp({ hash: '#/settings' });
    app.recent.add('widgetz', { kind: 'deals', id: 40001 });
    await fireEvent.click(await screen.findByRole('button', { name: 'Sign out' }));
    const dialog = await screen.findByRole('dialog', { name: 'Sign out of widgetz.freshsales.io?' });
    expect(main.calls.map(({ name }) => name)).not.toContain('account.signOut');
    await fireEvent.click(within(dialog).getByRole('button', { name: 'Sign out and remove' }));
    expect(await screen.findByText('Connect to Freshsales')).toBeTruthy();
    expect(store.calls).toContain('store.close');
    await waitFor(() => expect(app.recent.list('widgetz')).toEqual([]));
  });
});

describe('the other half of the app', () => {
  it('may be away while everything stays readable', async () => {
    const { app } = openApp();
    expect(await screen.findByText('Ada Dubois')).toBeTruthy();
    expect(app.sync.connected).toBe(true);
  });
});
