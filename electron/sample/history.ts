import { textOf } from '../../shared/entities/record.ts';
import { dealsOf } from './derived.ts';
import { MODEL_OF_KIND, type Model } from './kinds.ts';
import type { Kind } from '../../shared/entities/kind.ts';
import { targetKey } from './state/indexes.ts';
import type { Row, TableName } from './state/row.ts';
import { forecastOf } from './views.ts';
import type { World } from './world.ts';

/** One entry of a record's history (reference: List all Activites). Instants are milliseconds. */
export interface Happening {
  readonly id: number;
  readonly action_type: string;
  readonly action_data: unknown;
  readonly at: number;
  readonly by: number | null;
  readonly target: { readonly type: Model; readonly id: number; readonly name: string | null } | null;
  readonly about: { readonly type: string; readonly id: number } | null;
}

const number = (value: unknown): number | null => (typeof value === 'number' ? value : null);

/** What was written about a record: one entry for each note, task, visit and call. */
function fromTables(model: Model, id: number, world: World): Happening[] {
  const rows = (table: TableName): Row[] => world.store.table(table).find('target', targetKey(model, id));
  const entry = (row: Row, action_type: string, type: string, action_data: unknown): Happening => ({
    id: row.id,
    action_type,
    action_data,
    at: Number(row['created_at'] ?? row['conversation_time'] ?? 0),
    by: number(row['creater_id']),
    target: { type: model, id, name: null },
    about: { type, id: row.id },
  });
  return [
    ...rows('notes').map((row) => entry(row, 'NOTE_CREATED', 'Note', { description: row['description'] })),
    ...rows('tasks').map((row) =>
      entry(row, 'TASK_CREATED', 'Task', { title: row['title'], due_date: world.instant(row['due_date']) }),
    ),
    ...rows('appointments').map((row) =>
      entry(row, 'APPOINTMENT_CREATED', 'Appointment', {
        description: row['description'],
        end_date: world.instant(row['end_date']),
        from_date: world.instant(row['from_date']),
        time_zone: row['time_zone'],
        title: row['title'],
      }),
    ),
    ...rows('sales_activities').map((row) =>
      entry(row, 'SALES_ACTIVITY_CREATED', 'SalesActivity', { title: row['title'], notes: row['notes'] }),
    ),
    ...rows('phone_calls').map((row) =>
      entry(row, 'PHONE_CALL', 'PhoneCall', { call_direction: row['call_direction'] }),
    ),
  ];
}

/** What was noted as it happened, and for a deal of the sample data the stage it is in. */
function fromEvents(model: Model, row: Row, world: World): Happening[] {
  const events = world.store.table('events').find('target', targetKey(model, row.id));
  const noted = events.map((event): Happening => ({
    id: event.id,
    action_type: String(event['action_type']),
    action_data: event['action_data'],
    at: Number(event['created_at']),
    by: number(event['user_id']),
    target: { type: model, id: row.id, name: textOf(event, 'targetable_name') },
    about: null,
  }));
  if (model !== 'Deal' || noted.length > 0 || forecastOf(row, world) === 'Open') return noted;
  const stage = world.store.get('deal_stages', Number(row['deal_stage_id']));
  const closed: Happening = {
    id: row.id,
    action_type: 'STAGE_CHANGE',
    action_data: { stage_id: row['deal_stage_id'], stage_name: stage?.['name'] ?? null },
    at: Number(row['stage_updated_time'] ?? 0),
    by: number(row['owner_id']),
    target: { type: 'Deal', id: row.id, name: textOf(row, 'name') },
    about: null,
  };
  return [closed];
}

/** What a person did: visits of the web site, use of the product, answers to mail. It follows from the record, so it is the same every time. */
function fromPerson(model: Model, row: Row): Happening[] {
  if (model !== 'Lead' && model !== 'Contact') return [];
  const doing = (
    step: number,
    action_type: string,
    action_data: unknown,
    at: unknown,
    about: Happening['about'],
  ): Happening[] =>
    typeof at === 'number'
      ? [
          {
            id: row.id + step,
            action_type,
            action_data,
            at,
            by: about === null ? null : number(row['owner_id']),
            target: about === null ? null : { type: model, id: row.id, name: null },
            about,
          },
        ]
      : [];
  const mail = { type: 'Email::Conversation', id: row.id };
  return [
    ...doing(1, 'PAGE_VIEWS', 'Visited pricing page', row['last_seen'], null),
    ...doing(2, 'APP_EVENTS', { name: 'Created a ticket', count: 1 }, row['last_seen'], null),
    ...doing(
      3,
      'EMAIL_REPLIED',
      { email_id: row.id, subject: 'Re: Require a demo?' },
      row['last_contacted'],
      mail,
    ),
  ];
}

/** The history of a record, newest first; for people and accounts with what happened to their deals. */
export function historyOf(kind: Kind, row: Row, world: World): Happening[] {
  const model = MODEL_OF_KIND[kind];
  const deals = kind === 'contacts' || kind === 'sales_accounts' ? dealsOf(kind, row.id, world) : [];
  const all = [
    ...fromTables(model, row.id, world),
    ...fromEvents(model, row, world),
    ...deals.flatMap((deal) => fromEvents('Deal', deal, world)),
    ...fromPerson(model, row),
  ];
  return all.sort((a, b) => b.at - a.at || b.id - a.id);
}
