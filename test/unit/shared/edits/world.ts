import type { Edit, Fields, Operation } from '../../../../shared/edits/edit.ts';
import { fieldsOf } from '../../../../shared/edits/edit.ts';
import { pathsOf, valueAt } from '../../../../shared/edits/path.ts';
import { viewOf } from '../../../../shared/edits/view.ts';
import type { RecordRef } from '../../../../shared/entities/kind.ts';
import type { IdentifiedRecord } from '../../../../shared/entities/record.ts';
import { sameValue } from '../../../../shared/edits/same-value.ts';
import { editOf } from './arbitraries.ts';

/** Edits made one after the other on a record, each noting what it found, as the store does. */
export function made(
  ref: RecordRef,
  base: IdentifiedRecord | null,
  operations: readonly Operation[],
): Edit[] {
  const edits: Edit[] = [];
  for (const [at, operation] of operations.entries()) {
    const before = viewOf(ref, base, edits);
    const paths =
      operation.type === 'delete'
        ? pathsOf(base ?? {})
        : before === null
          ? []
          : Object.keys(fieldsOf(operation));
    const from = operation.type === 'delete' ? (base ?? {}) : (before ?? {});
    edits.push(editOf(at + 1, operation, { target: ref, base: valuesAt(from, paths) }));
  }
  return edits;
}

export function updates(ref: RecordRef, base: IdentifiedRecord, fields: readonly Fields[]): Edit[] {
  return made(
    ref,
    base,
    fields.map((each) => ({ type: 'update', fields: each })),
  );
}

function valuesAt(record: IdentifiedRecord | Fields, paths: readonly string[]): Fields {
  return Object.fromEntries(
    paths.map((path) => [path, valueAt(record, path)] as const).filter(([, value]) => value !== undefined),
  );
}

/** A record's values as they are compared: sets sorted, nothing left out. */
export function plain(record: IdentifiedRecord | null): unknown {
  if (record === null) return null;
  return Object.fromEntries(
    pathsOf(record)
      .filter((path) => path !== 'updated_at' && !sameValue(valueAt(record, path), null))
      .sort()
      .map((path) => [path, comparable(valueAt(record, path))]),
  );
}

function comparable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(comparable).sort((a, b) => (text(a) < text(b) ? -1 : 1));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(
      Object.entries(value)
        .sort()
        .map(([key, item]) => [key, comparable(item)]),
    );
  return typeof value === 'number' || typeof value === 'bigint' ? String(value) : value;
}

function text(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
