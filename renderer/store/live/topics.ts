import type { ReferenceTarget } from '../../../shared/entities/column.ts';
import { ENTITY_KINDS } from '../../../shared/entities/kinds.ts';
import { KINDS, type Kind } from '../../../shared/entities/kind.ts';
import type { WatchSpec } from '../../../shared/store-port.ts';

/** What a commit changes, and what the answer of a live query rests on. */
export type Topic = Kind | 'configuration';

/** What the answer to a live query rests on. */
export function topicsOf(spec: WatchSpec): ReadonlySet<Topic> {
  switch (spec.type) {
    case 'list': {
      const used = new Set(
        [spec.columns, spec.sorts.map((sort) => sort.column), spec.filters.map((f) => f.column)].flat(),
      );
      return new Set([spec.kind, ...referencesOf(spec.kind, (key) => used.has(key))]);
    }
    case 'record':
      return new Set([spec.kind, 'configuration', ...referencesOf(spec.kind, () => true)]);
    case 'counts':
      return new Set([...KINDS, 'configuration']);
    case 'configuration':
      return new Set(['configuration']);
  }
}

/** What names the values of a kind's reference columns. */
function referencesOf(kind: Kind, isUsed: (key: string) => boolean): Topic[] {
  return ENTITY_KINDS[kind].columns.flatMap((column) =>
    column.type === 'reference' && isUsed(column.key) ? [topicOf(column.target)] : [],
  );
}

function topicOf(target: ReferenceTarget): Topic {
  return 'kind' in target ? target.kind : 'configuration';
}
