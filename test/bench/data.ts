import type { Kind } from '../../shared/entities/kind.ts';
import type { IdentifiedRecord } from '../../shared/entities/record.ts';
import type { ConfigurationEntry } from '../../shared/store-port.ts';

/** Records like those of a real account, about 900 bytes a contact; the same number gives the same record at any time and place. */

const FIRST =
  'James Mary Robert Patricia John Jennifer Michael Linda David Elizabeth William Barbara Richard Susan Joseph Jessica Thomas Sarah Karen Chiara Giulia Søren Åse Jörg Jürgen Zoë Chloé René Łukasz Agnieszka Małgorzata Đorđe Željko Šárka Dvořák İbrahim Ayşe Nguyễn Thảo José María Íñigo João Conceição Fatima Ahmed Omar Leila Priya Rahul Ananya Wei Jing Haruto 陽子 健太 伟 秀英 Олег Наталья Γιώργος Ελένη'.split(
    ' ',
  );
const STARTS =
  'Al An Ba Bar Ber Bo Bran Cal Car Cor Da Del Dun El Fer Fitz Gar Gold Gra Hag Hal Har Hol Jen Kar Kel Kov Lam Lar Lind Mac Mar Mc Mont Nor Os Pal Per Ram Ros Sand Schu Sil Ste Sul Tor Van Ver Vil Wal Wes Wil Zim Møl Åke Ö Šev Fañ'.split(
    ' ',
  );
const MIDDLES =
  'a ac ad al am an ar as be da de di do el en er es i ie in is li lo ma me na ne ni o or ra re ri ro sa se si ta te ti to'.split(
    ' ',
  );
const ENDS =
  'berg bert by dale den dez do dorf er ez feld ford gan gård ham hurst ić ini ington ka ker la land ler ley lin man mann mont ner ney no off ova rell rick ro sen ski son stein sson ston ström ton ville well wick witz wood worth zzi'.split(
    ' ',
  );
const COMPANY_ENDS =
  'GmbH|Ltd|Inc|S.A.|SARL|AB|Oy|BV|Srl|& Sons|Group|Partners|Industries|Logistics|Medical|Foods|Energy|Textiles'.split(
    '|',
  );
const CITIES =
  'Paris|Lyon|München|Köln|Zürich|Genève|Wien|Praha|Warszawa|Łódź|Kraków|København|Århus|Göteborg|Malmö|Oslo|Tromsø|Helsinki|Madrid|A Coruña|São Paulo|Lisboa|Milano|Roma|London|Leeds|Dublin|New York|San José|Chicago|Austin|Toronto|Montréal|México|東京|大阪|北京|Москва|Αθήνα|İstanbul'.split(
    '|',
  );
const COUNTRIES =
  'France Germany Switzerland Austria Czechia Poland Denmark Sweden Norway Finland Spain Portugal Italy UK Ireland USA Canada Mexico Japan China'.split(
    ' ',
  );
const JOBS =
  'Buyer|Head of Purchasing|CEO|CTO|Chief Financial Officer|Operations Manager|Plant Manager|Sales Representative|Marketing Manager|Engineer|Technician|Assistant|Logistics Coordinator|Quality Manager|Owner|Warehouse Manager'.split(
    '|',
  );
const TAGS = 'vip trade-fair newsletter partner cold warm hot renewal pilot reference'.split(' ');
const CALLING = [1, 33, 44, 49, 41, 43, 45, 46, 47, 48, 34, 351, 39, 353, 358];

const OWNERS = 40;
const STAGES = 8;
const NOW = Date.UTC(2026, 0, 1);

/** Numbers from 0 to below 1 that depend on `seed` alone (mulberry32). */
export function chanceOf(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}

/** How many records of each kind: so many contacts, and a quarter as many others. */
export function sizesOf(contacts: number): Record<Kind, number> {
  return {
    contacts,
    sales_accounts: Math.round(contacts * 0.1),
    deals: Math.round(contacts * 0.1),
    leads: Math.round(contacts * 0.05),
  };
}

/** Record `number` of a kind, counted from 0; ids ascend. */
export function recordAt(kind: Kind, number: number, contacts: number): IdentifiedRecord {
  const chance = chanceOf(number * 4 + { contacts: 0, sales_accounts: 1, deals: 2, leads: 3 }[kind]);
  switch (kind) {
    case 'contacts':
      return contactAt(number, chance, sizesOf(contacts).sales_accounts);
    case 'leads':
      return {
        ...personAt(number, chance),
        id: 70_000_000_000 + number * 3,
        company: { name: companyName(chance) },
      };
    case 'sales_accounts':
      return accountAt(number);
    case 'deals':
      return dealAt(number, chance, sizesOf(contacts).sales_accounts);
  }
}

/** The configuration that names what the records refer to. */
export function configuration(): ConfigurationEntry[] {
  const chance = chanceOf(99);
  const rows = (count: number, name: (at: number) => string) =>
    Array.from({ length: count }, (_, at) => ({ id: at + 1, name: name(at) }));
  return [
    { key: 'selector:owners', value: rows(OWNERS, () => `${pick(FIRST, chance)} ${lastName(chance)}`) },
    { key: 'selector:deal_stages', value: rows(STAGES, (at) => `Stage ${at + 1}`) },
    { key: 'selector:contact_statuses', value: rows(5, (at) => `Status ${at + 1}`) },
    { key: 'selector:currencies', value: rows(3, (at) => ['EUR', 'USD', 'GBP'][at]!) },
  ];
}

function personAt(number: number, chance: () => number): Record<string, unknown> {
  const first = pick(FIRST, chance);
  const last = lastName(chance);
  const email = `${ascii(first)}.${ascii(last)}${chance() < 0.3 ? Math.floor(chance() * 100) : ''}@${ascii(lastName(chance))}.${pick(['com', 'de', 'fr', 'example'], chance)}`;
  const updated = NOW - Math.floor(chance() * 3e10);
  return {
    first_name: first,
    last_name: last,
    display_name: `${first} ${last}`,
    avatar: null,
    job_title: pick(JOBS, chance),
    city: pick(CITIES, chance),
    state: null,
    zipcode: String(10000 + Math.floor(chance() * 89999)),
    country: pick(COUNTRIES, chance),
    email,
    emails: [{ id: 1_000_000 + number, value: email, is_primary: true, label: null, _destroy: false }],
    time_zone: 'Berlin',
    work_number: chance() < 0.6 ? phone(chance) : null,
    mobile_number: chance() < 0.85 ? phone(chance) : null,
    address: `${1 + Math.floor(chance() * 300)} ${lastName(chance)} Street`,
    last_seen: null,
    lead_score: Math.floor(chance() * 100),
    last_contacted: chance() < 0.7 ? iso(updated - Math.floor(chance() * 1e9)) : null,
    owner_id: 1 + Math.floor(chance() * OWNERS),
    custom_field: {
      cf_region: pick(['North', 'South', 'East', 'West'], chance),
      cf_customer_no: `C-${number}`,
    },
    tags: chance() < 0.3 ? [pick(TAGS, chance), pick(TAGS, chance)] : [],
    created_at: iso(updated - Math.floor(chance() * 9e10)),
    updated_at: iso(updated),
    keyword: null,
    medium: null,
    is_deleted: false,
  };
}

function contactAt(number: number, chance: () => number, accounts: number): IdentifiedRecord {
  const account = Math.floor(chance() * accounts);
  return {
    ...personAt(number, chance),
    id: 50_000_000_000 + number * 7,
    contact_status_id: 1 + Math.floor(chance() * 5),
    open_deals_amount: chance() < 0.3 ? amount(chance) : '0.0',
    won_deals_amount: '0.0',
    sales_accounts: accounts
      ? [
          {
            partial: true,
            id: 60_000_000_000 + account * 5,
            name: accountName(account),
            avatar: null,
            is_primary: true,
          },
        ]
      : [],
  };
}

function accountAt(number: number): IdentifiedRecord {
  const chance = chanceOf(number * 4 + 1);
  const name = companyName(chance);
  return {
    id: 60_000_000_000 + number * 5,
    name,
    phone: phone(chance),
    website: `https://www.${ascii(name.split(' ')[0]!)}.com`,
    city: pick(CITIES, chance),
    country: pick(COUNTRIES, chance),
    number_of_employees: Math.floor(chance() * 5000),
    annual_revenue: amount(chance),
    open_deals_amount: amount(chance),
    owner_id: 1 + Math.floor(chance() * OWNERS),
    custom_field: {},
    tags: [],
    created_at: iso(NOW - Math.floor(chance() * 9e10)),
    updated_at: iso(NOW - Math.floor(chance() * 3e10)),
    is_deleted: false,
  };
}

function dealAt(number: number, chance: () => number, accounts: number): IdentifiedRecord {
  return {
    id: 80_000_000_000 + number * 2,
    name: `${lastName(chance)} ${pick(['renewal', 'expansion', 'pilot', 'order', 'service contract'], chance)} ${2020 + (number % 7)}`,
    amount: amount(chance),
    base_currency_amount: amount(chance),
    currency_id: 1 + Math.floor(chance() * 3),
    sales_account_id: accounts ? 60_000_000_000 + Math.floor(chance() * accounts) * 5 : null,
    deal_stage_id: 1 + Math.floor(chance() * STAGES),
    probability: Math.floor(chance() * 11) * 10,
    expected_close: iso(NOW + Math.floor(chance() * 2e10)).slice(0, 10),
    closed_date: null,
    owner_id: 1 + Math.floor(chance() * OWNERS),
    custom_field: { cf_note: 'x'.repeat(200) },
    tags: [],
    created_at: iso(NOW - Math.floor(chance() * 9e10)),
    updated_at: iso(NOW - Math.floor(chance() * 3e10)),
    is_deleted: false,
  };
}

function accountName(number: number): string {
  return companyName(chanceOf(number * 4 + 1));
}

function companyName(chance: () => number): string {
  return `${lastName(chance)} ${pick(COMPANY_ENDS, chance)}`;
}

function lastName(chance: () => number): string {
  return pick(STARTS, chance) + pick(MIDDLES, chance) + pick(ENDS, chance);
}

function phone(chance: () => number): string {
  const digits = String(100_000_000 + Math.floor(chance() * 899_999_999));
  return `+${pick(CALLING, chance)} ${digits.slice(0, 3)} ${digits.slice(3, 6)} ${digits.slice(6)}`;
}

function amount(chance: () => number): string {
  return `${Math.floor(chance() * 200_000)}.${pick(['0', '5', '25'], chance)}`;
}

function iso(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}+01:00`;
}

function ascii(text: string): string {
  return (
    text
      .normalize('NFD')
      .replace(/[^a-zA-Z]/g, '')
      .toLowerCase() || 'info'
  );
}

function pick<T>(list: readonly T[], chance: () => number): T {
  return list[Math.floor(chance() * list.length)]!;
}
