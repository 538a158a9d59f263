import { objectsOf, textOf, objectOf } from '../../../../shared/entities/record.ts';
import { fieldsOf } from '../../../../shared/edits/edit.ts';
import { csvHead, csvLines } from '../../lib/csv.ts';
import type { Control } from '../../lib/field-control.ts';
import type { FormField } from '../../lib/form-fields.ts';
import type { RowProblem } from './check-rows.ts';
import type { CsvTable } from './read-csv.ts';
import type { RefusedRow } from './progress.ts';

/** What the columns beside the file's own are called. */
export interface ErrorHeadings {
  readonly row: string;
  readonly problem: string;
}

/** The rows with problems as the file has them, with the number of the row in front and what is wrong behind: to be mended and imported again. */
export function problemCsv(
  { headings, rows }: CsvTable,
  problems: readonly RowProblem[],
  words: (problem: RowProblem) => string,
  { row: rowHeading, problem: problemHeading }: ErrorHeadings,
): string {
  const byRow = Map.groupBy(problems, ({ row }) => row);
  return csvText(
    [rowHeading, ...headings, problemHeading],
    rows.flatMap(({ row, cells }) => {
      const own = byRow.get(row);
      return own
        ? [[String(row), ...headings.map((_, at) => cells[at] ?? ''), own.map(words).join(' ')]]
        : [];
    }),
  );
}

/** The rows that the CRM refused, with its words, under the names of the fields: to be mended and imported again. */
export function refusedCsv(
  refused: readonly RefusedRow[],
  fields: readonly FormField[],
  words: (row: RefusedRow) => string,
  { row: rowHeading, problem: problemHeading }: ErrorHeadings,
): string {
  const values = refused.map(({ entry }) => {
    const { operation } = entry.edit;
    const own = fieldsOf(operation);
    const identified =
      operation.type === 'upsert' ? { [operation.identifier.field]: operation.identifier.value } : {};
    return { ...identified, ...own };
  });
  const shown = fields.filter(({ path }) => values.some((each) => Object.hasOwn(each, path)));
  return csvText(
    [rowHeading, ...shown.map(({ label }) => label), problemHeading],
    refused.map((row, at) => [
      String(row.row),
      ...shown.map(({ path, control }) => cellText(values[at]?.[path], control)),
      words(row),
    ]),
  );
}

/** A value as a cell that means the same when it is read again. */
function cellText(value: unknown, control: Control): string {
  if (value === null || value === undefined) return '';
  if (control.type === 'choice' || control.type === 'choices') {
    const list: readonly unknown[] = Array.isArray(value) ? value : [value];
    return list
      .map((each) => control.options.find((option) => option.value === each)?.words ?? plain(each))
      .join('; ');
  }
  if (Array.isArray(value)) {
    const items = objectsOf({ value }, 'value').map(
      (item) => textOf(item, 'value') ?? textOf(item, 'name') ?? '',
    );
    return (items.length > 0 ? items : value.map(plain)).join(', ');
  }
  const named = objectOf({ value }, 'value');
  return named ? (textOf(named, 'name') ?? '') : plain(value);
}

function plain(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : '';
}

function csvText(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  return csvHead(headings) + csvLines(rows);
}
