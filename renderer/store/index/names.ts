import type { ReferenceTarget } from '../../../shared/entities/column.ts';
import type { Kind } from '../../../shared/entities/kind.ts';
import { SELECTORS, selectorLabel, selectorRows, type Selector } from '../../../shared/entities/selectors.ts';
import { compareText } from '../text/compare.ts';
import { splitIds, type ReferenceData, type ReferencesData } from '../columns/column-data.ts';

/** The titles of the records of one kind. */
export interface Titles {
  /** Counts up whenever a title is added or changes. */
  readonly titleVersion: number;
  titleOf(id: number): string | null;
  /** Where the title stands among all titles of the kind; 0 for none. */
  titleRank(id: number): number;
}

interface Ranked {
  readonly version: number;
  readonly ranks: Uint32Array;
}

/** The names shown for ids: from the account's configuration, and the titles of records. */
export class Names {
  private readonly selectors = new Map<Selector, Map<number, string>>();
  /** Counts up with each piece of the configuration that names something. */
  version = 0;
  private readonly titles: (kind: Kind) => Titles;
  private readonly ranked = new WeakMap<ReferenceData | ReferencesData, Ranked>();

  constructor(titles: (kind: Kind) => Titles) {
    this.titles = titles;
  }

  /** Takes over a piece of the configuration; keys other than `selector:<name>` name nothing. */
  configure(key: string, value: unknown): void {
    const selector = SELECTORS.find((name) => key === `selector:${name}`);
    if (!selector) return;
    this.selectors.set(selector, new Map(selectorRows(value).map((row) => [row.id, selectorLabel(row)])));
    this.version++;
  }

  /** The name shown for an id, or null when what it refers to is not here. */
  label(target: ReferenceTarget, id: number): string | null {
    if ('kind' in target) return this.titles(target.kind).titleOf(id);
    return this.selectors.get(target.selector)?.get(id) ?? null;
  }

  /**
   * The rank of each code of a reference column by the name shown for it, or for the first of several; 0 where there is none. Ids with equal names have one rank.
   */
  ranks(column: ReferenceData | ReferencesData): Uint32Array {
    const { target, pool } = column;
    const idOf = (code: number): number =>
      column.type === 'reference' ? column.pool.values[code]! : splitIds(column.pool.text(code))[0]!;
    const version = 'kind' in target ? this.titles(target.kind).titleVersion : this.version;
    const kept = this.ranked.get(column);
    if (kept && kept.version === version && kept.ranks.length === pool.size + 1) return kept.ranks;
    const ranks = new Uint32Array(pool.size + 1);
    if ('kind' in target) {
      const titles = this.titles(target.kind);
      for (let code = 1; code <= pool.size; code++) ranks[code] = titles.titleRank(idOf(code));
    } else {
      const labels = this.selectors.get(target.selector) ?? new Map<number, string>();
      const sorted = [...new Set(labels.values())].sort(compareText);
      const rankOf = new Map(sorted.map((label, at) => [label, at + 1]));
      for (let code = 1; code <= pool.size; code++)
        ranks[code] = rankOf.get(labels.get(idOf(code)) ?? '') ?? 0;
    }
    this.ranked.set(column, { version, ranks });
    return ranks;
  }
}
