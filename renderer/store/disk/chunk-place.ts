import type { RecordKind } from '../../../shared/entities/kind.ts';
import type { Place } from './seal.ts';

/** Where a chunk lies. Its kind, which is readable, is sealed with it, so that no chunk passes for one of another kind. */
export function chunkPlace({ n, kind }: { readonly n: number; readonly kind: RecordKind }): Place {
  return { table: 'chunks', key: `${kind}:${n}` };
}
