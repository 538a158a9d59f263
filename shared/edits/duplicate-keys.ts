import type { RecordKind } from '../entities/kind.ts';
import type { RawRecord } from '../entities/record.ts';

/** By what a record can be recognised as another's duplicate, normalised: mail addresses without case, phones by their digits, account names folded. */
export interface DuplicateKey {
  readonly by: 'email' | 'phone' | 'name';
  readonly key: string;
  /** As it stands in the record. */
  readonly value: string;
}

export function duplicateKeysOf(_kind: RecordKind, _record: RawRecord): DuplicateKey[] {
  throw new Error('to be written');
}
