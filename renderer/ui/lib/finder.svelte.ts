import { RECORD_KINDS, refKey, type RecordKind, type RecordRef } from '../../../shared/entities/kind.ts';
import { errorInfoOf, type ErrorInfo } from '../../../shared/errors.ts';
import type { Hit, SearchAnswer } from '../../../shared/store-port.ts';
import type { StoreForUiClient } from '../../../shared/rpc/contract.ts';
import type { RecentRecord } from './recent.ts';

/** Hits asked for at once. */
const HITS = 60;

/** Hits of one kind, and how many there are in all. */
export interface HitGroup {
  readonly kind: RecordKind;
  readonly hits: readonly Hit[];
  readonly total: number;
}

/** The search over all kinds as somebody types: one question travels at a time, of several the last counts, and old hits stay until new ones come. */
export class Finder {
  #store: StoreForUiClient;
  #answer: SearchAnswer = $state.raw({ hits: [], totals: {} });
  #answered = $state('');
  #error: ErrorInfo | null = $state.raw(null);
  #wanted: string | null = null;
  #travelling = false;

  constructor(store: StoreForUiClient) {
    this.#store = store;
  }

  /** The words that `groups` answers. */
  get answered(): string {
    return this.#answered;
  }

  get error(): ErrorInfo | null {
    return this.#error;
  }

  /**
   * The hits by kind, the kind of the best hit first; within a kind what was opened lately comes first.
   * @param lately what was opened last, newest first
   */
  groups(most: number, lately: readonly RecordRef[] = []): readonly HitGroup[] {
    const { hits, totals } = this.#answer;
    const places: Readonly<Record<string, number>> = Object.fromEntries(
      lately.map((ref, index) => [refKey(ref), index]),
    );
    const place = (hit: Hit) => places[refKey(hit)] ?? lately.length;
    const best = hits.map(({ kind }) => kind).filter((kind, index, all) => all.indexOf(kind) === index);
    // Kinds whose hits were all beyond the ones asked for are offered as lists.
    const beyond = RECORD_KINDS.filter((kind) => totals[kind] && !best.includes(kind));
    return [...best, ...beyond].map((kind) => {
      const own = hits.filter((hit) => hit.kind === kind).toSorted((a, b) => place(a) - place(b));
      return { kind, hits: own.slice(0, most), total: totals[kind] ?? own.length };
    });
  }

  ask(text: string): void {
    this.#wanted = text.trim();
    if (!this.#travelling) void this.#travel();
  }

  async #travel(): Promise<void> {
    this.#travelling = true;
    while (this.#wanted !== null) {
      const text = this.#wanted;
      this.#wanted = null;
      try {
        this.#answer =
          text === ''
            ? { hits: [], totals: {} }
            : await this.#store.call('search', { text: text.slice(0, 500), limit: HITS, kinds: null });
        this.#answered = text;
        this.#error = null;
      } catch (error) {
        this.#error = errorInfoOf(error);
      }
    }
    this.#travelling = false;
  }
}

/** What records are called now; those that are no longer here are left out, and one that is known by two ids is there once, by the one it has now. */
export async function titlesOf(
  store: StoreForUiClient,
  records: readonly RecentRecord[],
): Promise<readonly Hit[]> {
  const hits = await Promise.all(
    records.map(async ({ kind, id }): Promise<Hit[]> => {
      const { watchId, value } = await store.call('watch.open', { type: 'record', kind, id });
      await store.call('watch.close', { watchId });
      return value.type === 'record' && value.record
        ? [{ kind, id: value.id, title: value.title, detail: '' }]
        : [];
    }),
  );
  const known = hits.flat();
  return known.filter((hit, at) => known.findIndex((other) => refKey(other) === refKey(hit)) === at);
}
