import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Page } from '../../../electron/sync/ports.ts';
import { afterPage, firstWalk, OVERLAP_MS, type ChangeWalk } from '../../../electron/sync/pull/changes.ts';
import { PAGE_SIZE } from '../../../shared/limits.ts';

/** A row of a view by id and the second it changed at. */
interface Row {
  readonly id: number;
  readonly second: number;
}

const SECOND = 1_000;
const record = ({ id, second }: Row) => ({ id, updated_at: new Date(second * SECOND).toISOString() });

function pageOf(rows: readonly Row[], number: number, isTold = true): Page {
  const sorted = [...rows].sort((a, b) => b.second - a.second || b.id - a.id);
  return {
    records: sorted.slice((number - 1) * PAGE_SIZE, number * PAGE_SIZE).map(record),
    drifted: [],
    totalPages: isTold ? Math.ceil(rows.length / PAGE_SIZE) : null,
    total: isTold ? rows.length : null,
  };
}

/** Walks a view that changes under the walk; gives the ids seen, and the mark. */
function walkOver(
  view: () => readonly Row[],
  mark: number | null,
  between: (page: number) => void,
): { seen: Set<number>; mark: number | null; pages: number } {
  let walk: ChangeWalk = firstWalk([1]);
  const seen = new Set<number>();
  for (let pages = 1; ; pages += 1) {
    const page = pageOf(view(), walk.page);
    for (const { id } of page.records) seen.add(id);
    const after = afterPage(walk, page, mark);
    if (after.isEnd) return { seen, mark: after.mark, pages };
    walk = after.walk;
    between(pages);
  }
}

const rows = (count: number): Row[] =>
  Array.from({ length: count }, (_, n) => ({ id: n + 1, second: n * 10 }));

describe('a check for changes', () => {
  it('costs one call where nothing changed', () => {
    const all = rows(1_000);
    const newest = 999 * 10 * SECOND;
    expect(
      walkOver(
        () => all,
        newest,
        () => undefined,
      ),
    ).toMatchObject({ pages: 1, mark: newest });
  });

  it('reads down to its mark and over it by the overlap', () => {
    const all = rows(1_000);
    const { seen, mark } = walkOver(
      () => all,
      500 * 10 * SECOND,
      () => undefined,
    );
    const from = 500 * 10 - OVERLAP_MS / SECOND;
    for (const { id, second } of all.filter((row) => row.second >= from))
      expect([second, seen.has(id)]).toEqual([second, true]);
    expect(seen.size).toBeLessThan(700);
    expect(mark).toBe(999 * 10 * SECOND);
  });

  it('misses nothing, whatever changes, comes or goes between its pages', () => {
    const happening = fc.record({
      after: fc.integer({ min: 1, max: 8 }),
      what: fc.constantFrom('change', 'come', 'go'),
      which: fc.nat(),
    });
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 6 }), fc.integer({ min: 0, max: 600 }), (all, known) => {
        let view = rows(600);
        let clock = 6_000;
        const mark = known * 10 * SECOND;
        const first = walkOver(
          () => view,
          mark,
          (page) => {
            for (const { what, which } of all.filter((each) => each.after === page)) {
              clock += 1;
              const index = which % view.length;
              if (what === 'come') view = [...view, { id: clock * 1000, second: clock }];
              else if (what === 'go') view = view.filter((_, n) => n !== index);
              else view = view.map((row, n) => (n === index ? { ...row, second: clock } : row));
            }
          },
        );
        // The next check brings the rest: together they have everything since the mark.
        const second = walkOver(
          () => view,
          Math.max(mark, first.mark ?? 0),
          () => undefined,
        );
        const missed = view.filter(
          (row) => row.second * SECOND >= mark && !first.seen.has(row.id) && !second.seen.has(row.id),
        );
        expect(missed).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('goes through a view of unknown length to its end', () => {
    const all = rows(250);
    let walk = firstWalk([1]);
    const numbers: number[] = [];
    for (;;) {
      numbers.push(walk.page);
      const after = afterPage(walk, pageOf(all, walk.page, false), null);
      if (after.isEnd) break;
      walk = after.walk;
    }
    expect(numbers).toEqual([1, 2, 3]);
  });

  it('takes a record that does not say when it changed for a new one', () => {
    const page = pageOf(rows(300), 1);
    const strange = { ...page, records: page.records.map(({ id }) => ({ id })) };
    expect(afterPage(firstWalk([1]), strange, 1e15).isEnd).toBe(false);
  });

  it('walks every view of a kind', () => {
    const after = afterPage(firstWalk([1, 2]), pageOf(rows(3), 1), null);
    expect(after).toMatchObject({ isEnd: false, walk: { view: 1, page: 1 } });
    expect(afterPage(after.walk, pageOf([], 1), null).isEnd).toBe(true);
  });
});
