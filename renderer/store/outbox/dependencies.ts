import type { Edit, Operation } from '../../../shared/edits/edit.ts';
import { dependenciesOf, localIdsIn } from '../../../shared/edits/references.ts';
import type { RecordRef } from '../../../shared/entities/kind.ts';
import type { Changes } from '../changes.ts';

/** The pending edits that make the local records which a new edit mentions. */
export function dependsOn(changes: Changes, target: RecordRef, operation: Operation): string[] {
  const makers: Edit[] = [];
  for (const localId of localIdsIn({ target, operation })) {
    const maker = changes.makerOf(localId);
    if (maker) makers.push(maker);
  }
  return makers.length === 0 ? [] : dependenciesOf({ target, operation }, makers);
}
