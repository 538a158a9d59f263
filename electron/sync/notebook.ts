import type { StoreForSyncClient } from '../../shared/rpc/contract.ts';
import type { Incoming, StoreState } from '../../shared/store-port.ts';
import { bookmarksOf, readNotes, withChange, type Notes, type NotesChange } from './bookmarks.ts';

/** The engine's own notes in memory, written through to the store together with what they tell of. */
export interface Notebook {
  notes(): Notes;
  /**
   * Stores what came from the server and the change of the notes in one transaction; the notes in memory follow it.
   * @returns how many records changed
   * @throws AppError of the store; the notes are then as before
   */
  apply(incoming: Partial<Incoming>, change?: NotesChange): Promise<number>;
}

/** A notebook over the store's bookmarks as they stand in `state`. */
export function createNotebook(store: StoreForSyncClient, state: StoreState): Notebook {
  let notes = readNotes(state.bookmarks);
  return {
    notes: () => notes,
    async apply(incoming, change = {}) {
      const { changed } = await store.call('store.apply', {
        batches: [],
        removed: [],
        details: [],
        journal: [],
        ...incoming,
        bookmarks: bookmarksOf(change),
      });
      notes = withChange(notes, change);
      return changed;
    },
  };
}
