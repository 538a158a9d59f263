import type { RecordKind } from '../entities/kind.ts';
import type { RawRecord } from '../entities/record.ts';
import type { Fields, Notice } from './edit.ts';
import { mergingOf } from './field-merging.ts';
import { holdsList, isList } from './lists.ts';
import { valueAt } from './path.ts';
import { sameField } from './same-field.ts';
import { sameValue } from './same-value.ts';

/** What an answer names in other words, or not at all. */
const NOT_COMPARED = new Set([
  'targetable',
  'targetable_id',
  'targetable_type',
  'targetables',
  'note',
  'email',
]);

/** Servers trim what is typed. */
function trimmed(value: unknown): unknown {
  return typeof value === 'string' ? value.trim().replaceAll('\r\n', '\n') : value;
}

/**
 * What was asked of the server and is not in its answer: it silently drops unknown fields and choices (quirks §7). Fields that the answer does not carry at all are not told of
 * unless they are custom ones; sets hold when all that was asked is there.
 */
export function notTaken(kind: RecordKind, asked: Fields, answer: RawRecord): Notice['fields'] {
  const missing: [string, Notice['fields'][string]][] = [];
  for (const [path, value] of Object.entries(asked)) {
    if (NOT_COMPARED.has(path)) continue;
    const got = valueAt(answer, path);
    const isCustom = path.startsWith('custom_field.');
    if (got === undefined && !(isCustom && Object.hasOwn(answer, 'custom_field'))) continue;
    const merging = mergingOf(kind, path);
    const isTaken = isList(merging)
      ? holdsList(merging, got, value)
      : isPart(kind, path, trimmed(value), trimmed(got));
    if (!isTaken) missing.push([path, { asked: value, got: got ?? null }]);
  }
  return Object.fromEntries(missing);
}

/** Whether an object is answered with all that was asked of it; other values must be the same. */
function isPart(kind: RecordKind, path: string, asked: unknown, got: unknown): boolean {
  if (typeof asked !== 'object' || asked === null || Array.isArray(asked))
    return sameField(kind, path, asked, got);
  if (typeof got !== 'object' || got === null || Array.isArray(got)) return false;
  const answer = got as Record<string, unknown>;
  return Object.entries(asked).every(
    ([key, value]) => Object.hasOwn(answer, key) && sameValue(trimmed(value), trimmed(answer[key])),
  );
}
