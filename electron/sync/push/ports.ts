import type { Kind, RecordRef } from '../../../shared/entities/kind.ts';
import type { Log } from '../../../shared/log.ts';
import type { StoreForSyncClient } from '../../../shared/rpc/contract.ts';
import type { SyncState } from '../../../shared/sync-state.ts';
import type { Clock } from '../../../shared/time.ts';
import type { Calls, CrmForSync } from '../ports.ts';
import type { Waits } from './timing.ts';

/** What the push works with. */
export interface PusherPorts {
  readonly crm: CrmForSync;
  readonly store: StoreForSyncClient;
  readonly clock: Clock;
  /** 0 to 1. */
  readonly chance: () => number;
  readonly calls: Calls;
  readonly log: Log;
  /** The views that together hold every record of a kind (quirks §4: more than one where there is no "All Deals"). */
  readonly viewIds: (kind: Kind) => Promise<readonly number[]>;
  /** The recycle bin of a kind (quirks §5), where a record that was made and deleted at once is found; null where there is none. */
  readonly binId?: (kind: Kind) => Promise<number | null>;
  /** The key's user, as far as known. */
  readonly me: () => number | null;
  /** Told when a record has a file more than was listed. */
  readonly filesChanged?: (ref: RecordRef) => void;
  /** Told how far a file is on its way up; null when none is. */
  readonly onUpload?: (upload: SyncState['upload']) => void;
  /** Told whenever an answer shows who the key's user is. */
  readonly learnMe: (id: number) => void;
}

/** What one step did; `next` is when there will be something to do by time alone, epoch milliseconds. */
export type Step = { readonly did: 'moved' } | { readonly did: 'nothing'; readonly next: number | null };

/** Sends edits, each exactly once. */
export interface Pusher {
  /** Makes everything that was on its way when the engine ended unsure. Called once, before the first step. */
  recover(): Promise<void>;
  /**
   * Does one thing: finds out about one unsure unit, or sends one unit or one bulk call. Rejects with what concerns the whole engine (network, timeout,
   * not-the-crm, rate-limited, auth, cancelled, and errors of the store), having settled its unit.
   */
  step(signal: AbortSignal): Promise<Step>;
}

/** One step's surroundings. */
export interface PushContext extends PusherPorts {
  readonly signal: AbortSignal;
  readonly waits: Waits;
}
