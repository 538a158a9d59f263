import type { Column } from '../../../../shared/entities/column.ts';
import type { FieldsAnswer } from '../../../../shared/entities/field-configuration.ts';
import type { Kind } from '../../../../shared/entities/kind.ts';
import { ENTITY_KINDS } from '../../../../shared/entities/kinds.ts';
import type { Sort } from '../../../../shared/store-port.ts';
import type { TableColumn } from '../../components/table.ts';
import { fieldLabel } from '../../lib/field-words.ts';

/** The order of a list until somebody chooses: what changed last comes first. */
const USUAL_SORT: Sort = { column: 'updated_at', direction: 'desc' };

/** The order that was asked for, where the kind has such a column; else the usual one. */
export function knownSort(kind: Kind, asked: Sort | null): Sort {
  const known = ENTITY_KINDS[kind].columns.some(({ key }) => key === asked?.column);
  return asked && known ? asked : USUAL_SORT;
}

/** A column of a list with what is needed to draw it. */
export interface ListColumn extends TableColumn {
  readonly column: Column;
  /** The least width it can be read at, in pixels. */
  readonly least: number;
}

const PLACES = new Set(['city', 'country']);
const PHONES = new Set(['mobile_number', 'work_number', 'phone']);
/** Headings the screens know better than the account, whose fields have other names or none. */
const OWN_HEADINGS = new Set(['name', 'sales_account_id', 'company', 'updated_at', 'created_at']);

/** The columns of a kind's list, with the account's own headings where it has any. */
export function listColumns(kind: Kind, fields: FieldsAnswer | null): readonly ListColumn[] {
  const { columns, defaultColumns } = ENTITY_KINDS[kind];
  return defaultColumns.flatMap((key) => {
    const column = columns.find((candidate) => candidate.key === key);
    return column ? [{ column, key, label: headingOf(key, fields), ...measureOf(column) }] : [];
  });
}

function headingOf(key: string, fields: FieldsAnswer | null): string {
  const own = OWN_HEADINGS.has(key)
    ? null
    : fields?.fields.find((field) => field.name === key)?.label?.trim();
  return own || fieldLabel(key) || key;
}

function measureOf(column: Column): Pick<ListColumn, 'align' | 'track' | 'least'> {
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
    case 'day':
      return fixed(92);
    case 'reference':
      // Another record's name is as long as names are; a word of the configuration is short.
      return 'kind' in column.target ? growing(136, 1.4) : growing(110, 1.1);
    case 'references':
    case 'tags':
      return growing(110, 1);
    case 'text':
      if (key === 'name') return growing(150, 2);
      if (key === 'company') return growing(136, 1.4);
      if (PHONES.has(key)) return growing(140, 1.1);
      return PLACES.has(key) ? growing(90, 0.9) : growing(100, 1.2);
  }
}

/** What stands around the columns, in pixels: padding and the scroll bar. */
const AROUND = 34;

/** The columns that fit. The name and when it changed stay longest, the owner goes first, then the later ones. */
export function fittingColumns(columns: readonly ListColumn[], width: number): readonly ListColumn[] {
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

/** The order after a press on a heading: the other way round, or what one looks for first in such a column. */
export function nextSort(column: Column, current: Sort): Sort {
  if (current.column === column.key) {
    return { column: column.key, direction: current.direction === 'asc' ? 'desc' : 'asc' };
  }
  return {
    column: column.key,
    direction: column.type === 'text' || column.type === 'reference' ? 'asc' : 'desc',
  };
}
