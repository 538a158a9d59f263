import type { Span } from '../../../../../shared/condition.ts';
import { m } from '../../../paraglide/messages.js';

/** A span of the calendar that has a name. */
export interface NamedSpan {
  readonly key: string;
  readonly span: Span;
  words(): string;
}

const named = (
  words: () => string,
  unit: Span['unit'],
  from: number | null,
  to: number | null,
): NamedSpan => ({ key: spanKey({ unit, from, to }), span: { unit, from, to }, words });

/** The spans that are offered, nearest first, then the longer ones. */
export const NAMED_SPANS: readonly NamedSpan[] = [
  named(m.span_today, 'day', 0, 0),
  named(m.span_yesterday, 'day', -1, -1),
  named(m.span_tomorrow, 'day', 1, 1),
  named(m.span_before_today, 'day', null, -1),
  named(m.span_from_today, 'day', 0, null),
  named(m.span_last_seven, 'day', -6, 0),
  named(m.span_next_seven, 'day', 0, 6),
  named(m.span_last_thirty, 'day', -29, 0),
  named(m.span_next_thirty, 'day', 0, 29),
  named(m.span_over_thirty, 'day', null, -31),
  named(m.span_over_ninety, 'day', null, -91),
  named(m.span_this_week, 'week', 0, 0),
  named(m.span_last_week, 'week', -1, -1),
  named(m.span_next_week, 'week', 1, 1),
  named(m.span_this_month, 'month', 0, 0),
  named(m.span_last_month, 'month', -1, -1),
  named(m.span_next_month, 'month', 1, 1),
  named(m.span_this_quarter, 'quarter', 0, 0),
  named(m.span_last_quarter, 'quarter', -1, -1),
  named(m.span_next_quarter, 'quarter', 1, 1),
  named(m.span_this_year, 'year', 0, 0),
  named(m.span_last_year, 'year', -1, -1),
];

/** One text for a span, the same for the same span. */
export function spanKey({ unit, from, to }: Span): string {
  return `${unit}:${from ?? ''}:${to ?? ''}`;
}

/** The named span that is the same, or undefined. */
export function namedSpan(span: Span): NamedSpan | undefined {
  const key = spanKey(span);
  return NAMED_SPANS.find((candidate) => candidate.key === key);
}
