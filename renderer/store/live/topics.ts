import type { ReferenceTarget } from '../../../shared/entities/column.ts';
import { RECORD_DEFINITIONS } from '../../../shared/entities/kinds.ts';
import { KINDS, RECORD_KINDS, type RecordKind } from '../../../shared/entities/kind.ts';
import type { Filter, WatchSpec } from '../../../shared/store-port.ts';

/** What a commit changes, and what the answer of a live query rests on. What is pending of a record, and its conflict, belong to its kind. */
export type Topic =
  | RecordKind
  | 'configuration'
  | 'outbox'
  | 'conflicts'
  | 'journal'
  | 'details'
  | 'policies'
  | 'pins'
  | 'views';

/** What the answer to a live query rests on. */
export function topicsOf(spec: WatchSpec): ReadonlySet<Topic> {
  switch (spec.type) {
    case 'list': {
      const used = new Set(
        [spec.columns, spec.sorts.map((sort) => sort.column), filteredColumns(spec.filters)].flat(),
      );
      return new Set([spec.kind, ...referencesOf(spec.kind, (key) => used.has(key))]);
    }
    case 'groups': {
      const used = new Set([spec.by, ...filteredColumns(spec.filters)]);
      return new Set([spec.kind, ...referencesOf(spec.kind, (key) => used.has(key))]);
    }
    case 'columns':
      return new Set(['configuration']);
    case 'views':
      return new Set(['views', 'configuration']);
    case 'pins':
      return new Set(['pins', ...RECORD_KINDS]);
    case 'flight':
      return new Set(['pins', 'details', 'configuration', ...RECORD_KINDS]);
    case 'record':
      // It may refer to any of the mirrored kinds, as what it is about or in its lists.
      return new Set([spec.kind, 'configuration', 'pins', ...KINDS]);
    case 'counts':
      return new Set([...RECORD_KINDS, 'configuration', 'outbox', 'conflicts']);
    case 'configuration':
      return new Set(['configuration']);
    case 'outbox':
      // A commit that changes a record which an edit names changes the outbox too.
      return new Set(['outbox', 'conflicts', 'configuration']);
    case 'conflicts':
      return new Set(['conflicts', 'configuration', ...KINDS]);
    case 'journal':
    case 'details':
    case 'policies':
      return new Set([spec.type]);
  }
}

/** What names the values of a kind's reference columns. */
function referencesOf(kind: RecordKind, isUsed: (key: string) => boolean): Topic[] {
  return RECORD_DEFINITIONS[kind].columns.flatMap((column) =>
    (column.type === 'reference' || column.type === 'references') && isUsed(column.key)
      ? [topicOf(column.target)]
      : [],
  );
}

function filteredColumns(filters: readonly Filter[]): string[] {
  return filters.flatMap((filter) => (filter.op === 'pending' ? [] : [filter.column]));
}

function topicOf(target: ReferenceTarget): Topic {
  return 'kind' in target ? target.kind : 'configuration';
}
