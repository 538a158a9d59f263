import { KINDS } from '../../../../shared/entities/kind.ts';
import type { StoreForUiClient } from '../../../../shared/rpc/contract.ts';
import { entitiesOf, type Entity } from '../appointment/entity.ts';
import { isNamed, namePhrases } from './phrases.ts';

const FEW = 6;

/** Finds the record that a task's words name, as somebody types: one question travels at a time, and the last words count. */
export class AboutFinder {
  #store: StoreForUiClient;
  #found: readonly Entity[] = $state.raw([]);
  #answered = $state('');
  #wanted: string | null = null;
  #travelling = false;

  constructor(store: StoreForUiClient) {
    this.#store = store;
  }

  /** What may be meant, the likeliest first. */
  get found(): readonly Entity[] {
    return this.#found;
  }

  /** The words that `found` answers. */
  get answered(): string {
    return this.#answered;
  }

  ask(title: string): void {
    this.#wanted = title;
    if (!this.#travelling) void this.#travel();
  }

  async #travel(): Promise<void> {
    this.#travelling = true;
    while (this.#wanted !== null) {
      const title = this.#wanted;
      this.#wanted = null;
      this.#found = await this.#find(title);
      this.#answered = title;
    }
    this.#travelling = false;
  }

  async #find(title: string): Promise<readonly Entity[]> {
    for (const text of namePhrases(title)) {
      try {
        const { hits } = await this.#store.call('search', { text, limit: FEW, kinds: [...KINDS] });
        const named = entitiesOf(hits).filter((entity) => isNamed(entity.title, text));
        if (named.length > 0) return named;
      } catch {
        return []; // The store is gone; the screens around say so.
      }
    }
    return [];
  }
}
