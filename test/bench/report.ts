/** A row of the table: what was measured, what it should be, and what it was measured beside. */
export interface Row {
  readonly what: string;
  readonly target: string;
  readonly measured: string;
  readonly baseline: string;
  readonly runs: number;
}

/** The value below which `share` of the values lie. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** The table as aligned text. */
export function tableOf(rows: readonly Row[]): string {
  const lines = [['what', 'target', 'measured (median of runs)', 'beside, in the same run', 'runs']];
  for (const row of rows) lines.push([row.what, row.target, row.measured, row.baseline, String(row.runs)]);
  const widths = lines[0]!.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

export function ms(value: number): string {
  return `${value < 10 ? value.toFixed(2) : value.toFixed(0)} ms`;
}

export function perSecond(value: number): string {
  return `${Math.round(value).toLocaleString('en')}/s`;
}
