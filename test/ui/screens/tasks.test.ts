import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import type { IdentifiedRecord } from '../../../shared/entities/record.ts';
import { NOW, openApp, type OpenOptions } from '../fakes/open-app.ts';
import { FIRST_ID, makeUp } from '../fakes/records.ts';
import { fakeStore } from '../fakes/store.ts';

const ADA = FIRST_ID.contacts;
const HOUR = 3_600_000;

function task(
  id: number,
  title: string,
  dueAt: number | null,
  more: Partial<IdentifiedRecord> = {},
): IdentifiedRecord {
  return {
    id,
    title,
    status: 0,
    due_date: dueAt === null ? null : new Date(dueAt).toISOString(),
    owner_id: 11,
    targetable_type: 'Contact',
    targetable_id: ADA,
    ...more,
  };
}

/** Tuesday, 09:12 in UTC. */
const TASKS = [
  task(1, 'Send the price', NOW - 24 * HOUR),
  task(2, 'Call about the frame', NOW + 2 * HOUR),
  task(3, 'Prepare the demo', NOW + 24 * HOUR),
  task(4, 'Thank them', NOW - 48 * HOUR, { status: 1 }),
  task(5, 'Rita’s own', NOW + HOUR, { owner_id: 12 }),
];

async function openTasks(options: OpenOptions = {}) {
  const store = fakeStore(makeUp(NOW, 20));
  store.change('tasks', TASKS);
  const opened = openApp({ hash: '#/tasks', store, ...options });
  await screen.findByRole('heading', { level: 1, name: 'Tasks' });
  await screen.findByRole('link', { name: 'Send the price' });
  return opened;
}

const line = (title: string): HTMLElement => screen.getByRole('link', { name: title });
const key = (name: string, on: Element = document.activeElement ?? document.body) =>
  fireEvent.keyDown(on, { key: name });
const list = (name: RegExp): HTMLElement =>
  within(screen.getByRole('navigation', { name: 'Lists of tasks' })).getByRole('button', { name });

async function write(text: string): Promise<HTMLElement> {
  const field = screen.getByRole('textbox', { name: 'Add a task' });
  await fireEvent.input(field, { target: { value: text } });
  return screen.findByRole('form', { name: 'Add a task' });
}

describe('the tasks', () => {
  it('are counted by list, and are one’s own until somebody asks for all', async () => {
    await openTasks();
    await waitFor(() =>
      expect(list(/^Open/)).toHaveProperty('textContent', expect.stringMatching(/Open\s*3/)),
    );
    expect(screen.queryByRole('link', { name: 'Rita’s own' })).toBeNull();
    await fireEvent.click(screen.getByRole('checkbox', { name: 'Only mine' }));
    await screen.findByRole('link', { name: 'Rita’s own' });
    expect(screen.getAllByRole('heading', { level: 2 }).map(({ textContent }) => textContent)).toEqual([
      'Overdue',
      'Today',
      'Tomorrow',
    ]);
    await fireEvent.click(list(/^Completed/));
    await screen.findByRole('link', { name: 'Thank them' });
    expect(screen.queryByRole('link', { name: 'Send the price' })).toBeNull();
  });

  it('name the record they are about', async () => {
    await openTasks();
    const links = await screen.findAllByRole('link', { name: 'Ada Dubois' });
    expect(links[0]?.getAttribute('href')).toBe(`#/contacts/${ADA}`);
  });

  it('are walked through, completed and put off by keyboard', async () => {
    const { store } = await openTasks();
    await key('j', document.body);
    expect(document.activeElement).toBe(line('Send the price'));
    await key('j');
    expect(document.activeElement).toBe(line('Call about the frame'));
    await key('c');
    await waitFor(() =>
      expect(store.edits).toEqual([
        { target: { kind: 'tasks', id: 2 }, operation: { type: 'update', fields: { status: 1 } } },
      ]),
    );
    await screen.findByText('Done');
    // It leaves the list, and the one below has the focus.
    store.change(
      'tasks',
      TASKS.map((each) => (each.id === 2 ? { ...each, status: 1 } : each)),
    );
    await waitFor(() => expect(document.activeElement).toBe(line('Prepare the demo')));
    await key('k');
    await key('s');
    await fireEvent.click(await screen.findByRole('menuitem', { name: /^Tomorrow/ }));
    await waitFor(() =>
      expect(store.edits.at(-1)).toEqual({
        target: { kind: 'tasks', id: 1 },
        operation: { type: 'update', fields: { due_date: '2026-11-25T09:12:00.000Z' } },
      }),
    );
  });

  it('are deleted at once, and that can be taken back', async () => {
    const { store } = await openTasks();
    await fireEvent.click(screen.getByRole('button', { name: 'Delete “Prepare the demo”' }));
    await waitFor(() => expect(store.edits.at(-1)?.operation.type).toBe('delete'));
    await fireEvent.click(await screen.findByRole('button', { name: 'Undo' }));
    await screen.findByText('Taken back');
  });

  it('say what to do where there are none', async () => {
    const { store } = await openTasks();
    store.change('tasks', []);
    await screen.findByText('Nothing is open');
  });
});

describe('the quick line', () => {
  it('shows what it has understood, and saves that', async () => {
    const { store } = await openTasks();
    const form = await write('call Ada Dubois fri 10:00');
    expect(within(form).getByLabelText('Due')).toHaveProperty('value', '2026-11-27T10:00');
    // A lead has the same name.
    await within(form).findByRole('button', { name: 'Remove Ada Dubois' });
    await fireEvent.click(within(form).getByRole('button', { name: /Ada Dubois contact/ }));
    await fireEvent.submit(form);
    await waitFor(() =>
      expect(store.edits).toEqual([
        {
          target: { kind: 'tasks', id: null },
          operation: {
            type: 'create',
            fields: {
              title: 'call Ada Dubois',
              due_date: '2026-11-27T10:00:00.000Z',
              targetable_type: 'Contact',
              targetable_id: ADA,
              owner_id: 11,
            },
          },
        },
      ]),
    );
    await waitFor(() =>
      expect(screen.getByRole('textbox', { name: 'Add a task' })).toHaveProperty('value', ''),
    );
  });

  it('asks whom it is about where nobody is named, and keeps the words', async () => {
    const { store } = await openTasks();
    const form = await write('water the plants tomorrow');
    await fireEvent.submit(form);
    const about = within(form).getByRole('combobox', { name: /^About/ });
    await waitFor(() => expect(about.getAttribute('aria-invalid')).toBe('true'));
    expect(document.activeElement).toBe(about);
    expect(store.edits).toEqual([]);
    expect(screen.getByRole('textbox', { name: 'Add a task' })).toHaveProperty(
      'value',
      'water the plants tomorrow',
    );
  });

  it('is corrected by hand', async () => {
    const { store } = await openTasks();
    const form = await write('call Ada Dubois');
    await within(form).findByRole('button', { name: 'Remove Ada Dubois' });
    await fireEvent.input(within(form).getByLabelText('Due'), { target: { value: '2026-12-24T12:00' } });
    await fireEvent.submit(form);
    await waitFor(() =>
      expect(store.edits[0]?.operation).toMatchObject({ fields: { due_date: '2026-12-24T12:00:00.000Z' } }),
    );
  });
});

describe('a task beside the list', () => {
  it('is changed field by field, and says what is wrong at the field', async () => {
    const { store } = await openTasks({ hash: '#/tasks/2' });
    const panel = await screen.findByRole('article', { name: 'Call about the frame' });
    const title = within(panel).getByRole('textbox', { name: /^What is to be done/ });
    await fireEvent.input(title, { target: { value: '' } });
    store.nextEdit({ saved: false, problems: [{ at: 0, field: 'title', code: 'required', limit: null }] });
    await fireEvent.click(within(panel).getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(title.getAttribute('aria-invalid')).toBe('true'));
    await fireEvent.input(title, { target: { value: 'Call about the new frame' } });
    await fireEvent.change(within(panel).getByLabelText('Owner'), { target: { value: '12' } });
    await fireEvent.click(within(panel).getByRole('button', { name: 'Save' }));
    await waitFor(() =>
      expect(store.edits).toEqual([
        {
          target: { kind: 'tasks', id: 2 },
          operation: { type: 'update', fields: { title: 'Call about the new frame', owner_id: 12 } },
        },
      ]),
    );
  });

  it('keeps what was typed while one looks elsewhere', async () => {
    const { app } = await openTasks({ hash: '#/tasks/2' });
    const panel = await screen.findByRole('article', { name: 'Call about the frame' });
    await fireEvent.input(within(panel).getByLabelText('Description'), {
      target: { value: 'half a thought' },
    });
    app.router.go({ name: 'tasks', id: 3 });
    await screen.findByRole('article', { name: 'Prepare the demo' });
    app.router.go({ name: 'tasks', id: 2 });
    const again = await screen.findByRole('article', { name: 'Call about the frame' });
    await waitFor(() =>
      expect(within(again).getByLabelText('Description')).toHaveProperty('value', 'half a thought'),
    );
  });
});
