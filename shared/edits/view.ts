import { refKey, type RecordRef } from '../entities/kind.ts';
import { objectsOf, textOf, type IdentifiedRecord, type RawRecord } from '../entities/record.ts';
import { isSameRef, type Edit } from './edit.ts';
import { withFields } from './set-fields.ts';

/**
 * What is shown of a record: the server's base with the pending edits replayed on it, in order.
 * @param base what the server last said; null for a record that was made here
 * @param edits every pending edit that bears on the record, by `seq`: those whose target it is, and the one that makes it (`madeBy`)
 * @returns null where there is nothing to show: deleted, converted, or not made by any of the edits
 */
export function viewOf(
  ref: RecordRef,
  base: IdentifiedRecord | null,
  edits: readonly Edit[],
): IdentifiedRecord | null {
  let record = base;
  // What is deleted here can be restored before the server hears of either, with all that was changed of it.
  let deleted: IdentifiedRecord | null = null;
  for (const edit of edits) {
    const isRestored = edit.operation.type === 'restore' && isSameRef(ref, edit.target);
    const next = replay(ref, isRestored ? (record ?? deleted) : record, edit);
    if (next === null) deleted = record ?? deleted;
    record = next;
  }
  return record;
}

function replay(ref: RecordRef, record: IdentifiedRecord | null, edit: Edit): IdentifiedRecord | null {
  const { operation } = edit;
  if (operation.type === 'convert')
    return isSameRef(ref, edit.target) ? null : (converted(ref, edit) ?? record);
  if (!isSameRef(ref, edit.target)) return record;
  switch (operation.type) {
    case 'create':
    case 'clone':
      return withFields(ref.kind, record ?? fresh(ref, edit), operation.fields);
    case 'upsert':
      if (record) return withFields(ref.kind, record, operation.fields);
      return withFields(ref.kind, fresh(ref, edit), {
        [operation.identifier.field]: identified(operation.identifier),
        ...operation.fields,
      });
    case 'update':
      return record && withFields(ref.kind, record, operation.fields);
    case 'delete':
      return null;
    case 'team':
      return (
        record && {
          ...record,
          team_users: withMembers(objectsOf(record, 'team_users'), operation.members),
          team_user_ids: withUsers(record['team_user_ids'], operation.members),
        }
      );
    case 'restore':
      return record && { ...record, is_deleted: false };
    case 'attach':
      return record;
  }
}

/** A record made here: sorted by when it was made until the server says when. */
function fresh(ref: RecordRef, edit: Edit): IdentifiedRecord {
  const at = new Date(edit.madeAt).toISOString();
  return { id: ref.id, created_at: at, updated_at: at };
}

function identified({ field, value }: { readonly field: string; readonly value: string }): unknown {
  return field === 'emails' ? [{ value, is_primary: true }] : value;
}

/** The contact or deal that a converted lead becomes. */
function converted(ref: RecordRef, edit: Edit): IdentifiedRecord | null {
  const { operation } = edit;
  if (operation.type !== 'convert') return null;
  if (refKey(ref) === refKey({ kind: 'contacts', id: operation.contactId })) {
    const { company: _company, deal: _deal, ...person } = operation.fields;
    return withFields('contacts', fresh(ref, edit), person);
  }
  if (
    operation.deal !== null &&
    operation.dealId !== null &&
    ref.kind === 'deals' &&
    ref.id === operation.dealId
  )
    return withFields('deals', fresh(ref, edit), {
      contacts: [{ id: operation.contactId, display_name: textOf(operation.fields, 'last_name') }],
      ...operation.deal,
    });
  return null;
}

function withMembers(team: readonly RawRecord[], members: readonly RawRecord[]): RawRecord[] {
  const by = new Map(team.map((member) => [member['user_id'], member]));
  for (const { _destroy, ...member } of members) {
    if (_destroy === true) by.delete(member['user_id']);
    else by.set(member['user_id'], { ...by.get(member['user_id']), ...member });
  }
  return [...by.values()];
}

/** The ids of a team, which records show beside its members or in their place (quirks §6). */
function withUsers(ids: unknown, members: readonly RawRecord[]): unknown[] {
  const users = new Set<unknown>(Array.isArray(ids) ? ids : []);
  for (const { user_id, _destroy } of members) {
    if (_destroy === true) users.delete(user_id);
    else users.add(user_id);
  }
  return [...users];
}
