import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import type { IdentifiedRecord } from '../../../shared/entities/record.ts';
import { NOW, openApp } from '../fakes/open-app.ts';
import { makeUp } from '../fakes/records.ts';
import { fakeStore } from '../fakes/store.ts';

const at = (time: string) => new Date(`2026-11-24T${time}:00Z`).toISOString();
const TASKS: IdentifiedRecord[] = [
  { id: 1, title: 'Send the revised price', status: 0, due_date: '2026-11-23T09:00:00Z', owner_id: 11 },
  { id: 2, title: 'Call Grażyna', status: 0, due_date: at('14:00'), owner_id: 11 },
  { id: 3, title: 'Somebody else’s', status: 0, due_date: at('10:00'), owner_id: 12 },
];
const APPOINTMENTS: IdentifiedRecord[] = [
  {
    id: 5,
    title: 'Demo at Widgetz',
    from_date: at('10:30'),
    end_date: at('11:30'),
    location: 'Lyon Part-Dieu',
    targetable_type: 'Contact',
    targetable_id: 20_001,
  },
];

async function openToday() {
  const opened = openApp({ hash: '#/today' });
  opened.store.change('tasks', TASKS);
  opened.store.change('appointments', APPOINTMENTS);
  const card = await screen.findByRole('region', { name: 'The day' });
  await within(card).findByText('Demo at Widgetz');
  return { ...opened, card };
}

describe('today', () => {
  it('has tasks and appointments in one column by time, overdue first', async () => {
    const { card } = await openToday();
    const lines = within(card)
      .getAllByRole('listitem')
      .map((line) => line.textContent?.replace(/\s+/g, ' ').trim() ?? '');
    expect(lines[0]).toContain('Send the revised price');
    expect(lines[0]).toContain('overdue by 1 day');
    expect(lines[1]).toContain('Demo at Widgetz');
    expect(lines[1]).toContain('Lyon Part-Dieu');
    expect(lines[2]).toContain('Call Grażyna');
    expect(await within(card).findByRole('link', { name: 'Ada Dubois' })).toBeTruthy();
  });

  it('has the appointments that one made or attends, and those of which nobody knows whose they are', async () => {
    const { card, store } = await openToday();
    const visit = (id: number, title: string, creater_id: number, ...users: number[]) => ({
      ...APPOINTMENTS[0]!,
      id,
      title,
      creater_id,
      appointment_attendees: users.map((attendee_id) => ({
        attendee_type: 'FdMultitenant::User',
        attendee_id,
      })),
    });
    store.change('appointments', [
      ...APPOINTMENTS,
      visit(6, 'Made by me', 11),
      visit(7, 'With me', 12, 11),
      visit(8, 'Of others', 12, 12),
    ]);
    await within(card).findByText('With me');
    expect(within(card).getByText('Made by me')).toBeTruthy();
    expect(within(card).getByText('Demo at Widgetz')).toBeTruthy();
    expect(within(card).queryByText('Of others')).toBeNull();
  });

  it('completes a task where it stands, and opens it again', async () => {
    const { card, store } = await openToday();
    await fireEvent.click(within(card).getByRole('button', { name: 'Done: Call Grażyna' }));
    await waitFor(() =>
      expect(store.edits).toEqual([
        { target: { kind: 'tasks', id: 2 }, operation: { type: 'update', fields: { status: 1 } } },
      ]),
    );
    store.change('tasks', [TASKS[0]!, { ...TASKS[1]!, status: 1 }, TASKS[2]!]);
    const again = await within(card).findByRole('button', { name: 'Open again: Call Grażyna' });
    await fireEvent.click(again);
    await waitFor(() =>
      expect(store.edits.at(-1)?.operation).toEqual({ type: 'update', fields: { status: 0 } }),
    );
  });

  it('takes what was undone for open', async () => {
    const { card, store } = await openToday();
    await fireEvent.click(within(card).getByRole('button', { name: 'Done: Call Grażyna' }));
    store.change('tasks', [TASKS[0]!, { ...TASKS[1]!, status: 1 }]);
    await within(card).findByRole('button', { name: 'Open again: Call Grażyna' });
    store.change('tasks', TASKS);
    expect(await within(card).findByRole('button', { name: 'Done: Call Grażyna' })).toBeTruthy();
  });

  it('has a table of the same exact numbers beside each chart', async () => {
    openApp({ hash: '#/today' });
    const pipeline = await screen.findByRole('table', { name: 'Pipeline' });
    const row = (name: string) =>
      within(pipeline).getByRole('rowheader', { name }).closest('tr')?.textContent;
    expect(row('New')?.replace(/\s+/g, ' ')).toContain('2€60,521€10,432.10');
    expect(row('Negotiation')).toContain('0€0€0');
    const forecast = await screen.findByRole('table', { name: 'Forecast by month' });
    expect(within(forecast).getByRole('rowheader', { name: 'Nov' })).toBeTruthy();
    expect(within(forecast).getByRole('rowheader', { name: 'Apr 2027' })).toBeTruthy();
  });

  it('is what the root of the app goes to', async () => {
    openApp({ hash: '' });
    await waitFor(() => expect(window.location.hash).toBe('#/today'));
    expect(await screen.findByRole('heading', { level: 1, name: 'Tuesday 24 November' })).toBeTruthy();
  });

  it('tells what others changed while this device was away, until it has been read', async () => {
    const made = makeUp(NOW, 60);
    const [gold, fleet, pilot, ...others] = made.records.deals;
    const recently = new Date(NOW - 600_000).toISOString();
    const store = fakeStore({
      ...made,
      records: {
        ...made.records,
        leads: [],
        contacts: [],
        sales_accounts: [],
        deals: [
          { ...gold!, updated_at: recently, stage_updated_time: recently, updater_id: 12 },
          { ...fleet!, updated_at: recently, created_at: recently, updater_id: 12, owner_id: 11 },
          { ...pilot!, updated_at: recently, updater_id: 11 },
          ...others.map((deal) => ({ ...deal, updated_at: '2026-01-01T00:00:00Z', updater_id: 12 })),
        ],
      },
    });
    openApp({
      hash: '#/today',
      store,
      stored: { 'satchel:away:widgetz': { contact: NOW - 7_200_000, since: null } },
    });
    const card = await screen.findByRole('region', { name: 'While you were offline' });
    expect(within(card).getByText('since 07:12')).toBeTruthy();
    const line = async (name: string) =>
      (await within(card).findByRole('link', { name })).closest('li')?.textContent?.replace(/\s+/g, ' ');
    expect(await line('Gold plan')).toContain('Tomás Herrera moved it to New');
    expect(await line('Fleet upgrade')).toContain('yours');
    expect(within(card).queryByRole('link', { name: 'Cold chain pilot' })).toBeNull();
    await fireEvent.click(within(card).getByRole('button', { name: 'Read' }));
    await waitFor(() => expect(screen.queryByRole('region', { name: 'While you were offline' })).toBeNull());
  });
});
