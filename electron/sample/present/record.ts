import type { Kind } from '../../../shared/entities/kind.ts';
import { associatedIds, sideLoads, type Presenter } from '../include.ts';
import { singularOf } from '../kinds.ts';
import type { Row } from '../state/row.ts';
import type { World } from '../world.ts';
import { presentAppointment } from './appointments.ts';
import { presentContact, presentLead } from './people.ts';
import { presentSalesActivity } from './sales-activities.ts';
import { presentTask } from './tasks.ts';
import { presentAccount, presentDeal } from './things.ts';

const NOTHING: ReadonlySet<string> = new Set();

function base(
  kind: Kind,
  row: Row,
  world: World,
  detail: boolean,
  includes: ReadonlySet<string>,
): Record<string, unknown> {
  switch (kind) {
    case 'leads':
      return presentLead(row, world, detail);
    case 'contacts':
      return presentContact(row, world, detail, includes);
    case 'sales_accounts':
      return presentAccount(row, world, detail);
    case 'deals':
      return presentDeal(row, world, includes);
  }
}

/** A record of one of the four kinds as the API gives it. `detail` is what a single GET adds to the rows of a list. */
export function presentRecord(
  kind: Kind,
  row: Row,
  includes: ReadonlySet<string>,
  world: World,
  detail: boolean,
): Record<string, unknown> {
  return { ...base(kind, row, world, detail, includes), ...associatedIds(kind, row, includes, world) };
}

/** A note as the API gives it (reference: Create a Note). */
export function presentNote(row: Row, world: World): Record<string, unknown> {
  return {
    id: row.id,
    description: row['description'],
    created_at: world.instant(row['created_at']),
    updated_at: world.instant(row['updated_at']),
    creater_id: row['creater_id'] ?? null,
    targetable_id: row['targetable_id'] ?? null,
    targetable_type: row['targetable_type'] ?? null,
  };
}

/** Rows beside records, in full. */
function presenter(world: World): Presenter {
  return (table, row) => {
    if (table === 'deals') return presentRecord('deals', row, NOTHING, world, false);
    if (table === 'tasks') return presentTask(row, NOTHING, world);
    if (table === 'appointments') return presentAppointment(row, NOTHING, world);
    if (table === 'notes') return presentNote(row, world);
    return presentSalesActivity(row, world);
  };
}

/** The answer with one record and what was included beside it. */
export function oneRecord(
  kind: Kind,
  row: Row,
  includes: ReadonlySet<string>,
  world: World,
): Record<string, unknown> {
  return {
    ...sideLoads(kind, [row], includes, world, presenter(world)),
    [singularOf(kind)]: presentRecord(kind, row, includes, world, true),
  };
}

/** The answer with a list of records and what was included beside it; the caller adds `meta`. */
export function manyRecords(
  kind: Kind,
  rows: readonly Row[],
  includes: ReadonlySet<string>,
  world: World,
): Record<string, unknown> {
  return {
    ...sideLoads(kind, rows, includes, world, presenter(world)),
    [kind]: rows.map((row) => presentRecord(kind, row, includes, world, false)),
  };
}
