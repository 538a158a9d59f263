import { objectsOf } from '../../../shared/entities/record.ts';
import type { Kind } from '../../../shared/entities/kind.ts';
import { writeWithoutZone } from '../dates.ts';
import { customFields, type FieldKind, type FieldType } from '../data/fields.ts';
import type { Row } from '../state/row.ts';
import type { World } from '../world.ts';

/** What a custom field without a value shows, as on recorded accounts. */
function emptyOf(type: FieldType): unknown {
  return type === 'checkbox' ? false : type === 'multi_select_dropdown' ? [] : null;
}

/** The map of custom fields: every configured one, as real accounts give it (quirks §6). */
export function customFieldOf(kind: FieldKind, row: Row): Record<string, unknown> {
  const values = (row['custom_field'] ?? {}) as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    customFields(kind).map(({ name, type }) => [name, values[name] ?? emptyOf(type)]),
  );
}

/** `last_contacted`; on every other record without a zone, where the account does so. */
export function lastContactedOf(row: Row, world: World): string | null {
  const instant = row['last_contacted'];
  if (typeof instant === 'number' && world.quirks.lastContactedWithoutZone && row.id % 2 === 0)
    return writeWithoutZone(instant);
  return world.instant(instant);
}

const CONVERSATIONS =
  'include=email_conversation_recipients%2Ctargetable%2Cphone_number%2Cphone_caller%2Cnote%2Cuser&per_page=3';

/** Where the related lists of a record are (quirks §1: without `/api`). */
export function linksOf(kind: Kind, id: number, world: World): Record<string, string> {
  const base = `${world.linkBase}/${kind}/${String(id)}`;
  const suite = world.flavour === 'suite';
  const person = kind === 'leads' || kind === 'contacts';
  return {
    conversations: `${base}/conversations/all?${CONVERSATIONS}`,
    ...(person ? { timeline_feeds: `${base}/timeline_feeds` } : {}),
    ...(person ? { activities: `${base}/activities` } : {}),
    document_associations: `${base}/document_associations`,
    notes: `${base}/notes?include=creater`,
    tasks: `${base}/tasks?include=creater,owner,updater,targetable,users,task_type`,
    appointments: `${base}/appointments?include=creater,owner,updater,targetable,appointment_attendees${suite ? ',conference,note' : ''}`,
  };
}

/** Mail addresses as records show them. */
export function emailsOf(row: Row): Record<string, unknown>[] {
  return objectsOf(row, 'emails').map((email) => ({
    id: email['id'],
    value: email['value'],
    is_primary: email['is_primary'] === true,
    label: email['label'] ?? null,
    _destroy: false,
  }));
}

/** The grade real accounts derive from the score (quirks, recorded records). */
export function leadQuality(score: unknown): string {
  const value = Number(score ?? 0);
  return value >= 70 ? 'Hot' : value >= 30 ? 'Warm' : 'Cold';
}

/** A token such as deals and contacts carry; it opens nothing, and clients must still never keep it (quirks §6). */
export function sampleJwt(id: number): string {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'none' })}.${part({ sample: id })}.${part('signature')}`;
}

/** `record_type_id` of suite records: a string (quirks §6). */
export function recordTypeId(kind: Kind): string {
  return {
    leads: '71010794475',
    contacts: '71010794476',
    sales_accounts: '71010794477',
    deals: '71010794478',
  }[kind];
}
