import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  nextAction,
  writtenOf,
  type Written,
  type WrittenKind,
} from '../../../renderer/ui/screens/compose/recent.ts';
import { timelineOf, type Entry } from '../../../renderer/ui/screens/record/timeline/entries.ts';
import { feedOf, type Happening } from '../../../renderer/ui/screens/record/timeline/feed.ts';
import { happeningWords } from '../../../renderer/ui/screens/record/timeline/happening-words.ts';
import type { RecordRef } from '../../../shared/entities/kind.ts';
import type { Row } from '../../../shared/store-port.ts';

const OWN: RecordRef = { kind: 'contacts', id: 1 };
const NOW = Date.parse('2026-11-24T09:12:00Z');
const HOUR = 3_600_000;
const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
const none = new Set<never>();

const line = (kind: WrittenKind, id: number, more: Partial<Written> = {}): Written => ({
  kind,
  id,
  text: String(id),
  raw: String(id),
  more: null,
  details: [],
  by: null,
  at: NOW - id * HOUR,
  until: null,
  isAllDay: false,
  isDone: false,
  isIncoming: false,
  isPending: false,
  isConflict: false,
  noteId: null,
  ...more,
});

const activity = (name: string, data: unknown, more: Record<string, unknown> = {}) => ({
  composite_id: `${name}_1`,
  action_type: name,
  action_data: data,
  created_at: '2026-11-20T08:00:00Z',
  user_id: 11,
  ...more,
});

const read = (...rows: unknown[]): readonly Happening[] =>
  feedOf([{ ref: OWN, part: 'timeline', value: rows, at: NOW }], OWN)?.happenings ?? [];

const all = (view: ReturnType<typeof timelineOf>): Entry[] => [
  ...view.ahead,
  ...view.days.flatMap(({ entries }) => entries),
];

describe('the CRM’s own timeline', () => {
  it('is read whatever its entries tell', () => {
    const [mail, stage, page] = read(
      activity('EMAIL_REPLIED', { email_id: 1, subject: 'Re: Require a demo?' }),
      activity(
        'STAGE_CHANGE',
        { stage_id: 6, stage_name: 'Won' },
        {
          targetable_type: 'Deal',
          targetable_id: 7,
          targetable_name: 'Gold plan',
        },
      ),
      activity('PAGE_VIEWS', 'Visited pricing page', { user_id: null }),
    );
    expect(mail).toMatchObject({ type: 'mail', text: 'Re: Require a demo?', userId: 11, target: null });
    expect(stage && happeningWords(stage)).toBe('Gold plan moved to Won');
    expect(stage?.target).toEqual({ kind: 'deals', id: 7, title: 'Gold plan' });
    expect(page).toMatchObject({ type: 'other', text: 'Visited pricing page' });
  });

  it('has words for names that nobody knows yet, and leaves out what says nothing', () => {
    const [odd, ...more] = read(activity('CHAT_TRANSFERRED_TO_BOT', null), { composite_id: 'x' }, 'x', null);
    expect(odd && happeningWords(odd)).toBe('Chat transferred to bot');
    expect(more).toEqual([]);
    expect(feedOf([], OWN)).toBeNull();
  });
});

describe('the timeline of a record', () => {
  it('tells each thing once: what is kept here knows more than the CRM’s entry of it', () => {
    const told = read(
      activity('NOTE_CREATED', { description: 'old words' }, { actionable_type: 'Note', actionable_id: 5 }),
      activity('NOTE_CREATED', { description: 'of a call' }, { actionable_type: 'Note', actionable_id: 9 }),
      activity('EMAIL_SENT', { subject: 'Hello' }),
    );
    const view = timelineOf(
      [line('notes', 5), line('phone_calls', 6, { noteId: 9 })],
      told,
      none,
      NOW,
      dayOf,
    );
    expect(all(view).map(({ key }) => key)).toEqual(['notes:5', 'phone_calls:6', 'EMAIL_SENT_1']);
  });

  it('has open tasks and what is still to come ahead, the earliest first', () => {
    const view = timelineOf(
      [
        line('tasks', 1, { at: NOW + 5 * HOUR }),
        line('tasks', 2, { isDone: true }),
        line('appointments', 3, { at: NOW - HOUR, until: NOW + HOUR }),
        line('appointments', 4, { at: NOW - 3 * HOUR, until: NOW - 2 * HOUR }),
        line('notes', 5, { at: NOW + HOUR }),
      ],
      [],
      none,
      NOW,
      dayOf,
    );
    expect(view.ahead.map(({ key }) => key)).toEqual(['appointments:3', 'tasks:1']);
  });

  it('keeps an all-day appointment on its day wherever one is', () => {
    const west = (ms: number): string => dayOf(ms - 8 * HOUR);
    const allDay = line('appointments', 1, { at: Date.parse('2026-11-20T00:00:00Z'), isAllDay: true });
    expect(timelineOf([allDay], [], none, NOW, west).days.map(({ day }) => day)).toEqual(['2026-11-20']);
  });

  it('loses nothing and has each day once, newest first, whatever there is', () => {
    const times = fc.option(fc.integer({ min: NOW - 20 * 24 * HOUR, max: NOW + 20 * 24 * HOUR }), {
      nil: null,
    });
    const kinds = fc.constantFrom<WrittenKind>(
      'notes',
      'tasks',
      'phone_calls',
      'appointments',
      'sales_activities',
    );
    const lines = fc.uniqueArray(
      fc.record({
        kind: kinds,
        id: fc.integer({ min: 1, max: 50 }),
        at: times,
        isDone: fc.boolean(),
        isAllDay: fc.boolean(),
      }),
      { selector: ({ kind, id }) => `${kind}:${id}` },
    );
    fc.assert(
      fc.property(lines, (given) => {
        const written = given.map(({ kind, id, ...more }) => line(kind, id, more));
        const view = timelineOf(written, [], none, NOW, dayOf);
        expect(all(view)).toHaveLength(written.length);
        const days = view.days.flatMap(({ day }) => day ?? []);
        expect(days).toEqual([...new Set(days)].toSorted().toReversed());
        const only = timelineOf(written, [], new Set(['task'] as const), NOW, dayOf);
        expect(all(only).every(({ type }) => type === 'task')).toBe(true);
        expect(only.counts).toEqual(view.counts);
      }),
    );
  });
});

describe('what is next', () => {
  it('is the earliest of the open tasks and the appointments that are not over', () => {
    const next = (...written: Written[]): number | undefined => nextAction(written, NOW)?.id;
    expect(next()).toBeUndefined();
    expect(next(line('notes', 1), line('tasks', 2, { isDone: true }))).toBeUndefined();
    expect(next(line('appointments', 1, { at: NOW - 2 * HOUR, until: NOW - HOUR }))).toBeUndefined();
    expect(
      next(
        line('tasks', 1, { at: NOW + 2 * HOUR }),
        line('appointments', 2, { at: NOW + HOUR, until: NOW + 3 * HOUR }),
      ),
    ).toBe(2);
    expect(next(line('tasks', 3, { at: null }), line('tasks', 4, { at: NOW + HOUR }))).toBe(4);
  });
});

describe('a call that was logged with a note', () => {
  it('stands once, as the CRM keeps the note beside it', () => {
    const row = (id: number, title: string, cells: Row['cells']): Row => ({
      id,
      title,
      cells,
      pending: false,
      conflict: false,
    });
    const list = (...rows: Row[]) => ({
      type: 'list' as const,
      total: rows.length,
      all: rows.length,
      offset: 0,
      sums: {},
      rows,
    });
    const written = writtenOf({
      notes: list(row(8, 'Asks for a demo', {}), row(9, 'Another', {})),
      phone_calls: list(row(3, 'Asks for a demo', { note_id: 8, call_direction: 1 })),
    });
    expect(written.map(({ kind, id }) => `${kind}:${id}`).toSorted()).toEqual(['notes:9', 'phone_calls:3']);
  });
});
