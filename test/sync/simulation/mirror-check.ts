import { createCrmClient } from '../../../electron/crm/client.ts';
import { crmForSync } from '../../../electron/crm-for-sync.ts';
import type { CrmTransport } from '../../../electron/crm/transport.ts';
import { SAMPLE_TOKEN } from '../../../electron/sample/app.ts';
import type { SyncCall } from '../../../electron/sync/ports.ts';
import { KINDS, type RecordKind } from '../../../shared/entities/kind.ts';
import { isLocalId } from '../../../shared/entities/local-id.ts';
import type { IdentifiedRecord, RawRecord } from '../../../shared/entities/record.ts';
import { stringifyJson } from '../../../shared/json.ts';
import { CUSTOM, TEXTS } from './fields.ts';
import { isSame } from './values.ts';
import type { World } from './world.ts';

/** What a single look at a record adds, what follows from the moment, and what is embedded from other records. */
const NOT_COMPARED = new Set([
  'age',
  'rotten_days',
  'has_duplicates',
  'has_connections',
  'partial',
  'links',
  'expected_deal_value',
  'avatar',
  'deal_prediction',
  'deal_prediction_last_updated_at',
  'recent_note',
  'last_contacted',
  'last_contacted_mode',
  'sales_account',
  'sales_accounts',
  'contacts',
  'targetable',
  'team_user_ids',
  'team_users',
]);

/** A way to the server that leaves no trace and has no faults: that of somebody who compares both sides afterwards. */
function plainCrm(world: World) {
  const { app } = world;
  const transport: CrmTransport = {
    async send({ method, path }) {
      const response = await app.handle({
        method,
        path,
        headers: { authorization: `Token token=${SAMPLE_TOKEN}`, host: 'sample.test' },
        body: null,
      });
      const text =
        typeof response.body === 'string' ? response.body : new TextDecoder().decode(response.body);
      return { status: response.status, headers: response.headers, text };
    },
    download: () => Promise.reject(new Error('no files here')),
  };
  const basePath = app.admin.flavour === 'suite' ? '/crm/sales/api' : '/api';
  return crmForSync(createCrmClient({ transport, basePath }));
}

const call: SyncCall = { lane: 'look', signal: new AbortController().signal };

/** The device shows what the server has: no record more, none less, each field the same where both show it (the fourth of the model's rules). */
export async function checkMirror(world: World): Promise<void> {
  const { admin } = world.app;
  admin.setRateLimit(null);
  const crm = plainCrm(world);
  for (const kind of KINDS) {
    if (kind === 'leads' && admin.flavour === 'suite') continue;
    const [here, there] = [await world.ids(kind), world.visible(kind).map(({ id }) => id)];
    for (const id of here.filter((each) => !there.includes(each)))
      world.violate('the device shows what the server has', `${kind} ${String(id)} is here and not there`);
    for (const id of there.filter((each) => !here.includes(each)))
      world.violate('the device shows what the server has', `${kind} ${String(id)} is there and not here`);
    for (const id of here.filter((each) => there.includes(each)))
      await compare(world, kind, id, (await crm.get(kind, id, call)).record);
  }
  for (const kind of ['tasks', 'appointments', 'sales_activities'] as const) {
    const here = await world.ids(kind);
    for (const id of here) {
      const there = await crm.get(kind, id, call).catch(() => null);
      if (there === null)
        world.violate('the device shows what the server has', `${kind} ${String(id)} is here and not there`);
      else await compare(world, kind, id, there.record);
    }
    for (const id of await expected(world, kind))
      if (!here.includes(id))
        world.violate('the device shows what the server has', `${kind} ${String(id)} is there and not here`);
  }
  for (const id of await world.ids('notes'))
    if (world.row('notes', id) === undefined && !isLocalId(id))
      world.violate('the device shows what the server has', `note ${String(id)} is here and not there`);
  await checkNoLocalIds(world);
}

/**
 * What others changed is here also without a walk over everything: checks for changes and the recycle bin bring it. Only what moves `updated_at` can be found so.
 */
export async function checkChanges(world: World): Promise<void> {
  for (const kind of KINDS) {
    if (kind === 'leads' && world.app.admin.flavour === 'suite') continue;
    const here = new Set(await world.ids(kind));
    for (const row of world.visible(kind)) {
      if (world.hiddenOnce.has(`${kind}:${String(row.id)}`)) continue;
      if (!here.has(row.id)) {
        world.violate('changes are found', `${kind} ${String(row.id)} is there and not here`);
        continue;
      }
      const record = (await world.record({ kind, id: row.id }))?.record ?? ({} as RawRecord);
      for (const key of [...TEXTS[kind], 'owner_id', 'tags'])
        if (Object.hasOwn(row, key) && Object.hasOwn(record, key) && !isSame(row[key], record[key]))
          world.violate(
            'changes are found',
            `${kind} ${String(row.id)} ${key}: ${stringifyJson(record[key])} here, ${stringifyJson(row[key])} there`,
          );
      for (const [name] of CUSTOM[kind])
        if (
          !isSame(
            (row['custom_field'] as RawRecord | undefined)?.[name],
            (record['custom_field'] as RawRecord | undefined)?.[name],
          )
        )
          world.violate('changes are found', `${kind} ${String(row.id)} ${name}`);
    }
  }
}

/** What belongs to the rep's day, and must be here. */
async function expected(
  world: World,
  kind: 'tasks' | 'appointments' | 'sales_activities',
): Promise<number[]> {
  await Promise.resolve();
  switch (kind) {
    case 'tasks':
      return world
        .rows('tasks')
        .filter(
          (row) =>
            row['status'] === 0 &&
            (row['owner_id'] === world.me || ((row['user_ids'] ?? []) as number[]).includes(world.me)),
        )
        .map(({ id }) => id);
    case 'appointments':
      return world
        .rows('appointments')
        .filter((row) => row['creater_id'] === world.me)
        .map(({ id }) => id);
    case 'sales_activities':
      return world.rows('sales_activities').map(({ id }) => id);
  }
}

async function compare(world: World, kind: RecordKind, id: number, there: IdentifiedRecord): Promise<void> {
  const value = await world.record({ kind, id });
  const here: RawRecord | null = value?.record ?? null;
  if (here === null) {
    world.violate('the device shows what the server has', `${kind} ${String(id)} cannot be looked at`);
    return;
  }
  for (const key of Object.keys(there)) {
    if (NOT_COMPARED.has(key) || !Object.hasOwn(here, key)) continue;
    if (!isSame(shown(here[key]), shown(there[key])))
      world.violate(
        'the device shows what the server has',
        `${kind} ${String(id)} ${key}: ${stringifyJson(here[key])} here, ${stringifyJson(there[key])} there`,
      );
  }
}

/** Embedded rows are compared by their ids: what they hold follows from records of their own. */
function shown(value: unknown): unknown {
  if (typeof value === 'bigint') return String(value);
  if (Array.isArray(value)) return value.map(shown);
  if (typeof value === 'object' && value !== null && 'id' in value && 'partial' in value) return value.id;
  return value;
}

async function checkNoLocalIds(world: World): Promise<void> {
  const exported = await world.ask((ui) => ui['outbox.export']({}));
  if (exported.is !== 'answer') return;
  const text = JSON.parse(exported.value.json) as { edits: unknown[] };
  if (text.edits.length > 0) return;
  for (const kind of [
    'leads',
    'contacts',
    'sales_accounts',
    'deals',
    'tasks',
    'appointments',
    'notes',
    'sales_activities',
    'phone_calls',
    'products',
  ] as const) {
    for (const id of await world.ids(kind)) {
      const record = (await world.record({ kind, id }))?.record ?? null;
      if (isLocalId(id) || /-1\d{12}/.test(stringifyJson(record)))
        world.violate('no local id is left', `${kind} ${String(id)}`);
    }
  }
}
