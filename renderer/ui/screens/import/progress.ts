import type { ErrorInfo } from '../../../../shared/errors.ts';
import type { OutboxEntry } from '../../../../shared/store-port.ts';
import type { ImportRun } from './runs.svelte.ts';

/** A row that the CRM refused. */
export interface RefusedRow {
  readonly row: number;
  readonly error: ErrorInfo;
  readonly entry: OutboxEntry;
}

/** How far an import has come. */
export interface RunProgress {
  readonly total: number;
  /** No longer in the outbox: sent, or taken back by the rep. */
  readonly gone: number;
  /** Waiting for their turn, for the network, or for another change. */
  readonly waiting: number;
  /** On their way: a bulk job works on them, or their answer is awaited. */
  readonly underWay: number;
  /** The rep has to say something in the outbox. */
  readonly questions: number;
  readonly refused: readonly RefusedRow[];
}

/** How far a run has come, by what of it is still in the outbox. */
export function progressOf(run: ImportRun, outbox: readonly OutboxEntry[]): RunProgress {
  const byId = new Map(outbox.map((entry) => [entry.edit.id, entry]));
  let waiting = 0;
  let underWay = 0;
  let questions = 0;
  let gone = 0;
  const refused: RefusedRow[] = [];
  for (const [id, row] of run.edits) {
    const entry = byId.get(id);
    const state = entry?.edit.state;
    if (!entry || !state) gone += 1;
    else if (state.name === 'queued') waiting += 1;
    else if (state.name === 'sending' || state.name === 'unsure') underWay += 1;
    else if (state.name === 'question') questions += 1;
    else refused.push({ row, error: state.error, entry });
  }
  return { total: run.edits.length, gone, waiting, underWay, questions, refused };
}
