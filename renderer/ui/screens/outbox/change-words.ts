import type { Fields, Operation } from '../../../../shared/edits/edit.ts';
import { refKey, type RecordKind, type RecordRef } from '../../../../shared/entities/kind.ts';
import { objectOf, textOf } from '../../../../shared/entities/record.ts';
import { targetsOf } from '../../../../shared/entities/target.ts';
import { assertNever } from '../../../../shared/errors.ts';
import { nameKey, type OutboxEntry } from '../../../../shared/store-port.ts';
import { pathsOf } from '../../lib/field-paths.ts';
import { kindSingular } from '../../lib/kind-words.ts';
import { m } from '../../paraglide/messages.js';
import { fieldText, tellingPaths, valueText, type TextContext } from './field-text.ts';

/** One field of a change. */
export interface ChangeLine {
  readonly path: string;
  readonly label: string;
  /** What it held; null where the record is new. */
  readonly before: string | null;
  readonly after: string;
}

/** The record under which a change stands in the outbox. */
export interface Subject {
  readonly ref: RecordRef;
  readonly title: string;
}

/** A change in words, by what the screens share. */
export type Words = Omit<TextContext, 'names' | 'beside'>;

/** Whom a change is about: for a note, a task and their like the record that it hangs on, else its own target. */
export function subjectOf({ edit, title, names }: OutboxEntry): Subject {
  const { target, operation } = edit;
  if (operation.type === 'create') {
    for (const ref of targetsOf(operation.fields)) {
      const name = names[nameKey(ref.kind, ref.id)];
      if (name !== undefined) return { ref, title: name };
    }
  }
  return { ref: target, title: title || m.record_unnamed() };
}

/** A change in one sentence: "New lead Grace Hopper", "Stage of Analytical engine: Qualified → Won", "Note on Ada Lovelace: …". */
export function changeSentence(entry: OutboxEntry, words: Words): string {
  const { edit, title } = entry;
  const { operation, target } = edit;
  const kind = kindSingular(target.kind);
  const name = title || m.record_unnamed();
  switch (operation.type) {
    case 'create':
      return createdSentence(entry);
    case 'update':
      return updatedSentence(entry, operation, words);
    case 'delete':
      return operation.withContactsAndDeals
        ? m.outbox_delete_all({ kind, title: name })
        : m.outbox_delete({ kind, title: name });
    case 'clone':
      return m.outbox_clone({ kind, title: name });
    case 'convert':
      return operation.deal ? m.outbox_convert_with_deal({ title: name }) : m.outbox_convert({ title: name });
    case 'team':
      return m.outbox_team({ title: name });
    case 'attach': {
      const { name: file, size } = operation.file;
      return m.outbox_attach({ title: name, name: oneLine(file), size: words.formats.bytes(size) });
    }
    case 'restore':
      return m.outbox_restore({ kind, title: name });
    case 'upsert':
      return m.outbox_upsert({ kind, title: name });
    default:
      return assertNever(operation);
  }
}

/**
 * What a change does to each field; none where its sentence says it all.
 * @param spoken a field that something is to be said about, by any path that problems have for it: it has a line in any case
 */
export function changeLines(
  entry: OutboxEntry,
  words: Words,
  spoken: string | null = null,
): readonly ChangeLine[] {
  const { operation, target } = entry.edit;
  const fields = fieldsToTell(operation);
  const isSpoken = (path: string): boolean => spoken !== null && pathsOf(path).includes(spoken);
  const paths = tellingPaths(fields).filter(
    (path) => operation.type !== 'create' || path !== textKey(target.kind) || isSpoken(path),
  );
  if (operation.type === 'update' && paths.length === 1 && !paths.some(isSpoken)) return [];
  return paths.map((path) => ({
    path,
    label: fieldText(target.kind, path, words.values),
    before: operation.type === 'update' ? before(entry, path, words) : null,
    after: after(entry, fields, path, words),
  }));
}

/** The fields that an operation carries, a converted lead's own among them. */
function fieldsToTell(operation: Operation): Fields {
  switch (operation.type) {
    case 'create':
    case 'update':
    case 'clone':
    case 'upsert':
    case 'convert':
      return operation.fields;
    case 'delete':
    case 'team':
    case 'restore':
    case 'attach':
      return {};
    default:
      return assertNever(operation);
  }
}

/** The field that holds what a record of this kind says, which the sentence carries. */
function textKey(kind: RecordKind): string | null {
  switch (kind) {
    case 'notes':
      return 'description';
    case 'tasks':
    case 'appointments':
    case 'sales_activities':
      return 'title';
    case 'phone_calls':
      return 'note';
    case 'leads':
    case 'contacts':
    case 'sales_accounts':
    case 'deals':
    case 'products':
    case 'cpq_documents':
      return null;
    default:
      return assertNever(kind);
  }
}

function createdSentence(entry: OutboxEntry): string {
  const { edit, title } = entry;
  const { kind } = edit.target;
  const subject = subjectOf(entry);
  const about = refKey(subject.ref) === refKey(edit.target) ? newPerson(edit.operation) : subject.title;
  const plain = m.outbox_create({ kind: kindSingular(kind), title: title || m.record_unnamed() });
  if (about === null) return plain;
  const text = oneLine(title);
  const input = { title: about, text };
  switch (kind) {
    case 'notes':
      return m.outbox_note_on(input);
    case 'tasks':
      return m.outbox_task_for(input);
    case 'appointments':
      return m.outbox_appointment_with(input);
    case 'phone_calls':
      return text === '' ? m.outbox_call_with({ title: about }) : m.outbox_call_with_note(input);
    case 'sales_activities':
      return m.outbox_activity_with(input);
    case 'leads':
    case 'contacts':
    case 'sales_accounts':
    case 'deals':
    case 'products':
    case 'cpq_documents':
      return plain;
    default:
      return assertNever(kind);
  }
}

/** Somebody whom a call was logged with and who is not in the CRM yet. */
function newPerson(operation: Operation): string | null {
  const given = operation.type === 'create' ? objectOf(operation.fields, 'targetable') : null;
  if (!given) return null;
  const name = [textOf(given, 'first_name'), textOf(given, 'last_name')]
    .filter((part) => part !== null)
    .join(' ');
  return name || null;
}

function updatedSentence(
  entry: OutboxEntry,
  operation: Extract<Operation, { type: 'update' }>,
  words: Words,
): string {
  const { kind } = entry.edit.target;
  const title = oneLine(entry.title) || m.record_unnamed();
  const paths = tellingPaths(operation.fields);
  const [path] = paths;
  if (path === undefined || paths.length > 1) {
    const count = paths.length;
    return m.outbox_update_fields({ count, shown: words.formats.number(count), title });
  }
  return m.outbox_update_field({
    field: fieldText(kind, path, words.values),
    title,
    before: before(entry, path, words) ?? m.value_none(),
    after: after(entry, operation.fields, path, words),
  });
}

function before(entry: OutboxEntry, path: string, words: Words): string | null {
  const { base, target } = entry.edit;
  return Object.hasOwn(base, path)
    ? oneLine(valueText(target.kind, path, base[path], { ...words, names: entry.names, beside: base }))
    : null;
}

function after(entry: OutboxEntry, fields: Fields, path: string, words: Words): string {
  return oneLine(
    valueText(entry.edit.target.kind, path, fields[path], { ...words, names: entry.names, beside: fields }),
  );
}

const LONGEST = 140;

/** A text as one line that is not too long. */
function oneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1).trimEnd()}…` : line;
}
