/** The worker's clock and turns, so that tests can hold them. */
export interface Scheduler {
  /** Milliseconds from any fixed moment, never going back. */
  now(): number;
  /** Lets what else is waiting, such as a message, have its turn. */
  yield(): Promise<void>;
  /** Calls once, `ms` from now; gives back what cancels it. */
  after(ms: number, call: () => void): () => void;
}

/** Locks that all windows of the app share. */
export interface Locks {
  /** Takes a lock and gives back what releases it, or null when another window keeps it. */
  acquire(name: string): Promise<(() => void) | null>;
}
