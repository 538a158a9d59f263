import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { callOutcomes } from '../../../renderer/ui/screens/compose/call.ts';
import { writtenOf } from '../../../renderer/ui/screens/compose/recent.ts';
import { nextMorning } from '../../../renderer/ui/screens/compose/targets.ts';
import type { Row } from '../../../shared/store-port.ts';
import { NOW, openApp, type OpenOptions } from '../fakes/open-app.ts';
import { FIRST_ID, makeUp } from '../fakes/records.ts';
import { fakeStore } from '../fakes/store.ts';

const ADA = FIRST_ID.contacts;

async function openAda(options: OpenOptions = {}, name = 'Ada Dubois') {
  const opened = openApp({ hash: `#/contacts/${ADA}`, size: 20, ...options });
  const record = await screen.findByRole('article', { name });
  const composer = await within(record).findByRole('region', { name: 'Write down' });
  return { ...opened, record, composer };
}

const press = (inside: HTMLElement, name: string) =>
  fireEvent.click(within(inside).getByRole('button', { name }));

async function write(field: HTMLElement, value: string) {
  await fireEvent.input(field, { target: { value } });
}

describe('writing down', () => {
  it('saves a note of the record, tells the engine, and offers to take it back', async () => {
    const { composer, store, main } = await openAda();
    await press(composer, 'Note');
    const field = within(composer).getByRole('textbox', { name: 'What was said?' });
    await waitFor(() => expect(document.activeElement).toBe(field));
    await write(field, ' Wants 40 trucks ');
    await press(composer, 'Save the note');
    await waitFor(() =>
      expect(store.edits).toEqual([
        {
          target: { kind: 'notes', id: null },
          operation: {
            type: 'create',
            fields: { description: 'Wants 40 trucks', targetable_type: 'Contact', targetable_id: ADA },
          },
        },
      ]),
    );
    expect(main.calls.map(({ name }) => name)).toContain('sync.edited');
    await screen.findByText('The note is saved on this laptop');
    // The form closes, and the focus is where it began.
    await waitFor(() =>
      expect(document.activeElement).toBe(within(composer).getByRole('button', { name: 'Note' })),
    );
    await fireEvent.click(screen.getByRole('button', { name: 'Undo' }));
    await screen.findByText('Taken back');
    expect(store.calls).toContain('edit.undo');
  });

  it('saves no empty note, and says what is needed', async () => {
    const { composer, store } = await openAda();
    await press(composer, 'Note');
    await press(composer, 'Save the note');
    const field = within(composer).getByRole('textbox', { name: 'What was said?' });
    await waitFor(() => expect(field.getAttribute('aria-invalid')).toBe('true'));
    expect(within(composer).getByText('This is needed.')).toBeTruthy();
    expect(store.edits).toEqual([]);
  });

  it('saves a task that is due in the morning unless somebody says otherwise', async () => {
    const { composer, store, app } = await openAda({ hash: `#/deals/${FIRST_ID.deals}` }, 'Gold plan');
    expect(within(composer).queryByRole('button', { name: 'Log a call' })).toBeNull();
    await press(composer, 'Task');
    await write(within(composer).getByRole('textbox', { name: 'What is to be done?' }), 'Send the quote');
    await press(composer, 'Save the task');
    await waitFor(() => expect(store.edits).toHaveLength(1));
    expect(store.edits[0]?.operation).toEqual({
      type: 'create',
      fields: {
        title: 'Send the quote',
        due_date: new Date(nextMorning(app.clock.now)).toISOString(),
        owner_id: 11,
        targetable_type: 'Deal',
        targetable_id: FIRST_ID.deals,
      },
    });
  });

  it('asks whose a task is where nobody knows who the key’s user is', async () => {
    const { records, configuration } = makeUp(NOW, 20);
    const { me: _me, ...others } = configuration;
    const { composer, store } = await openAda({ store: fakeStore({ records, configuration: others }) });
    await press(composer, 'Task');
    await write(within(composer).getByRole('textbox', { name: 'What is to be done?' }), 'Send the quote');
    const owner = await within(composer).findByRole('combobox', { name: /Owner/ });
    await press(composer, 'Save the task');
    await within(composer).findByText('This is needed.');
    expect(store.edits).toEqual([]);
    await fireEvent.change(owner, { target: { value: '12' } });
    await press(composer, 'Save the task');
    await waitFor(() => expect(store.edits[0]?.operation).toMatchObject({ fields: { owner_id: 12 } }));
  });

  it('logs a call with its direction, and leaves out a note without words', async () => {
    const { composer, store } = await openAda();
    await press(composer, 'Log a call');
    await fireEvent.click(within(composer).getByRole('radio', { name: 'They called' }));
    await press(composer, 'Save the call');
    await waitFor(() => expect(store.edits).toHaveLength(1));
    expect(store.edits[0]?.operation).toEqual({
      type: 'create',
      fields: { call_direction: true, targetable_type: 'Contact', targetable_id: ADA },
    });
  });

  it('keeps what was typed where the store refuses', async () => {
    const { composer, store } = await openAda();
    store.nextEdit({
      saved: false,
      problems: [{ at: 0, field: 'due_date', code: 'not-a-date', limit: null }],
    });
    await press(composer, 'Task');
    const title = within(composer).getByRole('textbox', { name: 'What is to be done?' });
    await write(title, 'Call back');
    await press(composer, 'Save the task');
    await within(composer).findByText('This is not a date.');
    expect((title as HTMLInputElement).value).toBe('Call back');
  });

  it('logs a call with somebody new from the list', async () => {
    const { store } = openApp({ hash: '#/leads', size: 20 });
    await fireEvent.click(await screen.findByRole('button', { name: 'Log a call' }));
    const dialog = await screen.findByRole('dialog', { name: 'Log a call with somebody new' });
    await press(dialog, 'Save the call');
    await within(dialog).findByText('This is needed.');
    await write(within(dialog).getByRole('textbox', { name: /Last name/ }), 'Hopper');
    await write(within(dialog).getByRole('textbox', { name: 'What was said?' }), 'Asks for a demo');
    await press(dialog, 'Save the call');
    await waitFor(() => expect(store.edits).toHaveLength(1));
    expect(store.edits[0]).toEqual({
      target: { kind: 'phone_calls', id: null },
      operation: {
        type: 'create',
        fields: {
          call_direction: false,
          note: { description: 'Asks for a demo' },
          targetable_type: 'Lead',
          targetable: { last_name: 'Hopper' },
        },
      },
    });
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });
});

describe('what was written down', () => {
  const about = { targetable_type: 'Contact', targetable_id: ADA };

  async function openWritten() {
    const opened = await openAda();
    const { store } = opened;
    store.put({ marks: { 'notes:1': { pending: { editIds: [crypto.randomUUID()] } } } });
    store.change('notes', [
      { id: 1, description: 'Wants 40 trucks', created_at: '2026-11-24T08:00:00Z', ...about },
      { id: 2, description: 'About somebody else', targetable_type: 'Lead', targetable_id: ADA },
    ]);
    store.change('tasks', [
      { id: 3, title: 'Send the quote', due_date: '2026-11-20T09:00:00Z', status: 0, ...about },
    ]);
    const list = await screen.findByRole('region', { name: 'Notes, tasks and calls' });
    return { ...opened, list };
  }

  it('stands on the record, marked while it waits', async () => {
    const { list } = await openWritten();
    const lines = await waitFor(() => {
      const found = within(list).getAllByRole('listitem');
      expect(found).toHaveLength(2);
      return found;
    });
    expect(lines[0]?.textContent).toContain('Send the quote');
    expect(lines[0]?.textContent).toContain('Was due: 20 Nov');
    expect(lines[1]?.textContent).toContain('Waiting');
    expect(within(list).queryByText('About somebody else')).toBeNull();
  });

  it('completes a task', async () => {
    const { list, store } = await openWritten();
    await fireEvent.click(within(list).getByRole('checkbox', { name: 'Mark “Send the quote” as done' }));
    await waitFor(() =>
      expect(store.edits).toEqual([
        { target: { kind: 'tasks', id: 3 }, operation: { type: 'update', fields: { status: 1 } } },
      ]),
    );
  });

  it('changes a note, and deletes it after asking', async () => {
    const { list, store } = await openWritten();
    await press(list, 'Change this note');
    const dialog = await screen.findByRole('dialog', { name: 'Change this note' });
    await write(within(dialog).getByRole('textbox', { name: 'Note' }), 'Wants 50 trucks');
    await press(dialog, 'Save');
    await waitFor(() =>
      expect(store.edits.at(-1)).toEqual({
        target: { kind: 'notes', id: 1 },
        operation: { type: 'update', fields: { description: 'Wants 50 trucks' } },
      }),
    );
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await press(list, 'Delete this note');
    await press(await screen.findByRole('dialog', { name: 'Delete this note?' }), 'Delete');
    await waitFor(() => expect(store.edits.at(-1)?.operation.type).toBe('delete'));
  });

  it('has open tasks first, then what is newest; what has no time yet is new', () => {
    const row = (id: number, cells: Row['cells']): Row => ({
      id,
      title: String(id),
      cells,
      pending: false,
      conflict: false,
    });
    const answer = (rows: Row[]) => ({
      type: 'list' as const,
      total: rows.length,
      all: rows.length,
      offset: 0,
      rows,
      sums: {},
    });
    const order = writtenOf({
      tasks: answer([
        row(1, { due_date: 50, status: 0 }),
        row(2, { due_date: 20, status: 0 }),
        row(3, { due_date: 5, status: 1 }),
      ]),
      notes: answer([row(4, { created_at: 30 }), row(5, { created_at: 90 })]),
      phone_calls: answer([row(6, { conversation_time: null })]),
    });
    expect(order.map(({ id }) => id)).toEqual([2, 1, 6, 5, 4, 3]);
  });
});

describe('the next morning', () => {
  it('is never on a weekend', () => {
    const friday = new Date(2026, 10, 27, 16, 30).getTime();
    expect(new Date(nextMorning(friday)).toString()).toContain('Mon Nov 30 2026 09:00:00');
    const monday = new Date(2026, 10, 23, 8, 0).getTime();
    expect(new Date(nextMorning(monday)).toString()).toContain('Tue Nov 24 2026 09:00:00');
  });
});

describe('the outcomes of a call', () => {
  it('are those of the account’s type for calls, and none where that is not known', () => {
    const values = {
      'selector:sales_activity_types': [
        { id: 1, name: 'Meeting', internal_name: 'appointment' },
        { id: 2, name: 'Telefonat', internal_name: 'phone' },
      ],
      'selector:sales_activity_outcomes': [
        { id: 10, name: 'Held', sales_activity_type_id: 1 },
        { id: 11, name: 'Left message', sales_activity_type_id: 2 },
      ],
    };
    expect(callOutcomes(values)).toEqual([{ id: 11, words: 'Left message' }]);
    expect(callOutcomes({})).toEqual([]);
  });
});
