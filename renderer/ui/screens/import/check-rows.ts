import type { Fields, NewEdit } from '../../../../shared/edits/edit.ts';
import { withFields } from '../../../../shared/edits/set-fields.ts';
import { validate, type AccountRules } from '../../../../shared/edits/validate.ts';
import type { Kind } from '../../../../shared/entities/kind.ts';
import { FIRST_LOCAL_ID, isLocalId } from '../../../../shared/entities/local-id.ts';
import { objectsOf } from '../../../../shared/entities/record.ts';
import type { Problem } from '../../../../shared/store-port.ts';
import type { FormField } from '../../lib/form-fields.ts';
import { cellValue, type AccountsByName } from './cell-value.ts';
import type { Conventions } from './conventions.ts';
import type { Mapping } from './mapping.ts';
import type { CsvRow } from './read-csv.ts';

/** What is wrong with a row. */
export interface RowProblem {
  readonly row: number;
  /** The field it is about, by path; null for the row as a whole. */
  readonly path: string | null;
  readonly code: Problem['code'] | 'no-such-record' | 'ambiguous' | 'repeated';
  /** The limit of `Problem`, or for `repeated` the row that says the same. */
  readonly limit: string | null;
  /** What the cell says; empty where it says nothing. */
  readonly text: string;
}

/** A row that can be imported, and what it does as far as this device can tell; the CRM has the last word. */
export interface ReadyRow {
  readonly row: number;
  readonly title: string;
  readonly does: 'create' | 'update';
  readonly edit: NewEdit;
}

export type CheckedRow = ReadyRow | { readonly row: number; readonly problems: readonly RowProblem[] };

/** What a row is checked with. */
export interface RowCheck {
  readonly kind: Kind;
  readonly mapping: Mapping;
  readonly fields: readonly FormField[];
  /** The path of the field that identifies a record. */
  readonly identifier: string;
  readonly conventions: Conventions;
  readonly rules: AccountRules;
  readonly accounts: AccountsByName;
  /** The ids of the records here that have an identifier (as `identifierKey` writes it). */
  readonly matches: (identifier: string) => readonly number[];
  /** The row that had an identifier first; filled as rows are checked. */
  readonly seen: Map<string, number>;
}

/** How identifiers are compared: without case and outer spaces. */
export function identifierKey(text: string): string {
  return text.trim().toLowerCase();
}

/** Checks one row, and makes the edit that imports it. Blank cells change nothing. */
export function checkRow({ row, cells }: CsvRow, check: RowCheck): CheckedRow {
  const { kind, mapping, identifier } = check;
  const problems: RowProblem[] = [];
  const texts = new Map<string, string>();
  const fields: Record<string, unknown> = {};
  for (const [column, path] of mapping.entries()) {
    const text = cells[column]?.trim() ?? '';
    const field = path === null ? undefined : check.fields.find((each) => each.path === path);
    if (!field || text === '') continue;
    texts.set(field.path, text);
    const read = cellValue(text, field.control, check.conventions, check.accounts);
    if ('problem' in read) problems.push({ row, path: field.path, code: read.problem, limit: null, text });
    else fields[field.path] = read.value;
  }
  const value = identifierText(fields, identifier);
  if (value === null) {
    if (!problems.some(({ path }) => path === identifier))
      problems.push({ row, path: identifier, code: 'required', limit: null, text: '' });
    return { row, problems };
  }
  const key = identifierKey(value);
  const first = check.seen.get(key);
  if (first === undefined) check.seen.set(key, row);
  else problems.push({ row, path: identifier, code: 'repeated', limit: String(first), text: value });
  const matches = check.matches(key);
  if (matches.length > 1)
    problems.push({ row, path: identifier, code: 'ambiguous', limit: null, text: value });
  const id = matches[0] ?? null;
  const edit = editOf(kind, id, identifier, value, fields);
  // What cannot be read is told of once, and not as missing too.
  const told = new Set(problems.map(({ path }) => path));
  problems.push(...violations(edit, check, row, texts).filter(({ path }) => !told.has(path)));
  if (problems.length > 0) return { row, problems: distinct(problems) };
  return { row, title: value, does: id === null ? 'create' : 'update', edit };
}

/** The value by which the CRM finds the record; null where the row has none. */
function identifierText(fields: Fields, identifier: string): string | null {
  if (identifier === 'emails') {
    const [first] = objectsOf(fields, 'emails');
    return typeof first?.['value'] === 'string' ? first['value'] : null;
  }
  const value = fields[identifier];
  return typeof value === 'string' && value !== '' ? value : null;
}

function editOf(kind: Kind, id: number | null, identifier: string, value: string, fields: Fields): NewEdit {
  // A record that waits to be made is not in the CRM yet: it is changed here, and goes out as one.
  if (id !== null && isLocalId(id)) return { target: { kind, id }, operation: { type: 'update', fields } };
  const { emails, ...others } = fields;
  // One address only finds the person; written as the list, it would take the place of all the others.
  const isAlone = identifier === 'emails' && objectsOf(fields, 'emails').length === 1;
  const sent: Fields = isAlone || emails === undefined ? others : { ...others, emails };
  return {
    target: { kind, id },
    operation: { type: 'upsert', identifier: { field: identifier, value }, fields: sent },
  };
}

/** What the rules of the account say of an edit; of a record that is here, of the fields alone that the row sets. */
function violations(
  { target, operation }: NewEdit,
  { kind, identifier, rules }: RowCheck,
  row: number,
  texts: ReadonlyMap<string, string>,
): RowProblem[] {
  if (operation.type !== 'upsert' && operation.type !== 'update') return [];
  const { fields } = operation;
  const upsert =
    operation.type === 'upsert'
      ? operation
      : { type: 'upsert' as const, identifier: { field: identifier, value: '' }, fields };
  const found = operation.type === 'upsert' ? { [identifier]: identified(operation.identifier) } : {};
  const id = target.id === null ? FIRST_LOCAL_ID : 0;
  const view = withFields(kind, { id }, { ...found, ...fields });
  return validate(kind, upsert, view, rules).map(({ field, code, limit }) => ({
    row,
    path: field,
    code,
    limit,
    text: field === null ? '' : (texts.get(field) ?? ''),
  }));
}

function identified({ field, value }: { readonly field: string; readonly value: string }): unknown {
  return field === 'emails' ? [{ value, is_primary: true }] : value;
}

function distinct(problems: readonly RowProblem[]): RowProblem[] {
  return [...new Map(problems.map((each) => [`${each.path} ${each.code}`, each])).values()];
}
