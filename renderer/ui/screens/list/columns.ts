import type { Sort, View } from '../../../../shared/store-port.ts';
import type { ListColumn } from '../../../../shared/store-port.ts';
import type { TableColumn } from '../../components/table.ts';
import { fieldLabel } from '../../lib/field-words.ts';

/** The order of a list until somebody chooses: what changed last comes first. */
const USUAL_SORT: Sort = { column: 'updated_at', direction: 'desc' };

/** The columns somebody has chosen, in order, with the widths they were given in pixels. */
export type Layout = View['columns'];

/** The orders that were asked for, where the kind has such columns; else the usual one. */
export function knownSorts(columns: readonly ListColumn[], asked: readonly Sort[]): readonly Sort[] {
  const known = asked.filter(({ column }) => columns.some(({ key }) => key === column));
  return known.length > 0 ? known : [USUAL_SORT];
}

/** A column of a list with what is needed to draw it. */
export interface ShownColumn extends TableColumn {
  readonly column: ListColumn;
  /** The least width it can be read at, in pixels. */
  readonly least: number;
}

const PLACES = new Set(['city', 'country']);
const PHONES = new Set(['mobile_number', 'work_number', 'phone']);
/** Headings the screens know better than the account, whose fields have other names or none. */
const OWN_HEADINGS = new Set(['name', 'sales_account_id', 'company', 'updated_at', 'created_at']);

/** The columns of a list: the chosen ones, or those that the kind begins with. What is not there any more is left out; the name is always there. */
export function shownColumns(columns: readonly ListColumn[], layout: Layout | null): readonly ShownColumn[] {
  const chosen = layout ?? usualLayout(columns);
  const shown = chosen.flatMap(({ key, width }) => {
    const column = columns.find((candidate) => candidate.key === key);
    return column ? [shownColumn(column, width)] : [];
  });
  if (shown.some(({ key }) => key === 'name')) return shown;
  const name = columns.find(({ key }) => key === 'name');
  return name ? [shownColumn(name, null), ...shown] : shown;
}

/** What a list shows until somebody chooses. */
export function usualLayout(columns: readonly ListColumn[]): Layout {
  return columns.filter(({ isDefault }) => isDefault).map(({ key }) => ({ key, width: null }));
}

function shownColumn(column: ListColumn, width: number | null): ShownColumn {
  const measure = measureOf(column);
  return {
    column,
    key: column.key,
    label: headingOf(column),
    ...measure,
    ...(width === null ? {} : { track: `${width}px`, least: width }),
  };
}

/** What a column is called: by the account where it says so, else by the screens. */
export function headingOf({ key, label }: Pick<ListColumn, 'key' | 'label'>): string {
  const own = OWN_HEADINGS.has(key) ? null : label?.trim();
  return own || fieldLabel(key) || key.replace(/^custom_field\./, '');
}

function measureOf(column: ListColumn): Pick<ShownColumn, 'align' | 'track' | 'least'> {
  const { key } = column;
  const growing = (least: number, weight: number) => ({
    align: 'start' as const,
    track: `minmax(${least}px, ${weight}fr)`,
    least,
  });
  const fixed = (least: number) => ({ align: 'end' as const, track: `${least}px`, least });
  switch (column.type) {
    case 'money':
      return fixed(112);
    case 'number':
      return fixed(76);
    case 'instant':
      return fixed(92);
    case 'day':
      // Room for a day of another year: those of deals are often.
      return fixed(104);
    case 'reference':
    case 'references':
      // Another record's name is as long as names are; a word of the configuration is short.
      return column.target === 'sales_accounts' || column.target === 'contacts'
        ? growing(136, 1.4)
        : growing(110, 1.1);
    case 'tags':
      return growing(110, 1);
    case 'text':
      if (key === 'name') return growing(150, 2);
      if (key === 'company') return growing(136, 1.4);
      if (PHONES.has(key)) return growing(140, 1.1);
      return PLACES.has(key) ? growing(90, 0.9) : growing(100, 1.2);
  }
}

/** What stands around the columns, in pixels: the boxes, padding and the scroll bar. */
const AROUND = 58;

/** The columns that fit. The name and when it changed stay longest, the owner goes first, then the later ones. */
export function fittingColumns(columns: readonly ShownColumn[], width: number): readonly ShownColumn[] {
  const leaving = columns
    .map(({ key }) => key)
    .toReversed()
    .toSorted((a, b) => rank(a) - rank(b));
  const gone = new Set<string>();
  const needed = () =>
    columns.reduce((sum, column) => sum + (gone.has(column.key) ? 0 : column.least), AROUND);
  for (const key of leaving) {
    if (needed() <= width || gone.size === columns.length - 1) break;
    gone.add(key);
  }
  return columns.filter(({ key }) => !gone.has(key));
}

function rank(key: string): number {
  if (key === 'owner_id') return 0;
  if (key === 'updated_at') return 2;
  return key === 'name' ? 3 : 1;
}

/**
 * The orders after a press on a heading: the other way round, or what one looks for first in such a column.
 * @param isMore whether it is sorted by this column beside the others, and not by it alone
 */
export function nextSorts(column: ListColumn, current: readonly Sort[], isMore: boolean): readonly Sort[] {
  const held = current.find((sort) => sort.column === column.key);
  const next: Sort = held
    ? { column: column.key, direction: held.direction === 'asc' ? 'desc' : 'asc' }
    : { column: column.key, direction: firstDirection(column) };
  if (!isMore) return [next];
  return held
    ? current.map((sort) => (sort.column === column.key ? next : sort))
    : [...current, next].slice(-MOST_SORTS);
}

/** More than these nobody can tell apart. */
const MOST_SORTS = 4;

function firstDirection({ type }: ListColumn): Sort['direction'] {
  return type === 'number' || type === 'money' || type === 'instant' || type === 'day' ? 'desc' : 'asc';
}

/** The columns whose sums say something; of a deal's own amounts only the ones in the account's currency can be added. */
export function summedColumns(columns: readonly ListColumn[], shown: readonly ShownColumn[]): string[] {
  const wanted = shown.flatMap(({ key, column }) => {
    if (column.type !== 'money') return [];
    return [key === 'amount' ? 'base_currency_amount' : key];
  });
  return [...new Set(wanted)].filter((key) => columns.some((column) => column.key === key));
}
