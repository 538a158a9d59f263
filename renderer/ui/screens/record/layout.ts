import type { FieldConfiguration, FieldsAnswer } from '../../../../shared/entities/field-configuration.ts';
import type { Kind } from '../../../../shared/entities/kind.ts';
import type { RawRecord } from '../../../../shared/entities/record.ts';
import type { ConfigurationValues } from '../../lib/configuration.ts';
import { configuredFields, groupFields, knownField } from '../../lib/field-groups.ts';
import { pathOf } from '../../lib/field-draft.ts';
import { formField, type FormField } from '../../lib/form-fields.ts';
import { m } from '../../paraglide/messages.js';
import { NO_MARKS, type FieldMarks } from './field-marks.ts';
import { readField, type FieldValue, type ReadContext } from './field-value.ts';

/** One line of a record: a heading and a value. */
export interface FieldLine {
  readonly key: string;
  readonly label: string;
  readonly value: FieldValue;
  /** Whether it was changed here, and the CRM does not have it yet. */
  readonly pending: boolean;
  /** Whether somebody else changed it too. */
  readonly conflict: boolean;
  /** What the CRM was asked for and did not take. */
  readonly notTaken: { readonly asked: unknown; readonly got: unknown } | null;
  /** The CRM's words where it refused a change. */
  readonly refused: string | null;
  /** By what it is filled in; null where it cannot be changed. */
  readonly form: FormField | null;
}

export interface FieldGroup {
  readonly key: string;
  readonly label: string;
  readonly lines: readonly FieldLine[];
}

/** What is known of every kind although no account configures it, shown after its own groups. */
const KEPT_BY_CRM: Readonly<Record<Kind, readonly string[]>> = {
  leads: ['lead_score', 'lead_quality', 'tags', 'last_contacted', 'last_seen', 'created_at', 'updated_at'],
  contacts: [
    'lead_score',
    'lead_quality',
    'open_deals_amount',
    'won_deals_amount',
    'tags',
    'recent_note',
    'last_contacted',
    'last_contacted_mode',
    'created_at',
    'updated_at',
  ],
  sales_accounts: [
    'open_deals_amount',
    'open_deals_count',
    'won_deals_amount',
    'won_deals_count',
    'tags',
    'recent_note',
    'last_contacted',
    'last_contacted_mode',
    'created_at',
    'updated_at',
  ],
  deals: [
    'probability',
    'expected_deal_value',
    'base_currency_amount',
    'closed_date',
    'age',
    'tags',
    'recent_note',
    'stage_updated_time',
    'created_at',
    'updated_at',
  ],
};

/** Keys that say the same as another that is shown. */
const SAME_AS: Readonly<Record<string, string>> = { email: 'emails', emails: 'email' };

/**
 * The fields of a record in the account's own groups and order, custom ones included; after them what the CRM keeps by itself. Where the
 * account's configuration is not here, the fields that are known of the kind.
 * @param values the account's configuration: what may be chosen
 */
export function layoutRecord(
  kind: Kind,
  record: RawRecord,
  fields: FieldsAnswer | null,
  context: ReadContext,
  marks: FieldMarks = NO_MARKS,
  values: ConfigurationValues = {},
): readonly FieldGroup[] {
  const configured = configuredFields(kind, fields);
  const shown = new Set(configured.map((field) => field.name));
  const line = (field: FieldConfiguration): FieldLine => {
    const paths = [pathOf(field), field.name, SAME_AS[field.name] ?? field.name];
    const has = (list: readonly string[]): boolean => paths.some((path) => list.includes(path));
    const first = <T>(map: Readonly<Record<string, T>>): T | null =>
      paths.flatMap((path) => (Object.hasOwn(map, path) ? [map[path]] : []))[0] ?? null;
    const form = formField(kind, field, values);
    return {
      key: field.name,
      label: form.label,
      value: readField(field, record, context),
      pending: has(marks.pending),
      conflict: has(marks.conflicts),
      notTaken: first(marks.notTaken),
      refused: first(marks.refused),
      form: form.control.type === 'read-only' ? null : form,
    };
  };
  const kept = KEPT_BY_CRM[kind].filter((key) => !shown.has(key) && !shown.has(SAME_AS[key] ?? ''));
  return [
    ...groupFields(fields, configured).map((group) => ({ ...group, lines: group.fields.map(line) })),
    { key: 'kept-by-crm', label: m.record_group_kept(), lines: kept.map(knownField).map(line) },
  ].filter((group) => group.lines.length > 0);
}

/** The parts of a record's page. */
export type RecordTab = 'overview' | 'timeline' | 'related' | 'files' | 'team' | 'history';

/** A tab as it is shown. */
export interface TabWords {
  readonly key: RecordTab;
  readonly words: string;
  /** How much there is in it; 0 says nothing. */
  readonly count: number;
}
