import type {
  ConfiguredKind,
  FieldConfiguration,
  FieldsAnswer,
} from '../../../shared/entities/field-configuration.ts';
import type { Kind } from '../../../shared/entities/kind.ts';
import { fieldsOf, type ConfigurationValues } from './configuration.ts';
import { controlOf, isCustom, type Control } from './field-control.ts';
import { pathOf } from './field-draft.ts';
import { configuredFields, groupFields, knownField, labelOf } from './field-groups.ts';

/** One field of a form. */
export interface FormField {
  readonly path: string;
  readonly label: string;
  readonly required: boolean;
  readonly control: Control;
}

export interface FormGroup {
  readonly key: string;
  readonly label: string;
  readonly fields: readonly FormField[];
}

/** What a record is called by; no form does without. */
const NAMES: Readonly<Record<Kind, readonly string[]>> = {
  leads: ['first_name', 'last_name'],
  contacts: ['first_name', 'last_name'],
  sales_accounts: ['name'],
  deals: ['name'],
};

/** What can be changed though no account configures it. */
const BESIDE: Readonly<Record<Kind, readonly string[]>> = {
  leads: ['tags'],
  contacts: ['tags'],
  sales_accounts: ['tags'],
  deals: ['contacts', 'tags'],
};

/** What the API wants of a new record whatever an account configures (reference: the kind's mandatory fields). */
const MANDATORY: Readonly<Record<Kind, ReadonlySet<string>>> = {
  leads: new Set(['last_name']),
  contacts: new Set(['last_name']),
  sales_accounts: new Set(['name']),
  deals: new Set(['name', 'amount', 'sales_account_id']),
};

/**
 * The form of a kind: the account's own groups and fields, the names first where it does not configure them, and what is kept beside them last. A deal's lost reason is asked for with its
 * stage, and shown here too.
 */
export function formGroups(
  kind: Kind,
  fields: FieldsAnswer | null,
  values: ConfigurationValues,
): readonly FormGroup[] {
  const configured = configuredFields(kind, fields);
  const known = new Set(configured.map(({ name }) => name));
  // Some accounts configure the single address, some the list; a form has one of them.
  const own = configured.filter(({ name }) => name !== 'email' || !known.has('emails'));
  const missing = (names: readonly string[]): FieldConfiguration[] =>
    names.filter((name) => !known.has(name)).map(knownField);
  const field = (configuration: FieldConfiguration): FormField => formField(kind, configuration, values);
  const groups = groupFields(fields, own);
  const first = missing(NAMES[kind]);
  const last = missing(BESIDE[kind]);
  return groups.map((group, index) => ({
    key: group.key,
    label: group.label,
    fields: [
      ...(index === 0 ? first : []),
      ...group.fields,
      ...(index === groups.length - 1 ? last : []),
    ].map(field),
  }));
}

/** One field of a kind as a form has it. */
export function formField(
  kind: Kind,
  configuration: FieldConfiguration,
  values: ConfigurationValues,
): FormField {
  const field = plainField(configuration, values);
  return { ...field, required: field.required || MANDATORY[kind].has(configuration.name) };
}

function plainField(configuration: FieldConfiguration, values: ConfigurationValues): FormField {
  return {
    path: pathOf(configuration),
    label: labelOf(configuration),
    required: configuration.required === true,
    control: controlOf(configuration, values),
  };
}

/** The account's own fields of a kind whose form is made by hand, in the account's groups and order. What cannot be filled in is left out. */
export function ownGroups(
  kind: Exclude<ConfiguredKind, Kind>,
  values: ConfigurationValues,
): readonly FormGroup[] {
  const answer = fieldsOf(values, kind);
  return groupFields(answer, (answer?.fields ?? []).filter(isCustom))
    .map(({ key, label, fields }) => ({
      key,
      label,
      fields: fields
        .map((field) => plainField(field, values))
        .filter(({ control }) => control.type !== 'read-only'),
    }))
    .filter(({ fields }) => fields.length > 0);
}
