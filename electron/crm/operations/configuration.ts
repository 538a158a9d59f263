import {
  fieldSchema,
  type ConfiguredKind,
  type FieldConfiguration,
  type FieldsAnswer,
} from '../../../shared/entities/field-configuration.ts';
import type { Kind } from '../../../shared/entities/kind.ts';
import { idSchema } from '../../../shared/entities/record.ts';
import { viewFilterSchema, type ViewFilter } from '../../../shared/entities/view-filter.ts';
import { checkRows, isObject, objectOf, rowsReader, type Drift, type Reader } from '../answers.ts';
import type { Caller, CallOptions } from '../call.ts';
import { shapeError } from '../errors.ts';

function isFilter(row: unknown): row is ViewFilter {
  return isObject(row) && idSchema.safeParse(row['id']).success && typeof row['name'] === 'string';
}

/** Lists a kind's views (reference: Filters API). */
export async function filters(
  call: Caller,
  kind: Kind,
  options?: CallOptions,
): Promise<readonly ViewFilter[]> {
  const read = rowsReader('filters', viewFilterSchema, isFilter);
  const { records } = await call({ method: 'GET', path: `/${kind}/filters` }, options, read);
  return records;
}

export interface FieldsOptions extends CallOptions {
  /** Also the groups that the fields belong to. */
  readonly includeGroups?: boolean | undefined;
}

function isField(row: unknown): row is FieldConfiguration {
  return isObject(row) && typeof row['name'] === 'string' && row['id'] !== undefined;
}

const readFields: Reader<{ answer: FieldsAnswer; drift: readonly Drift[] }> = (answer, effect) => {
  const whole = objectOf(answer, effect);
  const rows = whole['fields'];
  if (!Array.isArray(rows)) throw shapeError('fields', { effect });
  const { records, drift } = checkRows(rows, fieldSchema, isField, 'fields');
  return { answer: { ...whole, fields: records }, drift };
};

/** Gives a kind's fields as the account has configured them (reference: List All Fields). Rows without a name are left out. */
export async function fields(
  call: Caller,
  kind: ConfiguredKind,
  options?: FieldsOptions,
): Promise<FieldsAnswer> {
  const query = [['include', options?.includeGroups ? 'field_group' : null]] as const;
  const { answer } = await call(
    { method: 'GET', path: `/settings/${kind}/fields`, query },
    options,
    readFields,
  );
  return answer;
}
