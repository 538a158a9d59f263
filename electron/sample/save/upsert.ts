import type { Kind } from '../../../shared/entities/kind.ts';
import type { Body } from '../attributes.ts';
import { fieldLabel, invalid, notFound } from '../failure.ts';
import { MODEL_OF_KIND } from '../kinds.ts';
import { idOf } from '../../../shared/entities/record.ts';
import { uniqueKey } from '../state/indexes.ts';
import type { Row } from '../state/row.ts';
import type { World } from '../world.ts';
import { createRecord, updateRecord } from './record.ts';

/** The fields by which a record of a kind can be found, besides `id` (reference: Upsert a Lead, notes 1 and 3; Upsert a Deal uses the name). */
const IDENTIFIERS: Readonly<Record<Kind, readonly string[]>> = {
  leads: ['emails', 'mobile_number', 'twitter', 'external_id'],
  contacts: ['emails', 'mobile_number', 'twitter', 'external_id'],
  sales_accounts: ['name'],
  deals: ['name'],
};

/** A single identifier and its value. @throws Refusal 400 when it is none, more than one, or no unique field */
function identifierOf(kind: Kind, identifier: Body, world: World): { name: string; value: string } {
  const [entry, ...more] = Object.entries(identifier);
  if (entry === undefined || more.length > 0) throw invalid('uniqueField');
  const [given, raw] = entry;
  const name = given === 'email' && world.quirks.upsertByEmailAccepted ? 'emails' : given;
  const value = Array.isArray(raw) ? (raw as unknown[])[0] : raw;
  if (name !== 'id' && !IDENTIFIERS[kind].includes(name)) throw invalid('uniqueField');
  if ((typeof value !== 'string' && typeof value !== 'number') || value === '') throw invalid('uniqueField');
  return { name, value: String(value) };
}

function findBy(kind: Kind, name: string, value: string, world: World): Row[] {
  if (name === 'id') {
    const row = world.store.get(kind, idOf({ id: value }, 'id') ?? 0);
    if (row === undefined || row['is_deleted'] === true) throw notFound();
    return [row];
  }
  return world.store
    .table(kind)
    .find(name, uniqueKey(value))
    .filter((row) => row['is_deleted'] !== true);
}

/** What an upsert did. */
export interface Upserted {
  readonly row: Row;
  readonly created: boolean;
}

/**
 * Updates the record an identifier names, or creates it (reference: Upsert a Lead).
 * @param identifier one key, `id` or a unique field, and its value
 * @throws Refusal 400 with the ids when several records have it; 404 when there is no such id
 */
export function upsertRecord(
  kind: Kind,
  identifier: Body,
  body: Body,
  world: World,
  includes: ReadonlySet<string> = new Set(),
): Upserted {
  const { name, value } = identifierOf(kind, identifier, world);
  const found = findBy(kind, name, value, world);
  if (found.length > 1) {
    const ids = found.map((row) => row.id).join(',');
    throw invalid(
      'duplicates',
      `${fieldLabel(name).toLowerCase()} - [${ids}]`,
      `${String(found.length)} ${MODEL_OF_KIND[kind]}s`,
    );
  }
  const [row] = found;
  if (row !== undefined) return { row: updateRecord(kind, row, body, world, includes), created: false };
  // What identifies the record belongs to it, unless the data says otherwise.
  return { row: createRecord(kind, { [name]: value, ...body }, world, { includes }), created: true };
}
