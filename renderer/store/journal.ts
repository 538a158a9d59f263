import type { JournalEntry } from '../../shared/store-port.ts';
import type { Database } from './disk/database.ts';
import type { Safe } from './disk/safe.ts';
import { storageError } from './disk/storage-error.ts';

/** Entries that are kept. */
export const JOURNAL_MAX = 2000;

/**
 * The entries of the journal, by their numbers. They are read when somebody asks for the first time, and kept since: sealed, they could not be looked through.
 */
export class Journal {
  private readonly entries = new Map<number, JournalEntry>();
  private reading: Promise<void> | null = null;

  /**
   * The newest entries that match, newest first.
   * @throws AppError `storage`
   */
  async newest(
    database: Database,
    safe: Safe,
    { limit, matches }: { readonly limit: number; readonly matches: (entry: JournalEntry) => boolean },
  ): Promise<JournalEntry[]> {
    this.reading ??= this.read(database, safe).catch((error: unknown) => {
      this.reading = null;
      throw storageError(error);
    });
    await this.reading;
    const numbers = [...this.entries.keys()].sort((a, b) => b - a);
    const found: JournalEntry[] = [];
    for (const n of numbers) {
      if (found.length >= limit) break;
      const entry = this.entries.get(n)!;
      if (matches(entry)) found.push(entry);
    }
    return found;
  }

  /** Notes entries that have been written. */
  added(from: number, entries: readonly JournalEntry[]): void {
    if (!this.reading) return;
    entries.forEach((entry, at) => this.entries.set(from + at, entry));
    for (const n of this.entries.keys()) if (n < from + entries.length - JOURNAL_MAX) this.entries.delete(n);
  }

  /** An entry that is broken is left out: it tells of what has been, and nothing rests on it. */
  private async read(database: Database, safe: Safe): Promise<void> {
    const { opened } = await safe.openAll('journal', await database.journal.toArray());
    for (const [n, entry] of opened) this.entries.set(n, entry);
  }
}
