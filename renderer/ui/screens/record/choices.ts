import type { FieldConfiguration } from '../../../../shared/entities/field-configuration.ts';

/** The words of the choice whose id a record holds (as a number or as digits), or null where the field has no such choice. */
export function choiceOf(field: FieldConfiguration, value: unknown): string | null {
  const written = wordOf(value);
  const choice = field.choices?.find((candidate) => candidate.id != null && String(candidate.id) === written);
  return choice?.value == null ? null : String(choice.value);
}

/** The words of a choice; a record may hold the words themselves, and what is no choice any more is shown as it is. */
export function choiceText(field: FieldConfiguration, value: unknown): string {
  return choiceOf(field, value) ?? wordOf(value) ?? '';
}

/** The words in a value that may be a list, a text of parts with semicolons between, or objects with a name each. */
export function wordsOf(value: unknown): string[] {
  const parts: readonly unknown[] = Array.isArray(value)
    ? value
    : typeof value === 'string'
      ? value.split(';')
      : [value];
  return parts.flatMap((part) => wordOf(part) ?? []);
}

function wordOf(value: unknown): string | null {
  if (typeof value === 'string') return value.trim() === '' ? null : value.trim();
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null) return null;
  const object = value as Record<string, unknown>;
  for (const key of ['display_name', 'name', 'value', 'label']) {
    const word = object[key];
    if (typeof word === 'string' && word.trim() !== '') return word;
  }
  return null;
}
