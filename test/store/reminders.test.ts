import { expect, it } from 'vitest';
import { bring, save, update } from './edits.ts';
import { openStore, type TestStore } from './harness.ts';

const at = (hour: number) => `2026-11-24T${String(hour).padStart(2, '0')}:00:00Z`;
const ms = (hour: number) => Date.parse(at(hour));

async function filled(me: number | null = 4): Promise<TestStore> {
  const store = await openStore();
  await store.sync['store.putConfiguration']({
    entries: me === null ? [] : [{ key: 'me', value: { id: me } }],
    absentKinds: [],
    at: 1,
  });
  const task = (id: number, more: object) => ({
    id,
    title: `Task ${id}`,
    owner_id: 4,
    status: 0,
    due_date: at(10),
    ...more,
  });
  await bring(store, 'tasks', [
    task(1, {}),
    task(2, { status: 1 }),
    task(3, { owner_id: 5 }),
    task(4, { due_date: at(13) }),
    task(5, { due_date: null }),
  ]);
  const visit = (id: number, more: object) => ({
    id,
    title: `Visit ${id}`,
    creater_id: 4,
    from_date: at(11),
    end_date: at(12),
    is_allday: false,
    ...more,
  });
  await bring(store, 'appointments', [
    visit(11, {}),
    visit(12, { is_allday: true }),
    visit(13, { checkedin_at: at(10) }),
    visit(14, { creater_id: 5 }),
    visit(15, {
      creater_id: 5,
      appointment_attendees: [{ attendee_type: 'FdMultitenant::User', attendee_id: 4 }],
    }),
    visit(16, { end_date: null }),
  ]);
  return store;
}

const ids = async (store: TestStore, from: number, to: number) =>
  (await store.sync['store.reminders']({ from, to })).reminders.map(({ ref }) => ref.id);

it("finds the user's open tasks and coming appointments of a time, soonest first", async () => {
  const store = await filled();
  expect(await ids(store, ms(9), ms(12))).toEqual([1, 11, 15, 16]);
  expect(await ids(store, ms(10) + 1, ms(11) - 1)).toEqual([]);
  const { reminders } = await store.sync['store.reminders']({ from: ms(9), to: ms(12) });
  expect(reminders[0]).toEqual({ ref: { kind: 'tasks', id: 1 }, title: 'Task 1', at: ms(10), end: null });
  expect(reminders[1]).toMatchObject({ title: 'Visit 11', at: ms(11), end: ms(12) });
  expect(reminders[3]).toMatchObject({ end: null });
});

it('follows what the user has only just done', async () => {
  const store = await filled();
  await save(store, update('tasks', 1, { status: 1 }));
  await save(store, update('tasks', 4, { due_date: at(11) }));
  expect(await ids(store, ms(9), ms(12))).toEqual([4, 11, 15, 16]);
});

it('has none where nobody knows whose they are', async () => {
  expect(await ids(await filled(null), ms(9), ms(12))).toEqual([]);
});
