import type { Kind } from '../../../../shared/entities/kind.ts';
import { ENTITY_KINDS } from '../../../../shared/entities/kinds.ts';
import { fieldsOf, type ConfigurationValues } from '../../lib/configuration.ts';
import { fieldLabel } from '../../lib/field-words.ts';
import { formGroups, type FormField } from '../../lib/form-fields.ts';

/** The fields of a kind that a file can fill in: those of its form, and what identifies a record where the form does not show it. */
export function importFields(kind: Kind, values: ConfigurationValues): readonly FormField[] {
  const shown = formGroups(kind, fieldsOf(values, kind), values)
    .flatMap((group) => group.fields)
    .filter(({ control }) => control.type !== 'read-only');
  // Several contacts of a deal cannot be told by name from a cell.
  const fillable = shown.filter(
    ({ control }) => control.type !== 'records' || control.kind === 'sales_accounts',
  );
  const known = new Set(fillable.map(({ path }) => path));
  const more = ENTITY_KINDS[kind].uniqueIdentifiers
    .filter((path) => !known.has(path))
    .map((path): FormField => ({
      path,
      label: fieldLabel(path) ?? path,
      required: false,
      control: path === 'emails' ? { type: 'mails' } : { type: 'text' },
    }));
  // A form that has the single address is asked for the list here, which is what identifies a person (reference: Upsert, note 3).
  return [...fillable, ...more].filter(({ path }) => path !== 'email');
}

/** The fields by which the CRM can find a record of a kind, best first (reference: Upsert). */
export function identifiersOf(kind: Kind, fields: readonly FormField[]): readonly FormField[] {
  return ENTITY_KINDS[kind].uniqueIdentifiers.flatMap(
    (path) => fields.find((field) => field.path === path) ?? [],
  );
}
