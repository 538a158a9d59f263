import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { exportList } from '../../../renderer/ui/screens/list/bulk/export.ts';
import { FIRST_ID, makeUp } from '../fakes/records.ts';
import { NOW, openApp, type OpenOptions } from '../fakes/open-app.ts';
import { fakeStore } from '../fakes/store.ts';

async function openList(options: OpenOptions = {}) {
  const opened = openApp(options);
  const grid = await screen.findByRole('grid');
  await within(grid).findByText('Ada Dubois');
  return { ...opened, grid };
}
const chosenRows = (grid: HTMLElement) =>
  within(grid)
    .getAllByRole('row')
    .filter((row) => row.getAttribute('aria-selected') === 'true');
const listSpec = (store: ReturnType<typeof fakeStore>) =>
  store.watching().flatMap((spec) => (spec.type === 'list' && spec.kind === 'contacts' ? [spec] : []))[0];
const button = (name: string | RegExp) => screen.getByRole('button', { name });

describe('filters of a list', () => {
  it('are asked of the store, told as words, and taken away again', async () => {
    const where = JSON.stringify([
      { column: 'owner_id', op: 'in', values: ['me'] },
      { column: 'updated_at', op: 'within', span: { unit: 'week', from: 0, to: 0 } },
    ]);
    const { store } = await openList({ hash: `#/contacts?where=${encodeURIComponent(where)}` });
    expect(listSpec(store)?.filters).toEqual([
      { column: 'owner_id', op: 'in', values: [11] },
      {
        column: 'updated_at',
        op: 'between',
        from: Date.parse('2026-11-23T00:00:00Z'),
        to: Date.parse('2026-11-30T00:00:00Z') - 1,
      },
    ]);
    await fireEvent.click(button('Remove the filter: Sales owner is Me'));
    await waitFor(() => expect(listSpec(store)?.filters).toHaveLength(1));
    expect(screen.queryByRole('button', { name: /Sales owner is Me/ })).toBeNull();
    expect(button('Remove the filter: Changed: this week')).toBeTruthy();
  });

  it('are put with a few keys, and say what is missing', async () => {
    const { store } = await openList();
    await fireEvent.click(button('Filter'));
    const find = await screen.findByRole('textbox', { name: 'Find a field' });
    await fireEvent.input(find, { target: { value: 'city' } });
    await fireEvent.keyDown(find, { key: 'Enter' });
    const text = await screen.findByRole('textbox', { name: 'Text' });
    await fireEvent.click(button('Filter the list'));
    expect(await screen.findByText('Give a value to filter by.')).toBeTruthy();
    await fireEvent.input(text, { target: { value: 'ly' } });
    await fireEvent.click(button('Filter the list'));
    await waitFor(() =>
      expect(listSpec(store)?.filters).toEqual([{ column: 'city', op: 'contains', text: 'ly' }]),
    );
    expect(window.location.hash).toContain('where=');
    window.history.back();
    await waitFor(() => expect(listSpec(store)?.filters).toEqual([]));
  });
});

describe('several sorts', () => {
  it('are made by presses with Shift', async () => {
    const { store } = await openList();
    const heading = (name: string) =>
      within(screen.getByRole('columnheader', { name: new RegExp(name) })).getByRole('button', { name });
    await fireEvent.click(heading('City'));
    await fireEvent.click(heading('Name'), { shiftKey: true });
    await waitFor(() =>
      expect(listSpec(store)?.sorts).toEqual([
        { column: 'city', direction: 'asc' },
        { column: 'name', direction: 'asc' },
      ]),
    );
    expect(window.location.hash).toBe('#/contacts?sort=city%2Cname');
  });
});

describe('choosing records', () => {
  it('goes by x, a range by Shift, and Escape lets go', async () => {
    const { grid } = await openList();
    grid.focus();
    for (const key of ['j', 'x', 'j', 'j']) await fireEvent.keyDown(grid, { key });
    await fireEvent.keyDown(grid, { key: 'X', shiftKey: true });
    await screen.findByText('3 chosen');
    expect(chosenRows(grid)).toHaveLength(3);
    await fireEvent.keyDown(grid, { key: 'Escape' });
    await waitFor(() => expect(chosenRows(grid)).toHaveLength(0));
    expect(window.location.hash).toBe('#/contacts');
  });

  it('of all gives each to another owner, in one call that is taken back as one', async () => {
    const { store } = await openList();
    await fireEvent.click(screen.getByRole('checkbox', { name: 'Choose all 60' }));
    await screen.findByText('60 chosen');
    await fireEvent.click(button('Owner'));
    const dialog = await screen.findByRole('dialog');
    await within(dialog).findByRole('option', { name: 'Tomás Herrera' });
    await fireEvent.change(within(dialog).getByRole('combobox'), { target: { value: '12' } });
    await fireEvent.click(within(dialog).getByRole('button', { name: 'Save' }));
    await screen.findByText('60 records have another owner.');
    expect(store.asked.filter(({ name }) => name === 'edit')).toHaveLength(1);
    expect(store.edits).toHaveLength(60);
    expect(store.edits.every(({ operation }) => operation.type === 'update')).toBe(true);
    expect(new Set(store.edits.map(({ target }) => target.id)).size).toBe(60);
    await fireEvent.click(button('Undo'));
    await waitFor(() => expect(store.asked.filter(({ name }) => name === 'edit.undo')).toHaveLength(60));
  });

  it('says each reason once when the store takes none of them', async () => {
    const { grid, store } = await openList();
    grid.focus();
    for (const key of ['j', 'x', 'j', 'x']) await fireEvent.keyDown(grid, { key });
    await fireEvent.click(await screen.findByRole('button', { name: 'Delete' }));
    const dialog = await screen.findByRole('dialog', { name: 'Delete 2 records?' });
    const problem = { field: null, code: 'not-here' as const, limit: null };
    store.nextEdit({
      saved: false,
      problems: [
        { ...problem, at: 0 },
        { ...problem, at: 1 },
      ],
    });
    await fireEvent.click(within(dialog).getByRole('button', { name: 'Delete' }));
    expect(await within(dialog).findByText('Nothing was changed')).toBeTruthy();
    expect(chosenRows(grid)).toHaveLength(2);
  });
});

describe('views', () => {
  it('are saved as the list is, and chosen again', async () => {
    const where = JSON.stringify([{ column: 'city', op: 'contains', text: 'ly' }]);
    const { store } = await openList({ hash: `#/contacts?where=${encodeURIComponent(where)}` });
    await fireEvent.click(button('All contacts'));
    await fireEvent.click(await screen.findByRole('button', { name: 'Save as a new view…' }));
    await fireEvent.input(await screen.findByLabelText('Name of the view'), { target: { value: 'Lyon' } });
    await fireEvent.click(button('Save'));
    await screen.findByText('The view Lyon is saved on this laptop.');
    await screen.findByRole('button', { name: 'Lyon' });
    const put = store.asked.find(({ name }) => name === 'views.put')?.input;
    expect(put).toMatchObject({
      views: [{ name: 'Lyon', kind: 'contacts', filters: [{ column: 'city', op: 'contains', text: 'ly' }] }],
    });
    await fireEvent.click(button('Remove the filter: City contains “ly”'));
    expect(await screen.findByText('Changed since it was saved')).toBeTruthy();
    await fireEvent.click(button(/^Lyon/));
    await fireEvent.click(await screen.findByRole('button', { name: 'Lyon', current: true }));
    await waitFor(() =>
      expect(listSpec(store)?.filters).toEqual([{ column: 'city', op: 'contains', text: 'ly' }]),
    );
  });
});

describe('columns', () => {
  it('are chosen, moved, and brought back', async () => {
    await openList();
    const headings = () =>
      screen
        .getAllByRole('columnheader')
        .flatMap((heading) => heading.querySelector('.label')?.textContent ?? []);
    await fireEvent.click(button('Columns'));
    await fireEvent.click(await screen.findByRole('checkbox', { name: 'Fleet size' }));
    await waitFor(() => expect(headings().at(-1)).toBe('Fleet size'));
    await fireEvent.click(button('Move Fleet size up'));
    await waitFor(() => expect(headings().at(-2)).toBe('Fleet size'));
    await fireEvent.click(button('Back to the usual columns'));
    await waitFor(() => expect(headings()).not.toContain('Fleet size'));
  });
});

describe('an exported list', () => {
  it('holds the wanted records with bare values, page after page', async () => {
    const { client } = fakeStore(makeUp(NOW, 2500));
    const pages: number[] = [];
    const exported = await exportList(client, {
      list: { kind: 'contacts', filters: [], text: '', sorts: [{ column: 'created_at', direction: 'desc' }] },
      columns: (['name', 'mobile_number', 'open_deals_amount', 'updated_at'] as const).map((key) => ({
        label: key,
        column: {
          key,
          type: key === 'updated_at' ? 'instant' : key === 'open_deals_amount' ? 'money' : 'text',
          label: null,
          target: null,
          isCustom: false,
          isDefault: true,
          fieldType: null,
          choices: null,
        },
      })),
      wants: (id) => id !== FIRST_ID.contacts + 1,
      zone: 'Europe/Berlin',
      progress: (done) => pages.push(done),
      signal: new AbortController().signal,
    });
    expect(exported?.count).toBe(2499);
    expect(pages).toEqual([1000, 2000, 2500]);
    const lines = exported?.text.split('\r\n') ?? [];
    expect(lines).toHaveLength(2501);
    expect(lines[1]).toBe("Ada Dubois,'+33612449018,0,2026-11-24 10:12");
  });
});
