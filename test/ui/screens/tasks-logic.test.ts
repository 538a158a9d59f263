import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isNamed, namePhrases } from '../../../renderer/ui/screens/tasks/phrases.ts';
import {
  grouped,
  taskFilters,
  taskGroup,
  type TaskMoment,
} from '../../../renderer/ui/screens/tasks/sections.ts';
import { snoozeChoices } from '../../../renderer/ui/screens/tasks/snooze.ts';
import { taskChanges, taskDraftOf } from '../../../renderer/ui/screens/tasks/task-draft.ts';
import { taskLine } from '../../../renderer/ui/screens/tasks/task-line.ts';
import { addDays, dayOf, wallOf, weekdayOf } from '../../../renderer/ui/lib/zoned.ts';

const ZONES = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata'];
const zone = fc.constantFrom(...ZONES);
const instant = fc.integer({ min: Date.parse('2020-01-01'), max: Date.parse('2030-01-01') });

/** Whether a task that is due at `at` meets a list's condition on it. */
function isIn(tab: 'today' | 'tomorrow' | 'overdue', at: number, moment: TaskMoment): boolean {
  return taskFilters(tab, moment, null).every(
    (filter) =>
      filter.op !== 'between' ||
      ((filter.from === null || at >= Number(filter.from)) &&
        (filter.to === null || at <= Number(filter.to))),
  );
}

describe('the lists of tasks', () => {
  it('take what is due on their day in the rep’s zone, and what is overdue', () => {
    fc.assert(
      fc.property(
        instant,
        fc.integer({ min: -3 * 86_400_000, max: 3 * 86_400_000 }),
        zone,
        (now, away, name) => {
          const moment = { now, zone: name };
          const at = now + away;
          const today = dayOf(now, name);
          expect(isIn('today', at, moment)).toBe(dayOf(at, name) === today);
          expect(isIn('tomorrow', at, moment)).toBe(dayOf(at, name) === addDays(today, 1));
          expect(isIn('overdue', at, moment)).toBe(at < Math.floor(now / 60_000) * 60_000);
        },
      ),
    );
  });

  it('are those of one owner where one is asked for', () => {
    const moment = { now: 0, zone: 'UTC' };
    expect(taskFilters('open', moment, 7)).toContainEqual({ column: 'owner_id', op: 'in', values: [7] });
    expect(taskFilters('completed', moment, null)).toEqual([{ column: 'status', op: 'in', values: [1] }]);
  });

  it('are put under heads in the order in which they come', () => {
    const now = Date.parse('2026-11-24T09:12:00Z');
    const at = (text: string): number => Date.parse(text);
    const due = [
      at('2026-11-23T10:00Z'),
      at('2026-11-24T09:11Z'),
      at('2026-11-24T09:12Z'),
      at('2026-11-25T00:00Z'),
      at('2026-11-29T23:59Z'),
      at('2026-11-30T00:00Z'),
      null,
    ];
    const groups = grouped(due, (each) => taskGroup(each, { now, zone: 'UTC' }, 1));
    expect(groups.map(({ group, lines }) => [group, lines.length])).toEqual([
      ['overdue', 2],
      ['today', 1],
      ['tomorrow', 1],
      ['week', 1],
      ['later', 1],
      ['none', 1],
    ]);
  });
});

describe('putting off', () => {
  it('is always to a time that is to come, and next week to a Monday', () => {
    fc.assert(
      fc.property(instant, fc.option(instant), zone, (now, due, name) => {
        const choices = snoozeChoices(now, due, name);
        const keys = choices.map(({ key }) => key);
        expect(keys).toContain('tomorrow');
        for (const { key, at } of choices) {
          expect(at).toBeGreaterThan(now - 86_400_000);
          if (key === 'later') {
            expect(at).toBeGreaterThan(now);
            expect(dayOf(at, name)).toBe(dayOf(now, name));
          }
          if (key === 'week') expect(weekdayOf(dayOf(at, name))).toBe(1);
        }
      }),
    );
  });

  it('keeps the hour, and offers nothing more for today in the evening', () => {
    const due = Date.parse('2026-11-20T14:30:00Z');
    const morning = snoozeChoices(Date.parse('2026-11-24T09:12:00Z'), due, 'UTC');
    expect(morning.map(({ key, at }) => [key, wallOf(at, 'UTC')])).toEqual([
      ['later', '2026-11-24T12:30'],
      ['tomorrow', '2026-11-25T14:30'],
      ['week', '2026-11-30T14:30'],
    ]);
    const evening = snoozeChoices(Date.parse('2026-11-24T18:00:00Z'), null, 'UTC');
    expect(evening.map(({ key }) => key)).toEqual(['tomorrow', 'week']);
  });
});

describe('the parts of a task that may name a record', () => {
  it('are names before other words, and longer before shorter', () => {
    expect(namePhrases('call Ada Dubois about trucks')).toEqual(['Ada Dubois', 'Dubois', 'Ada', 'trucks']);
    expect(namePhrases('send the quote to widgetz')).toEqual(['widgetz', 'quote']);
    expect(namePhrases('Ada anrufen wegen des Angebots').slice(0, 2)).toEqual(['Angebots', 'Ada']);
    expect(namePhrases('call')).toEqual([]);
  });

  it('are in the line, and few', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (line) => {
        const phrases = namePhrases(line);
        expect(phrases.length).toBeLessThanOrEqual(8);
        for (const word of phrases.flatMap((phrase) => phrase.split(' '))) expect(line).toContain(word);
      }),
    );
  });

  it('are only taken for a title that has words beginning so', () => {
    expect(isNamed('Ada Dubois', 'ada dub')).toBe(true);
    expect(isNamed('Ána Ötker', 'otk')).toBe(true);
    expect(isNamed('Quito Freight', 'quote')).toBe(false);
  });
});

describe('a task', () => {
  const record = {
    id: 5,
    title: 'Call Ada',
    due_date: '2026-11-24T09:00:00Z',
    owner_id: 11,
    user_ids: [12],
    targetables: [{ id: 20_001, type: 'Contact' }],
  };
  const shown = taskDraftOf(
    record,
    'Europe/Berlin',
    (id) => `user ${id}`,
    (kind, id) => `${kind} ${id}`,
  );

  it('is shown in the rep’s zone, with names', () => {
    expect(shown).toMatchObject({
      due: '2026-11-24T10:00',
      owner: '11',
      collaborators: [{ kind: 'users', id: 12, title: 'user 12' }],
      about: [{ kind: 'contacts', id: 20_001, title: 'contacts 20001' }],
    });
  });

  it('changes in what was typed alone', () => {
    expect(taskChanges({}, shown, 'Europe/Berlin')).toEqual({});
    expect(taskChanges({ ...shown }, shown, 'Europe/Berlin')).toEqual({});
    expect(
      taskChanges(
        {
          due: '2026-11-25T08:30',
          collaborators: [],
          about: [{ kind: 'deals', id: -3, title: '', detail: '' }],
        },
        shown,
        'Europe/Berlin',
      ),
    ).toEqual({
      due_date: '2026-11-25T07:30:00.000Z',
      user_ids: [],
      targetable_type: 'Deal',
      targetable_id: -3,
    });
  });

  it('is a line with what it is about', () => {
    const cells = {
      title: 'x',
      status: 1,
      due_date: 5,
      owner_id: 'Rita',
      targets: ['contacts:-7', 'deals:1'],
    };
    expect(taskLine({ id: 1, title: 'x', cells, pending: true, conflict: false })).toMatchObject({
      isDone: true,
      dueAt: 5,
      owner: 'Rita',
      about: { kind: 'contacts', id: -7 },
      isPending: true,
    });
    expect(
      taskLine({ id: 1, title: 'x', cells: { targets: ['products:1'] }, pending: false, conflict: false })
        .about,
    ).toBeNull();
  });
});
