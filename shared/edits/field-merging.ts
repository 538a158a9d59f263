import type { RecordKind } from '../entities/kind.ts';

/** How a field's two changes come together. */
export type Merging =
  /** One value: changed on both sides, it is a conflict. */
  | { readonly as: 'value' }
  /** A list of words or ids. */
  | { readonly as: 'set' }
  /** A list of objects, each known by a key: accounts by `id`, e-mail addresses by `value`, product lines by `id`, team members by `user_id`. */
  | { readonly as: 'keyed'; readonly key: string };

/** The table of fields that merge as sets; everything else is a value. */
export function mergingOf(_kind: RecordKind, _path: string): Merging {
  throw new Error('to be written');
}
