import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { RecordRef } from '../../../shared/entities/kind.ts';
import { FIRST_LOCAL_ID } from '../../../shared/entities/local-id.ts';
import { AppError } from '../../../shared/errors.ts';
import { nameKey } from '../../../shared/store-port.ts';
import { daysWork, editId, entryOf } from '../fakes/changes.ts';
import { NOW, openApp } from '../fakes/open-app.ts';
import { makeUp } from '../fakes/records.ts';
import { fakeStore, type FakeStore } from '../fakes/store.ts';

function openOutbox(put: Parameters<FakeStore['put']>[0] = daysWork(NOW)) {
  const store = fakeStore(makeUp(NOW, 60));
  store.put(put);
  return openApp({ hash: '#/outbox', store });
}

const item = (name: string | RegExp) => screen.findByRole('listitem', { name });
const asked = (store: ReturnType<typeof openOutbox>['store'], name: string) =>
  store.asked.filter((call) => call.name === name).map(({ input }) => input);

describe('the outbox', () => {
  it('says every change in words, by the record it is about, those that need the rep first', async () => {
    openOutbox();
    await item('New lead Grace Hopper');
    const sentences = screen
      .getAllByRole('listitem')
      .map((one) => one.getAttribute('aria-label'))
      .filter((label) => label !== null);
    expect(sentences).toEqual([
      'Emails of Ada Dubois: person0@example.com → ada@',
      'Call with Ada Dubois: He calls back on Monday.',
      '2 fields of Gold plan',
      'New lead Grace Hopper',
      'Note on Grace Hopper: Wants the pilot before Easter; the CFO decides.',
      'Task for Grace Hopper: Send the cold chain sheet',
      'Stage of Fleet upgrade: Demo → Negotiation',
      'Delete contact Benjamín Müller',
    ]);
    const grace = screen.getByRole('region', { name: 'Grace Hopper lead' });
    expect(within(grace).getAllByRole('listitem')).toHaveLength(3);
    expect(within(grace).getByRole('link', { name: 'Grace Hopper' }).getAttribute('href')).toBe(
      `#/leads/${FIRST_LOCAL_ID}`,
    );
  });

  it('says what an update does to each of several fields, and what a new record holds', async () => {
    openOutbox();
    const deal = await item('2 fields of Gold plan');
    expect(within(deal).getByText('72,000')).toBeTruthy();
    expect(within(deal).getByText('80,000')).toBeTruthy();
    expect(within(deal).getByText('Wed, 3 Mar 2027')).toBeTruthy();
    const lead = await item('New lead Grace Hopper');
    expect(within(lead).getByText('Rita Moreau')).toBeTruthy();
    expect(within(lead).getByText('Harbour & Sons')).toBeTruthy();
  });

  it('says that changes cannot be read any more, and lets go of them when the rep says so', async () => {
    const { store } = openOutbox({ ...daysWork(NOW), unreadable: 2 });
    await screen.findByText('2 changes cannot be read any more');
    await fireEvent.click(screen.getByRole('button', { name: 'Let go of it' }));
    await waitFor(() => expect(screen.queryByText('2 changes cannot be read any more')).toBeNull());
    expect(asked(store, 'outbox.dropUnreadable')).toEqual([{}]);
    await item('New lead Grace Hopper');
  });

  it('says where each change stands, and offers what can be done about it', async () => {
    openOutbox();
    const offers = async (name: RegExp) =>
      within(await item(name))
        .queryAllByRole('button')
        .map((button) => button.textContent?.trim());
    expect(within(await item(/^New lead/)).getByText('Waiting')).toBeTruthy();
    expect(within(await item(/^Note on/)).getByText('Waits for another change')).toBeTruthy();
    expect(within(await item(/^Stage of/)).getByText('On its way')).toBeTruthy();
    expect(within(await item(/^Delete contact/)).getByText('Checking whether it arrived')).toBeTruthy();
    expect(await offers(/^New lead/)).toEqual(['Undo']);
    expect(await offers(/^Stage of/)).toEqual([]);
    expect(await offers(/^Delete contact/)).toEqual([]);
    const refused = await item(/^Emails of Ada/);
    expect(within(refused).getByText('Email is invalid.').closest('dd')?.textContent).toContain('ada@');
    expect(within(refused).getByRole('link', { name: 'Change it' }).getAttribute('href')).toBe(
      '#/contacts/20001/edit?field=emails',
    );
    expect(await offers(/^Emails of Ada/)).toEqual(['Try again', 'Discard']);
    const held = await item('2 fields of Gold plan');
    expect(within(held).getByRole('link', { name: 'Decide' }).getAttribute('href')).toBe(
      '#/conflicts/deals/40001',
    );
  });

  it('names what a change waits for, and goes there', async () => {
    openOutbox();
    const note = await item(/^Note on/);
    expect(within(note).getByText('Waits for:')).toBeTruthy();
    await fireEvent.click(screen.getByRole('button', { name: /^On its way/ }));
    expect(screen.queryByRole('listitem', { name: /^Note on/ })).toBeNull();
    await fireEvent.click(screen.getByRole('button', { name: /^Waiting/ }));
    const again = await item(/^Note on/);
    await fireEvent.click(within(again).getByRole('button', { name: 'New lead Grace Hopper' }));
    const lead = await item('New lead Grace Hopper');
    await waitFor(() => expect(document.activeElement).toBe(lead));
  });

  it('waits for what of its own record is on its way', async () => {
    const deal: RecordRef = { kind: 'deals', id: 40001 };
    const first = entryOf(
      1,
      deal,
      'Gold plan',
      { type: 'update', fields: { amount: '80000' } },
      { base: { amount: '72000' }, state: { name: 'sending', since: NOW, serverTime: NOW } },
    );
    const second = entryOf(
      2,
      deal,
      'Gold plan',
      { type: 'update', fields: { probability: 70 } },
      { base: { probability: 40 } },
    );
    openOutbox({ outbox: [first, second], conflicts: [], journal: [] });
    const waiting = await item(/^Probability/);
    expect(within(waiting).getByRole('button', { name: /→ 80,000$/ })).toBeTruthy();
  });

  it('is filtered by where changes stand, with how many there are', async () => {
    openOutbox();
    await item(/^New lead/);
    const filters = screen.getByRole('group', { name: 'Show' });
    expect(
      within(filters)
        .getAllByRole('button')
        .map((one) => one.textContent?.trim()),
    ).toEqual(['All8', 'Needs you3', 'Waiting3', 'On its way2']);
    await fireEvent.click(within(filters).getByRole('button', { name: /^Needs you/ }));
    expect(screen.queryByRole('listitem', { name: /^New lead/ })).toBeNull();
    expect(await item(/^Emails of/)).toBeTruthy();
    expect(within(filters).getByRole('button', { name: /^Needs you/, pressed: true })).toBeTruthy();
  });

  it('is grouped by state on request, each change with a link to its record', async () => {
    openOutbox();
    await item(/^New lead/);
    await fireEvent.click(screen.getByRole('button', { name: 'By state' }));
    const refused = await screen.findByRole('region', { name: 'Not taken by Freshsales' });
    expect(within(refused).getByRole('link', { name: 'Ada Dubois' }).getAttribute('href')).toBe(
      '#/contacts/20001',
    );
    const waiting = screen.getByRole('region', { name: 'Waiting' });
    expect(within(waiting).getAllByRole('listitem')).toHaveLength(3);
  });

  it('opens the form at the field that was refused, with what the server said of it', async () => {
    openOutbox();
    const refused = await item(/^Emails of Ada/);
    const link = within(refused).getByRole('link', { name: 'Change it' });
    window.location.hash = link.getAttribute('href') ?? '';
    window.dispatchEvent(new PopStateEvent('popstate'));
    const field = await screen.findByRole('textbox', { name: /^Emails/ });
    expect(await screen.findByText('Email is invalid.')).toBeTruthy();
    await waitFor(() => expect(document.activeElement).toBe(field));
    await fireEvent.input(field, { target: { value: 'ada@widgetz.example' } });
    await fireEvent.keyDown(field, { key: 'Enter' });
    await waitFor(() => expect(screen.queryByText('Email is invalid.')).toBeNull());
  });

  it('shows what arrived lately', async () => {
    openOutbox();
    const arrived = await screen.findByRole('region', { name: 'Arrived lately' });
    expect(within(arrived).getByText('Sent: new lead Grace Hopper')).toBeTruthy();
  });

  it('says when a change that failed is tried again', async () => {
    const entry = entryOf(
      1,
      { kind: 'notes', id: FIRST_LOCAL_ID },
      'Hello',
      {
        type: 'create',
        fields: { description: 'Hello', targetable_type: 'Contact', targetable_id: 20001 },
      },
      {
        names: { [nameKey('contacts', 20001)]: 'Ada Dubois' },
        state: { name: 'queued', notBefore: NOW + 300_000 },
      },
    );
    openOutbox({ outbox: [entry], conflicts: [], journal: [] });
    expect(within(await item('Note on Ada Dubois: Hello')).getByText('Again at 09:17')).toBeTruthy();
  });

  it('takes a change back and tells the engine', async () => {
    const { store, main } = openOutbox();
    const call = await item(/^Task for/);
    await fireEvent.click(within(call).getByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(screen.queryByRole('listitem', { name: /^Task for/ })).toBeNull());
    expect(asked(store, 'edit.undo')).toEqual([{ editId: editId(3), withDependants: false }]);
    await waitFor(() => expect(main.calls.at(-1)?.name).toBe('sync.edited'));
  });

  it('asks first where other changes depend on it, naming them', async () => {
    const work = daysWork(NOW);
    const { store } = openOutbox(work);
    store.nextUndo({ undone: false, dependants: work.outbox.slice(1, 3) });
    await fireEvent.click(within(await item(/^New lead/)).getByRole('button', { name: 'Undo' }));
    const dialog = await screen.findByRole('dialog', { name: 'Take back what depends on it too?' });
    expect(within(dialog).getByText('Task for Grace Hopper: Send the cold chain sheet')).toBeTruthy();
    store.nextUndo({ undone: true, editIds: [editId(1), editId(2), editId(3)] });
    await fireEvent.click(within(dialog).getByRole('button', { name: 'Undo all 3 changes' }));
    await waitFor(() => expect(screen.queryByRole('listitem', { name: /Grace Hopper/ })).toBeNull());
    expect(asked(store, 'edit.undo').at(-1)).toEqual({ editId: editId(1), withDependants: true });
  });

  it('names what goes too before what was refused is discarded', async () => {
    const work = daysWork(NOW);
    const [lead, ...others] = work.outbox;
    if (!lead) throw new Error('a lead');
    const error = { code: 'validation' as const, messages: ['Last name is taken.'], field: null };
    const parked = { ...lead, edit: { ...lead.edit, state: { name: 'parked' as const, at: NOW, error } } };
    const { store } = openOutbox({ ...work, outbox: [parked, ...others] });
    await fireEvent.click(within(await item(/^New lead/)).getByRole('button', { name: 'Discard' }));
    const dialog = await screen.findByRole('dialog', { name: 'Discard this change?' });
    expect(within(dialog).getByText('Task for Grace Hopper: Send the cold chain sheet')).toBeTruthy();
    await fireEvent.click(within(dialog).getByRole('button', { name: 'Discard all 3 changes' }));
    await waitFor(() =>
      expect(asked(store, 'edit.undo')).toEqual([{ editId: editId(1), withDependants: true }]),
    );
  });

  it('asks before what was refused is discarded, and keeps it on request', async () => {
    const { store } = openOutbox();
    const refused = await item(/^Emails of Ada/);
    await fireEvent.click(within(refused).getByRole('button', { name: 'Discard' }));
    const dialog = await screen.findByRole('dialog', { name: 'Discard this change?' });
    await fireEvent.click(within(dialog).getByRole('button', { name: 'Keep it' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(asked(store, 'edit.undo')).toEqual([]);
  });

  it('puts a refused change back into the queue', async () => {
    const { store, main } = openOutbox();
    await fireEvent.click(within(await item(/^Emails of Ada/)).getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(asked(store, 'outbox.retry')).toEqual([{ editIds: [editId(7)] }]));
    await waitFor(() => expect(main.calls.at(-1)?.name).toBe('sync.edited'));
  });

  it('lets a question be answered with a record, or with sending it again', async () => {
    const { store } = openOutbox();
    const call = await item(/^Call with/);
    const candidates = within(within(call).getByRole('list', { name: 'Records that may be this one' }));
    const second = candidates.getAllByRole('button', { name: 'It is this one' })[1];
    if (!second) throw new Error('two candidates');
    await fireEvent.click(second);
    await waitFor(() =>
      expect(asked(store, 'outbox.answer')).toEqual([{ editId: editId(8), recordId: 9002 }]),
    );
    const again = within(call).getByRole('button', { name: /send it again/ });
    await waitFor(() => expect(again.hasAttribute('disabled')).toBe(false));
    await fireEvent.click(again);
    await waitFor(() =>
      expect(asked(store, 'outbox.answer').at(-1)).toEqual({ editId: editId(8), recordId: null }),
    );
  });

  it('says why something could not be taken back', async () => {
    const { store } = openOutbox();
    store.failNext('edit.undo', new AppError({ code: 'too-late' }));
    await fireEvent.click(within(await item(/^New lead/)).getByRole('button', { name: 'Undo' }));
    expect(within(await screen.findByRole('alert')).getByText('It may be on its way already')).toBeTruthy();
    expect(await item(/^New lead/)).toBeTruthy();
  });

  it('sends at once on request', async () => {
    const { main } = openOutbox();
    await item(/^New lead/);
    await fireEvent.click(screen.getByRole('button', { name: 'Send now' }));
    await waitFor(() => expect(main.calls.at(-1)?.name).toBe('sync.now'));
  });

  it('says so when nothing waits', async () => {
    openOutbox({ outbox: [], conflicts: [], journal: [] });
    expect(await screen.findByRole('heading', { name: 'Nothing waits to be sent' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Export' })).toBeNull();
  });

  describe('as a file', () => {
    const saved: { name: string; text: Promise<string> }[] = [];
    beforeEach(() => {
      saved.length = 0;
      let blob: Blob | null = null;
      // jsdom has neither object addresses nor downloads.
      Object.assign(URL, {
        createObjectURL: (given: Blob) => {
          blob = given;
          return 'blob:satchel';
        },
        revokeObjectURL: () => undefined,
      });
      vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
        if (blob) saved.push({ name: this.download, text: blob.text() });
      });
    });

    it('is what the store gives, named by the day', async () => {
      openOutbox();
      await item(/^New lead/);
      await fireEvent.click(screen.getByRole('button', { name: 'Export' }));
      await waitFor(() => expect(saved).toHaveLength(1));
      expect(saved[0]?.name).toBe('satchel-outbox-2026-11-24.json');
      const text = (await saved[0]?.text) ?? '';
      expect((JSON.parse(text) as { edits: unknown[] }).edits).toHaveLength(8);
    });
  });
});

describe('the rail', () => {
  it('counts what waits and what is to be decided, and goes there', async () => {
    openOutbox();
    const nav = await screen.findByRole('navigation', { name: 'Main' });
    const outbox = await within(nav).findByRole('link', { name: /^Outbox/ });
    await waitFor(() => expect(outbox.textContent?.replace(/\s+/g, ' ').trim()).toBe('Outbox 8'));
    expect(outbox.getAttribute('href')).toBe('#/outbox');
    const conflicts = within(nav).getByRole('link', { name: /^Conflicts/ });
    expect(conflicts.getAttribute('href')).toBe('#/conflicts');
    expect(screen.getByRole('status', { name: 'Sync' }).textContent).toBe('3 changes need you');
  });

  it('has no place for conflicts while there are none', async () => {
    openOutbox({ outbox: [], conflicts: [], journal: [] });
    const nav = await screen.findByRole('navigation', { name: 'Main' });
    expect(within(nav).getByRole('link', { name: 'Outbox' })).toBeTruthy();
    expect(within(nav).queryByRole('link', { name: /^Conflicts/ })).toBeNull();
  });
});
