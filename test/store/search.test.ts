import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseQuery, type Term } from '../../renderer/store/search/query.ts';
import { SearchIndex } from '../../renderer/store/search/search-index.ts';
import { addTokens } from '../../renderer/store/text/tokens.ts';
import { eachBit, type Bits } from '../../renderer/store/typed/bits.ts';

const WORDS =
  'anna ana annabel bob bobby o’brien müller mueller łukasz 東京都 東北 smith smithson +33612449017 (0)612 06.12.44.90.17 75001 jane.doe@acme.test x'.split(
    ' ',
  );
const word = fc.oneof(
  fc.constantFrom(...WORDS),
  fc.string({ maxLength: 5 }),
  fc.string({ unit: 'grapheme', maxLength: 3 }),
);
const texts = fc.array(
  fc.oneof(
    fc.constant(null),
    fc.array(word, { maxLength: 3 }).map((words) => words.join(' ')),
  ),
  { maxLength: 4 },
);

function rowsIn(bits: Bits): number[] {
  const rows: number[] = [];
  eachBit(bits, (row) => rows.push(row));
  return rows;
}

function tokensOf(record: readonly (string | null)[]): string[] {
  const tokens = new Set<string>();
  for (const text of record) if (text !== null) addTokens(text, tokens);
  return [...tokens];
}

function holds(
  record: readonly (string | null)[],
  terms: readonly Term[],
  begins = (token: string, prefix: string) => token.startsWith(prefix),
): boolean {
  const tokens = tokensOf(record);
  return terms.every((term) =>
    term.some((prefixes) => prefixes.every((prefix) => tokens.some((token) => begins(token, prefix)))),
  );
}

/** Every beginning of a token that is one edit away from the word, the plain way. */
function beginsWithTypo(token: string, wanted: string): boolean {
  const have = [...token];
  return Array.from({ length: have.length + 1 }, (_, length) => have.slice(0, length)).some(
    (beginning) => distance(beginning, [...wanted]) <= 1,
  );
}

/** Damerau-Levenshtein, optimal string alignment. */
function distance(a: readonly string[], b: readonly string[]): number {
  const rows = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (_unused, j) => (i === 0 ? j : j === 0 ? i : 0)),
  );
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min(rows[i - 1]![j]! + 1, rows[i]![j - 1]! + 1, rows[i - 1]![j - 1]! + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, rows[i - 2]![j - 2]! + 1);
      rows[i]![j] = least;
    }
  }
  return rows[a.length]![b.length]!;
}

type Step =
  | { readonly type: 'set'; readonly row: number; readonly texts: readonly (string | null)[] }
  | { readonly type: 'find'; readonly text: string }
  | { readonly type: 'work'; readonly turns: number; readonly all: boolean };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ type: fc.constant('set' as const), row: fc.nat(59), texts }) },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('find' as const),
      text: fc.array(word, { maxLength: 3 }).map((words) => words.join(' ')),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ type: fc.constant('work' as const), turns: fc.nat(4), all: fc.boolean() }),
  },
);

describe('the search index', () => {
  it('finds what a scan finds, whatever is joined meanwhile', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80, size: 'max' }), (steps) => {
        const index = new SearchIndex();
        const model = new Map<number, readonly (string | null)[]>();
        let work: Generator<void> | null = null;
        for (const each of steps) {
          if (each.type === 'set') {
            index.set(each.row, each.texts);
            model.set(each.row, each.texts);
          } else if (each.type === 'work') {
            work ??= index.maintain(each.all);
            for (let turn = 0; turn < each.turns && work; turn++) if (work.next().done) work = null;
          } else {
            const terms = parseQuery(each.text);
            if (terms.length === 0) continue;
            const expected = [...model].filter(([, record]) => holds(record, terms)).map(([row]) => row);
            expect(rowsIn(index.find(terms, 60))).toEqual(expected.sort((a, b) => a - b));
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  it('finds everything among thousands, in blocks, tiers and what waits', () => {
    const index = new SearchIndex();
    const records = Array.from({ length: 9000 }, (_, row) => [
      `name${row} shared ${row % 7 === 0 ? 'seven' : 'other'}`,
      `+49 151 ${100_000 + row}`,
    ]);
    records.forEach((record, row) => index.set(row, record));
    for (const turn of index.maintain(false)) void turn;
    for (let row = 0; row < 9000; row += 10) index.set(row, ['renamed shared']);
    const find = (text: string): number => rowsIn(index.find(parseQuery(text), 9000)).length;
    expect([
      find('shared'),
      find('seven'),
      find('renamed'),
      find('name8999'),
      find('name8990'),
      find('0151108999'),
    ]).toEqual([9000, 1157, 900, 1, 0, 1]);
    for (const turn of index.maintain(true)) void turn;
    expect(index.parts).toBe(1);
    expect([
      find('shared'),
      find('seven'),
      find('renamed'),
      find('name8999'),
      find('name8990'),
      find('0151108999'),
    ]).toEqual([9000, 1157, 900, 1, 0, 1]);
  });

  it('finds a word with one typo as trying every edit does', () => {
    const name = fc.constantFrom(
      'anna',
      'annabel',
      'smith',
      'smithson',
      'müller',
      'bobby',
      'Наталья',
      'ab',
      'abc',
      'smth',
    );
    const wanted = fc.oneof(name, fc.stringMatching(/^[abnsmith]{4,7}$/));
    fc.assert(
      fc.property(
        fc.array(fc.array(name, { minLength: 1, maxLength: 2 }), { maxLength: 12 }),
        wanted,
        (records, typed) => {
          const index = new SearchIndex();
          records.forEach((record, row) => index.set(row, record));
          const terms = parseQuery(typed);
          const looked = [...typed].length >= 4;
          const expected = records.flatMap((record, row) =>
            looked && holds(record, terms, beginsWithTypo) ? [row] : [],
          );
          expect(rowsIn(index.findWithTypo(terms, records.length))).toEqual(expected);
        },
      ),
      { numRuns: 500 },
    );
  });
});
