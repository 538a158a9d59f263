import { parseDeepLink } from '../../../shared/deep-link.ts';
import { RECORD_KINDS, refKey, type RecordKind, type RecordRef } from '../../../shared/entities/kind.ts';
import { errorInfoOf, type ErrorInfo } from '../../../shared/errors.ts';
import type { Hit, SearchAnswer } from '../../../shared/store-port.ts';
import type { StoreForUiClient } from '../../../shared/rpc/contract.ts';
import { LatestAnswer } from './latest-answer.svelte.ts';

/** Hits asked for at once. */
const HITS = 60;
const NOTHING: SearchAnswer = { hits: [], totals: {} };

/** Hits of one kind, and how many there are in all. */
export interface HitGroup {
  readonly kind: RecordKind;
  readonly hits: readonly Hit[];
  readonly total: number;
}

/** The search over all kinds as somebody types. */
export class Finder {
  readonly #latest: LatestAnswer<SearchAnswer>;

  /** @param origin of the account that is open: an address of its web pages stands for the record there */
  constructor(store: StoreForUiClient, origin: string) {
    this.#latest = new LatestAnswer<SearchAnswer>(NOTHING, async (text) => {
      if (text === '') return NOTHING;
      const link = parseDeepLink(text);
      if (link.is === 'refused')
        return store.call('search', { text: text.slice(0, 500), limit: HITS, kinds: null });
      if (link.origin !== null && link.origin !== origin) return NOTHING;
      const hits = await titlesOf(store, [link.ref]);
      return { hits: [...hits], totals: { [link.ref.kind]: hits.length } };
    });
  }

  /** The words that `groups` answers. */
  get answered(): string {
    return this.#latest.answered;
  }

  get error(): ErrorInfo | null {
    const { error } = this.#latest;
    return error === null ? null : errorInfoOf(error);
  }

  /**
   * The hits by kind, the kind of the best hit first; within a kind what was opened lately comes first.
   * @param lately what was opened last, newest first
   */
  groups(most: number, lately: readonly RecordRef[] = []): readonly HitGroup[] {
    const { hits, totals } = this.#latest.value;
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
    this.#latest.ask(text);
  }
}

/** What records are called now; those that are no longer here are left out, and one that is known by two ids is there once, by the one it has now. */
export async function titlesOf(
  store: StoreForUiClient,
  records: readonly RecordRef[],
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
