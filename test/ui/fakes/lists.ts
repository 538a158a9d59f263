import type { Column } from '../../../shared/entities/column.ts';
import { customColumns, CUSTOM_PREFIX } from '../../../shared/entities/custom-columns.ts';
import { fieldsAnswerSchema, type FieldsAnswer } from '../../../shared/entities/field-configuration.ts';
import type { RecordKind, RecordRef } from '../../../shared/entities/kind.ts';
import { RECORD_DEFINITIONS } from '../../../shared/entities/kinds.ts';
import type { IdentifiedRecord } from '../../../shared/entities/record.ts';
import { AppError } from '../../../shared/errors.ts';
import { parseAmount, sumAmounts } from '../../../shared/money.ts';
import type {
  Cell,
  ColumnsValue,
  Filter,
  Group,
  GroupsSpec,
  GroupsValue,
  ListSpec,
  ListValue,
} from '../../../shared/store-port.ts';
import { labelOf } from './records.ts';

/** What the lists of a fake store are made from. */
export interface ListSources {
  records(kind: RecordKind): readonly IdentifiedRecord[];
  readonly configuration: Readonly<Record<string, unknown>>;
  isPending(ref: RecordRef): boolean;
  hasConflict(ref: RecordRef): boolean;
}

type One = string | number;
type Selection = Pick<ListSpec, 'kind' | 'filters' | 'text'>;

const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

export function titleOf(kind: RecordKind, record: IdentifiedRecord): string {
  return RECORD_DEFINITIONS[kind].title(record) ?? '';
}

/** The records that have all the words, in the order in which they are held. */
export function matching(
  records: readonly IdentifiedRecord[],
  kind: RecordKind,
  text: string,
): readonly IdentifiedRecord[] {
  const wanted = fold(text).split(/\s+/).filter(Boolean);
  return records.filter((record) => {
    const words = fold(RECORD_DEFINITIONS[kind].searchText(record).join(' ')).split(/[^\p{L}\p{N}+@.]+/u);
    return wanted.every((want) => words.some((word) => word.startsWith(want)));
  });
}

/** Answers the store's questions about lists, slowly and plainly. */
export class FakeLists {
  private readonly sources: ListSources;

  constructor(sources: ListSources) {
    this.sources = sources;
  }

  list(spec: ListSpec): ListValue {
    const found = this.sorted(spec, spec.sorts);
    return {
      type: 'list',
      total: found.length,
      all: this.sources.records(spec.kind).length,
      offset: spec.offset,
      rows: found.slice(spec.offset, spec.offset + spec.limit).map((record) => {
        const ref = { kind: spec.kind, id: record.id };
        return {
          id: record.id,
          title: titleOf(spec.kind, record),
          pending: this.sources.isPending(ref),
          conflict: this.sources.hasConflict(ref),
          cells: Object.fromEntries(
            spec.columns.map((key) => [key, this.cell(this.column(spec.kind, key), record)]),
          ),
        };
      }),
      sums: this.sums(spec.kind, spec.sums, found),
    };
  }

  ids(spec: Selection & Pick<ListSpec, 'sorts' | 'offset' | 'limit'>): { ids: number[]; total: number } {
    const found = this.sorted(spec, spec.sorts);
    return {
      ids: found.slice(spec.offset, spec.offset + spec.limit).map(({ id }) => id),
      total: found.length,
    };
  }

  groups(spec: GroupsSpec): GroupsValue {
    const column = this.column(spec.kind, spec.by);
    const found = this.sorted(spec, [{ column: spec.by, direction: 'asc' }]);
    const members = new Map<One | null, IdentifiedRecord[]>();
    for (const record of found) {
      const keys = ones(column, record).map((value) => inUnit(column, value, spec.unit));
      for (const key of new Set(keys.length === 0 ? [null] : keys))
        members.set(key, [...(members.get(key) ?? []), record]);
    }
    const groups = [...members].map(([key, records]): Group => ({
      key,
      name: key === null ? null : this.label(column, key),
      count: records.length,
      sums: this.sums(spec.kind, spec.sums, records),
    }));
    const last = groups.filter(({ key }) => key === null);
    return {
      type: 'groups',
      total: found.length,
      groups: [...groups.filter(({ key }) => key !== null), ...last],
      more: 0,
      sums: this.sums(spec.kind, spec.sums, found),
    };
  }

  columns(kind: RecordKind): ColumnsValue {
    const fields = this.fields(kind)?.fields ?? [];
    return {
      type: 'columns',
      kind,
      columns: this.columnsOf(kind).map((column) => {
        const isCustom = column.key.startsWith(CUSTOM_PREFIX);
        const name = isCustom ? column.key.slice(CUSTOM_PREFIX.length) : column.key;
        const field = fields.find((candidate) => candidate.name === name);
        const choices = (field?.choices ?? []).flatMap(({ value }) => (value == null ? [] : [String(value)]));
        return {
          key: column.key,
          type: column.type,
          label: field?.label ?? null,
          target: !('target' in column)
            ? null
            : 'kind' in column.target
              ? column.target.kind
              : column.target.selector,
          isCustom,
          isDefault: RECORD_DEFINITIONS[kind].defaultColumns.includes(column.key),
          fieldType: field?.type ?? null,
          choices: choices.length > 0 && (column.type === 'text' || column.type === 'tags') ? choices : null,
        };
      }),
    };
  }

  private columnsOf(kind: RecordKind): readonly Column[] {
    return [...RECORD_DEFINITIONS[kind].columns, ...customColumns(this.fields(kind))];
  }

  private column(kind: RecordKind, key: string): Column {
    const column = this.columnsOf(kind).find((candidate) => candidate.key === key);
    if (!column) throw new AppError({ code: 'bad-call', reason: `no such column: ${key}` });
    return column;
  }

  private fields(kind: RecordKind): FieldsAnswer | null {
    const parsed = fieldsAnswerSchema.safeParse(this.sources.configuration[`fields:${kind}`]);
    return parsed.success ? parsed.data : null;
  }

  private cell(column: Column, record: IdentifiedRecord): Cell {
    const shown = ones(column, record).flatMap((value) => this.label(column, value) ?? []);
    if (column.type === 'tags' || column.type === 'references') return shown.length === 0 ? null : shown;
    if (column.type === 'reference') return shown[0] ?? null;
    return ones(column, record)[0] ?? null;
  }

  private label(column: Column, value: One): string | null {
    if (column.type !== 'reference' && column.type !== 'references') return String(value);
    const { target } = column;
    if ('selector' in target) return labelOf(this.sources.configuration, target.selector, Number(value));
    const record = this.sources.records(target.kind).find(({ id }) => id === value);
    return record ? titleOf(target.kind, record) : null;
  }

  private sorted(selection: Selection, sorts: ListSpec['sorts']): readonly IdentifiedRecord[] {
    const { kind, filters, text } = selection;
    const columns = sorts.map(({ column, direction }) => ({ column: this.column(kind, column), direction }));
    return matching(this.sources.records(kind), kind, text)
      .filter((record) => filters.every((filter) => this.holds(kind, filter, record)))
      .toSorted((a, b) => {
        for (const { column, direction } of columns) {
          const order = this.compare(column, a, b, direction === 'asc' ? 1 : -1);
          if (order !== 0) return order;
        }
        return a.id - b.id;
      });
  }

  private compare(column: Column, a: IdentifiedRecord, b: IdentifiedRecord, sign: number): number {
    const [left, right] = [this.cell(column, a), this.cell(column, b)].map((cell) =>
      Array.isArray(cell) ? cell.join(' ') : cell,
    );
    if (left === right) return 0;
    if (left == null) return 1;
    if (right == null) return -1;
    const isNumber = column.type === 'money' || typeof left === 'number';
    return (
      sign * (isNumber ? Number(left) - Number(right) : fold(String(left)).localeCompare(fold(String(right))))
    );
  }

  private holds(kind: RecordKind, filter: Filter, record: IdentifiedRecord): boolean {
    if (filter.op === 'pending') return this.sources.isPending({ kind, id: record.id });
    if (filter.op === 'not-in') return !this.holds(kind, { ...filter, op: 'in' }, record);
    if (filter.op === 'not-contains') return !this.holds(kind, { ...filter, op: 'contains' }, record);
    const column = this.column(kind, filter.column);
    const values = ones(column, record);
    switch (filter.op) {
      case 'empty':
        return values.length === 0;
      case 'not-empty':
        return values.length > 0;
      case 'in':
        return filter.values.some((wanted) => values.some((value) => String(value) === String(wanted)));
      case 'contains':
        return values.some((value) =>
          fold(this.label(column, value) ?? String(value)).includes(fold(filter.text)),
        );
      case 'between':
        return values.some(
          (value) =>
            (filter.from === null || order(value, filter.from) >= 0) &&
            (filter.to === null || order(value, filter.to) <= 0),
        );
    }
  }

  private sums(
    kind: RecordKind,
    keys: readonly string[],
    records: readonly IdentifiedRecord[],
  ): Record<string, string> {
    return Object.fromEntries(
      keys.map((key) => {
        const column = this.column(kind, key);
        return [
          key,
          sumAmounts(
            records.flatMap((record) => ones(column, record).map((value) => parseAmount(value) ?? '0')),
          ),
        ];
      }),
    );
  }
}

/** The values of a record in a column, as filters take them. */
function ones(column: Column, record: IdentifiedRecord): readonly One[] {
  const value = column.read(record);
  if (value === null) return [];
  return typeof value === 'string' || typeof value === 'number' ? [value] : value;
}

function order(a: One, b: One): number {
  const [left, right] = [Number(a), Number(b)];
  if (!Number.isNaN(left) && !Number.isNaN(right)) return left - right;
  return fold(String(a)).localeCompare(fold(String(b)));
}

function inUnit(column: Column, value: One, unit: GroupsSpec['unit']): One {
  if (unit === null || (column.type !== 'instant' && column.type !== 'day')) return value;
  const date = column.type === 'instant' ? new Date(Number(value)) : null;
  const two = (part: number) => String(part).padStart(2, '0');
  const day = date
    ? `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
    : String(value);
  return unit === 'month' ? day.slice(0, 7) : day;
}
