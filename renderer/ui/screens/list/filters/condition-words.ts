import type { Condition } from '../../../../../shared/condition.ts';
import { assertNever } from '../../../../../shared/errors.ts';
import { daysOf } from '../../../lib/calendar-span.ts';
import type { Formats } from '../../../lib/format.ts';
import { m } from '../../../paraglide/messages.js';
import type { FilterField } from './filter-field.ts';
import { namedSpan } from './spans.ts';

/** What conditions are told with. */
export interface WordsContext {
  readonly formats: Formats;
  readonly now: number;
  /** The column of a condition; undefined where there is none of that name any more. */
  fieldOf(column: string): FilterField | undefined;
}

/** A condition as a short sentence: "Owner is me or Tomás Herrera". */
export function conditionWords(condition: Condition, context: WordsContext): string {
  if (condition.op === 'pending') return m.filter_pending();
  const found = context.fieldOf(condition.column);
  const field = found?.label ?? condition.column;
  switch (condition.op) {
    case 'contains':
      return m.filter_says_contains({ field, text: condition.text });
    case 'not-contains':
      return m.filter_says_not_contains({ field, text: condition.text });
    case 'not-in':
      return m.filter_says_is_not({ field, values: valuesText(condition.values, found, context.formats) });
    case 'in':
      return m.filter_says_is({ field, values: valuesText(condition.values, found, context.formats) });
    case 'empty':
      return m.filter_says_empty({ field });
    case 'not-empty':
      return m.filter_says_not_empty({ field });
    case 'between':
      return rangeWords(field, condition.from, condition.to, (end) => endText(end, found, context));
    case 'within': {
      const span = namedSpan(condition.span);
      if (span) return m.filter_says_span({ field, span: span.words() });
      const { formats, now } = context;
      const days = daysOf(condition.span, { now, zone: formats.zone, locale: formats.locale });
      return rangeWords(field, days.from, days.to, (day) => formats.dayLong(String(day)));
    }
    default:
      return assertNever(condition);
  }
}

function valuesText(
  values: readonly (string | number)[],
  field: FilterField | undefined,
  formats: Formats,
): string {
  const words = values.map(
    (value) => field?.choices.find((choice) => choice.value === value)?.words ?? String(value),
  );
  return new Intl.ListFormat(formats.locale, { type: 'disjunction' }).format(words);
}

type End = string | number;

function rangeWords(field: string, from: End | null, to: End | null, text: (end: End) => string): string {
  if (from !== null && to !== null) {
    return from === to
      ? m.filter_says_is({ field, values: text(from) })
      : m.filter_says_between({ field, from: text(from), to: text(to) });
  }
  if (from !== null) return m.filter_says_from({ field, from: text(from) });
  return to === null ? m.filter_says_not_empty({ field }) : m.filter_says_to({ field, to: text(to) });
}

function endText(end: End, field: FilterField | undefined, { formats }: WordsContext): string {
  if (field?.type === 'date')
    return typeof end === 'number' ? formats.instantLong(end) : formats.dayLong(end);
  return /^-?\d+(\.\d+)?$/.test(String(end)) ? formats.number(end) : String(end);
}
