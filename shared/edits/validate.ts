import type { FieldsAnswer } from '../entities/field-configuration.ts';
import type { RecordKind } from '../entities/kind.ts';
import type { RawRecord } from '../entities/record.ts';
import type { SelectorRow } from '../entities/selectors.ts';
import type { Problem } from '../store-port.ts';
import type { Operation } from './edit.ts';

/** What is known of the account when an edit is checked; nulls where the configuration is not here yet, and then nothing is said. */
export interface AccountRules {
  fields(kind: RecordKind): FieldsAnswer | null;
  selector(name: string): readonly SelectorRow[] | null;
}

/**
 * Checks an operation before it is saved: the account's required fields and choices, and the reference's own rules (a way of contact for people, one primary account, probability 0 to
 * 100, lost reason only in a lost stage, at most 10 accounts and 100 products, an end after its start, …).
 * @param view the target as it will be after the operation; null for one that is gone
 * @returns nothing where all is well. Only fields that the operation sets, or that a new record lacks, are looked at: an old record's faults are not the user's now
 */
export function validate(
  _kind: RecordKind,
  _operation: Operation,
  _view: RawRecord | null,
  _rules: AccountRules,
): Problem[] {
  throw new Error('to be written');
}
