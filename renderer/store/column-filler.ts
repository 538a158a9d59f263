import { RECORD_KINDS, refKey, type RecordKind } from '../../shared/entities/kind.ts';
import type { IdentifiedRecord } from '../../shared/entities/record.ts';
import type { ColumnData } from './columns/column-data.ts';
import { asIndexed } from './changes.ts';
import type { Session } from './session.ts';
import { shownOf } from './shown.ts';

/** Chunks that are read at a time: some ten milliseconds' work. */
const CHUNKS = 4;

interface Walk {
  readonly kind: RecordKind;
  /** The columns that were empty when it began. */
  readonly columns: readonly ColumnData[];
  /** The chunks that are still to be read. */
  readonly chunks: number[];
}

/**
 * Reads the columns of an account's own fields out of records that are here already: the account was given fields, or told of them, after the records had come. What comes
 * in meanwhile is in the columns by itself.
 */
export class ColumnFiller {
  private walk: Walk | null = null;

  /**
   * Does the next piece of it. No commit may go on at the same time.
   * @returns the kind whose columns have changed; null when nothing is left to do
   * @throws AppError `storage`
   */
  async step(session: Session): Promise<RecordKind | null> {
    const walk = (this.walk ??= begin(session));
    if (!walk) return null;
    const { kind, columns, chunks } = walk;
    for (const n of chunks.splice(0, CHUNKS)) {
      // The records of a chunk that is gone by now were written anew.
      if (!session.index.of(kind).hasChunk(n)) continue;
      for (const record of await session.chunks.read(n)) fillFrom(session, kind, record, n);
    }
    if (chunks.length === 0) {
      fillLocal(session, kind);
      session.index.of(kind).filled(columns);
      this.walk = null;
    }
    return kind;
  }
}

function begin(session: Session): Walk | null {
  for (const kind of RECORD_KINDS) {
    const index = session.index.of(kind);
    const columns = index.unfilled();
    if (columns.length > 0) return { kind, columns, chunks: index.chunkNumbers() };
  }
  return null;
}

function fillFrom(session: Session, kind: RecordKind, base: IdentifiedRecord, chunk: number): void {
  const index = session.index.of(kind);
  const row = index.rowOf(base.id);
  if (row < 0 || index.placeOf(row)?.chunk !== chunk) return;
  const ref = { kind, id: base.id };
  const view = shownOf(session, ref, base, session.outbox.of(refKey(ref)));
  if (view) index.fill(row, asIndexed(session, view));
}

/** What only this device knows lies in no chunk. */
function fillLocal(session: Session, kind: RecordKind): void {
  const index = session.index.of(kind);
  for (const id of session.outbox.idsOf(kind)) {
    const row = index.rowOf(id);
    if (row < 0 || index.placeOf(row)) continue;
    const ref = { kind, id };
    const view = shownOf(session, ref, null, session.outbox.of(refKey(ref)));
    if (view) index.fill(row, asIndexed(session, view));
  }
}
