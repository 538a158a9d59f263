import { isKind, refKey, type RecordRef } from '../../../shared/entities/kind.ts';
import type { StoreForUiClient } from '../../../shared/rpc/contract.ts';
import { titlesOf } from './finder.svelte.ts';

/** What records are called that are named beside something else: each is asked for once, and one that is not here has no name. */
export class Titles {
  #store: StoreForUiClient;
  #asked = new Set<string>();
  #known: Readonly<Record<string, string>> = $state.raw({});

  constructor(store: StoreForUiClient) {
    this.#store = store;
  }

  of(ref: RecordRef): string | null {
    return this.#known[refKey(ref)] ?? null;
  }

  /** Asks for those that were not asked for. It never rejects: without a store there are no names. */
  async ask(refs: readonly RecordRef[]): Promise<void> {
    const wanted = refs.flatMap(({ kind, id }) =>
      isKind(kind) && !this.#asked.has(refKey({ kind, id })) ? [{ kind, id }] : [],
    );
    if (wanted.length === 0) return;
    for (const ref of wanted) this.#asked.add(refKey(ref));
    try {
      const hits = await titlesOf(this.#store, wanted);
      this.#known = {
        ...this.#known,
        ...Object.fromEntries(hits.map((hit) => [refKey(hit), hit.title])),
      };
    } catch {
      for (const ref of wanted) this.#asked.delete(refKey(ref));
    }
  }
}
