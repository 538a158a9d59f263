import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OLD_MS, verdictOf } from '../../../renderer/ui/screens/flight/verdict.ts';
import type { FlightRecord, FlightValue } from '../../../shared/store-port.ts';
import { idleSync } from '../fakes/main.ts';

const NOW = Date.parse('2026-11-24T09:12:00Z');
const SYNC = idleSync(NOW);

const record = (change: Partial<FlightRecord> = {}): FlightRecord => ({
  ref: { kind: 'contacts', id: 1 },
  title: 'Ada',
  reason: 'pinned',
  detailsAt: NOW - 60_000,
  missing: [],
  ...change,
});

function flight(records: readonly FlightRecord[], mirroredAt: number | null = NOW - 1000): FlightValue {
  return {
    type: 'flight',
    kinds: [
      { kind: 'contacts', count: 40, expected: 100, mirroredAt },
      { kind: 'tasks', count: 7, expected: null, mirroredAt: null },
    ],
    records: [...records],
    total: records.length,
    ready: records.length,
  };
}

describe('the flight check', () => {
  it('is ready where all is here and fresh', () => {
    const verdict = verdictOf(flight([record()]), SYNC, NOW);
    expect(verdict.tone).toBe('good');
    expect(verdict.gaps).toEqual([]);
    expect(verdict.kinds.map(({ readiness }) => readiness)).toEqual(['good', 'good']);
  });

  it('is nearly ready where something is a day old, or an open deal is not here in full', () => {
    expect(verdictOf(flight([record({ detailsAt: NOW - OLD_MS })]), SYNC, NOW).tone).toBe('wait');
    for (const reason of ['own-deal', 'deal'] as const)
      expect(verdictOf(flight([record({ reason, detailsAt: null })]), SYNC, NOW).tone).toBe('wait');
    expect(verdictOf(flight([record({ missing: ['files'] })]), SYNC, NOW).tone).toBe('wait');
    expect(verdictOf(flight([record()]), SYNC, NOW, 1).tone).toBe('wait');
    const old = { ...SYNC, kinds: SYNC.kinds.map((kind) => ({ ...kind, checkedAt: 0, finishedAt: 0 })) };
    expect(verdictOf(flight([record()], NOW - OLD_MS), old, NOW).tone).toBe('wait');
  });

  it('is not ready where a list is not here wholly, or a visit is not here at all', () => {
    const half = verdictOf(flight([record()], null), SYNC, NOW);
    expect(half.tone).toBe('bad');
    expect(half.kinds[0]).toMatchObject({ readiness: 'part', count: 40, expected: 100 });
    for (const reason of ['pinned', 'visit', 'closing'] as const)
      expect(verdictOf(flight([record({ reason, detailsAt: null })]), SYNC, NOW).tone).toBe('bad');
  });

  it('says of each kind what is needed of it in the next days, and how much of that is here in full', () => {
    const [contacts, tasks] = verdictOf(
      flight([
        record(),
        record({ ref: { kind: 'contacts', id: 2 }, reason: 'visit', detailsAt: null, missing: ['files'] }),
        record({ ref: { kind: 'contacts', id: 3 }, reason: 'own-deal', detailsAt: null, missing: ['files'] }),
      ]),
      SYNC,
      NOW,
    ).kinds;
    expect(contacts).toMatchObject({ isWhole: true, needed: 2, ready: 1, readiness: 'part' });
    expect(tasks).toMatchObject({ needed: 0, ready: 0, readiness: 'good' });
    const older = verdictOf(flight([record({ detailsAt: NOW - OLD_MS })]), SYNC, NOW).kinds[0];
    expect(older).toMatchObject({ needed: 1, ready: 1, readiness: 'old' });
  });

  it('says how long filling takes, with the part of the hour that it may use', () => {
    const many = Array.from({ length: 200 }, (_, at) =>
      record({ ref: { kind: 'contacts', id: at + 1 }, detailsAt: null }),
    );
    expect(verdictOf(flight(many.slice(0, 10)), SYNC, NOW)).toMatchObject({ calls: 70, minutes: 1 });
    // 1210 calls at 500 an hour: two hours, and 210 at a hundred a minute.
    expect(verdictOf(flight(many), SYNC, NOW)).toMatchObject({ calls: 1210, minutes: 123 });
    const large = { ...SYNC, calls: { ...SYNC.calls, limit: 5000 } };
    expect(verdictOf(flight(many), large, NOW)).toMatchObject({ calls: 1210, minutes: 13 });
  });

  it('leaves out kinds that the account does not have', () => {
    const absent = SYNC.kinds.map((kind) => ({ ...kind, state: 'absent' as const }));
    const verdict = verdictOf(flight([], null), { ...SYNC, kinds: absent }, NOW);
    expect(verdict.kinds.map(({ kind }) => kind)).toEqual(['tasks']);
    expect(verdict.tone).toBe('good');
  });

  it('fills exactly what is not here and fresh, in the given order, and is green only without gaps', () => {
    const any = fc.record({
      ref: fc.record({ kind: fc.constant('contacts' as const), id: fc.integer({ min: 1, max: 1e6 }) }),
      title: fc.string(),
      reason: fc.constantFrom<FlightRecord['reason']>('pinned', 'visit', 'closing', 'own-deal', 'deal'),
      detailsAt: fc.option(fc.integer({ min: NOW - 3 * OLD_MS, max: NOW })),
      missing: fc.subarray(['timeline' as const, 'files' as const]),
    });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 20 }), (records) => {
        const verdict = verdictOf(flight(records), SYNC, NOW);
        const fresh = ({ detailsAt, missing }: FlightRecord): boolean =>
          detailsAt !== null && NOW - detailsAt < OLD_MS && missing.length === 0;
        expect(verdict.gaps).toEqual(records.filter((each) => !fresh(each)).map(({ ref }) => ref));
        expect(verdict.tone === 'good').toBe(verdict.gaps.length === 0);
        expect(verdict.calls).toBe(verdict.gaps.length * 6 + 10);
        // Deals that are not needed soon are amber at most.
        const others = records.filter(({ reason }) => reason === 'deal' || reason === 'own-deal');
        expect(verdictOf(flight(others), SYNC, NOW).tone).not.toBe('bad');
      }),
    );
  });
});
