import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readNotes, type Notes } from '../../../electron/sync/bookmarks.ts';
import type { SyncLane } from '../../../electron/sync/ports.ts';
import { firstCursor } from '../../../electron/sync/pull/mirror.ts';
import { PIECES } from '../../../electron/sync/pull/pieces.ts';
import { firstSweep } from '../../../electron/sync/pull/sweep.ts';
import { rhythmOf } from '../../../electron/sync/rhythm.ts';
import { choose, ORDER, type Situation } from '../../../electron/sync/schedule.ts';
import { taskKey } from '../../../electron/sync/task.ts';

const NOW = Date.UTC(2026, 10, 24, 9);
const MINUTE = 60_000;

/** Notes of an account that is here wholly and was just asked for everything. */
function fresh(at = NOW): Notes {
  const notes = readNotes([]);
  return {
    ...notes,
    kinds: Object.fromEntries(
      ORDER.map((kind) => [
        kind,
        { ...notes.kinds[kind], viewIds: [1], binViewId: 2, checkedAt: at, binCheckedAt: at, sweptAt: at },
      ]),
    ) as Notes['kinds'],
    configuration: {
      readAt: Object.fromEntries(PIECES.map((piece) => [piece, at])),
      known: {},
      nameless: [],
    },
    agenda: { ...notes.agenda, tasksAt: at, appointmentsAt: at, overdueAt: at, completedAt: at, pastAt: at },
    activities: { checkedAt: at, walk: null, walkedAt: at },
    products: { queue: [], checkedAt: at },
  };
}

const done = (at = NOW): Situation['cursors'] =>
  Object.fromEntries(ORDER.map((kind) => [kind, { ...firstCursor([1], 0, at), finishedAt: at }]));

function situation(change: Partial<Situation> = {}): Situation {
  return {
    now: NOW,
    rhythm: rhythmOf(40),
    notes: fresh(),
    cursors: done(),
    absentKinds: [],
    pushAt: Infinity,
    pushesInRow: 0,
    hasForgets: false,
    hasLooks: false,
    hasFills: false,
    hasConfirms: false,
    answers: new Set(),
    asked: new Set(),
    walking: new Set(),
    agendaAt: 0,
    backgroundAt: 0,
    prefetchAt: Infinity,
    isSaving: false,
    sweptLast: false,
    allowedAt: () => 0,
    notBefore: () => 0,
    ...change,
  };
}

function chosen(change: Partial<Situation> = {}): string | null {
  const choice = choose(situation(change));
  return choice.next === null ? null : taskKey(choice.next.task);
}

function laneOf(change: Partial<Situation>): SyncLane | null {
  return choose(situation(change)).next?.lane ?? null;
}

describe('the next thing to do', () => {
  it('is what the user wants here before a trip, once what is new has been asked for', () => {
    expect(chosen({ hasFills: true, asked: new Set(['changes:deals']) })).toBe('changes:deals');
    expect(chosen({ hasFills: true })).toBe('fill');
    expect(laneOf({ hasFills: true })).toBe('background');
    expect(chosen({ hasFills: true, hasLooks: true })).toBe('look');
    expect(chosen({ hasFills: true, pushAt: NOW })).toBe('push');
  });

  it('is nothing that is only fetched ahead while power or data are to be spared', () => {
    const old = { ...fresh(NOW - 25 * 60 * MINUTE), agenda: fresh().agenda };
    const isSaving = true;
    // The user's own goes on, and what changed is still asked for.
    expect(chosen({ isSaving, pushAt: NOW })).toBe('push');
    expect(chosen({ isSaving, hasLooks: true })).toBe('look');
    expect(chosen({ isSaving, hasFills: true })).toBe('fill');
    expect(chosen({ isSaving, notes: old })).toBe('changes:sales_accounts');
    // The mirror rests where it is, and goes on there.
    const { contacts, ...others } = done();
    const half = { ...others, contacts: firstCursor([1], 0, NOW) };
    expect(contacts).toBeDefined();
    expect(chosen({ cursors: half })).toBe('mirror:contacts');
    expect(chosen({ cursors: half, isSaving })).toBeNull();
    expect(chosen({ prefetchAt: 0 })).toBe('prefetch');
    expect(chosen({ prefetchAt: 0, isSaving })).toBeNull();
    // Unless it was asked for.
    expect(chosen({ isSaving, asked: new Set(['bin:deals']) })).toBe('bin:deals');
    const hurried = { ...fresh() };
    hurried.kinds = {
      ...hurried.kinds,
      deals: { ...hurried.kinds.deals, sweep: firstSweep([1], true, NOW) },
    };
    expect(chosen({ isSaving, notes: hurried })).toBe('sweep:deals');
  });

  it('never has more to choose from while sparing', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 48 * 60 }), fc.boolean(), (minutes, walked) => {
        const change = {
          notes: fresh(NOW - minutes * MINUTE),
          cursors: walked ? done() : {},
          prefetchAt: 0,
        };
        const saved = chosen({ ...change, isSaving: true });
        expect(saved ?? '').not.toMatch(/^(mirror|prefetch|sweep|bin|activities|products)/);
      }),
    );
  });

  it('is nothing when everything is fresh, until the day is asked for again', () => {
    expect(choose(situation())).toEqual({ next: null, isHeld: false, until: NOW + 5 * MINUTE });
  });

  it('is an edit before a look, a look before the day, the day before changes', () => {
    const all = { pushAt: NOW, hasLooks: true, notes: fresh(NOW - 60 * MINUTE) };
    expect(chosen(all)).toBe('push');
    expect(chosen({ ...all, pushAt: Infinity })).toBe('look');
    expect(chosen({ ...all, pushAt: Infinity, hasLooks: false })).toBe('agenda');
    const asked = { ...fresh(NOW - 60 * MINUTE), agenda: fresh().agenda };
    expect(chosen({ notes: asked })).toBe('changes:sales_accounts');
  });

  it('is a look after the first of many edits, and the day after ten of them', () => {
    const all = { pushAt: NOW, hasLooks: true, notes: fresh(NOW - 60 * MINUTE) };
    expect(chosen({ ...all, pushesInRow: 1 })).toBe('look');
    expect(chosen({ ...all, pushesInRow: 9, hasLooks: false })).toBe('push');
    expect(chosen({ ...all, pushesInRow: 10, hasLooks: false })).toBe('agenda');
    // What is only for the background has no turn while edits wait.
    expect(chosen({ pushAt: NOW, pushesInRow: 10, notes: fresh(NOW - 21 * MINUTE) })).not.toMatch(/^changes/);
  });

  it('goes in the order of first use in a new account', () => {
    const empty = { notes: readNotes([]), cursors: {} };
    expect(chosen(empty)).toBe('filters:leads');
    const views = (notes: Notes): Notes => ({
      ...notes,
      kinds: fresh().kinds,
      configuration: {
        ...notes.configuration,
        readAt: Object.fromEntries(PIECES.slice(0, 7).map((piece) => [piece, NOW])),
      },
    });
    const named = views(readNotes([]));
    expect(chosen({ ...empty, notes: named })).toBe('agenda');
    const withDay = { ...named, agenda: fresh().agenda };
    expect(chosen({ ...empty, notes: withDay })).toBe('begin:sales_accounts');
    const begun = Object.fromEntries(ORDER.map((kind) => [kind, firstCursor([1], 9, NOW)]));
    expect(chosen({ notes: withDay, cursors: begun })).toBe('fields:leads');
    const withForms = {
      ...withDay,
      configuration: {
        ...withDay.configuration,
        readAt: Object.fromEntries(PIECES.slice(0, 13).map((piece) => [piece, NOW])),
      },
    };
    expect(chosen({ notes: withForms, cursors: begun })).toBe('mirror:sales_accounts');
    expect(chosen({ notes: withForms, cursors: done() })).toMatch(/^selector:/);
  });

  it('does nothing of a kind that the account does not have', () => {
    const notes = fresh(NOW - 3 * 24 * 60 * MINUTE);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 200 }), (steps) => {
        const tried = new Set<string>();
        for (let n = 0; n < steps; n += 1) {
          const choice = choose(
            situation({ notes, absentKinds: ['leads'], notBefore: (key) => (tried.has(key) ? Infinity : 0) }),
          );
          if (choice.next === null) break;
          tried.add(taskKey(choice.next.task));
        }
        expect([...tried].filter((key) => key.endsWith(':leads') && key !== 'filters:leads')).toEqual([]);
      }),
    );
  });

  it('passes over what failed, and what its lane may not do yet', () => {
    const notes = fresh(NOW - 21 * MINUTE);
    expect(chosen({ notes, notBefore: (key) => (key === 'agenda' ? NOW + 1 : 0) })).toBe('changes:contacts');
    const closed = (...lanes: SyncLane[]) => ({
      allowedAt: (lane: SyncLane) => (lanes.includes(lane) ? NOW + 7 : 0),
    });
    expect(chosen({ notes, ...closed('today') })).toBe('changes:contacts');
    expect(choose(situation({ notes, ...closed('today', 'background') }))).toEqual({
      next: null,
      isHeld: false,
      until: NOW + 7,
    });
  });

  it('keeps background calls apart, unless they were asked for or are in the middle of something', () => {
    const notes = { ...fresh(NOW - 21 * MINUTE), agenda: fresh().agenda };
    const later = { notes, backgroundAt: NOW + MINUTE };
    expect(chosen(later)).toBeNull();
    expect(chosen({ ...later, walking: new Set(['changes:deals']) })).toBe('changes:deals');
    expect(chosen({ ...later, asked: new Set(['changes:leads']) })).toBe('changes:leads');
    expect(laneOf({ ...later, asked: new Set(['changes:leads']) })).toBe('look');
  });

  it('asks for changes at once after a long absence', () => {
    const notes = { ...fresh(NOW - 12 * 60 * MINUTE), agenda: fresh().agenda };
    expect(chosen({ notes, backgroundAt: NOW + MINUTE })).toBe('changes:sales_accounts');
    expect(laneOf({ notes, backgroundAt: NOW + MINUTE })).toBe('today');
  });

  it('asks again at once for what was noted by a clock that was ahead', () => {
    expect(chosen({ notes: fresh(NOW + 24 * 60 * MINUTE) })).toBe('agenda');
  });

  it('sweeps one kind at a time, in turn with prefetching, and at once when the user asked', () => {
    const notes = { ...fresh(), kinds: fresh(NOW - 25 * 60 * MINUTE).kinds };
    const kinds = (change: Partial<Notes['kinds']['deals']>): Notes => ({
      ...fresh(),
      kinds: { ...fresh().kinds, deals: { ...fresh().kinds.deals, sweptAt: 0, ...change } },
    });
    expect(chosen({ notes: kinds({}), prefetchAt: 0 })).toBe('sweep:deals');
    expect(chosen({ notes: kinds({}), prefetchAt: 0, sweptLast: true })).toBe('prefetch');
    const hurried = kinds({ sweep: firstSweep([1], true, NOW) });
    expect(chosen({ notes: hurried, backgroundAt: NOW + MINUTE })).toBe('sweep:deals');
    expect(chosen({ notes, backgroundAt: NOW + MINUTE })).toMatch(/^changes/);
  });

  it('says until when there is nothing, exactly', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 90 }),
        fc.integer({ min: 0, max: 10 }),
        fc.integer({ min: 0, max: 10 }),
        (age, background, agenda) => {
          const at = situation({
            notes: fresh(NOW - age * MINUTE),
            backgroundAt: NOW + background * MINUTE,
            agendaAt: NOW + agenda * MINUTE,
          });
          const choice = choose(at);
          if (choice.next !== null) return;
          expect(choice.until).toBeGreaterThan(NOW);
          expect(choose({ ...at, now: choice.until - 1 }).next).toBeNull();
          expect(choose({ ...at, now: choice.until }).next).not.toBeNull();
        },
      ),
    );
  });
});

describe('the rhythm', () => {
  it.each([15, 40, 60, 100])('leaves room for everything within %i calls an hour', (share) => {
    const rhythm = rhythmOf(share);
    const passes = Math.ceil((60 * MINUTE) / rhythm.agendaMs);
    const row = Math.ceil((60 * MINUTE) / rhythm.backgroundCallMs);
    expect(2 * passes + row).toBeLessThanOrEqual(share);
  });
});
