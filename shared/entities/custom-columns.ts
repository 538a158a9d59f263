import { parseAmount } from '../money.ts';
import { parseDay, parseInstant } from '../time.ts';
import type { Column } from './column.ts';
import type { FieldConfiguration, FieldsAnswer } from './field-configuration.ts';
import { objectOf, type RawRecord } from './record.ts';

/** What the keys of columns of an account's own fields begin with. */
export const CUSTOM_PREFIX = 'custom_field.';

/**
 * The columns of an account's own fields (quirks §6: `cf_` and then anything), in the account's order.
 * @param fields null where the account's configuration is not here
 */
export function customColumns(fields: FieldsAnswer | null): Column[] {
  const own = (fields?.fields ?? []).filter(({ name }) => name.startsWith('cf_'));
  const columns = new Map(own.map((field) => [field.name, columnOf(field)]));
  return [...columns.values()];
}

function columnOf({ name, type }: FieldConfiguration): Column {
  const key = `${CUSTOM_PREFIX}${name}`;
  const value = (record: RawRecord): unknown => objectOf(record, 'custom_field')?.[name];
  switch (type) {
    case 'number':
    case 'decimal':
      return { key, type: 'number', read: (record) => asNumber(value(record)) };
    case 'currency':
      return { key, type: 'money', read: (record) => parseAmount(value(record)) };
    case 'checkbox':
      return { key, type: 'number', read: (record) => asFlag(value(record)) };
    case 'date':
      return { key, type: 'day', read: (record) => parseDay(value(record)) };
    case 'datetime':
    case 'date_time':
      return { key, type: 'instant', read: (record) => parseInstant(value(record)) };
    case 'multi_select_dropdown':
      return { key, type: 'tags', read: (record) => asWords(value(record)) };
    case null:
    case undefined:
    default:
      return { key, type: 'text', read: (record) => asText(value(record)) };
  }
}

function asNumber(value: unknown): number | null {
  const amount = parseAmount(value);
  return amount === null ? null : Number(amount);
}

/** 1 for yes, 0 for no, as columns of flags have it. */
function asFlag(value: unknown): number | null {
  if (typeof value === 'boolean') return value ? 1 : 0;
  return value === 'true' || value === 1 ? 1 : value === 'false' || value === 0 ? 0 : null;
}

/** A list of words, or one text with semicolons between them, as the API gives other lists of choices (quirks §6). */
function asWords(value: unknown): string[] {
  const words: unknown[] = Array.isArray(value) ? value : typeof value === 'string' ? value.split(';') : [];
  return words.flatMap((word) => {
    const text = asText(word)?.trim();
    return text ? [text] : [];
  });
}

function asText(value: unknown): string | null {
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean')
    return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}
