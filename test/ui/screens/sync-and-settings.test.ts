import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import { firstDayOf } from '../../../renderer/ui/lib/zoned.ts';
import type { SyncState } from '../../../shared/sync-state.ts';
import { dayLog } from '../fakes/changes.ts';
import { ACCOUNT, fakeMain, idleSync } from '../fakes/main.ts';
import { NOW, openApp } from '../fakes/open-app.ts';
import { makeUp } from '../fakes/records.ts';
import { fakeStore } from '../fakes/store.ts';

describe('sync screen', () => {
  it('shows what is here of each kind, and fetches again on request', async () => {
    const { main } = openApp({ hash: '#/sync', size: 60 });
    const table = await screen.findByRole('table');
    const row = within(table).getByRole('row', { name: /Contacts/ });
    expect(within(row).getByText('Complete')).toBeTruthy();
    expect(await within(row).findByText('60')).toBeTruthy();
    expect(within(row).getByText('07:12')).toBeTruthy();
    expect(within(row).getByText('Yesterday')).toBeTruthy();
    expect(screen.getByText(/870 calls are left for the whole account\./)).toBeTruthy();
    await fireEvent.click(screen.getByRole('button', { name: 'Fetch everything again' }));
    expect(main.calls.at(-1)?.name).toBe('sync.walkAgain');
    const send = screen.getByRole('button', { name: 'Send and fetch now' });
    await waitFor(() => expect(send.hasAttribute('disabled')).toBe(false));
    await fireEvent.click(send);
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
    expect(await screen.findByText(/error 503/)).toBeTruthy();
    expect(screen.getAllByText('Next try 09:17').length).toBeGreaterThan(0);
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

describe('what the engine asks and tells', () => {
  const openSync = (more: Partial<SyncState>, store = fakeStore(makeUp(NOW, 60))) =>
    openApp({
      hash: '#/sync',
      store,
      main: fakeMain({
        account: { status: 'signed-in', account: ACCOUNT, key: 'keychain' },
        sync: { ...idleSync(NOW), ...more },
      }),
    });

  it('a mass deletion: nothing is taken away without an answer, and both answers can be given', async () => {
    const { main } = openSync({ massDeletions: [{ kind: 'deals', gone: 180, of: 400, at: NOW }] });
    const notice = await screen.findByRole('alert');
    expect(within(notice).getByText('180 of 400 deals are gone in Freshsales')).toBeTruthy();
    await fireEvent.click(within(notice).getByRole('button', { name: 'Keep them for now' }));
    expect(main.calls.at(-1)).toEqual({
      name: 'sync.answerMassDeletion',
      input: { kind: 'deals', remove: false },
    });
    const remove = within(notice).getByRole('button', { name: 'Take them away here' });
    await waitFor(() => expect(remove.hasAttribute('disabled')).toBe(false));
    await fireEvent.click(remove);
    expect(main.calls.at(-1)?.input).toEqual({ kind: 'deals', remove: true });
  });

  it('that nothing moves', async () => {
    openSync({ stalledSince: NOW - 240_000 });
    const notice = await screen.findByRole('alert');
    expect(within(notice).getByText('Nothing has moved since 09:08')).toBeTruthy();
    expect(within(notice).getByRole('link', { name: 'To the outbox' })).toBeTruthy();
  });

  it('every event of the log in words, the newest first', async () => {
    const store = fakeStore(makeUp(NOW, 60));
    store.put({ journal: dayLog(NOW) });
    openSync({}, store);
    const log = await screen.findByRole('list', { name: 'What happened' });
    const said = within(log)
      .getAllByRole('listitem')
      .map((line) => line.textContent?.replace(/\s+/g, ' ').trim());
    expect(said).toEqual([
      '09:11 Not taken by Freshsales: change of contact Ada Dubois',
      '09:10 Sent: new lead Grace Hopper',
      '09:08 Freshsales left something out: change of contact Ada Dubois (Tier)',
      '09:03 No clear answer, being checked: deletion of contact Benjamín Müller',
      '09:00 The network is back',
      '08:22 Changed on both sides: change of deal Gold plan (Value and Expected close)',
      '07:37 The network went',
      '07:22 3 contacts came new or changed',
      '07:21 1 record of deals is gone in Freshsales',
      '07:12 All leads compared with Freshsales',
      'Yesterday All deals fetched',
    ]);
  });

  it('the log by what went out, what came in and what went wrong', async () => {
    const store = fakeStore(makeUp(NOW, 60));
    store.put({ journal: dayLog(NOW) });
    openSync({}, store);
    const log = await screen.findByRole('list', { name: 'What happened' });
    const filters = screen.getByRole('group', { name: 'Show' });
    await fireEvent.click(within(filters).getByRole('button', { name: 'Went out' }));
    await waitFor(() => expect(within(log).getAllByRole('listitem')).toHaveLength(1));
    expect(within(log).getByText('Sent: new lead Grace Hopper')).toBeTruthy();
    await fireEvent.click(within(filters).getByRole('button', { name: 'Troubles' }));
    await waitFor(() => expect(within(log).getAllByRole('listitem')).toHaveLength(5));
  });

  it('which records are not shaped as documented', async () => {
    const store = fakeStore(makeUp(NOW, 60));
    const drift = (detail: string) => ({
      at: NOW,
      event: 'drift' as const,
      kind: 'contacts' as const,
      id: 20001,
      title: '',
      operation: null,
      count: null,
      detail,
    });
    store.put({ journal: [drift('emails'), drift('tags')] });
    const { kinds } = idleSync(NOW);
    openSync({ kinds: kinds.map((each) => ({ ...each, drifted: each.kind === 'contacts' ? 1 : 0 })) }, store);
    const unusual = await screen.findByRole('region', { name: 'Unusual records' });
    const link = await within(unusual).findByRole('link', { name: 'Ada Dubois' });
    expect(link.getAttribute('href')).toBe('#/contacts/20001');
    expect(within(unusual).getByText('emails, tags')).toBeTruthy();
  });

  it('what this laptop and the whole account have used of their calls', async () => {
    openSync({});
    const own = await screen.findByRole('meter', { name: 'This laptop' });
    expect(own.getAttribute('aria-valuenow')).toBe('14');
    expect(own.getAttribute('aria-valuemax')).toBe('40');
    expect(screen.getByText(/^130 of 1,000 used this hour/)).toBeTruthy();
  });

  it('that everything was compared, and when', async () => {
    openSync({});
    expect(await screen.findByText(/compared with Freshsales by their ids/)).toBeTruthy();
  });

  it('when a network is looked for again', async () => {
    openSync({ phase: { name: 'offline', retryAt: NOW + 300_000 } });
    expect(await screen.findByText('Next try 09:17')).toBeTruthy();
  });

  it('how many calls it may make, which can be set to less or to any number', async () => {
    const { main } = openSync({});
    const usual = await screen.findByRole<HTMLInputElement>('radio', { name: '40, the usual' });
    await waitFor(() => expect(usual.checked).toBe(true));
    await fireEvent.click(screen.getByRole('radio', { name: '15, frugal' }));
    await waitFor(() =>
      expect(main.calls.at(-1)).toEqual({ name: 'budget.set', input: { callsPerHour: 15 } }),
    );
    await fireEvent.click(screen.getByRole('radio', { name: 'Another number' }));
    const field = await screen.findByRole('textbox', { name: 'Calls an hour, 5 to 5,000' });
    await fireEvent.input(field, { target: { value: '3' } });
    await fireEvent.click(screen.getByRole('button', { name: 'Set' }));
    expect(await screen.findByText('Type a whole number from 5 to 5,000.')).toBeTruthy();
    await fireEvent.input(field, { target: { value: '120' } });
    await fireEvent.click(screen.getByRole('button', { name: 'Set' }));
    await waitFor(() => expect(main.calls.at(-1)?.input).toEqual({ callsPerHour: 120 }));
  });
});

describe('settings', () => {
  it('say whose value counts, for each kind, and keep what is set for single fields', async () => {
    const store = fakeStore(makeUp(NOW, 60));
    store.put({ policies: { deals: { all: 'ask', fields: { amount: 'theirs' } } } });
    openApp({ hash: '#/settings', store });
    const deals = await screen.findByRole('radiogroup', { name: 'Deals' });
    expect(within(deals).getByRole<HTMLInputElement>('radio', { name: 'Ask me' }).checked).toBe(true);
    await fireEvent.click(within(deals).getByRole('radio', { name: 'Mine counts' }));
    await waitFor(() =>
      expect(store.asked.find(({ name }) => name === 'policies.set')?.input).toEqual({
        policies: { deals: { all: 'mine', fields: { amount: 'theirs' } } },
      }),
    );
  });

  it('list what is pinned, and unpin it', async () => {
    const store = fakeStore(makeUp(NOW, 60));
    store.put({ pins: [{ ref: { kind: 'deals', id: 40001 }, title: 'Gold plan', at: NOW }] });
    openApp({ hash: '#/settings', store });
    const pins = await screen.findByRole('list', { name: 'Pinned records' });
    expect(within(pins).getByRole('link', { name: 'Gold plan' })).toBeTruthy();
    await fireEvent.click(within(pins).getByRole('button', { name: 'Unpin Gold plan' }));
    expect(await screen.findByText(/^Nothing is pinned/)).toBeTruthy();
  });

  it('say what files take on this laptop, let the room be chosen, and take away what is not pinned', async () => {
    const { main } = openApp({ hash: '#/settings' });
    const part = within(await screen.findByRole('region', { name: 'Files on this laptop' }));
    const room = { files: 7, used: 500_000_000, room: 2e9, spare: 120_000_000, waiting: 1, noRoom: 2 };
    main.files.overview(room);
    const meter = await part.findByRole('meter', { name: 'Files on this laptop' });
    await waitFor(() => expect(meter.getAttribute('aria-valuenow')).toBe('380000000'));
    expect(meter.getAttribute('aria-valuetext')).toMatch(/^500 MB of 2 GB used\. 120 MB of it is not/);
    for (const words of ['7 files', /^1 file of pinned/, /^2 files of pinned records do not fit\./])
      expect(part.getByText(words)).toBeTruthy();

    const choices = part.getByRole('group', { name: 'Room for files' });
    const five = within(choices).getByRole<HTMLInputElement>('radio', { name: '5 GB' });
    expect(within(choices).getByRole<HTMLInputElement>('radio', { name: '2 GB' }).checked).toBe(true);
    await fireEvent.click(five);
    await waitFor(() => expect(five.checked).toBe(true));
    expect(main.calls.find(({ name }) => name === 'preferences.set')?.input).toMatchObject({
      filesRoom: 5e9,
    });

    await fireEvent.click(part.getByRole('button', { name: 'Take away what is not pinned' }));
    const dialog = await screen.findByRole('dialog', { name: 'Take these files off this laptop?' });
    expect(main.calls.map(({ name }) => name)).not.toContain('files.clear');
    await fireEvent.click(within(dialog).getByRole('button', { name: 'Take away' }));
    await waitFor(() =>
      expect(part.getByRole('status').textContent).toBe('Files on this laptop now take 380 MB.'),
    );
  });

  it('say with which day a week begins, at once and for the next time', async () => {
    const { app } = openApp({ hash: '#/settings' });
    const choices = await screen.findByRole('group', { name: 'Weeks begin on' });
    expect(firstDayOf(app.formats.locale)).toBe(1);
    await fireEvent.click(within(choices).getByRole('radio', { name: 'Sunday' }));
    expect(firstDayOf(app.formats.locale)).toBe(0);
    expect(window.localStorage.getItem('satchel:week-start')).toBe('sun');
  });

  it('say how long new appointments are', async () => {
    const { app } = openApp({ hash: '#/settings' });
    const choices = await screen.findByRole('group', { name: 'New appointments last' });
    expect(within(choices).getByRole('radio', { name: '30 minutes', checked: true })).toBeTruthy();
    await fireEvent.click(within(choices).getByRole('radio', { name: '45 minutes' }));
    expect(app.appointmentLength.chosen).toBe('45');
    expect(window.localStorage.getItem('satchel:appointment-length')).toBe('45');
    app.router.go({
      name: 'calendar',
      view: 'week',
      day: null,
      appointment: 'new',
      from: '2026-11-24T10:00',
    });
    const until = await screen.findByLabelText<HTMLInputElement>(/^Until|^End|^To/);
    expect(until.value).toBe('2026-11-24T10:45');
  });

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

  it('opens in another language when that is asked for, and not on the way through the choices', async () => {
    const { app } = openApp({ hash: '#/settings' });
    const choices = await screen.findByRole('radiogroup', { name: 'Language' });
    const apply = screen.getByRole('button', { name: 'Use this language' });
    expect(within(choices).getByRole('radio', { name: 'As the system', checked: true })).toBeTruthy();
    expect(apply.hasAttribute('disabled')).toBe(true);
    const asked = vi.spyOn(app.language, 'choose').mockReturnValue();
    await fireEvent.click(within(choices).getByRole('radio', { name: 'Deutsch' }));
    await waitFor(() => expect(apply.hasAttribute('disabled')).toBe(false));
    expect(asked).not.toHaveBeenCalled();
    await fireEvent.click(apply);
    expect(asked.mock.calls).toEqual([['de']]);
  });

  it('asks before signing out, then removes the data and what was looked at', async () => {
    const { app, main, store } = openApp({ hash: '#/settings' });
    app.recent.add('widgetz', { kind: 'deals', id: 40001 });
    await fireEvent.click(await screen.findByRole('button', { name: 'Sign out' }));
    const dialog = await screen.findByRole('dialog', { name: 'Sign out of widgetz.freshsales.io?' });
    expect(main.calls.map(({ name }) => name)).not.toContain('account.signOut');
    await fireEvent.click(within(dialog).getByRole('button', { name: 'Sign out' }));
    expect(await screen.findByText('Connect to Freshsales')).toBeTruthy();
    expect(store.calls).toContain('store.wipe');
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
