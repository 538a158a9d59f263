import { RECORD_KINDS, type RecordKind } from '../../../shared/entities/kind.ts';
import type { Hit, SearchAnswer } from '../../../shared/store-port.ts';
import { compareBytes, startsWith } from '../columns/folded-pool.ts';
import { LOWER } from '../columns/text-pool.ts';
import { parseQuery } from '../search/query.ts';
import { fold } from '../text/fold.ts';
import { countBits, eachBit, unite, type Bits } from '../typed/bits.ts';
import type { KindIndex } from './kind-index.ts';
import { readCell } from './lists.ts';
import type { MemoryIndex } from './memory-index.ts';

/** With fewer exact hits than this, words with a typo are looked for too. */
const ENOUGH = 5;

/** The columns of the second line of a hit, of which the first two that are filled are shown. */
const DETAIL: Readonly<Record<RecordKind, readonly string[]>> = {
  leads: ['company', 'city', 'job_title', 'email', 'mobile_number'],
  contacts: ['sales_account_id', 'city', 'job_title', 'email', 'mobile_number'],
  sales_accounts: ['city', 'country', 'website', 'phone'],
  deals: ['sales_account_id', 'amount', 'deal_stage_id'],
  tasks: ['description', 'owner_id'],
  appointments: ['location', 'creater_id'],
  sales_activities: ['location', 'sales_activity_type_id', 'owner_id'],
  notes: ['creater_id'],
  phone_calls: ['outcome_id'],
  products: ['category', 'product_code', 'base_currency_amount'],
  cpq_documents: ['deal_id', 'amount', 'stage'],
};

/** How good a hit is; a better one beats any date. */
const RANK = { exactTitle: 3, titleBegins: 2, words: 1, typo: 0 } as const;
/** Above any instant in milliseconds. */
const RANK_STEP = 1e16;

interface Scored {
  readonly kind: KindIndex;
  readonly row: number;
  readonly score: number;
}

/**
 * Finds records by words. Best first: those whose title is the text, those whose title begins with it, other hits, and hits by
 * guessing at one typo; among equals, what was changed last.
 */
export function searchAll(
  index: MemoryIndex,
  { text, limit, kinds }: { text: string; limit: number; kinds: readonly RecordKind[] | null },
): SearchAnswer {
  const terms = parseQuery(text);
  const totals: SearchAnswer['totals'] = {};
  if (terms.length === 0) return { hits: [], totals };
  const best = new Best(limit);
  const searched = RECORD_KINDS.filter((kind) => kinds === null || kinds.includes(kind)).map((kind) =>
    index.of(kind),
  );
  const found = searched.map((kind) => kind.withoutHidden(kind.search.find(terms, kind.size)));
  const exact = found.map(countBits);
  const guess = exact.reduce((sum, count) => sum + count, 0) < ENOUGH;
  searched.forEach((kind, at) => {
    const rows = found[at]!;
    if (exact[at]! > 0) offer(best, kind, rows, fold(text.trim()));
    let total = exact[at]!;
    if (guess) {
      const guessed = kind.withoutHidden(kind.search.findWithTypo(terms, kind.size));
      for (let word = 0; word < rows.length; word++) guessed[word]! &= ~rows[word]!;
      eachBit(guessed, (row) => best.offer(kind, row, RANK.typo * RANK_STEP + recency(kind)(row)));
      unite(rows, guessed);
      total = countBits(rows);
    }
    if (total > 0) totals[kind.entity.kind] = total;
  });
  return { hits: best.list().map(({ kind, row }) => hitOf(index, kind, row)), totals };
}

function offer(best: Best, kind: KindIndex, rows: Bits, text: string): void {
  const needle = new TextEncoder().encode(text);
  const whole = { bytes: needle, start: 0, end: needle.length };
  const { pool, sorted } = kind.title;
  const ranks = sorted.current();
  const begins = sorted.range((code) => {
    const title = pool.folded(code);
    return startsWith(title, needle) ? 0 : compareBytes(title, whole, LOWER);
  });
  const equal = sorted.range((code) => compareBytes(pool.folded(code), whole, LOWER));
  const codes = kind.title.codes();
  const updated = recency(kind);
  eachBit(rows, (row) => {
    const rank = ranks[codes[row]!]!;
    const tier =
      rank < begins.from || rank >= begins.to
        ? RANK.words
        : rank >= equal.from && rank < equal.to
          ? RANK.exactTitle
          : RANK.titleBegins;
    best.offer(kind, row, tier * RANK_STEP + updated(row));
  });
}

/** When each row was changed, milliseconds since 1970; 0 where that is not known. */
function recency(kind: KindIndex): (row: number) => number {
  if (!kind.hasColumn('updated_at')) return () => 0;
  const column = kind.column('updated_at');
  if ('pool' in column) return () => 0;
  const values = column.values();
  return (row) => values[row]! || 0;
}

/** The best so many of all that are offered. */
class Best {
  private readonly limit: number;
  /** Best first. */
  private readonly kept: Scored[] = [];
  private least = -Infinity;

  constructor(limit: number) {
    this.limit = limit;
  }

  offer(kind: KindIndex, row: number, score: number): void {
    const full = this.kept.length === this.limit;
    if (full && score <= this.least) return;
    if (full) this.kept.pop();
    let low = 0;
    let high = this.kept.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.kept[middle]!.score >= score) low = middle + 1;
      else high = middle;
    }
    this.kept.splice(low, 0, { kind, row, score });
    if (this.kept.length === this.limit) this.least = this.kept[this.limit - 1]!.score;
  }

  list(): readonly Scored[] {
    return this.kept;
  }
}

function hitOf(index: MemoryIndex, kind: KindIndex, row: number): Hit {
  const details: string[] = [];
  for (const key of DETAIL[kind.entity.kind]) {
    const cell = readCell(kind.column(key), index.names, row);
    if (typeof cell === 'string' && details.length < 2) details.push(cell);
  }
  return {
    kind: kind.entity.kind,
    id: kind.idOf(row),
    title: kind.titleAt(row),
    detail: details.join(' · '),
  };
}
