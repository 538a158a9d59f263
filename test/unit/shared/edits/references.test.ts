import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  dependantsOf,
  dependenciesOf,
  localIdsIn,
  withServerIds,
} from '../../../../shared/edits/references.ts';
import { FIRST_LOCAL_ID, isLocalId } from '../../../../shared/entities/local-id.ts';
import { editOf, LOCAL } from './arbitraries.ts';

const local = fc.integer({ min: 0, max: 3 }).map((at) => FIRST_LOCAL_ID - at);
const { node } = fc.letrec((tie) => ({
  node: fc.oneof(
    { maxDepth: 4 },
    fc.oneof(local, fc.integer(), fc.string(), fc.constant(null), fc.bigInt(), fc.boolean()),
    fc.array(tie('node'), { maxLength: 4 }),
    fc.dictionary(fc.oneof(fc.string(), fc.constantFrom('__proto__', 'targetable_id')), tie('node'), {
      maxKeys: 4,
      noNullPrototype: true,
    }),
  ),
}));
const ids = new Map([0, 1, 2].map((at) => [FIRST_LOCAL_ID - at, 402_000_000_000 + at]));

/** Every leaf of a value, in order, with the way to it. */
function leaves(value: unknown, way = ''): [string, unknown][] {
  if (typeof value !== 'object' || value === null) return [[way, value]];
  const own: [string, unknown][] = Object.entries(value);
  return own.length === 0 ? [[way, value]] : own.flatMap(([key, item]) => leaves(item, `${way}/${key}`));
}

describe('withServerIds', () => {
  it('replaces the ids that are known, at every depth, and nothing else', () => {
    fc.assert(
      fc.property(node, (given) => {
        const before = leaves(given);
        const expected = before.map(([way, leaf]) => [way, (isLocalId(leaf) && ids.get(leaf)) || leaf]);
        expect(leaves(withServerIds(given, ids))).toEqual(expected);
        expect(leaves(given)).toEqual(before);
      }),
    );
  });

  it('gives the very same object where there is nothing to replace', () => {
    fc.assert(
      fc.property(node, (given) => {
        const has = leaves(given).some(([, leaf]) => isLocalId(leaf) && ids.has(leaf));
        expect(withServerIds(given, ids) === given).toBe(!has);
      }),
    );
  });
});

describe('localIdsIn', () => {
  it('finds the target’s and all that the operation mentions', () => {
    fc.assert(
      fc.property(node, (given) => {
        const found = localIdsIn({ target: LOCAL, operation: { type: 'update', fields: { given } } });
        const expected = [LOCAL.id, ...leaves(given).flatMap(([, leaf]) => (isLocalId(leaf) ? [leaf] : []))];
        expect([...found].sort()).toEqual([...new Set(expected)].sort());
      }),
    );
  });
});

describe('dependencies', () => {
  const lead = { kind: 'leads', id: FIRST_LOCAL_ID } as const;
  const contactId = FIRST_LOCAL_ID - 7;
  const make = editOf(1, { type: 'create', fields: {} }, { target: lead });
  const convert = editOf(
    2,
    { type: 'convert', fields: {}, deal: null, contactId, dealId: null },
    { target: lead, dependsOn: [make.id] },
  );
  const note = editOf(
    3,
    { type: 'create', fields: { targetable_type: 'Contact', targetable_id: contactId } },
    { target: { kind: 'notes', id: FIRST_LOCAL_ID - 8 }, dependsOn: [convert.id] },
  );
  const other = editOf(4, { type: 'update', fields: {} });
  const all = [other, note, convert, make];

  it('are the makers of what an edit mentions, its own target’s among them', () => {
    expect(dependenciesOf(convert, [make])).toEqual([make.id]);
    expect(dependenciesOf(note, [make, convert, other])).toEqual([convert.id]);
    expect(dependenciesOf(other, all)).toEqual([]);
  });

  it('take dependants of dependants with them, in the user’s order, and nothing else', () => {
    expect(dependantsOf(make, all)).toEqual([convert, note]);
    expect(dependantsOf(convert, all)).toEqual([note]);
    expect(dependantsOf(note, all)).toEqual([]);
  });
});
