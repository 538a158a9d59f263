import { textOf } from '../../../shared/entities/record.ts';
import { readAttributes, readCustomField, type Attribute, type Body } from '../attributes.ts';
import { invalid, notFound } from '../failure.ts';
import { pageOf, slicePage, totalPages } from '../listing.ts';
import { presentSalesActivity } from '../present/sales-activities.ts';
import { route, type Route } from '../router.ts';
import type { Row } from '../state/row.ts';
import { idOfCall, ok, type Answer, type Call, type World } from '../world.ts';
import { contacted, targetableIn, wrapped } from './bodies.ts';

const ATTRIBUTES: Readonly<Record<string, Attribute>> = {
  title: { type: 'text' },
  notes: { type: 'text' },
  sales_activity_type_id: { type: 'choice', table: 'sales_activity_types' },
  sales_activity_outcome_id: { type: 'choice', table: 'sales_activity_outcomes' },
  start_date: { type: 'instant' },
  end_date: { type: 'instant' },
  conversation_time: { type: 'instant' },
  owner_id: { type: 'reference', table: 'users' },
  location: { type: 'text' },
  latitude: { type: 'text' },
  longitude: { type: 'text' },
  checkedin_at: { type: 'instant' },
};

/** The activity's values after a request. @throws Refusal 400 when a mandatory one is missing (reference: Sales Activities, marks *) */
function valuesOf(body: Body, before: Row | null, world: World): Record<string, unknown> {
  const custom = readCustomField('sales_activities', body, before ?? undefined, world);
  const values: Record<string, unknown> = {
    ...before,
    ...readAttributes(body, ATTRIBUTES, world),
    ...(targetableIn(body, world) ?? {}),
    ...(custom === undefined ? {} : { custom_field: custom }),
    updated_at: world.now(),
  };
  values['conversation_time'] ??= values['start_date'];
  if (textOf(values, 'title') === null) throw invalid('blank', 'Title');
  for (const [key, label] of [
    ['sales_activity_type_id', 'Sales activity type'],
    ['start_date', 'Start date'],
    ['end_date', 'End date'],
    ['owner_id', 'Owner'],
    ['targetable_id', 'Targetable'],
  ] as const) {
    if (typeof values[key] !== 'number') throw invalid('blank', label);
  }
  if (Number(values['end_date']) < Number(values['start_date'])) throw invalid('invalid', 'End date');
  return values;
}

function activityOf(call: Call, world: World): Row {
  const activity = world.store.get('sales_activities', idOfCall(call));
  if (activity === undefined) throw notFound();
  return activity;
}

const one = (row: Row, world: World): Answer => ok({ sales_activity: presentSalesActivity(row, world) });

function create(call: Call, world: World): Answer {
  const values = valuesOf(wrapped(call, 'sales_activity'), null, world);
  const row = world.store.add('sales_activities', {
    ...values,
    created_at: world.now(),
    creater_id: world.me,
    updater_id: null,
  });
  const target = targetableIn(row, world);
  const type = world.store.get('sales_activity_types', Number(row['sales_activity_type_id']));
  if (target !== null)
    contacted(
      target,
      textOf(type ?? {}, 'name') ?? 'Sales activity',
      Number(row['conversation_time']),
      world,
    );
  return one(row, world);
}

function update(call: Call, world: World): Answer {
  const before = activityOf(call, world);
  const next: Row = {
    ...valuesOf(wrapped(call, 'sales_activity'), before, world),
    id: before.id,
    updater_id: world.me,
  };
  world.store.put('sales_activities', next);
  return one(next, world);
}

function destroy(call: Call, world: World): Answer {
  world.store.erase('sales_activities', activityOf(call, world).id);
  return ok({ success: '200' });
}

function list(call: Call, world: World): Answer {
  const rows = world.store.table('sales_activities').all();
  rows.sort((a, b) => Number(b['start_date']) - Number(a['start_date']) || b.id - a.id);
  const page = pageOf(call);
  return ok({
    sales_activities: slicePage(rows, page).map((row) => presentSalesActivity(row, world)),
    meta: { total_pages: totalPages(rows.length, page), total: rows.length },
  });
}

/** The reference creates by `/sales_activities` in its heading and by `/sales_activity` in an example; both are served. */
export const salesActivityRoutes: readonly Route[] = [
  route('POST', 'sales_activities', create),
  route('POST', 'sales_activity', create),
  route('GET', 'sales_activities', list),
  route('GET', 'sales_activities/{id}', (call, world) => one(activityOf(call, world), world)),
  route('PUT', 'sales_activities/{id}', update),
  route('DELETE', 'sales_activities/{id}', destroy),
];
