import type { RecordKind, RecordRef } from '../../../shared/entities/kind.ts';
import type {
  Cell,
  Filter,
  GroupsSpec,
  GroupsValue,
  IdsInput,
  ListSpec,
  ListValue,
  Row,
} from '../../../shared/store-port.ts';
import { splitIds, splitTags, type ColumnData } from '../columns/column-data.ts';
import { parseQuery } from '../search/query.ts';
import { bitsOf, intersect, rowsOf, setBit, type Bits } from '../typed/bits.ts';
import { matchFilters } from './filters.ts';
import { groupRows } from './groups.ts';
import type { KindIndex } from './kind-index.ts';
import type { MemoryIndex } from './memory-index.ts';
import type { Names } from './names.ts';
import { selectRows } from './select.ts';
import { sortKeys } from './sort-keys.ts';
import { sumsOver } from './sums.ts';

/** What a row shows of its record beside the columns. */
export interface Marks {
  isPending(ref: RecordRef): boolean;
  hasConflict(ref: RecordRef): boolean;
  /** The ids of the records of a kind with changes that are not on the server yet. */
  pendingIds(kind: RecordKind): Iterable<number>;
}

/** Which records of a kind are meant. */
interface Selection {
  readonly kind: RecordKind;
  readonly filters: readonly Filter[];
  readonly text: string;
}

/** So many answers to "which rows?" are kept until a record changes: scrolling asks the same again and again, and so do the columns of a board. */
const KEPT = 8;

/** Answers lists from the memory index alone. */
export class Lists {
  private readonly index: MemoryIndex;
  private readonly marks: Marks;
  /** The rows of the selections that were asked last, at `version`. */
  private readonly kept = new Map<string, Uint32Array>();
  private version = -1;
  /** What columns come to over kept rows: scrolling asks for it with every page. */
  private readonly added = new WeakMap<Uint32Array, Record<string, string>>();

  constructor(index: MemoryIndex, marks: Marks) {
    this.index = index;
    this.marks = marks;
  }

  /** @throws AppError `bad-call` when the query names a column that the kind does not have, or a sum that cannot be */
  query(spec: ListSpec): ListValue {
    const kind = this.index.of(spec.kind);
    const candidates = this.candidates(kind, spec);
    const columns = spec.columns.map((key) => kind.column(key));
    return {
      type: 'list',
      total: candidates.length,
      all: kind.count,
      offset: spec.offset,
      rows: this.page(kind, candidates, spec).map((row) => this.row(kind, columns, row)),
      sums: this.sums(kind, spec.sums, candidates),
    };
  }

  /**
   * The ids of a list in its order.
   * @throws AppError `bad-call` as `query` does
   */
  ids(spec: IdsInput): { ids: number[]; total: number } {
    const kind = this.index.of(spec.kind);
    const candidates = this.candidates(kind, spec);
    return {
      ids: this.page(kind, candidates, spec).map((row) => kind.idOf(row)),
      total: candidates.length,
    };
  }

  /** @throws AppError `bad-call` as `query` does */
  groups(spec: GroupsSpec): GroupsValue {
    const kind = this.index.of(spec.kind);
    const by = kind.column(spec.by);
    const sums = spec.sums.map((key) => kind.column(key));
    return groupRows(this.candidates(kind, spec), { by, unit: spec.unit, sums }, this.index.names);
  }

  private sums(kind: KindIndex, keys: readonly string[], candidates: Uint32Array): Record<string, string> {
    const known = this.added.get(candidates) ?? {};
    const missing = keys.filter((key) => !Object.hasOwn(known, key)).map((key) => kind.column(key));
    const all = { ...known, ...sumsOver(missing, candidates) };
    this.added.set(candidates, all);
    return Object.fromEntries(keys.map((key) => [key, all[key]!]));
  }

  private page(
    kind: KindIndex,
    candidates: Uint32Array,
    { sorts, offset, limit }: Pick<ListSpec, 'sorts' | 'offset' | 'limit'>,
  ): number[] {
    return selectRows(candidates, sortKeys(kind, this.index.names, sorts), offset, limit);
  }

  private row(kind: KindIndex, columns: readonly ColumnData[], row: number): Row {
    const cells: Row['cells'] = {};
    for (const column of columns) cells[column.key] = readCell(column, this.index.names, row);
    const ref = { kind: kind.entity.kind, id: kind.idOf(row) };
    return {
      id: ref.id,
      title: kind.titleAt(row),
      cells,
      pending: this.marks.isPending(ref),
      conflict: this.marks.hasConflict(ref),
    };
  }

  private candidates(kind: KindIndex, { kind: name, filters, text }: Selection): Uint32Array {
    const asked = JSON.stringify([name, filters, text]);
    const { version } = this.index;
    if (version !== this.version) this.kept.clear();
    this.version = version;
    const kept = this.kept.get(asked);
    this.kept.delete(asked);
    const rows = kept ?? this.match(kind, { kind: name, filters, text });
    this.kept.set(asked, rows);
    for (const oldest of this.kept.keys()) {
      if (this.kept.size <= KEPT) break;
      this.kept.delete(oldest);
    }
    return rows;
  }

  private match(kind: KindIndex, selection: Selection): Uint32Array {
    const pending = (): Bits => {
      const bits = bitsOf(kind.size);
      for (const id of this.marks.pendingIds(selection.kind)) {
        const row = kind.rowOf(id);
        if (row >= 0) setBit(bits, row);
      }
      return bits;
    };
    const matches = matchRows(kind, this.index.names, pending, selection);
    return matches ? rowsOf(kind.withoutHidden(matches)) : kind.shownRows();
  }
}

/** The rows that hold the list's filters and have its words; null for all. */
function matchRows(
  kind: KindIndex,
  names: Names,
  pending: () => Bits,
  { filters, text }: Selection,
): Bits | null {
  const filtered = matchFilters(filters, (key) => kind.column(key), pending, names, kind.size);
  const terms = parseQuery(text);
  if (terms.length === 0) return filtered;
  const found = kind.search.find(terms, kind.size);
  if (filtered) intersect(found, filtered);
  return found;
}

/** What a list shows in a column of a row. */
export function readCell(column: ColumnData, names: Names, row: number): Cell {
  if (!('pool' in column)) {
    const value = column.values()[row]!;
    return value === value ? value : null;
  }
  const code = column.codes()[row]!;
  if (code === 0) return null;
  switch (column.type) {
    case 'text':
    case 'day':
    case 'money':
      return column.pool.text(code);
    case 'tags':
      return splitTags(column.pool.text(code));
    case 'reference':
      return names.label(column.target, column.pool.values[code]!);
    case 'references':
      return splitIds(column.pool.text(code)).flatMap((id) => names.label(column.target, id) ?? []);
  }
}
