import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import type { IdentifiedRecord } from '../../../shared/entities/record.ts';
import { NOW, openApp, type OpenOptions } from '../fakes/open-app.ts';
import { FIRST_ID, makeUp } from '../fakes/records.ts';
import { fakeStore } from '../fakes/store.ts';

const ADA = FIRST_ID.contacts;
const HOUR = 3_600_000;
const iso = (ms: number): string => new Date(ms).toISOString();

/** Tuesday, 09:12 in UTC, which is the rep's zone here. */
const VISITS: readonly IdentifiedRecord[] = [
  {
    id: 1,
    title: 'Site visit',
    from_date: iso(NOW + HOUR),
    end_date: iso(NOW + 2 * HOUR),
    is_allday: false,
    time_zone: 'Berlin',
    location: 'Lyon',
    targetable_type: 'Contact',
    targetable_id: ADA,
  },
  { id: 2, title: 'Trade fair', from_date: '2026-11-25', end_date: '2026-11-26', is_allday: true },
  { id: 3, title: 'Last year', from_date: '2025-11-25T09:00:00Z', end_date: '2025-11-25T10:00:00Z' },
];
const TASK = { id: 7, title: 'Send the price', status: 0, due_date: iso(NOW + 5 * HOUR), owner_id: 11 };

async function openCalendar(hash: string, options: OpenOptions = {}) {
  const store = fakeStore(makeUp(NOW, 20));
  store.change('appointments', VISITS);
  store.change('tasks', [TASK]);
  const opened = openApp({ hash, store, ...options });
  await screen.findByRole('heading', { level: 1, name: 'Calendar' });
  return opened;
}

const event = (name: RegExp): Promise<HTMLElement> => screen.findByRole('button', { name });
const SITE_VISIT = /Appointment, .*24 Nov 2026.*10:12 to 11:12: .*Site visit/s;

describe('the calendar', () => {
  it('shows the week with its appointments, whole days and tasks, and the other zone’s time', async () => {
    await openCalendar('#/calendar/week/2026-11-24');
    const visit = await event(SITE_VISIT);
    expect(visit.textContent).toMatch(/11:12\s*(GMT\+1|CET)/);
    await event(/Appointment, .*25 Nov 2026 to .*26 Nov 2026, all day: .*Trade fair/s);
    await event(/Task, due .*14:12: .*Send the price/s);
    expect(screen.queryByRole('button', { name: /Last year/ })).toBeNull();
    await fireEvent.click(screen.getByRole('checkbox', { name: 'Tasks' }));
    await waitFor(() => expect(screen.queryByRole('button', { name: /Send the price/ })).toBeNull());
  });

  it('is a group of buttons, and no table whose order it has not', async () => {
    await openCalendar('#/calendar/week/2026-11-24');
    await event(SITE_VISIT);
    const grid = screen.getByRole('group', { name: /23.*29 Nov 2026/ });
    expect(within(grid).getByRole('button', { name: SITE_VISIT })).toBeTruthy();
    expect(screen.queryByRole('table')).toBeNull();
    expect(document.querySelector('.ec [role="cell"]')).toBeNull();
    expect(grid.getAttribute('tabindex')).toBe('0');
  });

  it('moves an appointment with Alt and the arrows, and makes it longer with the shift key', async () => {
    const { store } = await openCalendar('#/calendar/week/2026-11-24');
    const visit = await event(SITE_VISIT);
    await fireEvent.keyDown(visit, { key: 'ArrowRight', altKey: true });
    await waitFor(() =>
      expect(store.edits.at(-1)).toEqual({
        target: { kind: 'appointments', id: 1 },
        operation: {
          type: 'update',
          fields: { from_date: '2026-11-25T10:12:00.000Z', end_date: '2026-11-25T11:12:00.000Z' },
        },
      }),
    );
    await fireEvent.keyDown(visit, { key: 'ArrowDown', altKey: true, shiftKey: true });
    await waitFor(() =>
      expect(store.edits.at(-1)?.operation).toMatchObject({
        fields: { from_date: '2026-11-24T10:12:00.000Z', end_date: '2026-11-24T11:27:00.000Z' },
      }),
    );
    await screen.findAllByRole('button', { name: 'Undo' });
  });

  it('goes to another day, view, and back to today', async () => {
    const { app } = await openCalendar('#/calendar/week/2026-11-24');
    const route = () => app.router.route;
    await fireEvent.click(screen.getByRole('button', { name: 'Later' }));
    expect(route()).toMatchObject({ view: 'week', day: '2026-12-01' });
    await fireEvent.keyDown(document.body, { key: 'm' });
    expect(route()).toMatchObject({ view: 'month', day: '2026-12-01' });
    await screen.findByText('December 2026');
    await fireEvent.keyDown(document.body, { key: 't' });
    expect(route()).toMatchObject({ view: 'month', day: null });
    await screen.findByText('November 2026');
  });

  it('lists what comes as an agenda, by day, with what it is about', async () => {
    const { store } = await openCalendar('#/calendar/agenda/2026-11-24');
    const today = await screen.findByRole('region', { name: /24 Nov 2026 Today/ });
    await within(today).findByRole('link', { name: 'Ada Dubois' });
    expect(within(today).getByRole('link', { name: 'Site visit' }).getAttribute('href')).toBe(
      '#/calendar/agenda/2026-11-24?appointment=1',
    );
    expect(within(screen.getByRole('region', { name: /26 Nov 2026/ })).getByText('All day')).toBeTruthy();
    await fireEvent.click(within(today).getByRole('checkbox', { name: /Send the price/ }));
    await waitFor(() =>
      expect(store.edits.at(-1)?.operation).toEqual({ type: 'update', fields: { status: 1 } }),
    );
  });
});

describe('an appointment', () => {
  it('is made from an empty time, with people and what it is about', async () => {
    const { store, app } = await openCalendar(
      '#/calendar/week/2026-11-24?appointment=new&from=2026-11-27T10:00',
    );
    const panel = await screen.findByRole('article', { name: 'New appointment' });
    const title = within(panel).getByRole('textbox', { name: /^Title/ });
    await waitFor(() => expect(document.activeElement).toBe(title));
    await fireEvent.input(title, { target: { value: 'Demo' } });
    await fireEvent.change(within(panel).getByLabelText('Time zone'), { target: { value: 'Tokyo' } });
    await within(panel).findByText(/For you that is .*27 Nov 2026.*01:00 to 01:30/);
    const attendees = within(panel).getByRole('combobox', { name: 'Attendees' });
    await fireEvent.input(attendees, { target: { value: 'ada' } });
    await fireEvent.click(
      (await within(panel).findAllByRole('option', { name: /Ada Dubois/ }))[0] as HTMLElement,
    );
    await fireEvent.submit(within(panel).getByRole('form'));
    await waitFor(() =>
      expect(store.edits).toMatchObject([
        {
          target: { kind: 'appointments', id: null },
          operation: {
            type: 'create',
            fields: {
              title: 'Demo',
              from_date: '2026-11-27T01:00:00.000Z',
              end_date: '2026-11-27T01:30:00.000Z',
              time_zone: 'Tokyo',
              appointment_attendees: [{ attendee_id: expect.any(Number) }],
            },
          },
        },
      ]),
    );
    await waitFor(() => expect(app.router.route).not.toHaveProperty('appointment'));
  });

  it('says at the field what is wrong, and keeps what was typed', async () => {
    const { store } = await openCalendar('#/calendar/week/2026-11-24?appointment=1');
    const panel = await screen.findByRole('article', { name: 'Site visit' });
    const until = await within(panel).findByLabelText(/^Until/);
    await fireEvent.input(until, { target: { value: '2026-11-24T09:00' } });
    store.nextEdit({
      saved: false,
      problems: [{ at: 0, field: 'end_date', code: 'ends-before-it-starts', limit: null }],
    });
    await fireEvent.submit(within(panel).getByRole('form'));
    await waitFor(() => expect(until.getAttribute('aria-invalid')).toBe('true'));
    expect(until).toHaveProperty('value', '2026-11-24T09:00');
  });

  it('is checked in with a place that is picked from an address, at a time', async () => {
    const { store } = await openCalendar('#/calendar/week/2026-11-24?appointment=1');
    const panel = await screen.findByRole('article', { name: 'Site visit' });
    await fireEvent.click(await within(panel).findByRole('button', { name: 'Check in' }));
    const dialog = await screen.findByRole('dialog');
    const addresses = await within(dialog).findByRole('list', { name: 'Addresses of whom it is about' });
    await fireEvent.click(await within(addresses).findByRole('button', { name: /rue de la Part-Dieu/ }));
    await fireEvent.click(within(dialog).getByRole('button', { name: 'Check in' }));
    await waitFor(() =>
      expect(store.edits.at(-1)).toEqual({
        target: { kind: 'appointments', id: 1 },
        operation: {
          type: 'update',
          fields: {
            checkedin_at: '2026-11-24T09:12:00.000Z',
            location: expect.stringContaining('12 rue de la Part-Dieu'),
          },
        },
      }),
    );
  });

  it('is deleted, and that can be taken back', async () => {
    const { store } = await openCalendar('#/calendar/week/2026-11-24?appointment=1');
    const panel = await screen.findByRole('article', { name: 'Site visit' });
    await fireEvent.click(await within(panel).findByRole('button', { name: 'Delete' }));
    await waitFor(() => expect(store.edits.at(-1)?.operation.type).toBe('delete'));
    await screen.findByRole('button', { name: 'Undo' });
  });
});
