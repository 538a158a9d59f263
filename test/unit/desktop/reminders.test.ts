import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reminderTexts } from '../../../electron/desktop/reminder-text.ts';
import { createReminders, spanOf } from '../../../electron/desktop/reminders.ts';
import type { Reminder } from '../../../shared/desktop.ts';
import { germanView } from '../../fakes/desktop-view.ts';
import { settle, virtualClock } from '../../fakes/virtual-clock.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const START = Date.UTC(2026, 10, 24, 9);

const task = (id: number, at: number, title = `Task ${id}`): Reminder => ({
  ref: { kind: 'tasks', id },
  title,
  at,
  end: null,
});
const appointment = (id: number, at: number, minutes: number | null = 30): Reminder => ({
  ref: { kind: 'appointments', id },
  title: `Visit ${id}`,
  at,
  end: minutes === null ? null : at + minutes * MINUTE,
});

/** A device whose store holds these; what is written down is there for the next start. */
function device() {
  const d = {
    all: [] as Reminder[],
    isLocked: false,
    isOn: true,
    disk: null as string | null,
    shown: [] as string[],
    clock: virtualClock(START),
    start() {
      return createReminders({
        clock: d.clock,
        isOn: () => d.isOn,
        read: (from, to) =>
          Promise.resolve(d.isLocked ? null : d.all.filter(({ at }) => at >= from && at <= to)),
        file: {
          read: () => Promise.resolve(d.disk === null ? null : JSON.parse(d.disk)),
          write: (value) => {
            d.disk = JSON.stringify(value);
            return Promise.resolve();
          },
        },
        show: (reminders, isHidden) =>
          d.shown.push(...reminders.map(({ ref, title }) => `${ref.id} ${isHidden ? 'hidden' : title}`)),
      });
    },
  };
  return d;
}

describe('reminders', () => {
  it('come a quarter of an hour before an appointment, and when a task is due, each once', async () => {
    const d = device();
    d.all = [appointment(1, START + HOUR), task(2, START + 50 * MINUTE)];
    const reminders = d.start();
    await d.clock.advance(44 * MINUTE);
    expect(d.shown).toEqual([]);
    await d.clock.advance(MINUTE);
    expect(d.shown).toEqual(['1 Visit 1']);
    await d.clock.advance(5 * MINUTE);
    expect(d.shown).toEqual(['1 Visit 1', '2 Task 2']);
    await d.clock.advance(5 * HOUR);
    expect(d.shown).toHaveLength(2);
    await reminders.close();
    d.start();
    await d.clock.advance(HOUR);
    expect(d.shown).toHaveLength(2);
  });

  it('come not for what was done or moved meanwhile, and again at the new time', async () => {
    const d = device();
    d.all = [task(1, START + 30 * MINUTE), task(2, START + 30 * MINUTE)];
    d.start();
    await d.clock.advance(29 * MINUTE);
    d.all = [task(2, START + 90 * MINUTE)];
    await d.clock.advance(10 * MINUTE);
    expect(d.shown).toEqual([]);
    await d.clock.advance(60 * MINUTE);
    expect(d.shown).toEqual(['2 Task 2']);
  });

  it('come after a sleep only for what still matters', async () => {
    const d = device();
    d.all = [
      task(1, START - 9 * HOUR),
      task(2, START - 7 * HOUR),
      appointment(3, START - HOUR),
      appointment(4, START - 10 * MINUTE),
      appointment(5, START - 2 * HOUR, null),
    ];
    d.start();
    await settle();
    expect(d.shown.toSorted()).toEqual(['2 Task 2', '4 Visit 4']);
  });

  it('come again ten minutes after they were put off, also after a restart', async () => {
    const d = device();
    d.all = [task(1, START)];
    const first = d.start();
    await settle();
    first.snooze(d.all);
    await d.clock.advance(9 * MINUTE);
    expect(d.shown).toHaveLength(1);
    await first.close();
    d.start();
    await d.clock.advance(MINUTE);
    expect(d.shown).toHaveLength(2);
    await d.clock.advance(HOUR);
    expect(d.shown).toHaveLength(2);
  });

  it('say nothing of what they are about while the app is locked, and keep no words of it', async () => {
    const d = device();
    d.all = [task(1, START + MINUTE)];
    d.start();
    await settle();
    d.isLocked = true;
    await d.clock.advance(2 * MINUTE);
    expect(d.shown).toEqual(['1 hidden']);
    expect(d.disk).not.toContain('Task');
  });

  it('do not come while they are not wanted', async () => {
    const d = device();
    d.all = [task(1, START)];
    d.isOn = false;
    const reminders = d.start();
    await d.clock.advance(MINUTE);
    expect(d.shown).toEqual([]);
    d.isOn = true;
    reminders.look();
    await settle();
    expect(d.shown).toEqual(['1 Task 1']);
  });

  it('come for what the CRM has only just told of', async () => {
    const d = device();
    d.start();
    await d.clock.advance(MINUTE);
    d.all = [appointment(1, START + 5 * MINUTE)];
    await d.clock.advance(2 * MINUTE);
    expect(d.shown).toEqual(['1 Visit 1']);
  });

  it('come at most once for each, whatever is there and however often one looks', async () => {
    const one = fc.record({
      id: fc.integer({ min: 1, max: 4 }),
      minutes: fc.integer({ min: -600, max: 120 }),
      isTask: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(one, { maxLength: 6, selector: ({ id, isTask }) => `${isTask} ${id}` }),
        async (list) => {
          const d = device();
          d.all = list.map(({ id, minutes, isTask }) =>
            (isTask ? task : appointment)(id, START + minutes * MINUTE),
          );
          const reminders = d.start();
          for (let turn = 0; turn < 12; turn++) {
            await d.clock.advance(13 * MINUTE);
            reminders.look();
          }
          await reminders.close();
          expect(new Set(d.shown).size).toBe(d.shown.length);
          const now = d.clock.now();
          const wanted = d.all.filter((each) => spanOf(each).from <= now && spanOf(each).to >= START);
          expect(d.shown).toHaveLength(wanted.length);
        },
      ),
      { numRuns: 30 },
    );
  });
});

describe('the words of reminders', () => {
  const at = new Date(2026, 10, 24, 14, 5).getTime();

  it('say when, in the language of the page', () => {
    const [visit, call] = reminderTexts([appointment(1, at), task(2, at, '')], germanView(), false);
    expect(visit).toMatchObject({ title: 'Visit 1', body: 'Beginnt um 14:05' });
    expect(call).toMatchObject({ title: 'Satchel', body: 'Fällig um 14:05' });
  });

  it('are one for many at once, and one without a name while the app is locked', () => {
    const many = [1, 2, 3, 4].map((id) => task(id, at));
    expect(reminderTexts(many, germanView(), false)).toEqual([
      { title: 'Satchel', body: '4 stehen an', about: many },
    ]);
    expect(reminderTexts([task(1, at, 'Call Ada')], germanView(), true)).toMatchObject([
      { title: 'Satchel', body: 'Etwas steht an' },
    ]);
    expect(reminderTexts([], germanView(), true)).toEqual([]);
  });

  it('are taken as they are, whatever signs are in them', () => {
    const view = germanView(0, { reminders: { ...germanView().reminders, task: '{time} $& {time}' } });
    expect(reminderTexts([task(1, at)], view, false)[0]?.body).toBe('14:05 $& 14:05');
  });
});
