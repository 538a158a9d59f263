import type { RecordKind } from '../../../shared/entities/kind.ts';
import type { StoreForSyncClient } from '../../../shared/rpc/contract.ts';
import type { JournalEntry } from '../../../shared/store-port.ts';
import type { Log } from '../../../shared/log.ts';
import type { KindNotes } from '../bookmarks.ts';
import type { Notebook } from '../notebook.ts';
import type { CrmReads, Drifted, SyncCall } from '../ports.ts';

/** What a piece of reading works with. */
export interface PullJob {
  readonly crm: CrmReads;
  readonly store: StoreForSyncClient;
  readonly notebook: Notebook;
  readonly log: Log;
  now(): number;
  /** The CRM's clock, as far as known. */
  serverNow(): number;
  /** The surroundings of the next call; each is for one call and is counted. */
  call(): SyncCall;
}

type About = Partial<Omit<JournalEntry, 'at' | 'event'>>;

/** A line for the log of what the sync did. */
export function journalEntry(at: number, event: JournalEntry['event'], about: About = {}): JournalEntry {
  return { at, event, kind: null, id: null, title: '', operation: null, count: null, detail: null, ...about };
}

/** So many ids of records out of shape are kept; more tell nothing new. */
const DRIFTED_MAX = 500;

/** The notes of a kind with the records that did not fit, and a line for the log for each that is new among them. */
export function withDrift<N extends Pick<KindNotes, 'drifted'>>(
  notes: N,
  kind: RecordKind,
  drifted: readonly Drifted[],
  at: number,
): { notes: N; journal: JournalEntry[] } {
  const known = new Set(notes.drifted);
  const fresh = new Map<number, string>();
  for (const { id, path } of drifted) {
    if (id !== null && !known.has(id) && !fresh.has(id)) fresh.set(id, path);
  }
  if (fresh.size === 0 || known.size >= DRIFTED_MAX) return { notes, journal: [] };
  return {
    notes: { ...notes, drifted: [...notes.drifted, ...fresh.keys()].slice(0, DRIFTED_MAX) },
    journal: [...fresh].slice(0, 5).map(([id, detail]) => journalEntry(at, 'drift', { kind, id, detail })),
  };
}
