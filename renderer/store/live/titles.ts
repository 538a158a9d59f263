import { refKey, type RecordRef } from '../../../shared/entities/kind.ts';
import { resolved, type Session } from '../session.ts';

/** What records are called, by the `refKey` under which they are asked for; those that are not here, or have no name, are left out. Nothing is read from disk. */
export function titlesOf(session: Session, refs: readonly RecordRef[]): Record<string, string> {
  return Object.fromEntries(
    refs.flatMap((ref) => {
      const { kind, id } = resolved(session, ref);
      const title = session.index.of(kind).titleOf(id);
      return title === null ? [] : [[refKey(ref), title]];
    }),
  );
}
