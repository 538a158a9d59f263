import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import { filesOf } from '../../../renderer/ui/screens/record/files.ts';
import { AppError, type ErrorInfo } from '../../../shared/errors.ts';
import type { OpenedFile } from '../../../shared/files.ts';
import { entryOf } from '../fakes/changes.ts';
import { ACCOUNT, fakeMain, idleSync } from '../fakes/main.ts';
import { NOW, openApp, type OpenOptions } from '../fakes/open-app.ts';
import { FIRST_ID } from '../fakes/records.ts';

const ADA = { kind: 'contacts', id: FIRST_ID.contacts } as const;
const OFFER = { record: ADA, id: 11 };

const listed = {
  ref: ADA,
  part: 'files' as const,
  at: NOW,
  value: {
    documents: [
      {
        id: 11,
        name: 'Offer.pdf',
        url: 'https://files.example/offer',
        content_file_size: 8393,
        is_shared: true,
        creater_id: 11,
        created_at: '2026-11-20T10:00:00Z',
      },
    ],
    links: [{ id: 5, name: 'Floor plan', url: 'https://files.example/plan' }],
  },
};

const file = {
  id: crypto.randomUUID(),
  name: 'Visit.txt',
  contentType: 'text/plain',
  size: 12,
  isShared: false,
};
const waiting = entryOf(3, ADA, 'Ada Dubois', { type: 'attach', file });

/** Ada’s files, with one of the CRM’s and a link. */
async function openFiles(options: OpenOptions = {}) {
  const opened = openApp({ hash: `#/contacts/${ADA.id}`, size: 20, ...options });
  const record = await screen.findByRole('article', { name: 'Ada Dubois' });
  opened.store.put({ details: [listed] });
  await fireEvent.click(await within(record).findByRole('tab', { name: /Files/ }));
  const files = await within(record).findByRole('region', { name: 'Files and links' });
  return { ...opened, record, files, offer: within(files).getByRole('button', { name: 'Offer.pdf' }) };
}

const signedIn = (phase: ReturnType<typeof idleSync>['phase']) =>
  fakeMain({
    account: { status: 'signed-in', account: ACCOUNT, key: 'keychain' },
    sync: { ...idleSync(NOW), phase },
  });
const textOf = (element: Element): string => element.textContent?.replace(/\s+/g, ' ').trim() ?? '';
const spoken = (record: HTMLElement): string[] => within(record).getAllByRole('status').map(textOf);
const fails = (info: ErrorInfo) => (): Promise<OpenedFile> => Promise.reject(new AppError(info));

describe('the files of a record', () => {
  it('are those that wait first, which can be taken back, then what the CRM has', async () => {
    const { record, store, files } = await openFiles();
    store.put({
      outbox: [waiting],
      marks: { [`contacts:${ADA.id}`]: { pending: { editIds: [waiting.edit.id] } } },
    });
    const pending = await within(record).findByRole('region', { name: 'Waiting to be attached' });
    expect(within(pending).getByText('Visit.txt')).toBeTruthy();
    expect(pending.compareDocumentPosition(files)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
    expect(within(files).getAllByRole('listitem').map(textOf)).toEqual([
      expect.stringMatching(/^Offer\.pdf ?8\.4 kB ?shared ?Rita Moreau ?20 Nov ?In the CRM$/),
      'Floor plan',
    ]);
    await fireEvent.click(within(pending).getByRole('button', { name: 'Undo: Visit.txt' }));
    await screen.findByText('Taken back');
    expect(store.asked).toContainEqual({
      name: 'edit.undo',
      input: { editId: waiting.edit.id, withDependants: false },
    });
  });

  it('say how much of one that goes up has left', async () => {
    const { record, store, main } = await openFiles();
    const { edit } = waiting;
    const state = { name: 'sending', since: NOW, serverTime: NOW } as const;
    store.put({
      outbox: [{ ...waiting, edit: { ...edit, state } }],
      marks: { [`contacts:${ADA.id}`]: { pending: { editIds: [edit.id] } } },
    });
    main.sync({ ...idleSync(NOW), upload: { editId: edit.id, sent: 5, total: 12 } });
    await within(record).findByText('On its way, 41%');
    main.sync(idleSync(NOW));
    await within(record).findByText('On its way');
  });

  it('are read as the engine lists them', () => {
    const insecure = structuredClone(listed);
    insecure.value.links[0]!.url = 'http://files.example/plan';
    expect(filesOf([insecure])).toMatchObject({
      files: [
        { key: 'file:11', fileId: 11, href: null, size: 8393, isShared: true, by: 11 },
        { key: 'link:5', fileId: null, href: null, size: null },
      ],
      at: NOW,
    });
    expect(filesOf([])).toBeNull();
  });

  it('are asked for by a look at them, where the look at the record did not bring them', async () => {
    const { main, store } = openApp({ hash: `#/contacts/${ADA.id}`, size: 20 });
    const looks = () => main.calls.filter(({ name }) => name === 'sync.look').length;
    const record = await screen.findByRole('article', { name: 'Ada Dubois' });
    await waitFor(() => expect(looks()).toBe(1));
    const tab = await within(record).findByRole('tab', { name: /Files/ });
    await fireEvent.click(tab);
    await within(record).findByText('The list of files is not here yet');
    await waitFor(() => expect(looks()).toBe(2));
    store.put({ details: [listed] });
    await within(record).findByRole('region', { name: 'Files and links' });
    await fireEvent.click(within(record).getByRole('tab', { name: 'Overview' }));
    await fireEvent.click(tab);
    expect(looks()).toBe(2);
  });

  it('open by the main process, and links outside', async () => {
    const { main, record, files, offer } = await openFiles();
    await fireEvent.click(offer);
    await waitFor(() => expect(spoken(record)).toContain('Offer.pdf is open.'));
    expect(main.calls).toContainEqual({ name: 'files.open', input: { file: OFFER } });
    expect(within(files).getByText('Offer.pdf is open.')).toBeTruthy();
    const link = within(files).getByRole('link', { name: 'Floor plan' });
    expect([link.getAttribute('href'), link.getAttribute('target')]).toEqual([
      'https://files.example/plan',
      '_blank',
    ]);
  });

  it('are saved by the page where the host has no programs to open them with', async () => {
    const clicked: string[] = [];
    const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
      this: HTMLAnchorElement,
    ) {
      clicked.push(`${String(this.getAttribute('href'))} ${String(this.hasAttribute('download'))}`);
    });
    const { main, record, offer } = await openFiles();
    main.files.onOpen(() => ({ by: 'page', address: '/files/once' }));
    await fireEvent.click(offer);
    await waitFor(() => expect(spoken(record)).toContain('Offer.pdf is saved.'));
    expect(clicked).toEqual(['/files/once true']);
    click.mockRestore();
  });

  it('show where they are, and follow it', async () => {
    const { main, files, offer } = await openFiles();
    const place = () => document.getElementById(offer.getAttribute('aria-describedby') ?? '')?.textContent;
    expect(place()).toBe('In the CRM');
    main.files.set(11, { name: 'waiting' });
    await waitFor(() => expect(place()).toBe('Will be fetched'));
    main.files.set(11, { name: 'fetching', received: 2_000_000, total: 8_000_000 });
    const bar = await within(files).findByRole('progressbar', { name: 'Fetching Offer.pdf' });
    expect([bar.getAttribute('aria-valuenow'), bar.getAttribute('aria-valuemax')]).toEqual([
      '2000000',
      '8000000',
    ]);
    expect(within(files).getByText('2 MB of 8 MB')).toBeTruthy();
    // It comes by itself: there is nobody whose waiting could be ended.
    expect(within(files).queryByRole('button', { name: /^Cancel/ })).toBeNull();
    main.files.set(11, { name: 'fetching', received: 2_500_000, total: null });
    await within(files).findByText('2.5 MB so far');
    expect(bar.hasAttribute('aria-valuenow')).toBe(false);
    main.files.set(11, { name: 'here' });
    await waitFor(() => expect(place()).toBe('On this laptop'));
    expect(within(files).queryByRole('progressbar')).toBeNull();
    main.files.set(11, { name: 'no-room' });
    await waitFor(() => expect(place()).toBe('Does not fit'));
    expect(within(files).getByRole('link', { name: 'Room for files' }).getAttribute('href')).toBe(
      '#/settings',
    );
    main.files.set(11, { name: 'failed', error: { code: 'server', status: 503 } });
    await waitFor(() => expect(place()).toBe('Not fetched'));
    expect(within(files).getByText(/Freshsales has a problem/)).toBeTruthy();
    await fireEvent.click(within(files).getByRole('button', { name: 'Try again: Offer.pdf' }));
    expect(main.calls.at(-1)).toEqual({ name: 'files.open', input: { file: OFFER } });
  });

  it('can be waited for or not: the wait is ended by a button, also after one has looked elsewhere', async () => {
    const { main, record, files, offer } = await openFiles();
    const opening = Promise.withResolvers<OpenedFile>();
    main.files.onOpen(() => opening.promise);
    await fireEvent.click(offer);
    // Before the first bytes there is something to see already.
    await within(files).findByText('One moment');
    expect(offer.hasAttribute('disabled')).toBe(true);
    await fireEvent.click(within(record).getByRole('tab', { name: 'Overview' }));
    await fireEvent.click(within(record).getByRole('tab', { name: /Files/ }));
    await fireEvent.click(await within(record).findByRole('button', { name: 'Cancel: Offer.pdf' }));
    expect(main.calls.at(-1)).toEqual({ name: 'files.cancel', input: { file: OFFER } });
    opening.reject(new AppError({ code: 'cancelled' }));
    await waitFor(() => expect(within(record).queryByRole('progressbar')).toBeNull());
    expect(within(record).getByRole('button', { name: 'Offer.pdf' }).hasAttribute('disabled')).toBe(false);
  });

  it.each<[ErrorInfo, RegExp, string | null]>([
    [{ code: 'network', reason: 'ENOTFOUND' }, /^Offer\.pdf is in the CRM alone\./, null],
    [{ code: 'cancelled' }, /^Not fetched\. What has come/, null],
    [{ code: 'too-large', limit: 1 }, /^It is larger than the room/, 'Room for files'],
    [{ code: 'storage', reason: 'ENOSPC' }, /^This laptop’s storage refuses\./, 'Try again: Offer.pdf'],
    [{ code: 'not-found' }, /^Not found\./, 'Try again: Offer.pdf'],
  ])('say why they do not open: %j', async (error, words, offered) => {
    const { main, record, files, offer } = await openFiles();
    main.files.onOpen(fails(error));
    await fireEvent.click(offer);
    await within(files).findByText(words);
    expect(spoken(record).some((said) => words.test(said))).toBe(true);
    const line = offer.closest('li')!;
    const others = [...within(line).queryAllByRole('button'), ...within(line).queryAllByRole('link')];
    expect(others.map((each) => each.getAttribute('aria-label') ?? each.textContent)).toEqual([
      'Offer.pdf',
      ...(offered === null ? [] : [offered]),
    ]);
  });

  it('open without a network where they are here, and say that they need one where they are not', async () => {
    const main = signedIn({ name: 'offline', retryAt: NOW });
    const { record, files, offer } = await openFiles({ main });
    await fireEvent.click(offer);
    await within(files).findByText('Offer.pdf is in the CRM alone. It opens when there is a network.');
    expect(main.calls.map(({ name }) => name)).not.toContain('files.open');
    main.files.set(11, { name: 'here' });
    await within(files).findByText('On this laptop');
    expect(within(files).queryByText(/in the CRM alone/)).toBeNull();
    await fireEvent.click(offer);
    await waitFor(() => expect(spoken(record)).toContain('Offer.pdf is open.'));
  });

  it('are kept here where the record is pinned', async () => {
    const { record } = await openFiles();
    expect(within(record).getByText(/Pin the record, and its files are kept/)).toBeTruthy();
    await fireEvent.click(within(record).getByRole('button', { name: 'Pin' }));
    await within(record).findByText(/The record is pinned: its files are kept/);
  });
});
