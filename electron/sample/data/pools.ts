import { base, en, Faker } from '@faker-js/faker';
import { COUNTRIES, type Country } from './countries.ts';
import { seededRandom, type Random } from './random.ts';

/** Where somebody lives or works: city, street and zip code of one country. */
export interface Place {
  readonly city: string;
  readonly state: string | null;
  readonly zipcode: string;
}

/** What records of one country are put together from. */
export interface Pool {
  readonly country: string;
  readonly mobile: string;
  readonly landline: string;
  readonly digits: number;
  readonly timeZone: string;
  readonly legalForms: readonly string[];
  readonly firstNames: readonly string[];
  readonly lastNames: readonly string[];
  readonly places: readonly Place[];
  readonly streets: readonly string[];
}

/** The pools of all countries. */
export interface Pools {
  /** A country by its share. */
  pick(random: Random): Pool;
  /** The pool of a country by its name, if it is one of ours. */
  of(country: unknown): Pool | undefined;
}

const NAMES = 90;
const PLACES = 30;

function draw(count: number, one: () => string): string[] {
  return [...new Set(Array.from({ length: count }, one))];
}

function poolOf(country: Country): Pool {
  const { locale, name, share: _share, ...rest } = country;
  const faker = new Faker({ locale: [locale, en, base], seed: 1 });
  return {
    ...rest,
    country: name,
    firstNames: draw(NAMES, () => faker.person.firstName()),
    lastNames: draw(NAMES, () => faker.person.lastName()),
    places: Array.from({ length: PLACES }, () => ({
      city: faker.location.city(),
      // English states would stand in for countries without their own; those have none.
      state: locale.location?.state === undefined ? null : faker.location.state(),
      zipcode: faker.location.zipCode(),
    })),
    streets: draw(PLACES, () => faker.location.street()),
  };
}

/**
 * Draws the pools from faker, once for each country: faker is too slow to be asked for every field of 200,000 records. They do not
 * depend on the workspace's seed; how they are combined does.
 */
export function createPools(): Pools {
  const pools = COUNTRIES.map(poolOf);
  const byShare = COUNTRIES.flatMap((country, index) =>
    Array.from({ length: country.share }, () => pools[index] as Pool),
  );
  const byName = new Map<unknown, Pool>(pools.map((pool) => [pool.country, pool]));
  return { pick: (random) => random.pick(byShare), of: (country) => byName.get(country) };
}

/** A random source for a part of the data, so that adding to one part does not change the others. */
export function randomFor(seed: number, part: string): Random {
  let mixed = seed | 0;
  for (const letter of part) mixed = (Math.imul(mixed, 31) + letter.charCodeAt(0)) | 0;
  return seededRandom(mixed);
}

const LETTERS: Readonly<Record<string, string>> = {
  ł: 'l',
  ß: 'ss',
  ø: 'o',
  đ: 'd',
  ı: 'i',
  æ: 'ae',
  œ: 'oe',
  ð: 'd',
  þ: 'th',
};

/** Lower-case ASCII letters and digits of a name, for mail and web addresses; empty where the script has none. */
export function asciiOf(name: string): string {
  return name
    .toLowerCase()
    .normalize('NFD')
    .replace(/[^a-z0-9]/g, (letter) => LETTERS[letter] ?? '');
}
