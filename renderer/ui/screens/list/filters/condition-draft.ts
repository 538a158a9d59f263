import type { Condition, Span } from '../../../../../shared/condition.ts';
import { compareAmounts, parseAmount } from '../../../../../shared/money.ts';
import { isDay } from '../../../lib/zoned.ts';
import type { FilterField } from './filter-field.ts';
import { NAMED_SPANS } from './spans.ts';

/** In which way a condition looks at its column. */
export type Manner =
  'contains' | 'not-contains' | 'in' | 'not-in' | 'between' | 'within' | 'empty' | 'not-empty';

/** A condition while one fills it in. All ways keep what was given, so that trying another loses nothing. */
export interface ConditionDraft {
  readonly manner: Manner;
  readonly text: string;
  readonly values: readonly (string | number)[];
  readonly from: string;
  readonly to: string;
  readonly span: Span;
}

const FIRST_SPAN: Span = NAMED_SPANS[0]?.span ?? { unit: 'day', from: 0, to: 0 };

/** The ways in which a column can be looked at, the usual one first. */
export function mannersOf({ type }: FilterField): readonly Manner[] {
  switch (type) {
    case 'text':
      return ['contains', 'not-contains', 'empty', 'not-empty'];
    case 'number':
      return ['between', 'empty', 'not-empty'];
    case 'date':
      return ['within', 'between', 'empty', 'not-empty'];
    case 'choice':
      return ['in', 'not-in', 'empty', 'not-empty'];
    case 'tags':
      return ['in', 'not-in', 'contains', 'not-contains', 'empty', 'not-empty'];
  }
}

/** What a form begins with: what a condition holds, or nothing. */
export function draftOf(field: FilterField, condition: Condition | null): ConditionDraft {
  const blank: ConditionDraft = {
    manner: mannersOf(field)[0] ?? 'contains',
    text: '',
    values: [],
    from: '',
    to: '',
    span: FIRST_SPAN,
  };
  if (condition === null || condition.op === 'pending') return blank;
  const draft = { ...blank, manner: condition.op };
  switch (condition.op) {
    case 'contains':
    case 'not-contains':
      return { ...draft, text: condition.text };
    case 'in':
    case 'not-in':
      return { ...draft, values: condition.values };
    case 'between':
      return { ...draft, from: String(condition.from ?? ''), to: String(condition.to ?? '') };
    case 'within':
      return { ...draft, span: condition.span };
    case 'empty':
    case 'not-empty':
      return draft;
  }
}

/** What is wrong with a draft: nothing was given, an end is no number or no day, the ends are the wrong way round. */
export type DraftProblem = 'nothing' | 'not-a-number' | 'not-a-day' | 'wrong-way';

/** The condition that a draft comes to, or what is wrong with it. */
export function conditionOf(field: FilterField, draft: ConditionDraft): Condition | DraftProblem {
  const column = field.key;
  switch (draft.manner) {
    case 'empty':
    case 'not-empty':
      return { column, op: draft.manner };
    case 'contains':
    case 'not-contains':
      return draft.text.trim() === '' ? 'nothing' : { column, op: draft.manner, text: draft.text.trim() };
    case 'in':
    case 'not-in':
      return draft.values.length === 0 ? 'nothing' : { column, op: draft.manner, values: [...draft.values] };
    case 'within':
      return { column, op: 'within', span: draft.span };
    case 'between':
      return rangeOf(field, draft);
  }
}

function rangeOf({ key: column, type }: FilterField, draft: ConditionDraft): Condition | DraftProblem {
  const from = endOf(type, draft.from);
  const to = endOf(type, draft.to);
  if (from === undefined || to === undefined) return type === 'date' ? 'not-a-day' : 'not-a-number';
  if (from === null && to === null) return 'nothing';
  if (from !== null && to !== null) {
    const isReversed = type === 'date' ? from > to : compareAmounts(from, to) > 0;
    if (isReversed) return 'wrong-way';
  }
  return { column, op: 'between', from, to };
}

/** An end of a range; null where it is left open, undefined where it is nothing that can be compared. */
function endOf(type: FilterField['type'], typed: string): string | null | undefined {
  const text = typed.trim();
  if (text === '') return null;
  if (type === 'date') return isDay(text) ? text : undefined;
  return parseAmount(text.replace(/[\s'’]/g, '')) ?? undefined;
}
