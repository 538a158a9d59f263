import { ME } from '../../../../../shared/condition.ts';
import type { ListColumn } from '../../../../../shared/store-port.ts';
import { selectorLabel } from '../../../../../shared/entities/selectors.ts';
import { meOf, rowsOf, type ConfigurationValues } from '../../../lib/configuration.ts';
import { m } from '../../../paraglide/messages.js';

/** A value that a condition may name. */
export interface FilterChoice {
  readonly value: string | number;
  readonly words: string;
}

/** A column as conditions can be put on it. */
export interface FilterField {
  readonly key: string;
  readonly label: string;
  readonly type: 'text' | 'number' | 'date' | 'choice' | 'tags';
  /** Of a `choice`. */
  readonly choices: readonly FilterChoice[];
}

/** How conditions are put on a column; references to other records are found by a part of their name. */
export function filterField(column: ListColumn, label: string, values: ConfigurationValues): FilterField {
  const { key } = column;
  const field = (type: FilterField['type'], choices: readonly FilterChoice[] = []): FilterField => ({
    key,
    label,
    type,
    choices,
  });
  if (column.fieldType === 'checkbox')
    return field('choice', [
      { value: 1, words: m.value_yes() },
      { value: 0, words: m.value_no() },
    ]);
  if (column.choices !== null)
    return field(
      'choice',
      column.choices.map((value) => ({ value, words: value })),
    );
  switch (column.type) {
    case 'number':
    case 'money':
      return field('number');
    case 'instant':
    case 'day':
      return field('date');
    case 'tags':
      return field('tags');
    case 'text':
      return field('text');
    case 'reference':
    case 'references': {
      const rows = column.target === null ? [] : rowsOf(values, column.target);
      if (rows.length === 0) return field('text');
      // Who the key's user is, the CRM tells with the first change that is sent; before that nobody could be found by it.
      const isMeKnown = column.target === 'owners' && meOf(values) !== null;
      const me = isMeKnown ? [{ value: ME, words: m.filter_me() }] : [];
      return field('choice', [...me, ...rows.map((row) => ({ value: row.id, words: selectorLabel(row) }))]);
    }
  }
}

/** The keys of the configuration that hold the choices of columns. */
export function choiceKeys(columns: readonly ListColumn[]): string[] {
  const targets = columns.flatMap(({ target }) =>
    target !== null && /^[a-z_]+$/.test(target) ? [`selector:${target}`] : [],
  );
  return [...new Set(targets)];
}
