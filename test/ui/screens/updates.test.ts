import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import { notesBetween, versionsOf } from '../../../renderer/ui/screens/updates/changelog.ts';
import type { UpdatesPhase, UpdatesState } from '../../../shared/updates.ts';
import { AppError } from '../../../shared/errors.ts';
import { ACCOUNT, fakeMain } from '../fakes/main.ts';
import { NOW, openApp } from '../fakes/open-app.ts';
import { makeUp } from '../fakes/records.ts';
import { fakeStore } from '../fakes/store.ts';

vi.mock('../../../CHANGELOG.md?raw', () => ({
  default: '# Changelog\n\n## Unreleased\n\n- Soon.\n\n## 0.1.0\n\n- Faster.\n\n## 0.0.1\n\n- First.\n',
}));

const open = (updates: UpdatesState, hash = '#/settings') =>
  openApp({
    hash,
    main: fakeMain({ account: { status: 'signed-in', account: ACCOUNT, key: 'keychain' }, updates }),
  });
const at = (phase: UpdatesPhase) => open({ phase, news: null });
const card = async () => within(await screen.findByRole('region', { name: 'Updates' }));

describe('updates in the settings', () => {
  it.each([
    ['browser', /come with the desktop app/],
    ['development', /runs from its sources/],
    ['no-key', /does not update itself/],
    ['no-feed', /does not update itself/],
  ] as const)('says why there are none: %s', async (reason, words) => {
    at({ name: 'none', reason });
    expect(await (await card()).findByText(words)).toBeTruthy();
    expect((await card()).queryByRole('button')).toBeNull();
  });

  it('follows an update from being looked for until it is ready, and restarts where that is asked for', async () => {
    const { main } = at({ name: 'idle', checkedAt: NOW - 3_600_000 });
    const updates = await card();
    expect(await updates.findByText('Satchel 0.1.0 is the newest there is')).toBeTruthy();
    expect(updates.getByText(/Last looked/)).toBeTruthy();
    await fireEvent.click(updates.getByRole('button', { name: 'Look for updates' }));
    expect(main.calls.at(-1)?.name).toBe('updates.check');
    main.updates({ phase: { name: 'checking' }, news: null });
    expect(await updates.findByText('Looking for an update')).toBeTruthy();
    expect(updates.getByRole('button', { name: 'Look for updates' }).hasAttribute('disabled')).toBe(true);
    main.updates({ phase: { name: 'downloading', version: '0.2.0', share: 0.42 }, news: null });
    const meter = await updates.findByRole('meter', { name: 'Fetching Satchel 0.2.0' });
    expect(meter.getAttribute('aria-valuetext')).toBe('42% is here');
    main.updates({ phase: { name: 'ready', version: '0.2.0' }, news: null });
    expect(await updates.findByText(/put in place when you quit/)).toBeTruthy();
    // Seen from everywhere, quietly.
    expect(screen.getByRole('link', { name: 'Settings New: Satchel 0.2.0 is ready' })).toBeTruthy();
    await fireEvent.click(updates.getByRole('button', { name: 'Restart now' }));
    expect(main.calls.at(-1)?.name).toBe('updates.restart');
  });

  it('leads to the package where the package manager installs it', async () => {
    at({ name: 'offered', version: '0.2.0', page: 'https://updates.example/satchel_0.2.0_amd64.deb' });
    const link = await (await card()).findByRole('link', { name: 'Get the package' });
    expect(link.getAttribute('href')).toBe('https://updates.example/satchel_0.2.0_amd64.deb');
  });

  it('says in plain words what went wrong', async () => {
    at({ name: 'failed', error: { code: 'update', reason: 'not-signed' }, version: '0.2.0', at: NOW });
    expect(await (await card()).findByText('This update does not come from us')).toBeTruthy();
    expect((await card()).getByRole('button', { name: 'Look for updates' })).toBeTruthy();
  });
});

describe('what a start found', () => {
  it('shows what is new once', async () => {
    const { main } = open(
      {
        phase: { name: 'idle', checkedAt: null },
        news: { name: 'updated', from: '0.0.1', to: '0.1.0' },
      },
      '#/tasks',
    );
    await fireEvent.click(await screen.findByRole('button', { name: 'What is new' }));
    const dialog = await screen.findByRole('dialog', { name: 'What is new in Satchel 0.1.0' });
    expect(
      within(dialog)
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent),
    ).toEqual(['Faster.']);
    await fireEvent.click(within(dialog).getByRole('button', { name: 'Close' }));
    await waitFor(() => expect(screen.queryByText(/Satchel is now version/)).toBeNull());
    expect(main.calls.at(-1)?.name).toBe('updates.seen');
  });

  it('says that an update could not be installed, until that was read', async () => {
    open(
      { phase: { name: 'idle', checkedAt: null }, news: { name: 'not-installed', version: '0.2.0' } },
      '#/tasks',
    );
    const alert = await screen.findByRole('alert');
    expect(within(alert).getByText('The update to Satchel 0.2.0 could not be installed')).toBeTruthy();
    await fireEvent.click(within(alert).getByRole('button', { name: 'Close this message' }));
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
  });
});

describe('a database of a newer Satchel', () => {
  it('is left as it is: the words say that nothing is lost and what to do', async () => {
    const store = fakeStore(makeUp(NOW, 60));
    store.failNext('store.open', new AppError({ code: 'storage', reason: 'newer-version' }));
    const { main } = openApp({ store });
    const alert = await screen.findByRole('alert');
    expect(within(alert).getByText('What is on this laptop was written by a newer Satchel')).toBeTruthy();
    expect(
      within(alert).getByText(/everything is still there, changes that were not sent included/),
    ).toBeTruthy();
    main.updates({ phase: { name: 'ready', version: '0.2.0' }, news: null });
    await fireEvent.click(await screen.findByRole('button', { name: 'Restart now' }));
    expect(main.calls.at(-1)?.name).toBe('updates.restart');
  });
});

describe('the changelog', () => {
  const text =
    '# Changelog\n\n## Unreleased\n\n- Soon.\n\n## 0.10.0 (2026-12-24)\n\n- `npm` and *more*\n  over two lines, [here](x).\n- Second.\n\n## 0.9.0\n\n- Old.\n';

  it('is read version by version, without its marks', () => {
    expect(versionsOf(text)).toEqual([
      { version: '0.10.0', notes: ['npm and more over two lines, here.', 'Second.'] },
      { version: '0.9.0', notes: ['Old.'] },
    ]);
  });

  it('tells what came between two versions', () => {
    const versions = (from: string, to: string) => notesBetween(text, from, to).map(({ version }) => version);
    expect(versions('0.9.0', '0.10.0')).toEqual(['0.10.0']);
    expect(versions('0.1.0', '0.9.0')).toEqual(['0.9.0']);
    expect(versions('0.10.0', '0.10.0')).toEqual([]);
  });
});
