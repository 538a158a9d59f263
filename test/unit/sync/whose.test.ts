import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { narrowed, onlyOne, type Suspects } from '../../../electron/sync/pull/whose.ts';
import type { RawRecord } from '../../../shared/entities/record.ts';

const ME = 7;
const OWNERS = [ME, 8, 9, 10];
const somebody = fc.constantFrom(...OWNERS, 99);

/** A task that is mine: I own it or work on it, whoever else does. */
const mine: fc.Arbitrary<RawRecord> = fc
  .record({
    owner_id: somebody,
    creater_id: fc.option(somebody),
    user_ids: fc.uniqueArray(somebody),
    isOwner: fc.boolean(),
  })
  .map(({ isOwner, ...task }) =>
    isOwner ? { ...task, owner_id: ME } : { ...task, user_ids: [...task.user_ids, ME] },
  );
/** One whose answer leaves out who works on it, or who owns it. */
const vague = fc.constantFrom<RawRecord>({ owner_id: 8 }, { owner_id: 8, user_ids: null }, { user_ids: [8] });

describe('whose key it is', () => {
  it('is never told wrongly by tasks that are the user’s own', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(mine, vague)), (tasks) => {
        expect([ME, null]).toContain(onlyOne(narrowed(null, tasks), OWNERS));
      }),
    );
  });

  it('is the same in whatever order and pages they come', () => {
    fc.assert(
      fc.property(fc.array(mine), fc.nat(), (tasks, cut) => {
        const at = tasks.length === 0 ? 0 : cut % tasks.length;
        const byPages = narrowed(narrowed(null, tasks.slice(at)), tasks.slice(0, at));
        const sorted = (suspects: Suspects): Suspects => suspects?.toSorted((a, b) => a - b) ?? null;
        expect(sorted(byPages)).toEqual(sorted(narrowed(null, tasks)));
      }),
    );
  });

  it('is known by one task of one’s own', () => {
    expect(onlyOne(narrowed(null, [{ owner_id: 7, creater_id: 7, user_ids: [7] }]), OWNERS)).toBe(7);
  });

  it.each([
    ['nothing', []],
    ['a task that does not say who works on it', [{ owner_id: 8, creater_id: 8 }]],
    ['tasks that two people share', [{ owner_id: 7, creater_id: 8, user_ids: [7] }]],
    [
      'tasks of different people: the list is not the user’s own',
      [
        { owner_id: 8, creater_id: 8, user_ids: [] },
        { owner_id: 9, creater_id: 9, user_ids: [] },
      ],
    ],
    ['somebody who is no user of the account', [{ owner_id: 99, creater_id: 99, user_ids: [] }]],
  ])('stays unknown by %s', (_, tasks: RawRecord[]) => {
    expect(onlyOne(narrowed(null, tasks), OWNERS)).toBeNull();
  });

  it('does not count who has left', () => {
    expect(onlyOne(narrowed(null, [{ owner_id: 7, creater_id: 99, user_ids: [] }]), OWNERS)).toBe(7);
  });
});
