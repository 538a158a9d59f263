import { valueAt } from '../../../../shared/edits/path.ts';
import type { FieldConfiguration } from '../../../../shared/entities/field-configuration.ts';
import { idOf, objectOf, textOf, type RawRecord } from '../../../../shared/entities/record.ts';
import { parseInstant } from '../../../../shared/time.ts';
import type { Fact } from '../../components/fact.ts';
import { fieldsOf, selectorName, type ConfigurationValues } from '../../lib/configuration.ts';
import { isCustom } from '../../lib/field-control.ts';
import { pathOf } from '../../lib/field-draft.ts';
import { groupFields, labelOf } from '../../lib/field-groups.ts';
import type { Formats } from '../../lib/format.ts';
import { m } from '../../paraglide/messages.js';
import { valueText } from '../outbox/field-text.ts';
import { dayOfInstant } from './valid-till.ts';

/** The facts of a product that have a value, in the order in which one asks for them. */
export function productFacts(
  record: RawRecord,
  values: ConfigurationValues,
  formats: Formats,
): readonly Fact[] {
  const owner = idOf(record, 'owner_id');
  const day = dayOfInstant(record['valid_till']);
  return present([
    ['description', m.field_description(), textOf(record, 'description')],
    ['sku_number', m.product_sku(), textOf(record, 'sku_number')],
    ['owner_id', m.field_owner(), owner === null ? null : selectorName(values, 'owners', owner)],
    ['valid_till', m.product_valid_till(), day === '' ? null : formats.dayLong(day)],
    ...customFacts(record, new Set(configuredOwn(values).map(({ name }) => name))),
    ...datedFacts(record, formats),
  ]);
}

/** A group of the account's own fields of a product, with their values. */
export interface OwnFacts {
  readonly key: string;
  readonly label: string;
  readonly facts: readonly Fact[];
}

/** The account's own fields of a product in its groups, as far as it tells of them; those without a value too, as on records. */
export function ownFacts(
  record: RawRecord,
  values: ConfigurationValues,
  formats: Formats,
): readonly OwnFacts[] {
  const context = { names: {}, values, formats, beside: record };
  return groupFields(fieldsOf(values, 'products'), configuredOwn(values)).map(({ key, label, fields }) => ({
    key,
    label,
    facts: present(
      fields.map((field) => {
        const path = pathOf(field);
        return [path, labelOf(field), valueText('products', path, valueAt(record, path), context)] as const;
      }),
    ),
  }));
}

function configuredOwn(values: ConfigurationValues): readonly FieldConfiguration[] {
  return (fieldsOf(values, 'products')?.fields ?? []).filter(isCustom);
}

/** Facts of which something is known. */
export function present(
  facts: readonly (readonly [key: string, label: string, text: string | null])[],
): readonly Fact[] {
  return facts.flatMap(([key, label, text]) =>
    text === null || text === '' ? [] : { key, label, text, wide: text.length > 60 || text.includes('\n') },
  );
}

/**
 * The account's own fields of which it does not tell (documents, and products of some accounts). Their keys are their names: `cf_next_step` is "Next step".
 * @param told keys of fields that are shown otherwise
 */
export function customFacts(
  record: RawRecord,
  told: ReadonlySet<string> = new Set(),
): (readonly [string, string, string | null])[] {
  return Object.entries(objectOf(record, 'custom_field') ?? {}).flatMap(([key, value]) => {
    if (told.has(key)) return [];
    const words = key.replace(/^cf_/, '').replaceAll('_', ' ').trim();
    const label = words.charAt(0).toUpperCase() + words.slice(1);
    return [[`custom_field.${key}`, label, plainText(value)] as const];
  });
}

/** When it was made and changed. */
export function datedFacts(
  record: RawRecord,
  formats: Formats,
): (readonly [string, string, string | null])[] {
  const when = (key: string): string | null => {
    const ms = parseInstant(record[key]);
    return ms === null ? null : formats.instantLong(ms);
  };
  return [
    ['created_at', m.field_created(), when('created_at')],
    ['updated_at', m.field_changed(), when('updated_at')],
  ];
}

function plainText(value: unknown): string | null {
  if (typeof value === 'string') return value.trim();
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  if (typeof value === 'boolean') return value ? m.value_yes() : m.value_no();
  return Array.isArray(value) ? value.map(String).join(', ') : null;
}
