import type { FieldConfiguration } from '../../../shared/entities/field-configuration.ts';
import { valueAt } from '../../../shared/edits/path.ts';
import { idOf, objectOf, objectsOf, textOf, type RawRecord } from '../../../shared/entities/record.ts';
import { nameKey } from '../../../shared/store-port.ts';
import { parseAmount } from '../../../shared/money.ts';
import { parseDay, parseInstant } from '../../../shared/time.ts';
import { isCustom, type Control } from './field-control.ts';

/** Another record in a form. */
export interface PickedRecord {
  readonly id: number;
  readonly title: string;
}

/** What a control holds while one fills it in; plain data, so that two can be compared. */
export type Draft = string | boolean | readonly string[] | readonly PickedRecord[];

/** The path of a field's value in a record (see `fieldsSchema`). */
export function pathOf(field: FieldConfiguration): string {
  return isCustom(field) ? `custom_field.${field.name}` : field.name;
}

/** Whether two drafts hold the same. */
export function isSameDraft(a: Draft, b: Draft): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/**
 * What a control shows of a record.
 * @param names the shown names of what the record refers to, by `nameKey`
 */
export function draftOf(
  control: Control,
  path: string,
  record: RawRecord,
  names: Readonly<Record<string, string>>,
): Draft {
  const value = valueAt(record, path);
  switch (control.type) {
    case 'flag':
      return value === true || value === 'true' || value === 1 || value === '1';
    case 'number':
    case 'money':
      return parseAmount(value) ?? plain(value);
    case 'day':
      return parseDay(value) ?? '';
    case 'instant':
      return localTime(parseInstant(value));
    case 'mails': {
      const listed = objectsOf(record, 'emails')
        .toSorted((a, b) => Number(b['is_primary'] === true) - Number(a['is_primary'] === true))
        .flatMap((mail) => textOf(mail, 'value') ?? []);
      return listed.length > 0 ? listed : [textOf(record, 'email') ?? []].flat();
    }
    case 'tags':
      return Array.isArray(value) ? value.map(plain) : [];
    case 'choice':
      return optionKey(control, value);
    case 'choices':
      return words(value).map((word) => optionKey(control, word));
    case 'record': {
      const id = idOf({ value }, 'value');
      return id === null ? [] : [{ id, title: names[nameKey(control.kind, id)] ?? `#${id}` }];
    }
    case 'records':
      return objectsOf(record, path)
        .toSorted((a, b) => Number(b['is_primary'] === true) - Number(a['is_primary'] === true))
        .flatMap((item) => {
          const id = idOf(item, 'id');
          const shown = id === null ? null : (names[nameKey(control.kind, id)] ?? null);
          const title = shown ?? textOf(item, 'display_name') ?? textOf(item, 'name') ?? `#${id}`;
          return id === null ? [] : [{ id, title }];
        });
    case 'company':
      return textOf(objectOf(record, path) ?? {}, 'name') ?? '';
    case 'text':
    case 'lines':
    case 'phone':
    case 'web':
    case 'mail':
    case 'read-only':
      return plain(value);
  }
}

/** The value that is saved for a draft, in the shape in which records show it; null for nothing. */
export function valueOf(control: Control, draft: Draft, before: unknown): unknown {
  switch (control.type) {
    case 'flag':
      return draft === true;
    case 'number':
    case 'money':
      return numberOf(text(draft));
    case 'instant': {
      const ms = Date.parse(text(draft));
      return Number.isNaN(ms) ? blankAsNull(text(draft)) : new Date(ms).toISOString();
    }
    case 'mails':
      return list(draft).map((value, index) => ({ value, is_primary: index === 0 }));
    case 'tags':
      return list(draft);
    case 'choice':
      return optionValue(control, text(draft));
    case 'choices':
      return list(draft).map((key) => optionValue(control, key));
    case 'record':
      return picked(draft)[0]?.id ?? null;
    case 'records':
      return picked(draft).map(({ id, title }, index) =>
        control.kind === 'sales_accounts'
          ? { id, name: title, is_primary: index === 0 }
          : { id, display_name: title },
      );
    case 'company': {
      const name = blankAsNull(text(draft));
      return name === null ? null : { ...(typeof before === 'object' ? before : {}), name };
    }
    case 'text':
    case 'lines':
    case 'day':
    case 'phone':
    case 'web':
    case 'mail':
    case 'read-only':
      return blankAsNull(text(draft));
  }
}

/** The key of the option that a record's value stands for; of a value that is no option any more, the value itself. */
function optionKey({ options }: Extract<Control, { type: 'choice' | 'choices' }>, value: unknown): string {
  const written = plain(value);
  const option =
    options.find(({ key }) => key === written) ??
    options.find(({ words: own, also }) => own === written || also === written);
  return option?.key ?? written;
}

function optionValue({ options }: Extract<Control, { type: 'choice' | 'choices' }>, key: string): unknown {
  return options.find((option) => option.key === key)?.value ?? blankAsNull(key);
}

/** A decimal stays exact: as a number where a double holds it, else as its digits; what is no number is given as it was typed, to be told of. */
function numberOf(typed: string): unknown {
  const trimmed = typed.trim();
  if (trimmed === '') return null;
  const amount = parseAmount(trimmed);
  if (amount === null) return trimmed;
  return String(Number(amount)) === amount ? Number(amount) : amount;
}

function plain(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean')
    return String(value);
  return '';
}

function words(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return typeof value === 'string' ? value.split(';').flatMap((word) => word.trim() || []) : [];
}

function blankAsNull(value: string): string | null {
  return value.trim() === '' ? null : value.trim();
}

function text(draft: Draft): string {
  return typeof draft === 'string' ? draft : '';
}

function list(draft: Draft): string[] {
  return typeof draft === 'object' ? draft.filter((item) => typeof item === 'string') : [];
}

/** The records a draft holds; none for a draft of another kind. */
export function picked(draft: Draft): PickedRecord[] {
  return typeof draft === 'object' ? draft.filter((item) => typeof item !== 'string') : [];
}

/** An instant as `datetime-local` takes it, in the zone of this machine. */
export function localTime(ms: number | null): string {
  if (ms === null) return '';
  const at = new Date(ms);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`;
}
