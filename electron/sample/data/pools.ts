import {
  ar,
  base,
  cs_CZ,
  da,
  de,
  en,
  en_GB,
  es,
  Faker,
  fr,
  it,
  ja,
  nb_NO,
  nl,
  pl,
  pt_BR,
  pt_PT,
  sv,
  tr,
  vi,
  type LocaleDefinition,
} from '@faker-js/faker';
import { seededRandom, type Random } from './random.ts';

/** A country as the sample data knows it. */
interface Country {
  readonly locale: LocaleDefinition;
  readonly name: string;
  /** The country's calling code and the start of its mobile numbers; digits follow up to `digits`. */
  readonly mobile: string;
  readonly landline: string;
  readonly digits: number;
  readonly timeZone: string;
  readonly legalForms: readonly string[];
  /** How many in a hundred records come from here. */
  readonly share: number;
}

const COUNTRIES: readonly Country[] = [
  {
    locale: en,
    name: 'USA',
    mobile: '+1555',
    landline: '+1312',
    digits: 7,
    timeZone: 'Eastern Time (US & Canada)',
    legalForms: ['Inc.', 'LLC', 'Group'],
    share: 20,
  },
  {
    locale: en_GB,
    name: 'United Kingdom',
    mobile: '+4477',
    landline: '+4420',
    digits: 8,
    timeZone: 'London',
    legalForms: ['Ltd', 'plc'],
    share: 9,
  },
  {
    locale: de,
    name: 'Germany',
    mobile: '+49151',
    landline: '+4930',
    digits: 8,
    timeZone: 'Berlin',
    legalForms: ['GmbH', 'AG', 'KG'],
    share: 12,
  },
  {
    locale: fr,
    name: 'France',
    mobile: '+336',
    landline: '+331',
    digits: 8,
    timeZone: 'Paris',
    legalForms: ['SARL', 'SA', 'et Fils'],
    share: 9,
  },
  {
    locale: es,
    name: 'Spain',
    mobile: '+346',
    landline: '+3491',
    digits: 8,
    timeZone: 'Madrid',
    legalForms: ['S.L.', 'S.A.', 'e Hijos'],
    share: 7,
  },
  {
    locale: it,
    name: 'Italy',
    mobile: '+393',
    landline: '+3906',
    digits: 9,
    timeZone: 'Rome',
    legalForms: ['S.p.A.', 'S.r.l.'],
    share: 5,
  },
  {
    locale: pl,
    name: 'Poland',
    mobile: '+485',
    landline: '+4822',
    digits: 8,
    timeZone: 'Warsaw',
    legalForms: ['Sp. z o.o.', 'S.A.'],
    share: 6,
  },
  {
    locale: cs_CZ,
    name: 'Czechia',
    mobile: '+4206',
    landline: '+4202',
    digits: 8,
    timeZone: 'Prague',
    legalForms: ['s.r.o.', 'a.s.'],
    share: 3,
  },
  {
    locale: nl,
    name: 'Netherlands',
    mobile: '+316',
    landline: '+3120',
    digits: 8,
    timeZone: 'Amsterdam',
    legalForms: ['B.V.', 'N.V.'],
    share: 4,
  },
  {
    locale: sv,
    name: 'Sweden',
    mobile: '+467',
    landline: '+468',
    digits: 8,
    timeZone: 'Stockholm',
    legalForms: ['AB', '& Söner AB'],
    share: 4,
  },
  {
    locale: nb_NO,
    name: 'Norway',
    mobile: '+479',
    landline: '+472',
    digits: 7,
    timeZone: 'Oslo',
    legalForms: ['AS', 'ASA'],
    share: 2,
  },
  {
    locale: da,
    name: 'Denmark',
    mobile: '+452',
    landline: '+453',
    digits: 7,
    timeZone: 'Copenhagen',
    legalForms: ['A/S', 'ApS'],
    share: 2,
  },
  {
    locale: tr,
    name: 'Türkiye',
    mobile: '+905',
    landline: '+90212',
    digits: 9,
    timeZone: 'Istanbul',
    legalForms: ['A.Ş.', 'Ltd. Şti.'],
    share: 4,
  },
  {
    locale: pt_BR,
    name: 'Brazil',
    mobile: '+55119',
    landline: '+5521',
    digits: 8,
    timeZone: 'Brasilia',
    legalForms: ['Ltda.', 'S.A.'],
    share: 4,
  },
  {
    locale: pt_PT,
    name: 'Portugal',
    mobile: '+3519',
    landline: '+35121',
    digits: 8,
    timeZone: 'Lisbon',
    legalForms: ['Lda.', 'S.A.'],
    share: 2,
  },
  {
    locale: vi,
    name: 'Vietnam',
    mobile: '+849',
    landline: '+8428',
    digits: 8,
    timeZone: 'Hanoi',
    legalForms: ['JSC', 'Co., Ltd.'],
    share: 3,
  },
  {
    locale: ja,
    name: 'Japan',
    mobile: '+8190',
    landline: '+813',
    digits: 8,
    timeZone: 'Tokyo',
    legalForms: ['株式会社', '合同会社'],
    share: 2,
  },
  {
    locale: ar,
    name: 'Egypt',
    mobile: '+201',
    landline: '+202',
    digits: 9,
    timeZone: 'Cairo',
    legalForms: ['ش.م.م', 'وأولاده'],
    share: 2,
  },
];

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
