import type { Attachment } from '../../../shared/edits/edit.ts';
import type { StoreForUiClient } from '../../../shared/rpc/contract.ts';
import type { ChosenFile } from './chosen-files.svelte.ts';
import { stageFiles } from './stage-files.ts';

/** How far files are on their way into the store, in bytes. */
export interface Staged {
  readonly done: number;
  readonly total: number;
}

/** Files on their way into the store: how far they are, and a way to give it up. */
export class Staging {
  #store: StoreForUiClient;
  #at: Staged | null = $state.raw(null);
  #ending = new AbortController();

  constructor(store: StoreForUiClient) {
    this.#store = store;
  }

  /** Null while nothing is on its way. */
  get at(): Staged | null {
    return this.#at;
  }

  /** Rejects as `stageFiles` does, with `cancelled` where it was given up. */
  async run(chosen: readonly ChosenFile[]): Promise<Attachment[]> {
    this.#ending = new AbortController();
    const total = chosen.reduce((sum, { file }) => sum + file.size, 0);
    let done = 0;
    this.#at = { done, total };
    try {
      return await stageFiles(this.#store, chosen, {
        signal: this.#ending.signal,
        onbytes: (count) => {
          done += count;
          this.#at = { done, total };
        },
      });
    } finally {
      this.#at = null;
    }
  }

  cancel(): void {
    this.#ending.abort();
  }
}
