import { objectsOf, textOf } from '../../shared/entities/record.ts';
import { lowerModel, modelOf, tableOf, type Model } from './kinds.ts';
import type { Row, TableName } from './state/row.ts';
import type { World } from './world.ts';

/** Small forms of rows: as they are side-loaded, embedded or listed by selectors. */

/** The name a person is shown by: first and last name, else mail or phone (quirks §6, upsert of a person without a name). */
export function displayName(row: Row): string {
  const joined = [textOf(row, 'first_name'), textOf(row, 'last_name')]
    .filter((part) => part !== null)
    .join(' ');
  return joined || (primaryEmail(row) ?? textOf(row, 'mobile_number') ?? textOf(row, 'name') ?? '');
}

/** A person's primary mail address, or null. */
export function primaryEmail(row: Row): string | null {
  const emails = objectsOf(row, 'emails');
  return textOf(emails.find((email) => email['is_primary'] === true) ?? emails[0] ?? {}, 'value');
}

/** A user beside records (`include=owner`, reference: View a Lead). */
export function userBeside(row: Row): Record<string, unknown> {
  return {
    id: row.id,
    display_name: row['display_name'],
    email: row['email'],
    is_active: row['is_active'] ?? true,
    work_number: row['work_number'] ?? null,
    mobile_number: row['mobile_number'] ?? null,
  };
}

/** A user beside tasks and appointments: with avatar and type besides (reference: View a Task). */
export function userOfTask(row: Row): Record<string, unknown> {
  const { id, display_name, ...rest } = userBeside(row);
  return { id, display_name, avatar: null, type: 'FdMultitenant::User', ...rest };
}

/** A row of the configuration; what only this server needs is left out. */
export function configurationRow(row: Row, world: World): Record<string, unknown> {
  const { unqualified: _unqualified, updated_at, lifecycle_stage_id, ...rest } = row;
  return {
    ...rest,
    ...(updated_at === undefined ? {} : { updated_at: world.instant(updated_at) }),
    ...(world.flavour === 'suite' && lifecycle_stage_id !== undefined ? { lifecycle_stage_id } : {}),
  };
}

/** An account embedded in a contact (reference: View a Contact). */
export function accountPartial(row: Row, world: World): Record<string, unknown> {
  return {
    partial: true,
    id: row.id,
    name: row['name'],
    avatar: null,
    website: row['website'] ?? null,
    last_contacted: world.instant(row['last_contacted']),
  };
}

/** A person beside or within another record. */
export function personPartial(row: Row): Record<string, unknown> {
  return {
    partial: true,
    id: row.id,
    first_name: row['first_name'] ?? null,
    last_name: row['last_name'] ?? null,
    display_name: displayName(row),
    avatar: null,
    job_title: row['job_title'] ?? null,
    email: primaryEmail(row),
    work_number: row['work_number'] ?? null,
    mobile_number: row['mobile_number'] ?? null,
  };
}

/** What a task or appointment is about, beside it (reference: View a Task: id, avatar and display name, or name). */
export function targetBeside(model: Model, row: Row): Record<string, unknown> {
  if (model === 'Lead' || model === 'Contact') {
    return {
      id: row.id,
      avatar: null,
      display_name: displayName(row),
      email: primaryEmail(row),
      work_number: row['work_number'] ?? null,
      mobile_number: row['mobile_number'] ?? null,
      type: model,
    };
  }
  return {
    id: row.id,
    avatar: null,
    name: row['name'] ?? null,
    display_name: row['name'] ?? null,
    type: model,
  };
}

/** `targetable: {type, id}` of a row, or null where it is about nothing. */
export function targetableOf(row: Row): { type: string; id: number } | null {
  const model = modelOf(row['targetable_type']);
  return model === null ? null : { type: lowerModel(model), id: Number(row['targetable_id']) };
}

/** What a row is about, if it is still there. */
export function targetOf(row: Row, world: World): { model: Model; table: TableName; target: Row } | null {
  const model = modelOf(row['targetable_type']);
  if (model === null) return null;
  const target = world.store.get(tableOf(model), Number(row['targetable_id']));
  return target === undefined ? null : { model, table: tableOf(model), target };
}

/** Each id's row once, in the order of the first mention; unknown ids are left out. */
export function distinctRows(table: TableName, ids: Iterable<unknown>, world: World): Row[] {
  return [...new Set(ids)].flatMap((id) => {
    const row = typeof id === 'number' ? world.store.get(table, id) : undefined;
    return row === undefined ? [] : [row];
  });
}
