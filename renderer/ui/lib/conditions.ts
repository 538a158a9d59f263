import { ME, conditionsSchema, type Condition } from '../../../shared/condition.ts';
import type { ColumnType } from '../../../shared/entities/column.ts';
import { assertNever } from '../../../shared/errors.ts';
import type { Filter } from '../../../shared/store-port.ts';
import { daysOf, instantsOf, type DayRange, type Reader } from './calendar-span.ts';

/** What conditions mean depends on who reads them, when, and what the columns hold. */
export interface ConditionContext extends Reader {
  /** The id of the key's user; null where it is not known yet. */
  readonly me: number | null;
  /** The type of a column; undefined where the kind has none of that name. */
  typeOf(column: string): ColumnType | 'references' | undefined;
}

/**
 * The store's filters for conditions, for now and this reader. A condition on a column that is not there (a view of another account, a field that was taken away)
 * holds for nothing: it is left out.
 */
export function filtersOf(conditions: readonly Condition[], context: ConditionContext): Filter[] {
  return conditions.flatMap((condition) => filterOf(condition, context));
}

function filterOf(condition: Condition, context: ConditionContext): Filter[] {
  if (condition.op === 'pending') return [condition];
  const type = context.typeOf(condition.column);
  if (type === undefined) return [];
  const { column } = condition;
  switch (condition.op) {
    case 'in':
    case 'not-in':
      return [
        {
          ...condition,
          // Nobody's id stands for "me" while it is not known who that is.
          values: condition.values.map((value) => (value === ME ? (context.me ?? -1) : value)),
        },
      ];
    case 'between':
      return [{ ...condition, ...(type === 'instant' ? instantEnds(condition, context.zone) : {}) }];
    case 'within': {
      const days = daysOf(condition.span, context);
      const ends = type === 'instant' ? instantsOf(days, context.zone) : days;
      return [{ column, op: 'between', ...ends }];
    }
    case 'contains':
    case 'not-contains':
      return condition.text.trim() === '' ? [] : [condition];
    case 'empty':
    case 'not-empty':
      return [condition];
    default:
      return assertNever(condition);
  }
}

type End = string | number | null;

function instantEnds(
  { from, to }: { readonly from: End; readonly to: End },
  zone: string,
): { from: End; to: End } {
  const days: DayRange = { from: dayOf(from), to: dayOf(to) };
  const instants = instantsOf(days, zone);
  return { from: instants.from ?? from, to: instants.to ?? to };
}

function dayOf(end: End): string | null {
  return typeof end === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(end) ? end : null;
}

/** Conditions as an address holds them. */
export function writeConditions(conditions: readonly Condition[]): string {
  return JSON.stringify(conditions);
}

/** Reads what an address holds; none where it is not understood. */
export function readConditions(text: string | null): readonly Condition[] {
  if (text === null || text === '') return [];
  try {
    const parsed = conditionsSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : [];
  } catch {
    return []; // An address can be typed by anybody.
  }
}
