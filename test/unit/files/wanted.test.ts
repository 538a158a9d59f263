import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KeptFile } from '../../../electron/files/ports.ts';
import { isOlder, takenOff, wantedOf } from '../../../electron/files/wanted.ts';
import type { KeptFiles } from '../../../shared/files.ts';

const MONDAY = '2026-11-23T09:00:00Z';
const TUESDAY = '2026-11-24T09:00:00Z';

type Listed = KeptFiles['files'][number];
const listed = (id: number, size: number | null, version = MONDAY): Listed => ({
  id,
  name: `${id}.pdf`,
  size,
  version,
});
const of = (id: number, ...files: Listed[]): KeptFiles => ({ record: { kind: 'contacts', id }, files });
const here = (id: number, bytes: number, version = MONDAY): KeptFile => ({
  id,
  record: 'contacts:1',
  version,
  name: `${id}.pdf`,
  bytes,
  usedAt: 0,
});
const ids = (files: readonly { readonly id: number }[]) => files.map(({ id }) => id);

describe('what is wanted of the files of pinned records', () => {
  it('is what is missing, in the order of the records, each file once', () => {
    const wanted = wantedOf(
      [of(1, listed(10, 5), listed(11, 5)), of(2, listed(11, 5), listed(12, 5))],
      [],
      100,
    );
    expect(ids(wanted.waiting)).toEqual([10, 11, 12]);
    expect(wanted.waiting[1]?.record).toEqual({ kind: 'contacts', id: 1 });
  });

  it('leaves out what is larger than what is left, and goes on with what is smaller', () => {
    const wanted = wantedOf([of(1, listed(10, 60), listed(11, 50), listed(12, 40))], [], 100);
    expect(ids(wanted.waiting)).toEqual([10, 12]);
    expect(ids(wanted.noRoom)).toEqual([11]);
  });

  it('lets what is here keep its place, also before a record that was pinned later', () => {
    const wanted = wantedOf([of(2, listed(20, 60)), of(1, listed(10, 60))], [here(10, 60)], 100);
    expect([...wanted.kept]).toEqual([10]);
    expect(ids(wanted.noRoom)).toEqual([20]);
  });

  it('lets go of a content that the CRM has no more, and fetches the new one', () => {
    const wanted = wantedOf([of(1, listed(10, 5, TUESDAY))], [here(10, 4, MONDAY)], 100);
    expect(wanted).toMatchObject({ stale: [10], waiting: [{ id: 10, version: TUESDAY }] });
    expect(wanted.kept.size).toBe(0);
  });

  it('does not take for old what was fetched after the list was read', () => {
    const wanted = wantedOf([of(1, listed(10, 5, MONDAY))], [here(10, 4, TUESDAY)], 100);
    expect(wanted).toMatchObject({ stale: [], waiting: [] });
    expect([...wanted.kept]).toEqual([10]);
  });

  it('tries what nobody tells the size of', () => {
    expect(ids(wantedOf([of(1, listed(10, null))], [], 0).waiting)).toEqual([10]);
  });

  const file = fc.record({ id: fc.integer({ min: 1, max: 12 }), size: fc.option(fc.nat(60)) });
  const records = fc.array(fc.array(file, { maxLength: 6 }), { maxLength: 4 });
  const disk = fc.uniqueArray(
    fc.record({
      id: fc.integer({ min: 1, max: 12 }),
      bytes: fc.nat(60),
      version: fc.constantFrom(MONDAY, TUESDAY, ''),
    }),
    { selector: ({ id }) => id },
  );

  it('never is more than the room, names each listed file exactly once, and nothing else', () => {
    fc.assert(
      fc.property(records, disk, fc.nat(200), (lists, onDisk, room) => {
        const all = lists.map((files, at) => of(at + 1, ...files.map(({ id, size }) => listed(id, size))));
        const files = onDisk.map(({ id, bytes, version }) => here(id, bytes, version));
        const { kept, waiting, noRoom, stale } = wantedOf(all, files, room);
        const bytes = [
          ...[...kept].map((id) => files.find((one) => one.id === id)?.bytes ?? NaN),
          ...waiting.map(({ size }) => size ?? 0),
        ].reduce((sum, size) => sum + size, 0);
        expect(bytes).toBeLessThanOrEqual(room);
        const named = [...kept, ...ids(waiting), ...ids(noRoom)];
        expect(named.toSorted()).toEqual([...new Set(lists.flat().map(({ id }) => id))].toSorted());
        for (const id of stale) expect(kept.has(id)).toBe(false);
      }),
    );
  });

  it('is the same again when all of it has come', () => {
    fc.assert(
      fc.property(records, disk, fc.nat(200), (lists, onDisk, room) => {
        const all = lists.map((files, at) => of(at + 1, ...files.map(({ id, size }) => listed(id, size))));
        const files = onDisk.map(({ id, bytes }) => here(id, bytes));
        const first = wantedOf(all, files, room);
        const come = first.waiting.map(({ id, size, version }) => here(id, size ?? 0, version));
        const others = files.filter(({ id }) => first.kept.has(id));
        const second = wantedOf(all, [...others, ...come], room);
        expect(second.waiting).toEqual([]);
        expect(ids(second.noRoom)).toEqual(ids(first.noRoom));
      }),
    );
  });
});

describe('versions', () => {
  it('are compared as instants where they are some, and otherwise as they stand', () => {
    expect(isOlder('2026-11-24T09:00:00+05:30', '2026-11-24T03:30:00Z')).toBe(false);
    expect(isOlder(MONDAY, TUESDAY)).toBe(true);
    expect(isOlder('', '')).toBe(false);
    expect(isOlder('', TUESDAY)).toBe(true);
    expect(isOlder('b', 'a')).toBe(true);
  });
});

describe('what a record does not list any more', () => {
  it('goes while the record is pinned, unless another one lists it; what is let go stays', () => {
    const before = [of(1, listed(10, 1), listed(11, 1)), of(2, listed(20, 1)), of(3, listed(30, 1))];
    const now = [of(1, listed(11, 1)), of(3), of(4, listed(30, 1))];
    expect(takenOff(before, now)).toEqual([10]);
  });
});
