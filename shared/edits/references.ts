import type { RecordRef } from '../entities/kind.ts';
import type { Edit, Operation } from './edit.ts';

/** The local ids that an edit's target, operation and base mention, at any depth, whatever key they stand under. */
export function localIdsIn(_edit: {
  readonly target: RecordRef;
  readonly operation: Operation;
}): ReadonlySet<number> {
  throw new Error('to be written');
}

/** A deep copy with local ids replaced by the server's, wherever they stand; the very same object where there are none. */
export function withServerIds<T>(_value: T, _ids: ReadonlyMap<number, number>): T {
  throw new Error('to be written');
}

/** The ids of the pending edits that make the local records a new edit mentions (its own target's maker is among them). */
export function dependenciesOf(
  _edit: { readonly target: RecordRef; readonly operation: Operation },
  _pending: readonly Edit[],
): string[] {
  throw new Error('to be written');
}

/** All edits that cannot stand without the given one, directly or by others, by `seq`; the given one is not among them. */
export function dependantsOf(_edit: Edit, _pending: readonly Edit[]): Edit[] {
  throw new Error('to be written');
}
