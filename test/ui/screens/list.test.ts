import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/errors.ts';
import type { StoreForUiClient } from '../../../shared/rpc/contract.ts';
import type { WatchSpec } from '../../../shared/store-port.ts';
import { fakeMain, idleSync, ACCOUNT } from '../fakes/main.ts';
import { NOW, openApp, type OpenOptions } from '../fakes/open-app.ts';
import { makeUp } from '../fakes/records.ts';
import { fakeStore } from '../fakes/store.ts';

async function openList(options: OpenOptions = {}) {
  const opened = openApp(options);
  const grid = await screen.findByRole('grid');
  await within(grid).findByText('Ada Dubois');
  return { ...opened, grid };
}

const row = (grid: HTMLElement, index: number) =>
  grid.querySelector<HTMLElement>(`[role="row"][aria-rowindex="${index}"]`);
const activeName = (grid: HTMLElement) =>
  document.getElementById(grid.getAttribute('aria-activedescendant') ?? '')?.querySelector('.name')
    ?.textContent;
const sortButton = (name: string) => within(header(name)).getByRole('button', { name });
const header = (name: string) => screen.getByRole('columnheader', { name: new RegExp(name) });

describe('list', () => {
  it('draws the rows that can be seen, and says how many there are', async () => {
    const { grid } = await openList({ size: 60 });
    expect(grid.getAttribute('aria-rowcount')).toBe('61');
    expect(within(grid).getAllByRole('row').length).toBeLessThan(45);
    // Numbers are written as people do once the library's tables have come.
    await within(grid).findAllByText('+33 6 12 44 90 18');
    const cells = within(row(grid, 2) as HTMLElement).getAllByRole('gridcell');
    expect(cells.map((cell) => cell.textContent?.replace(/\s+/g, ' ').trim())).toEqual([
      '', // The box to choose it by.
      'AD Ada Dubois',
      'Widgetz',
      '+33 6 12 44 90 18',
      'Lyon',
      'Rita Moreau',
      '09:12',
    ]);
  });

  it('asks the store for a range, never for all', async () => {
    const { store } = await openList({ size: 500 });
    const limits = store.watching().flatMap((spec) => (spec.type === 'list' ? [spec.limit] : []));
    expect(limits).toHaveLength(1);
    expect(limits[0]).toBeLessThan(200);
  });

  it('takes its headings from the account where it has some', async () => {
    await openList();
    expect(header('Sales owner')).toBeTruthy();
    expect(header('Account')).toBeTruthy();
  });

  it('sorts by a press on a heading, and the other way by the next', async () => {
    const { grid } = await openList();
    expect(header('Changed').getAttribute('aria-sort')).toBe('descending');
    await fireEvent.click(sortButton('Name'));
    await waitFor(() => expect(header('Name').getAttribute('aria-sort')).toBe('ascending'));
    expect(header('Changed').getAttribute('aria-sort')).toBe('none');
    expect(window.location.hash).toBe('#/contacts?sort=name');
    await waitFor(() => expect(row(grid, 2)?.textContent).toContain('Ada Dubois'));
    await fireEvent.click(sortButton('Name'));
    await waitFor(() => expect(header('Name').getAttribute('aria-sort')).toBe('descending'));
    await waitFor(() => expect(row(grid, 2)?.textContent).toContain('Шевченко'));
  });

  it('is walked by the keyboard, and opens a record with Enter', async () => {
    const { grid } = await openList();
    grid.focus();
    for (const [key, name] of [
      ['j', 'Ada Dubois'],
      ['ArrowDown', 'Benjamín Müller'],
      ['j', 'Chiyo Tanaka'],
      ['k', 'Benjamín Müller'],
      ['ArrowUp', 'Ada Dubois'],
      ['ArrowUp', 'Ada Dubois'],
    ] as const) {
      await fireEvent.keyDown(grid, { key });
      expect(activeName(grid)).toBe(name);
    }
    await fireEvent.keyDown(grid, { key: 'PageDown' });
    await fireEvent.keyDown(grid, { key: 'Home' });
    expect(activeName(grid)).toBe('Ada Dubois');
    await fireEvent.keyDown(grid, { key: 'Enter' });
    expect(window.location.hash).toBe('#/contacts/20001');
    const record = await screen.findByRole('article', { name: 'Ada Dubois' });
    expect(within(record).getByRole('heading', { name: 'Ada Dubois' })).toBeTruthy();
    await waitFor(() => expect(row(grid, 2)?.getAttribute('aria-current')).toBe('true'));
  });

  it('hears the keys when nothing has the focus, and nothing of them while one types', async () => {
    const { grid } = await openList();
    await fireEvent.keyDown(document.body, { key: 'j' });
    expect(document.activeElement).toBe(grid);
    expect(activeName(grid)).toBe('Ada Dubois');
    await fireEvent.keyDown(screen.getByRole('textbox'), { key: 'j' });
    expect(activeName(grid)).toBe('Ada Dubois');
  });

  it('hears j and k also while a link or button has the focus', async () => {
    const { grid } = await openList();
    const button = sortButton('City');
    button.focus();
    await fireEvent.keyDown(button, { key: 'j' });
    expect(activeName(grid)).toBe('Ada Dubois');
    expect(document.activeElement).toBe(grid);
  });

  it('says what is wrong when the store refuses', async () => {
    const store = fakeStore(makeUp(NOW, 10));
    const client: StoreForUiClient = {
      ...store.client,
      async call(name, input) {
        if (name === 'watch.open' && (input as WatchSpec).type === 'list')
          throw new AppError({ code: 'storage', reason: 'UnknownError' });
        return store.client.call(name, input);
      },
    };
    openApp({ store: { ...store, client } });
    expect(await screen.findByText('This laptop’s storage refuses')).toBeTruthy();
  });

  it('starts anew at another kind', async () => {
    const { grid } = await openList({ hash: '#/contacts?sort=name' });
    await fireEvent.keyDown(grid, { key: 'End' });
    window.location.hash = '#/accounts';
    const accounts = await screen.findByRole('grid', { name: 'Accounts' });
    expect(await within(accounts).findByText('Widgetz')).toBeTruthy();
    expect(accounts.getAttribute('aria-activedescendant')).toBeNull();
    expect(header('Changed').getAttribute('aria-sort')).toBe('descending');
  });

  it('keeps the usual order where the address asks for a column that is not there', async () => {
    await openList({ hash: '#/contacts?sort=nonsense' });
    expect(header('Changed').getAttribute('aria-sort')).toBe('descending');
  });

  it('leafs through the records when one is open beside it, and closes it with Escape', async () => {
    const { grid } = await openList({ hash: '#/contacts/20001' });
    await screen.findByRole('article', { name: 'Ada Dubois' });
    await fireEvent.keyDown(grid, { key: 'j' });
    await screen.findByRole('article', { name: 'Benjamín Müller' });
    expect(window.location.hash).toBe('#/contacts/20002');
    await fireEvent.keyDown(window, { key: 'Escape' });
    await waitFor(() => expect(screen.queryByRole('article')).toBeNull());
    expect(window.location.hash).toBe('#/contacts');
  });

  it('opens a record as a page where there is no room beside the list', async () => {
    const { grid } = await openList({ wide: false });
    await fireEvent.click(row(grid, 3) as HTMLElement);
    await screen.findByRole('article', { name: 'Benjamín Müller' });
    expect(screen.queryByRole('grid')).toBeNull();
    await fireEvent.click(screen.getByRole('button', { name: 'Contacts' }));
    expect(await screen.findByRole('grid')).toBeTruthy();
    expect(window.location.hash).toBe('#/contacts');
  });

  it('filters as one types, says how many match, and keeps the old rows until the new ones come', async () => {
    const { grid, store } = await openList();
    await fireEvent.keyDown(window, { key: '/' });
    const filter = screen.getByRole('textbox', { name: 'Filter Contacts' });
    expect(document.activeElement).toBe(filter);
    const release = store.hold();
    await fireEvent.input(filter, { target: { value: 'mull' } });
    expect(row(grid, 2)?.textContent).toContain('Ada Dubois');
    release();
    await waitFor(() => expect(row(grid, 2)?.textContent).toContain('Benjamín Müller'));
    expect(screen.getByText('5 of 60')).toBeTruthy();
    expect(window.location.hash).toBe('#/contacts?q=mull');
    await fireEvent.keyDown(filter, { key: 'ArrowDown' });
    expect(document.activeElement).toBe(grid);
    expect(activeName(grid)).toBe('Benjamín Müller');
  });

  it('offers to clear a filter that finds nothing', async () => {
    await openList();
    const filter = screen.getByRole<HTMLInputElement>('textbox', { name: 'Filter Contacts' });
    await fireEvent.input(filter, { target: { value: 'nobody here' } });
    expect(await screen.findByText('Nothing found for “nobody here”')).toBeTruthy();
    const buttons = screen.getAllByRole('button', { name: 'Clear the filter' });
    await fireEvent.click(buttons.at(-1) as HTMLElement);
    expect(await screen.findByText('Ada Dubois')).toBeTruthy();
    expect(filter.value).toBe('');
  });

  it('follows the store', async () => {
    const { grid, store } = await openList();
    store.change('contacts', [{ id: 7, first_name: 'New', last_name: 'Comer' }]);
    expect(await within(grid).findByText('New Comer')).toBeTruthy();
    await waitFor(() => expect(within(grid).getAllByRole('row')).toHaveLength(2));
  });

  it('says that records are on their way, and when there are none at all', async () => {
    const idle = idleSync(NOW);
    const main = fakeMain({
      account: { status: 'signed-in', account: ACCOUNT, key: 'keychain' },
      sync: {
        ...idle,
        phase: { name: 'mirror', kind: 'contacts' },
        kinds: idle.kinds.map((kind) => ({
          ...kind,
          state: 'running',
          fetched: 300,
          total: 48_310,
          finishedAt: null,
        })),
      },
    });
    openApp({ main, size: 0 });
    expect(await screen.findByText('Contacts are on their way')).toBeTruthy();
    expect(screen.getAllByText('300 of 48,310').length).toBeGreaterThan(0);
    main.sync(idle);
    expect(await screen.findByText('No contacts yet')).toBeTruthy();
  });

  it('draws hostile text as text', async () => {
    const { grid, store } = await openList();
    store.change('contacts', [{ id: 7, display_name: '<img src=x onerror=alert(1)>' }]);
    expect(await within(grid).findByText('<img src=x onerror=alert(1)>')).toBeTruthy();
    expect(grid.querySelector('img')).toBeNull();
  });
});

describe('deals', () => {
  it('show money in each deal’s own currency', async () => {
    openApp({ hash: '#/deals' });
    const grid = await screen.findByRole('grid', { name: 'Deals' });
    expect(await within(grid).findByText('€8,360.50')).toBeTruthy();
    expect(within(grid).getByText('$15,660.50')).toBeTruthy();
  });
});

describe('the rail', () => {
  it('shows the kinds the account has, with their counts', async () => {
    openApp({ absent: ['leads'], size: 60 });
    const nav = await screen.findByRole('navigation', { name: 'Main' });
    await waitFor(() => expect(within(nav).queryByRole('link', { name: /Leads/ })).toBeNull());
    expect(
      within(nav)
        .getByRole('link', { name: /Contacts/ })
        .getAttribute('aria-current'),
    ).toBe('page');
    expect(within(nav).getByRole('link', { name: /Contacts 60/ })).toBeTruthy();
  });

  it('goes elsewhere when a kind is asked for that the account does not have', async () => {
    openApp({ absent: ['leads'], hash: '#/leads' });
    await waitFor(() => expect(window.location.hash).toBe('#/today'));
  });
});
