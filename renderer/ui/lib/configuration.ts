import {
  fieldsAnswerSchema,
  type ConfiguredKind,
  type FieldsAnswer,
} from '../../../shared/entities/field-configuration.ts';
import type { Kind } from '../../../shared/entities/kind.ts';
import { idOf, numberOf, textOf } from '../../../shared/entities/record.ts';
import { selectorLabel, selectorRowSchema, type SelectorRow } from '../../../shared/entities/selectors.ts';

/** Values of the account's configuration by key, as the store holds them. */
export type ConfigurationValues = Readonly<Record<string, unknown>>;

/** The keys a list and a record of a kind need. */
export function configurationKeys(kind: Kind): string[] {
  return [`fields:${kind}`, 'selector:currencies', ...(kind === 'deals' ? ['selector:deal_stages'] : [])];
}

/** How the account has configured the fields of a kind, or null where it is not here. */
export function fieldsOf(values: ConfigurationValues, kind: ConfiguredKind): FieldsAnswer | null {
  const parsed = fieldsAnswerSchema.safeParse(values[`fields:${kind}`]);
  return parsed.success ? parsed.data : null;
}

/** The rows of one of the account's lists; none where it is not here. */
export function rowsOf(values: ConfigurationValues, selector: string): readonly SelectorRow[] {
  const rows = values[`selector:${selector}`];
  if (!Array.isArray(rows)) return [];
  return rows.flatMap((row: unknown) => {
    const parsed = selectorRowSchema.safeParse(row);
    return parsed.success ? [parsed.data] : [];
  });
}

/** The code of the currency the account counts in: the one of type 1, which every other's exchange rate refers to; null where it is not known. */
export function baseCurrency(values: ConfigurationValues): string | null {
  const currencies = rowsOf(values, 'currencies');
  const base = currencies.find((row) => numberOf(row, 'currency_type') === 1) ?? currencies[0];
  return base ? selectorLabel(base) : null;
}

/** One stage of a pipeline. */
export interface Stage {
  readonly id: number;
  readonly name: string;
  readonly outcome: 'open' | 'won' | 'lost';
}

/** The stages of a pipeline in their order (quirks §6: what a stage means is its `forecast_type`, never its name). */
export function stagesOf(values: ConfigurationValues, pipelineId: number | null): readonly Stage[] {
  return rowsOf(values, 'deal_stages')
    .filter((row) => pipelineId === null || idOf(row, 'deal_pipeline_id') === pipelineId)
    .toSorted((a, b) => (numberOf(a, 'position') ?? 0) - (numberOf(b, 'position') ?? 0))
    .map((row) => ({
      id: row.id,
      name: selectorLabel(row),
      outcome: outcomeOf(textOf(row, 'forecast_type')),
    }));
}

function outcomeOf(forecast: string | null): Stage['outcome'] {
  if (forecast === 'Closed Won') return 'won';
  return forecast === 'Closed Lost' ? 'lost' : 'open';
}

/** The id of the key's user, or null where it is not known. */
export function meOf(values: ConfigurationValues): number | null {
  const { me } = values;
  return typeof me === 'object' && me !== null ? idOf({ ...me }, 'id') : idOf({ me }, 'me');
}

/** The name of a row of a selector, or null where it is not here. */
export function selectorName(values: ConfigurationValues, selector: string, id: number): string | null {
  const row = rowsOf(values, selector).find((candidate) => candidate.id === id);
  return row ? selectorLabel(row) : null;
}
