import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { openApp, type OpenOptions } from '../fakes/open-app.ts';

async function openPalette(options: OpenOptions = {}) {
  const opened = openApp(options);
  await screen.findByRole('grid');
  await fireEvent.keyDown(window, { key: 'k', code: 'KeyK', ctrlKey: true });
  const dialog = await screen.findByRole('dialog');
  const input = within(dialog).getByRole('combobox');
  const type = (text: string) => fireEvent.input(input, { target: { value: text } });
  const options_ = () =>
    within(dialog)
      .getAllByRole('option')
      .map((option) => option.textContent?.replace(/\s+/g, ' ').trim() ?? '');
  const chosen = () => dialog.querySelector<HTMLElement>('[data-selected]');
  const selected = () => chosen()?.textContent?.replace(/\s+/g, ' ').trim() ?? '';
  return {
    ...opened,
    dialog,
    input,
    type,
    options: options_,
    selected,
    value: () => chosen()?.dataset['value'],
  };
}

describe('palette', () => {
  it('offers commands when blank, and what was looked at lately first', async () => {
    const first = await openPalette();
    expect(first.options()[0]).toBe('Go to Today');
    first.app.recent.add('widgetz', { kind: 'deals', id: 40001 });
    first.app.recent.add('widgetz', { kind: 'deals', id: 999 });
    await fireEvent.keyDown(first.input, { key: 'Escape' });
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await fireEvent.keyDown(window, { key: 'k', code: 'KeyK', metaKey: false, ctrlKey: true });
    const dialog = await screen.findByRole('dialog');
    await within(dialog).findByText('Recent');
    expect(within(dialog).getAllByRole('option')[0]?.textContent).toContain('Gold plan');
  });

  it('finds records of all kinds as one types, by kind with totals, and marks what matched', async () => {
    const { dialog, type, selected } = await openPalette({ size: 60 });
    await type('lu lo');
    await within(dialog).findAllByText('Contacts');
    expect(dialog.querySelector('mark')?.textContent).toBe('Lu');
    expect(selected()).toContain('Lucía López');
    const headings = [...dialog.querySelectorAll('.palette-heading')].map((heading) =>
      heading.textContent?.replace(/\s+/g, ' ').trim(),
    );
    expect(headings).toContain('Contacts 4');
  });

  it('opens what Enter is on, and walks with the arrows', async () => {
    const { dialog, input, type, value } = await openPalette();
    await type('eoin');
    await waitFor(() => expect(value()).toBe('leads:10005'));
    await fireEvent.keyDown(input, { key: 'ArrowDown' });
    await waitFor(() => expect(value()).toBe('contacts:20005'));
    await fireEvent.keyDown(input, { key: 'ArrowUp' });
    await waitFor(() => expect(value()).toBe('leads:10005'));
    await fireEvent.keyDown(input, { key: 'Enter' });
    await waitFor(() => expect(window.location.hash).toBe('#/leads/10005'));
    await waitFor(() => expect(dialog.isConnected).toBe(false));
  });

  it('opens the first result of what was typed when Enter comes before it', async () => {
    const { input, type, store, value } = await openPalette();
    await type('eoin');
    await waitFor(() => expect(value()).toBe('leads:10005'));
    const release = store.hold();
    await type('gold plan');
    await fireEvent.keyDown(input, { key: 'Enter' });
    expect(window.location.hash).not.toContain('/leads/10005');
    release();
    await waitFor(() => expect(window.location.hash).toBe('#/deals/40001'));
  });

  it('forgets such an Enter when more is typed', async () => {
    const { dialog, input, type, store, selected } = await openPalette();
    const release = store.hold();
    await type('gold');
    await fireEvent.keyDown(input, { key: 'Enter' });
    await type('eoin');
    release();
    await waitFor(() => expect(selected()).toContain('Eoin'));
    expect(dialog.isConnected).toBe(true);
  });

  it('asks the store for the last words only', async () => {
    const { store, type, dialog } = await openPalette();
    const before = store.calls.filter((name) => name === 'search').length;
    const release = store.hold();
    for (const text of ['g', 'gr', 'gra', 'graz']) await type(text);
    release();
    await within(dialog).findAllByText(/Wójcik/);
    expect(store.calls.filter((name) => name === 'search').length - before).toBe(2);
  });

  it('runs commands', async () => {
    const { input, type, selected, main } = await openPalette();
    await type('dark');
    await waitFor(() => expect(selected()).toBe('Dark appearance'));
    await fireEvent.keyDown(input, { key: 'Enter' });
    await waitFor(() => expect(document.documentElement.dataset['theme']).toBe('dark'));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await fireEvent.click(screen.getByRole('button', { name: /Find anything/ }));
    const again = await screen.findByRole('combobox');
    await fireEvent.input(again, { target: { value: 'fetch every' } });
    await waitFor(() =>
      expect(document.querySelector('[data-selected]')?.textContent).toContain('Fetch everything again'),
    );
    await fireEvent.keyDown(again, { key: 'Enter' });
    await waitFor(() => expect(main.calls.map(({ name }) => name)).toContain('sync.walkAgain'));
  });

  it('puts what was opened lately first among its kind', async () => {
    const { dialog, type, app, value, input } = await openPalette();
    await type('eoin');
    await waitFor(() => expect(value()).toBe('leads:10005'));
    await type('lu');
    await waitFor(() => expect(dialog.querySelector('mark')?.textContent?.toLowerCase()).toBe('lu'));
    const [, second] = within(dialog)
      .getAllByRole('option')
      .flatMap((option) => /^contacts:(\d+)$/.exec(option.dataset['value'] ?? '')?.[1] ?? []);
    expect(second).toBeDefined();
    app.recent.add('widgetz', { kind: 'contacts', id: Number(second) });
    await fireEvent.keyDown(input, { key: 'Escape' });
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await fireEvent.keyDown(window, { key: 'k', code: 'KeyK', ctrlKey: true });
    const again = await screen.findByRole('dialog');
    await fireEvent.input(within(again).getByRole('combobox'), { target: { value: 'lu' } });
    await within(again).findAllByText('Contacts');
    await waitFor(() => {
      const contacts = within(again)
        .getAllByRole('option')
        .map((option) => option.dataset['value'] ?? '')
        .filter((each) => each.startsWith('contacts:'));
      expect(contacts[0]).toBe(`contacts:${second}`);
    });
  });

  it('finds tasks, notes and appointments, and goes where they are looked at', async () => {
    const { dialog, type, store, input } = await openPalette();
    store.change('tasks', [{ id: 7, title: 'Quarterly review', status: 0 }]);
    store.change('notes', [
      {
        id: 8,
        description: 'Wants a quarterly price',
        targetable_type: 'Contact',
        targetable_id: 20_003,
      },
    ]);
    store.change('appointments', [{ id: 9, title: 'Quarterly demo', from_date: '2026-12-03T10:00:00Z' }]);
    await type('quarterly');
    const pick = (name: RegExp) => within(dialog).findByRole('option', { name });
    await pick(/review/);
    await pick(/demo/);
    await fireEvent.click(await pick(/price/));
    await waitFor(() => expect(window.location.hash).toBe('#/contacts/20003'));
    await waitFor(() => expect(input.isConnected).toBe(false));
  });

  it('finds commands past a typo, and in any order of words', async () => {
    const { dialog, type, options } = await openPalette();
    await type('apearance dark');
    await waitFor(() => expect(options()).toEqual(['Dark appearance']));
    await type('borad');
    await within(dialog).findByRole('option', { name: 'Go to Board of deals' });
  });

  it('says when there is nothing', async () => {
    const { dialog, type } = await openPalette();
    await type('qqqq');
    expect(await within(dialog).findByText('Nothing found for “qqqq”')).toBeTruthy();
  });

  it.each([
    ['our own link', 'satchel://deal/40001', 'deals:40001'],
    [
      'an address of this account’s CRM',
      'https://widgetz.freshsales.io/crm/sales/deals/40001',
      'deals:40001',
    ],
    ['an older one', ' https://widgetz.freshsales.io/contacts/20005/notes ', 'contacts:20005'],
  ])('opens the record that %s stands for', async (_what, link, record) => {
    const { input, type, value, options } = await openPalette();
    await type(link);
    await waitFor(() => expect(value()).toBe(record));
    expect(options()).toHaveLength(1);
    await fireEvent.keyDown(input, { key: 'Enter' });
    await waitFor(() => expect(window.location.hash).toBe(`#/${record.replace(':', '/')}`));
  });

  it.each([
    ['https://evil.example/crm/sales/deals/40001', 'This link leads to another account: evil.example.'],
    ['satchel://deal/999999', 'Nothing found for “satchel://deal/999999”'],
    [
      'http://widgetz.freshsales.io/deals/40001',
      'Nothing found for “http://widgetz.freshsales.io/deals/40001”',
    ],
  ])('opens nothing by %s', async (link, words) => {
    const { dialog, type } = await openPalette();
    await type(link);
    // What fills a sentence stands between isolates.
    await within(dialog).findByText((text) => text.replace(/[\u2066-\u2069]/g, '') === words);
  });
});
