import { DERIVED_FIELDS } from '../../../shared/edits/derived-fields.ts';
import type { FieldConfiguration } from '../../../shared/entities/field-configuration.ts';
import type { Kind } from '../../../shared/entities/kind.ts';
import { idOf } from '../../../shared/entities/record.ts';
import { SELECTOR_OF_FIELD, selectorLabel } from '../../../shared/entities/selectors.ts';
import { rowsOf, type ConfigurationValues } from './configuration.ts';

/** One of the values a field may have. `key` is the value as text. */
export interface Option {
  readonly key: string;
  readonly words: string;
  readonly value: string | number;
  /** Another text by which a record may hold it: the id of a choice whose words are its value. */
  readonly also: string | null;
  /** Of a stage: the pipeline it belongs to. */
  readonly within: number | null;
}

/** By what a field is filled in. */
export type Control =
  | { readonly type: 'text' | 'lines' | 'number' | 'day' | 'instant' | 'flag' | 'phone' | 'web' | 'mail' }
  /** Several mail addresses, the first of them the primary one. */
  | { readonly type: 'mails' }
  /** Free words. */
  | { readonly type: 'tags' }
  /** An amount: in the record's own currency, or in the one the account counts in. */
  | { readonly type: 'money'; readonly currency: 'own' | 'base' }
  | {
      readonly type: 'choice' | 'choices';
      readonly options: readonly Option[];
      /** All choices are seen at once. */
      readonly asRadio?: boolean;
    }
  /** Another record by its id. */
  | { readonly type: 'record'; readonly kind: Kind }
  /** Others, each with its id; of accounts the first is the primary one. */
  | { readonly type: 'records'; readonly kind: Kind }
  /** A lead's company, which is a map with a name. */
  | { readonly type: 'company' }
  | { readonly type: 'read-only' };

/** Types of fields whose values are made by rules of the account. */
const DERIVED_TYPES = new Set(['formula', 'auto_number', 'rollup']);
const LOOKUP_TYPES = new Set(['lookup', 'auto_complete', 'relationship']);

/** What the key says where the type is not known or says less. */
const BY_KEY: Readonly<Record<string, Control>> = {
  emails: { type: 'mails' },
  email: { type: 'mail' },
  tags: { type: 'tags' },
  company: { type: 'company' },
  sales_accounts: { type: 'records', kind: 'sales_accounts' },
  contacts: { type: 'records', kind: 'contacts' },
  sales_account_id: { type: 'record', kind: 'sales_accounts' },
  parent_sales_account_id: { type: 'record', kind: 'sales_accounts' },
  amount: { type: 'money', currency: 'own' },
  annual_revenue: { type: 'money', currency: 'base' },
  probability: { type: 'number' },
  expected_close: { type: 'day' },
  closed_date: { type: 'day' },
  phone: { type: 'phone' },
  mobile_number: { type: 'phone' },
  work_number: { type: 'phone' },
  website: { type: 'web' },
  address: { type: 'lines' },
};

const BY_TYPE: Readonly<Record<string, Control>> = {
  textarea: { type: 'lines' },
  paragraph: { type: 'lines' },
  number: { type: 'number' },
  decimal: { type: 'number' },
  date: { type: 'day' },
  datetime: { type: 'instant' },
  date_time: { type: 'instant' },
  checkbox: { type: 'flag' },
  phone_number: { type: 'phone' },
  url: { type: 'web' },
  email: { type: 'mail' },
};

/** Whether a field is the account's own, and lives in the map of those (quirks §6: `cf_` and then anything). */
export function isCustom(field: FieldConfiguration): boolean {
  return field.name.startsWith('cf_');
}

/** By what a field of a kind is filled in. */
export function controlOf(field: FieldConfiguration, values: ConfigurationValues): Control {
  const { name } = field;
  if (DERIVED_FIELDS.has(name) || DERIVED_TYPES.has(field.type ?? '')) return { type: 'read-only' };
  const known = isCustom(field) ? undefined : BY_KEY[name];
  if (known) return known;
  const options = optionsOf(field, values);
  if (options.length > 0) {
    if (field.type === 'multi_select_dropdown') return { type: 'choices', options };
    return { type: 'choice', options, ...(field.type === 'radio' ? { asRadio: true } : {}) };
  }
  // An id of something whose choices are not here can be shown and not changed.
  if (name.endsWith('_id') && !isCustom(field)) return { type: 'read-only' };
  // Nor can an account's own reference, whose kind of record its configuration does not tell.
  if (isCustom(field) && LOOKUP_TYPES.has(field.type ?? '')) return { type: 'read-only' };
  return BY_TYPE[field.type ?? ''] ?? { type: 'text' };
}

/** The values a field may have: those of the account's lists, else the choices of its configuration; none for a field that takes any. */
function optionsOf(field: FieldConfiguration, values: ConfigurationValues): readonly Option[] {
  const selector = isCustom(field) ? undefined : SELECTOR_OF_FIELD[field.name];
  const rows = selector === undefined ? [] : rowsOf(values, selector);
  if (rows.length > 0)
    return rows.map((row) => ({
      key: String(row.id),
      words: selectorLabel(row),
      value: row.id,
      also: null,
      within: idOf(row, 'deal_pipeline_id'),
    }));
  return (field.choices ?? []).flatMap((choice) => {
    if (choice.value == null) return [];
    const words = String(choice.value);
    // A record holds the words of an account's own choices, and the ids of the others (quirks §6).
    const value = isCustom(field) || choice.id == null ? words : choice.id;
    return [
      { key: String(value), words, value, also: choice.id == null ? null : String(choice.id), within: null },
    ];
  });
}

/** The configuration that the forms of a kind need, beside what its list and its records need. */
export function formConfigurationKeys(kind: Kind): string[] {
  const selectors: Readonly<Record<Kind, readonly string[]>> = {
    leads: ['owners', 'territories', 'lead_sources', 'campaigns'],
    contacts: ['owners', 'territories', 'lead_sources', 'campaigns', 'contact_statuses'],
    sales_accounts: ['owners', 'territories', 'industry_types', 'business_types'],
    deals: [
      'owners',
      'territories',
      'lead_sources',
      'campaigns',
      'currencies',
      'deal_pipelines',
      'deal_reasons',
      'deal_types',
      'deal_products',
      'deal_payment_statuses',
    ],
  };
  return selectors[kind].map((selector) => `selector:${selector}`);
}
