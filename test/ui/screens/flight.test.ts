import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { ACCOUNT, fakeMain, idleSync } from '../fakes/main.ts';
import { NOW, openApp } from '../fakes/open-app.ts';
import { makeUp } from '../fakes/records.ts';
import { fakeStore } from '../fakes/store.ts';

const ADA = { kind: 'contacts', id: 20_001 } as const;

describe('the flight check', () => {
  it('says what is missing, fills it with one button, and says how far it is', async () => {
    const store = fakeStore(makeUp(NOW, 10));
    store.put({
      flight: {
        type: 'flight',
        kinds: [{ kind: 'contacts', count: 10, expected: null, mirroredAt: NOW }],
        records: [
          { ref: ADA, title: 'Ada Dubois', reason: 'visit', detailsAt: null, missing: ['files'] },
          { ref: { kind: 'deals', id: 4 }, title: 'Gold', reason: 'deal', detailsAt: NOW, missing: [] },
        ],
        total: 2,
        ready: 1,
      },
    });
    const main = fakeMain({
      account: { status: 'signed-in', account: ACCOUNT, key: 'keychain' },
      sync: idleSync(NOW),
    });
    openApp({ hash: '#/flight', store, main });
    await screen.findByRole('heading', { name: 'Not ready yet' });
    expect(screen.getByText('1 of 2 here in full')).toBeTruthy();
    const row = screen.getByRole('row', { name: /Ada Dubois/ });
    expect(within(row).getByText('Not here yet')).toBeTruthy();
    expect(within(row).getByText('Next days')).toBeTruthy();
    await fireEvent.click(screen.getByRole('button', { name: 'Fill the gaps' }));
    await waitFor(() =>
      expect(main.calls.find(({ name }) => name === 'sync.fill')?.input).toEqual({ refs: [ADA] }),
    );
    main.sync({ ...idleSync(NOW), filling: { total: 4, left: 1 } });
    await screen.findByText('3 of 4 records are here');
    expect(screen.getByRole('meter', { name: 'Filling the gaps' }).getAttribute('aria-valuenow')).toBe('3');
  });

  it('is green when nothing is missing, and says how records come to be kept', async () => {
    const store = fakeStore(makeUp(NOW, 10));
    openApp({ hash: '#/flight', store });
    await screen.findByRole('heading', { name: 'Ready to fly' });
    expect(screen.getByText('No records to keep in full')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Fetch what is new' })).toBeTruthy();
  });

  it('says which files of pinned records are still to come, or do not fit', async () => {
    const { main } = openApp({ hash: '#/flight' });
    await screen.findByRole('heading', { name: 'Ready to fly' });
    const room = { files: 2, used: 3_000_000, room: 2_000_000_000, spare: 0, waiting: 0, noRoom: 0 };
    main.files.overview(room);
    await screen.findByText('The files of pinned records are on this laptop.');
    main.files.overview({ ...room, waiting: 3, noRoom: 1 });
    await screen.findByText('3 files of pinned records are still to come.');
    expect(screen.getByText(/^1 file of pinned records does not fit\./)).toBeTruthy();
    expect(screen.getByRole('heading', { name: 'Nearly ready' })).toBeTruthy();
    expect(screen.queryByText('The files of pinned records are on this laptop.')).toBeNull();
  });
});
