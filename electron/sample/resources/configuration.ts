import type { Kind } from '../../../shared/entities/kind.ts';
import { RECORD_DEFINITIONS } from '../../../shared/entities/kinds.ts';
import { EMPLOYEES, FIELDS, type FieldDefinition, type FieldKind } from '../data/fields.ts';
import { notFound } from '../failure.ts';
import { route, type Route } from '../router.ts';
import { configurationRow, userBeside } from '../rows.ts';
import type { Row, TableName } from '../state/row.ts';
import { idOfCall, ok, type Answer, type Call, type World } from '../world.ts';

/** Selectors that are one table each, under the table's own name (reference: Configuration). */
const PLAIN = [
  'territories',
  'currencies',
  'deal_reasons',
  'deal_types',
  'lead_sources',
  'lead_stages',
  'lead_reasons',
  'industry_types',
  'business_types',
  'campaigns',
  'deal_payment_statuses',
  'contact_statuses',
  'sales_activity_types',
  'sales_activity_outcomes',
  'sales_activity_entity_types',
  'designations',
] as const satisfies readonly TableName[];

const rows = (table: TableName, world: World): Record<string, unknown>[] =>
  world.store
    .table(table)
    .all()
    .map((row) => configurationRow(row, world));

const stagesOf = (pipeline: number, world: World): Row[] =>
  world.store
    .table('deal_stages')
    .all()
    .filter((stage) => stage['deal_pipeline_id'] === pipeline);

/** Pipelines embed their stages (quirks §6). */
function pipelines(world: World): Answer {
  const list = world.store
    .table('deal_pipelines')
    .all()
    .map((pipeline) => ({
      ...configurationRow(pipeline, world),
      configs: [{ field_name: 'amount', position: 1, highlight: true }],
      aggregated_field: 'expected_deal_value',
      deal_stages: stagesOf(pipeline.id, world).map((stage) => {
        const { partial: _partial, ...rest } = configurationRow(stage, world);
        return { ...rest, value: stage['name'] };
      }),
    }));
  return ok({ deal_pipelines: list });
}

/** `selector/deal_stages` gives those of the default pipeline (reference: Configuration). */
function defaultStages(world: World): Answer {
  const pipeline = world.store
    .table('deal_pipelines')
    .all()
    .find((row) => row['is_default'] === true);
  const stages = pipeline === undefined ? [] : stagesOf(pipeline.id, world);
  return ok({ deal_stages: stages.map((stage) => configurationRow(stage, world)) });
}

function stagesOfPipeline(call: Call, world: World): Answer {
  if (world.store.get('deal_pipelines', idOfCall(call)) === undefined) throw notFound();
  return ok({ deal_stages: stagesOf(idOfCall(call), world).map((stage) => configurationRow(stage, world)) });
}

function outcomesOfType(call: Call, world: World): Answer {
  const type = idOfCall(call);
  if (world.store.get('sales_activity_types', type) === undefined) throw notFound();
  const outcomes = world.store
    .table('sales_activity_outcomes')
    .all()
    .filter((row) => row['sales_activity_type_id'] === type);
  return ok({ sales_activity_outcomes: outcomes.map((row) => configurationRow(row, world)) });
}

/** Lifecycle stages exist on suite accounts only (quirks §1). */
function lifecycleStages(world: World): Answer {
  if (world.flavour === 'classic') throw notFound();
  const statuses = world.store.table('contact_statuses').all();
  const list = world.store
    .table('lifecycle_stages')
    .all()
    .map((stage) => {
      const { partial: _partial, ...rest } = configurationRow(stage, world);
      return {
        ...rest,
        contact_status_ids: statuses
          .filter((status) => status['lifecycle_stage_id'] === stage.id)
          .map((status) => status.id),
      };
    });
  return ok({ lifecycle_stages: list });
}

const FIRST_FIELD_ID = 70_000_070_000;
const GROUP_STEP = 900_000;

function choicesOf(field: FieldDefinition, fieldId: number, world: World): unknown[] {
  const { choices } = field;
  if (choices === null) return [];
  if (field.name === 'number_of_employees') {
    return EMPLOYEES.map(({ value, label }, index) => ({ id: value, value: label, position: index + 1 }));
  }
  if (typeof choices !== 'string') {
    return choices.map((value, index) => ({ id: fieldId * 100 + index, value, position: index + 1 }));
  }
  return world.store
    .table(choices)
    .all()
    .map((row, index) => ({
      id: row.id,
      value: row['name'] ?? row['display_name'] ?? row['currency_code'],
      position: row['position'] ?? index + 1,
      ...(row['choice_type'] === undefined ? {} : { choice_type: row['choice_type'] }),
    }));
}

/** `GET settings/<kind>/fields`, with `field_group` on request (reference: List all Lead fields). */
function fields(kind: FieldKind, call: Call, world: World): Answer {
  const start = FIRST_FIELD_ID + Object.keys(FIELDS).indexOf(kind) * 1000;
  const groups = [...new Set(FIELDS[kind].map((field) => field.group))];
  const groupId = (name: string): number => start + GROUP_STEP + groups.indexOf(name);
  const withGroups = call.includes.has('field_group');
  const list = FIELDS[kind].map((field, index) => ({
    id: start + index,
    label: field.label,
    name: field.name,
    type: field.type,
    default: !field.name.startsWith('cf_'),
    actionable: field.type === 'dropdown',
    position: index + 1,
    choices: choicesOf(field, start + index, world),
    base_model: RECORD_DEFINITIONS[kind].model,
    required: field.required,
    ...(withGroups ? { field_group_id: groupId(field.group) } : {}),
  }));
  const field_groups = groups.map((name, index) => ({
    id: groupId(name),
    name: name.toLowerCase().replaceAll(' ', '_'),
    label: name,
    position: index + 1,
  }));
  return ok(withGroups ? { field_groups, fields: list } : { fields: list });
}

/** The paths of selectors and fields. */
export function configurationRoutes(kinds: readonly Kind[]): Route[] {
  return [
    // Owners come under the key `users` (quirks §6).
    route('GET', 'selector/owners', (_call, world) =>
      ok({ users: world.store.table('users').all().map(userBeside) }),
    ),
    ...PLAIN.map((name) =>
      route('GET', `selector/${name}`, (_call, world) => ok({ [name]: rows(name, world) })),
    ),
    route('GET', 'selector/deal_products', (_call, world) => {
      const products = world.store
        .table('products')
        .all()
        .filter((row) => row['is_deleted'] !== true);
      return ok({
        deal_products: products.map(({ id, name }, index) => ({
          partial: true,
          id,
          name,
          position: index + 1,
        })),
      });
    }),
    route('GET', 'selector/deal_pipelines', (_call, world) => pipelines(world)),
    route('GET', 'selector/deal_stages', (_call, world) => defaultStages(world)),
    route('GET', 'selector/deal_pipelines/{id}/deal_stages', stagesOfPipeline),
    route('GET', 'selector/sales_activity_types/{id}/sales_activity_outcomes', outcomesOfType),
    route('GET', 'selector/lifecycle_stages', (_call, world) => lifecycleStages(world)),
    // The last two are not in the reference (shared/entities/field-configuration.ts).
    ...[...kinds, 'sales_activities' as const, 'products' as const].map((kind) =>
      route('GET', `settings/${kind}/fields`, (call, world) => fields(kind, call, world)),
    ),
  ];
}
