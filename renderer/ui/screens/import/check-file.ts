import type { AccountRules } from '../../../../shared/edits/validate.ts';
import type { Kind } from '../../../../shared/entities/kind.ts';
import type { StoreForUiClient } from '../../../../shared/rpc/contract.ts';
import { fieldsOf, rowsOf, type ConfigurationValues } from '../../lib/configuration.ts';
import { checkRow, identifierKey, type CheckedRow, type ReadyRow, type RowProblem } from './check-rows.ts';
import type { Conventions } from './conventions.ts';
import { importFields } from './fields.ts';
import { lookupOf, type Lookup } from './lookups.ts';
import type { Mapping } from './mapping.ts';
import type { CsvRow } from './read-csv.ts';
import { inSlices } from './slices.ts';

const NOTHING: Lookup = new Map();

/** What checking the rows came to. */
export interface Checked {
  readonly ready: readonly ReadyRow[];
  readonly problems: readonly RowProblem[];
  /** Rows with problems. */
  readonly wrong: number;
}

export interface FileToCheck {
  readonly kind: Kind;
  readonly rows: readonly CsvRow[];
  readonly mapping: Mapping;
  /** The path of the field that identifies a record. */
  readonly identifier: string;
  readonly conventions: Conventions;
}

/**
 * Looks at every row, with what is on this device, and changes nothing.
 * @throws AppError `cancelled`, `storage`
 */
export async function checkFile(
  { rows, ...file }: FileToCheck,
  values: ConfigurationValues,
  store: StoreForUiClient,
  slices: { readonly signal: AbortSignal; readonly onSlice: (done: number) => void },
): Promise<Checked> {
  const { kind, mapping, identifier } = file;
  const fields = importFields(kind, values);
  const records = await lookupOf(store, kind, identifier, slices.signal);
  const isAboutAccounts = fields.some(
    ({ path, control }) =>
      mapping.includes(path) && (control.type === 'record' || control.type === 'records'),
  );
  const accounts = isAboutAccounts ? await lookupOf(store, 'sales_accounts', 'name', slices.signal) : NOTHING;
  const rules: AccountRules = {
    fields: (of) => (of === kind ? fieldsOf(values, kind) : null),
    selector: (name) => (`selector:${name}` in values ? rowsOf(values, name) : null),
  };
  const check = {
    ...file,
    fields,
    rules,
    accounts: (name: string) => accounts.get(identifierKey(name)) ?? [],
    matches: (key: string) => records.get(key) ?? [],
    seen: new Map<string, number>(),
  };
  const found: CheckedRow[] = [];
  await inSlices(rows, (row) => void found.push(checkRow(row, check)), slices);
  const ready = found.filter((row): row is ReadyRow => 'edit' in row);
  return {
    ready,
    problems: found.flatMap((row) => ('problems' in row ? row.problems : [])),
    wrong: found.length - ready.length,
  };
}

/** What a check came to, with rows that the store refused since. */
export function withRefused(checked: Checked, refused: readonly RowProblem[]): Checked {
  const rows = new Set(refused.map(({ row }) => row));
  return {
    ...checked,
    problems: [...checked.problems, ...refused],
    wrong: checked.wrong + rows.size,
  };
}
