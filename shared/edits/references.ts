import { isLocalId } from '../entities/local-id.ts';
import type { RecordRef } from '../entities/kind.ts';
import { madeBy, type Edit, type Operation } from './edit.ts';

function collect(value: unknown, into: Set<number>): void {
  if (isLocalId(value)) into.add(value);
  else if (typeof value === 'object' && value !== null)
    for (const item of Object.values(value)) collect(item, into);
}

/** The local ids that an edit's target and operation mention, at any depth, whatever key they stand under. */
export function localIdsIn(edit: {
  readonly target: RecordRef;
  readonly operation: Operation;
}): ReadonlySet<number> {
  const ids = new Set<number>();
  collect(edit.target.id, ids);
  collect(edit.operation, ids);
  return ids;
}

/** A deep copy with local ids replaced by the server's, wherever they stand; the very same object where there are none. */
export function withServerIds<T>(value: T, ids: ReadonlyMap<number, number>): T {
  return replaced(value, ids) as T;
}

function replaced(value: unknown, ids: ReadonlyMap<number, number>): unknown {
  if (isLocalId(value)) return ids.get(value) ?? value;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const items = value.map((item) => replaced(item, ids));
    return items.every((item, at) => item === value[at]) ? value : items;
  }
  const before = Object.entries(value);
  const after = before.map(([key, item]) => [key, replaced(item, ids)] as const);
  return after.every(([, item], at) => item === before[at]![1]) ? value : Object.fromEntries(after);
}

/** The ids of the pending edits that make the local records a new edit mentions (its own target's maker is among them). */
export function dependenciesOf(
  edit: { readonly target: RecordRef; readonly operation: Operation },
  pending: readonly Edit[],
): string[] {
  const mentioned = localIdsIn(edit);
  if (mentioned.size === 0) return [];
  return pending.filter((other) => madeBy(other).some(({ id }) => mentioned.has(id))).map(({ id }) => id);
}

/** All edits that cannot stand without the given one, directly or by others, by `seq`; the given one is not among them. */
export function dependantsOf(edit: Edit, pending: readonly Edit[]): Edit[] {
  const lost = new Set([edit.id]);
  // Dependants come later than what they depend on, so one pass in the user's order finds those of dependants too.
  const inOrder = [...pending].sort((a, b) => a.seq - b.seq);
  return inOrder.filter((other) => {
    if (lost.has(other.id) || !other.dependsOn.some((id) => lost.has(id))) return false;
    lost.add(other.id);
    return true;
  });
}
