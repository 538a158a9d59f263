import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJson, stringifyJson } from '../../../shared/json.ts';

describe('parseJson', () => {
  it.each<[string, unknown]>([
    ['1450348061427834880', 1450348061427834880n],
    ['-9007199254740993', -9007199254740993n],
    ['9007199254740991', 9007199254740991],
    ['9007199254740992', 9007199254740992n],
    ['402211574986', 402211574986],
    ['1234567890123456.7890', '1234567890123456.7890'],
    ['0.1', 0.1],
    ['8360.0', 8360],
    ['123456789.123456', 123456789.123456],
    ['1e400', '1e400'],
    ['1e3', 1000],
    ['"1450348061427834880"', '1450348061427834880'],
    ['{"a":[1450348061427834880,{"b":1}]}', { a: [1450348061427834880n, { b: 1 }] }],
  ])('reads %s', (text, value) => {
    expect(parseJson(text)).toStrictEqual(value);
  });

  it('takes nothing within a string for a number, wherever blanks stand', () => {
    const tricky = fc
      .array(
        fc.constantFrom(
          '"',
          '\\',
          ',',
          ':',
          '[',
          ']',
          ' ',
          '1234567890123456789',
          '\u0001',
          '\\u0001',
          '1e9',
        ),
      )
      .map((parts) => parts.join(''));
    const leaf = fc.oneof(tricky, fc.constant(12345678901234567890n), fc.constant(7));
    const value = fc.dictionary(tricky, fc.array(leaf), { noNullPrototype: true });
    fc.assert(
      fc.property(value, fc.constantFrom(undefined, 1, '\n\t'), (given, blanks) => {
        const text = JSON.stringify(
          given,
          (_key, each: unknown) => (typeof each === 'bigint' ? JSON.rawJSON(String(each)) : each),
          blanks,
        );
        expect(parseJson(text)).toStrictEqual(given);
      }),
    );
  });

  it.each(['', '{', "{'a':1}", '{"a":01}', 'undefined', '12345678901234567890,'])('refuses %j', (text) => {
    expect(() => parseJson(text)).toThrow(SyntaxError);
  });

  it('reads a key named __proto__ as any other', () => {
    const value = parseJson('{"__proto__":{"x":12345678901234567890}}');
    expect(Object.keys(value as object)).toEqual(['__proto__']);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });
});

describe('stringifyJson', () => {
  it('is undone by parseJson, for JSON values with big integers among them', () => {
    const leaf = fc.oneof(
      fc.string(),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.bigInt().filter((big) => !Number.isSafeInteger(Number(big))),
    );
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        leaf,
        fc.array(tie('value')),
        fc.dictionary(fc.string(), tie('value'), { noNullPrototype: true }),
      ),
    }));
    fc.assert(
      fc.property(value, (given) => {
        expect(parseJson(stringifyJson(given))).toStrictEqual(given);
      }),
    );
  });

  it('writes the digits of any integer as they were', () => {
    fc.assert(
      fc.property(fc.bigInt(), (big) => {
        expect(stringifyJson(parseJson(`{"n":${big}}`))).toBe(`{"n":${big}}`);
      }),
    );
  });

  it('does not hide a cycle', () => {
    const cycle: Record<string, unknown> = {};
    cycle['self'] = cycle;
    expect(() => stringifyJson(cycle)).toThrow(TypeError);
  });
});
