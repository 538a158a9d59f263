import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Selection } from '../../../renderer/ui/lib/selection.svelte.ts';

const IDS = Array.from({ length: 20 }, (_, index) => index + 1);
const id = fc.integer({ min: 1, max: 20 });
const act = fc.oneof(
  fc.record({ do: fc.constant('toggle' as const), id }),
  fc.record({ do: fc.constant('add' as const), ids: fc.array(id) }),
  fc.record({ do: fc.constantFrom('all' as const, 'clear' as const) }),
);

describe('a selection', () => {
  it('is the same set as one that holds every id', () => {
    fc.assert(
      fc.property(fc.array(act), (acts) => {
        const selection = new Selection();
        let plain = new Set<number>();
        for (const one of acts) {
          if (one.do === 'toggle') {
            selection.toggle(one.id);
            if (!plain.delete(one.id)) plain.add(one.id);
          } else if (one.do === 'add') {
            selection.add(one.ids);
            for (const added of one.ids) plain.add(added);
          } else if (one.do === 'all') {
            selection.all();
            plain = new Set(IDS);
          } else {
            selection.clear();
            plain = new Set();
          }
        }
        expect(selection.of(IDS)).toEqual(IDS.filter((held) => plain.has(held)));
        expect(selection.count(IDS.length)).toBe(plain.size);
      }),
    );
  });
});
