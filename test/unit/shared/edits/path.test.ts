import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pathsOf, valueAt, withValue } from '../../../../shared/edits/path.ts';

const name = fc
  .oneof(
    fc.constantFrom('last_name', '__proto__', 'constructor', 'toString', 'cf_no-go_truck_types', 'a.b', ''),
    fc.string(),
  )
  .filter((key) => key !== 'custom_field' && !key.startsWith('custom_field.'));
const value = fc.oneof(fc.string(), fc.integer(), fc.constant(null), fc.bigInt(), fc.array(fc.string()));
const map = fc.dictionary(name, value, { noNullPrototype: true });
const record = fc
  .tuple(map, fc.option(map, { nil: undefined }))
  .map(([plain, custom]) => (custom === undefined ? plain : { ...plain, custom_field: custom }));
const path = fc.tuple(name, fc.boolean()).map(([key, isCustom]) => (isCustom ? `custom_field.${key}` : key));

describe('a path', () => {
  it('gives back what was set at it, and leaves every other path and the record itself alone', () => {
    fc.assert(
      fc.property(record, path, value, (given, at, set) => {
        const before = structuredClone(given);
        const next = withValue(given, at, set);
        expect(valueAt(next, at)).toEqual(set);
        for (const other of pathsOf(given))
          if (other !== at) expect(valueAt(next, other)).toBe(valueAt(given, other));
        expect(given).toEqual(before);
        expect(Object.getPrototypeOf(next)).toBe(Object.prototype);
      }),
    );
  });

  it('is taken away by undefined, and is not there where it is only inherited', () => {
    fc.assert(
      fc.property(record, path, (given, at) => {
        const next = withValue(given, at, undefined);
        expect(valueAt(next, at)).toBeUndefined();
        expect(pathsOf(next)).toEqual(pathsOf(given).filter((other) => other !== at));
      }),
    );
    expect(valueAt({}, 'constructor')).toBeUndefined();
    expect(valueAt({ custom_field: {} }, 'custom_field.toString')).toBeUndefined();
    expect(valueAt({}, '__proto__')).toBeUndefined();
  });

  it('copies no deeper than needed', () => {
    const given = { tags: ['a'], company: { name: 'x' }, custom_field: { a: ['b'], c: 1 } };
    const next = withValue(given, 'custom_field.c', 2);
    expect(next.tags).toBe(given.tags);
    expect(next.company).toBe(given.company);
    expect(next.custom_field.a).toBe(given.custom_field.a);
    expect(Object.keys(withValue(given, 'tags', []))).toEqual(Object.keys(given));
  });

  it('opens the map of custom fields and nothing else', () => {
    expect(pathsOf({ id: 1, company: { name: 'x' }, custom_field: { 'cf_a-b': 1, 'x.y': 2 } })).toEqual([
      'id',
      'company',
      'custom_field.cf_a-b',
      'custom_field.x.y',
    ]);
    expect(withValue({ custom_field: null }, 'custom_field.cf_a', 1)).toEqual({ custom_field: { cf_a: 1 } });
  });
});
