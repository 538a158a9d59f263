import type { Column } from '../../../shared/entities/column.ts';
import {
  fieldsAnswerSchema,
  type FieldConfiguration,
  type FieldsAnswer,
} from '../../../shared/entities/field-configuration.ts';
import type { RecordKind } from '../../../shared/entities/kind.ts';
import { RECORD_DEFINITIONS } from '../../../shared/entities/kinds.ts';
import type { ListColumn } from '../../../shared/store-port.ts';

/** The columns of a kind's lists, first those of every account, then the account's own, with what its configuration says of them. */
export function columnList(
  kind: RecordKind,
  columns: readonly Column[],
  configuration: unknown,
): ListColumn[] {
  const fields = new Map(fieldsIn(configuration)?.fields.map((field) => [field.name, field]));
  const defaults = new Set(RECORD_DEFINITIONS[kind].defaultColumns);
  return columns.map((column) => {
    const isCustom = column.key.startsWith('custom_field.');
    const field = fields.get(isCustom ? column.key.slice('custom_field.'.length) : column.key);
    return {
      key: column.key,
      type: column.type,
      label: field?.label?.trim() || null,
      target: targetOf(column),
      isCustom,
      isDefault: defaults.has(column.key),
      fieldType: field?.type ?? null,
      choices: choicesOf(column, field),
    };
  });
}

/** What the account says of a kind's fields; null where that is not here. */
export function fieldsIn(configuration: unknown): FieldsAnswer | null {
  const answer = fieldsAnswerSchema.safeParse(configuration);
  return answer.success ? answer.data : null;
}

function targetOf(column: Column): string | null {
  if (column.type !== 'reference' && column.type !== 'references') return null;
  return 'kind' in column.target ? column.target.kind : column.target.selector;
}

/** Only texts and tags hold the words of a choice. */
function choicesOf(column: Column, field: FieldConfiguration | undefined): string[] | null {
  if (!field || (column.type !== 'text' && column.type !== 'tags')) return null;
  const choices = (field.choices ?? []).flatMap(({ value }) => (value == null ? [] : [String(value)]));
  return choices.length === 0 ? null : choices;
}
