import { z } from 'zod';

/**
 * Conditions on the records of a list, as a rep puts them and as they are kept. Some become a `Filter` of the store only when it is asked, because they mean something else
 * tomorrow or for somebody else: by the calendar from today on, and `me`.
 */

/** Units of the calendar in which a span is counted. Weeks begin as the reader's region has it; a quarter is three months from January on. */
export const SPAN_UNITS = ['day', 'week', 'month', 'quarter', 'year'] as const;

/**
 * A stretch of the calendar, counted from the unit that holds today (0): last month is `month` from -1 to -1, the next seven days `day` from 0 to 6. Both ends are
 * included; null leaves one open.
 */
export const spanSchema = z.object({
  unit: z.enum(SPAN_UNITS),
  from: z.number().int().min(-10_000).max(10_000).nullable(),
  to: z.number().int().min(-10_000).max(10_000).nullable(),
});
export type Span = z.infer<typeof spanSchema>;

/** Stands for the key's user among the values of `in` and `not-in`. */
export const ME = 'me';

const valueSchema = z.union([z.string(), z.number()]);
const columnSchema = z.string().min(1).max(200);
export const conditionSchema = z.discriminatedUnion('op', [
  z.object({ column: columnSchema, op: z.literal('in'), values: z.array(valueSchema) }),
  z.object({ column: columnSchema, op: z.literal('not-in'), values: z.array(valueSchema) }),
  z.object({ column: columnSchema, op: z.literal('contains'), text: z.string() }),
  z.object({ column: columnSchema, op: z.literal('not-contains'), text: z.string() }),
  /** Ends of instants may be days (`YYYY-MM-DD`): then the whole day, in the reader's zone. */
  z.object({
    column: columnSchema,
    op: z.literal('between'),
    from: valueSchema.nullable(),
    to: valueSchema.nullable(),
  }),
  z.object({ column: columnSchema, op: z.literal('empty') }),
  z.object({ column: columnSchema, op: z.literal('not-empty') }),
  z.object({ op: z.literal('pending') }),
  z.object({ column: columnSchema, op: z.literal('within'), span: spanSchema }),
]);
export type Condition = z.infer<typeof conditionSchema>;
export const conditionsSchema = z.array(conditionSchema).max(50);
