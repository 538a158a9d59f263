import { describe, expect, it } from 'vitest';
import { readNotes, type AgendaNotes } from '../../../electron/sync/bookmarks.ts';
import {
  agendaStep,
  EVERY_LIST,
  firstAgendaWalk,
  isLastPage,
  listsOf,
  TODAY_LISTS,
  type AgendaList,
} from '../../../electron/sync/pull/agenda.ts';
import { rhythmOf } from '../../../electron/sync/rhythm.ts';
import type { RecordRef } from '../../../shared/entities/kind.ts';
import { refKey } from '../../../shared/entities/kind.ts';
import { instant } from '../fake-crm.ts';
import { pullWorld, type PullWorld } from './pull-job.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NEW = readNotes([]).agenda;

async function pass(w: PullWorld, lists: readonly AgendaList[], whole = false): Promise<string[]> {
  let walk = firstAgendaWalk(lists, whole);
  const confirm: RecordRef[] = [];
  for (;;) {
    const step = await agendaStep(walk, w.job);
    confirm.push(...step.confirm);
    if (step.walk === null) return confirm.map(refKey);
    walk = step.walk;
  }
}

const task = (id: number, more: object = {}) => ({ id, title: `t${id}`, status: 0, ...more });

describe('the lists of a pass', () => {
  const words = (notes: AgendaNotes, now: number): string[] =>
    listsOf(notes, rhythmOf(40), now).map(({ filter }) => filter);

  it('are the open tasks and the coming appointments at first', () => {
    expect(words(NEW, 1e12)).toEqual(['open', 'upcoming']);
  });

  it('are never more than two, and all of them have their turn within a day', () => {
    let notes: AgendaNotes = NEW;
    const seen: string[] = [];
    for (let now = 1e12; now < 1e12 + 25 * HOUR; now += 5 * MINUTE) {
      const lists = words(notes, now);
      expect(lists.length).toBeLessThanOrEqual(2);
      seen.push(...lists);
      const at = (filter: string, before: number | null) => (lists.includes(filter) ? now : before);
      notes = {
        ...notes,
        tasksAt: now,
        overdueAt: at('overdue', notes.overdueAt),
        completedAt: at('completed', notes.completedAt),
        appointmentsAt: at('upcoming', notes.appointmentsAt),
        pastAt: at('past', notes.pastAt),
      };
    }
    const count = (filter: string): number => seen.filter((each) => each === filter).length;
    expect(count('open')).toBeGreaterThan(290);
    expect(count('upcoming')).toBeGreaterThan(140);
    expect([count('overdue'), count('past')]).toEqual([2, 2]);
    expect(count('completed')).toBe(9);
  });
});

describe('the end of a list', () => {
  const page = (records: number, totalPages: number | null, total: number | null) => ({
    records: Array.from({ length: records }, (_, id) => ({ id })),
    drifted: [],
    totalPages,
    total,
  });

  it.each([
    ['an empty page', page(0, 9, 900), 1, 0, true],
    ['the last of so many pages', page(100, 2, null), 2, 200, true],
    ['one of so many pages', page(100, 3, null), 2, 200, false],
    ['all of so many', page(30, null, 30), 1, 30, true],
    ['some of so many', page(25, null, 30), 1, 25, false],
    ['a short page that says nothing', page(24, null, null), 1, 24, true],
    ['a full page that says nothing', page(25, null, null), 1, 25, false],
  ])('is %s', (_, given, number, fetched, expected) => {
    expect(isLastPage(given, number, fetched)).toBe(expected);
  });
});

describe('a pass over the agenda', () => {
  it('brings tasks and appointments, however many', async () => {
    const w = pullWorld();
    w.crm.tasks_ = Array.from({ length: 250 }, (_, n) => task(n + 1));
    w.crm.appointments_ = Array.from({ length: 130 }, (_, n) => ({
      id: n + 1,
      from_date: instant(w.clock.now),
    }));
    expect(await pass(w, TODAY_LISTS)).toEqual([]);
    expect(w.store.records.tasks.size).toBe(250);
    expect(w.store.records.appointments.size).toBe(130);
    expect(w.crm.calls).toHaveLength(3 + 2);
  });

  it('asks for what was open here and is not among the open ones', async () => {
    const w = pullWorld();
    w.crm.tasks_ = [task(1), task(2), task(3)];
    await pass(w, TODAY_LISTS);
    w.crm.tasks_ = [task(1), task(2, { status: 1 })];
    expect(await pass(w, TODAY_LISTS)).toEqual(['tasks:2', 'tasks:3']);
  });

  it('asks for whom near tasks and appointments are about, where they are not here', async () => {
    const w = pullWorld({ contacts: 1 });
    w.crm.tasks_ = [
      task(1, { due_date: instant(w.clock.now), targetable: { type: 'contact', id: 1000 } }),
      task(2, { due_date: instant(w.clock.now), targetables: [{ type: 'Deal', id: 5 }] }),
      task(3, { due_date: instant(w.clock.now + 90 * 24 * HOUR), targetables: [{ type: 'Deal', id: 6 }] }),
    ];
    w.crm.appointments_ = [
      { id: 1, from_date: instant(w.clock.now + HOUR), targetables: [{ type: 'Lead', id: 7 }] },
    ];
    expect(await pass(w, TODAY_LISTS)).toEqual(['deals:5', 'leads:7']);
  });

  it('asks for an appointment to come that is gone, and for a past one where one list has both', async () => {
    const w = pullWorld();
    const rows = [-5, -4, 4, 5].map((hours, n) => ({
      id: n + 1,
      from_date: instant(w.clock.now + hours * HOUR),
      end_date: instant(w.clock.now + (hours + 1) * HOUR),
    }));
    w.crm.appointments_ = rows;
    await pass(w, TODAY_LISTS);
    w.crm.appointments_ = rows.filter(({ id }) => id % 2 === 0);
    expect(await pass(w, TODAY_LISTS)).toEqual(['appointments:3']);
    await pass(w, [
      { kind: 'appointments', filter: 'upcoming' },
      { kind: 'appointments', filter: 'past' },
    ]);
    expect(w.job.notebook.notes().agenda.pastApart).toBe(false);
    expect(await pass(w, TODAY_LISTS)).toEqual(['appointments:1', 'appointments:3']);
  });

  it('compares everything when the user wants to be sure', async () => {
    const w = pullWorld();
    w.crm.tasks_ = [task(1), task(2, { status: 1 }), task(3, { status: 1 })];
    await pass(w, EVERY_LIST, true);
    w.crm.tasks_ = [task(1), task(3, { status: 1 })];
    expect(await pass(w, TODAY_LISTS)).toEqual([]);
    expect(await pass(w, EVERY_LIST, true)).toEqual(['tasks:2']);
  });
});
