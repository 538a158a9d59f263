import type { z } from 'zod';
import type { Column } from './column.ts';
import type { Kind, RecordKind } from './kind.ts';
import type { RawRecord } from './record.ts';

/** What may be done with a kind beyond create, edit and delete (reference: the kind's own section). */
export interface Abilities {
  readonly clone: boolean;
  readonly convert: boolean;
  readonly team: boolean;
  /** `bulk_assign_owner` is documented for leads and contacts alone. */
  readonly bulkOwner: boolean;
  readonly bulkDelete: boolean;
  readonly upsert: boolean;
  readonly forget: boolean;
}

/** What the store and the screens need to know of a kind of record, whichever way it comes. */
export interface RecordDefinition {
  /** The API's plural key. */
  readonly kind: RecordKind;
  /** The key that wraps one record in requests and answers. */
  readonly singular: string;
  /** The name of the kind in `targetable_type` and `model_class_name`. */
  readonly model: string;
  readonly schema: z.ZodType<RawRecord>;
  readonly columns: readonly Column[];
  /** The keys of the columns a list shows until the user chooses. */
  readonly defaultColumns: readonly string[];
  /** The name by which a record is shown, or null when it has none. */
  title(record: RawRecord): string | null;
  /** The texts a record is found by; nulls are skipped. */
  searchText(record: RawRecord): readonly (string | null)[];
  /** What is asked for with `include`, because an answer leaves it out otherwise (quirks §4: no owner without `include=owner`). */
  readonly include: readonly string[];
}

/** All that the other rooms need to know of a mirrored kind. */
export interface EntityKind extends RecordDefinition {
  /** The API's plural key, which is also its path. */
  readonly kind: Kind;
  readonly abilities: Abilities;
  /** Fields by which `upsert` can find a record, in order of preference, after `id` (reference: Upsert). */
  readonly uniqueIdentifiers: readonly string[];
}
