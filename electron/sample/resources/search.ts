import type { Kind } from '../../../shared/entities/kind.ts';
import { idOf, objectsOf, textOf } from '../../../shared/entities/record.ts';
import { PAGE_SIZE } from '../../../shared/limits.ts';
import type { Body } from '../attributes.ts';
import { parseInputInstant } from '../dates.ts';
import { invalid } from '../failure.ts';
import { singularOf } from '../kinds.ts';
import { numberOfQuery, PAGE_DEFAULT, sortRows, totalPages } from '../listing.ts';
import { presentRecord } from '../present/record.ts';
import { route, type Route } from '../router.ts';
import { accountPartial, displayName, personPartial, primaryEmail } from '../rows.ts';
import type { Row } from '../state/row.ts';
import { ok, type Answer, type Call, type World } from '../world.ts';
import { objectBody } from './bodies.ts';

/** Ways to find records that the reference does not have and real accounts do (quirks §4). */

const SEARCH_DEFAULT = 10;
const LOOKUP_MAX = 10;

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

function live(kind: Kind, world: World): Row[] {
  return world.store
    .table(kind)
    .all()
    .filter((row) => row['is_deleted'] !== true);
}

function wordsOf(kind: Kind, row: Row): string {
  const person = kind === 'leads' || kind === 'contacts';
  const mails = objectsOf(row, 'emails').map((email) => textOf(email, 'value'));
  return plain(
    [
      person ? displayName(row) : row['name'],
      ...mails,
      row['mobile_number'],
      row['phone'],
      row['website'],
    ].join(' '),
  );
}

/** `GET search?q=&include=contact,deal,…&per_page=`: a bare list of partial rows, ids as text. */
function search(kinds: readonly Kind[], call: Call, world: World): Answer {
  const words = plain(call.query.get('q') ?? '')
    .split(/\s+/)
    .filter((word) => word !== '');
  const limit = numberOfQuery(call, 'per_page', SEARCH_DEFAULT, 1, PAGE_SIZE);
  const rows: unknown[] = [];
  for (const kind of kinds) {
    if (words.length === 0 || (call.includes.size > 0 && !call.includes.has(singularOf(kind)))) continue;
    for (const row of live(kind, world)) {
      if (rows.length >= limit) break;
      const text = wordsOf(kind, row);
      if (!words.every((word) => text.includes(word))) continue;
      const person = kind === 'leads' || kind === 'contacts';
      const name = person ? displayName(row) : row['name'];
      rows.push({
        id: String(row.id),
        type: singularOf(kind),
        name,
        avatar: null,
        ...(person ? { email: primaryEmail(row) } : { website: row['website'] ?? null }),
      });
    }
  }
  return ok(rows);
}

function partialOf(kind: Kind, row: Row, world: World): Record<string, unknown> {
  if (kind === 'sales_accounts') return accountPartial(row, world);
  if (kind === 'deals') return { partial: true, id: row.id, name: row['name'] };
  return personPartial(row);
}

/** The value of a field, of a custom field, or of a list of mail addresses, as texts to compare with. */
function textsOf(row: Row, field: string): string[] {
  if (field === 'email' || field.endsWith('.email'))
    return objectsOf(row, 'emails').flatMap((email) => textOf(email, 'value') ?? []);
  if (field === 'sales_account_id' && Array.isArray(row['sales_accounts']))
    return objectsOf(row, 'sales_accounts').map((link) => String(link['id']));
  const value = field.startsWith('cf_') ? (row['custom_field'] as Body | undefined)?.[field] : row[field];
  return value === null || value === undefined ? [] : (Array.isArray(value) ? value : [value]).map(String);
}

/** `GET lookup?q=&f=email&entities=contact,sales_account`: exact matches, nested by kind, about ten of each. */
function lookup(kinds: readonly Kind[], call: Call, world: World): Answer {
  const [q, field] = [call.query.get('q'), call.query.get('f')];
  if (q === null || field === null) throw invalid('missing', q === null ? 'q' : 'f');
  const asked = (call.query.get('entities') ?? '').split(',');
  const found = kinds
    .filter((kind) => asked.includes(singularOf(kind)))
    .map((kind) => {
      const rows = live(kind, world).filter((row) =>
        textsOf(row, field).some((text) => text.toLowerCase() === q.trim().toLowerCase()),
      );
      return [
        kind,
        {
          [kind]: rows.slice(0, LOOKUP_MAX).map((row) => partialOf(kind, row, world)),
          meta: { total: rows.length },
        },
      ];
    });
  return ok(Object.fromEntries(found));
}

/** A rule of `filtered_search` as a test by row. @throws Refusal 400 for an operator that is not known */
function ruleOf(rule: Body): (row: Row) => boolean {
  const field = textOf(rule, 'attribute');
  const operator = textOf(rule, 'operator');
  if (field === null) throw invalid('missing', 'attribute');
  const value = rule['value'];
  const wanted = (Array.isArray(value) ? value : [value]).map((item) => String(item).toLowerCase());
  const texts = (row: Row): string[] => textsOf(row, field).map((text) => text.toLowerCase());
  const when = (row: Row): number =>
    typeof row[field] === 'number' ? row[field] : (parseInputInstant(row[field]) ?? NaN);
  const limit = typeof value === 'number' ? value : (parseInputInstant(value) ?? NaN);
  switch (operator) {
    case 'is_in':
      return (row) => texts(row).some((text) => wanted.includes(text));
    case 'is_not_in':
      return (row) => !texts(row).some((text) => wanted.includes(text));
    case 'contains':
      return (row) => texts(row).some((text) => wanted.some((part) => text.includes(part)));
    case 'is_null':
      return (row) => texts(row).length === 0;
    case 'is_not_null':
      return (row) => texts(row).length > 0;
    case 'is_after':
      return (row) => when(row) > limit;
    case 'is_before':
      return (row) => when(row) < limit;
    case null:
    default:
      throw invalid('invalid', `Operator of ${field}`);
  }
}

/** What a thin record leaves out (quirks §4: no custom fields, and no pipeline, stage or owner on deals). */
const THIN_WITHOUT = new Set([
  'custom_field',
  'deal_pipeline_id',
  'deal_stage_id',
  'owner_id',
  'links',
  'fc_widget_collaboration',
  'collaboration',
]);

/** `POST filtered_search/<kind>`: rules joined by "and", 25 a page. */
function filteredSearch(kind: Kind, call: Call, world: World): Answer {
  const body = objectBody(call);
  const rules = objectsOf(body, 'filter_rule').map(ruleOf);
  const rows = live(kind, world).filter((row) => rules.every((rule) => rule(row)));
  const sorted = sortRows(
    kind,
    rows,
    textOf(body, 'sort') ?? 'created_at',
    body['sort_type'] === 'asc',
    world,
  );
  const page = numberOfQuery(call, 'page', idOf(body, 'page') ?? 1, 1, Number.MAX_SAFE_INTEGER);
  const perPage = Math.max(1, Math.min(PAGE_SIZE, idOf(body, 'per_page') ?? PAGE_DEFAULT));
  const shown = sorted.slice((page - 1) * perPage, page * perPage);
  const thin = shown.map((row) => {
    const record = presentRecord(kind, row, new Set(), world, false);
    return {
      partial: true,
      ...Object.fromEntries(Object.entries(record).filter(([key]) => !THIN_WITHOUT.has(key))),
    };
  });
  return ok({
    [kind]: thin,
    meta: { total_pages: totalPages(rows.length, { page, perPage }), total: rows.length },
  });
}

/** The paths of searches. */
export function searchRoutes(kinds: readonly Kind[]): Route[] {
  return [
    route('GET', 'search', (call, world) => search(kinds, call, world)),
    route('GET', 'lookup', (call, world) => lookup(kinds, call, world)),
    ...kinds.map((kind) =>
      route('POST', `filtered_search/${singularOf(kind)}`, (call, world) =>
        filteredSearch(kind, call, world),
      ),
    ),
  ];
}
