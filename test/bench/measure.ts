import type { Page } from 'playwright-core';
import type { Answer, Ask } from './page/inner.ts';
import { sizesOf } from './data.ts';
import { median, ms, percentile, perSecond, type Row } from './report.ts';

/** The names of the measurements, as `--only` takes them. */
export const MEASUREMENTS = ['mirror', 'open', 'list', 'search', 'memory'] as const;
export type Measurement = (typeof MEASUREMENTS)[number];

/** What a measurement needs: a page of the benchmarks in a fresh profile, in which the account is mirrored. */
export interface Bench {
  readonly page: Page;
  readonly contacts: number;
  readonly runs: number;
  readonly account: string;
}

/** How long the store is left alone after opening, so that its background work ends, in milliseconds. */
const SETTLE_MS = 4000;
/** How long an account stays open for its snapshots to be made: ten seconds of quiet, and the work. */
const SNAPSHOT_MS = 40_000;
/** Records of a baseline that is slow; only its rate counts. */
const BASELINE_RECORDS = 20_000;

/**
 * Mirrors the account, `runs` times into fresh databases, and beside it the baselines. The last database stays for the other measurements.
 */
export async function measureMirror({ page, contacts, runs, account }: Bench): Promise<Row[]> {
  const store: number[] = [];
  const packed: number[] = [];
  const rows: number[] = [];
  const gaps: number[] = [];
  const sample = Math.min(contacts, BASELINE_RECORDS);
  for (let run = 0; run < runs; run++) {
    const name = run === runs - 1 ? account : `${account}-${run}`;
    const mirrored = await page.evaluate(([id, count]) => window.bench.mirror(id, count), [
      name,
      contacts,
    ] as const);
    store.push((mirrored.records / mirrored.ms) * 1000);
    gaps.push(mirrored.longestGapMs);
    packed.push(
      (sample / (await page.evaluate((count) => window.bench.baseline('packed', count), sample))) * 1000,
    );
    rows.push(
      (sample / (await page.evaluate((count) => window.bench.baseline('dexie-rows', count), sample))) * 1000,
    );
    if (name !== account) await page.evaluate((id) => void indexedDB.deleteDatabase(`satchel-${id}`), name);
  }
  return [
    {
      what: 'mirror into the store, pages of 100, two under way',
      target: '≥ 40,000/s',
      measured: perSecond(median(store)),
      baseline: `packed without library ${perSecond(median(packed))}, Dexie row by row ${perSecond(median(rows))}`,
      runs,
    },
    {
      what: 'longest gap of the page meanwhile',
      target: '≤ 50 ms',
      measured: ms(median(gaps)),
      baseline: '–',
      runs,
    },
  ];
}

export async function measureOpen({ page, contacts, runs, account }: Bench): Promise<Row[]> {
  const ready: number[] = [];
  const first: number[] = [];
  const open = (stayMs: number) =>
    page.evaluate(([id, stay]) => window.bench.open(id, stay), [account, stayMs] as const);
  // The first start after an update has no snapshot, and leaves one.
  const bare = await open(SNAPSHOT_MS);
  for (let run = 0; run < runs; run++) {
    const opened = await open(0);
    ready.push(opened.ms);
    first.push(opened.firstRowsMs);
  }
  const records = Object.values(sizesOf(contacts)).reduce((sum, size) => sum + size, 0);
  return [
    {
      what: 'open: worker start to lists and search',
      target: '≤ 1.2 s',
      measured: ms(median(ready)),
      baseline: `without a snapshot, ${records} records: ${ms(bare.ms)}`,
      runs,
    },
    {
      what: 'open: to the first 50 rows in the page',
      target: '≤ 0.6 s',
      measured: ms(median(first)),
      baseline: `without a snapshot: ${ms(bare.firstRowsMs)}`,
      runs,
    },
  ];
}

export async function measureList(bench: Bench): Promise<Row[]> {
  const { page, contacts, runs, account } = bench;
  const deep = Math.min(100_000, Math.floor(contacts / 2));
  const questions = [0, deep].flatMap((offset) =>
    Array.from({ length: runs }, (_, seed): Ask => ({ type: 'list', count: 200, offset, seed })),
  );
  const [, ...answers] = await ask(page, [{ type: 'open', account, settleMs: SETTLE_MS }, ...questions]);
  const raw = await ask(page, [
    { type: 'raw-fill', contacts },
    ...[0, deep].flatMap((offset) =>
      Array.from({ length: runs }, (): Ask => ({ type: 'raw-list', count: offset === 0 ? 50 : 3, offset })),
    ),
  ]);
  const trips: number[][] = [];
  for (const offset of [0, deep]) {
    trips.push(
      await page.evaluate(([id, at]) => window.bench.roundTrips(id, 200, at), [account, offset] as const),
    );
  }
  return [0, deep].map((offset, at) => {
    const own = answers.slice(at * runs, (at + 1) * runs);
    const beside = raw.slice(1 + at * runs, 1 + (at + 1) * runs);
    return {
      what: `list: any sort, any filter, 50 rows and total, offset ${offset}`,
      target: 'p95 ≤ 16 ms',
      measured: `p50 ${of(own, 0.5)}, p95 ${of(own, 0.95)} in the worker; p95 ${ms(percentile(trips[at]!, 0.95))} in the page`,
      baseline: `one index, no filter, no total: p50 ${of(beside, 0.5)}, p95 ${of(beside, 0.95)}`,
      runs,
    };
  });
}

export async function measureSearch({ page, contacts, runs, account }: Bench): Promise<Row[]> {
  const search = (typos: boolean): Ask[] =>
    Array.from({ length: runs }, (_, seed) => ({ type: 'search', records: 60, contacts, typos, seed }));
  const [, ...answers] = await ask(page, [
    { type: 'open', account, settleMs: SETTLE_MS },
    ...search(false),
    ...search(true),
  ]);
  const scans = await ask(
    page,
    Array.from({ length: runs }, (_, seed): Ask => ({ type: 'scan', records: 10, contacts, seed })),
  );
  const exact = answers.slice(0, runs);
  const typos = answers.slice(runs);
  const beside = `scan of lower-cased text: p50 ${of(scans, 0.5)}, p95 ${of(scans, 0.95)}`;
  return [
    {
      what: 'search as typed, all kinds, in the worker',
      target: 'p95 ≤ 2 ms',
      measured: `p50 ${of(exact, 0.5)}, p95 ${of(exact, 0.95)}`,
      baseline: beside,
      runs,
    },
    {
      what: 'search with one typo',
      target: 'p95 ≤ 6 ms',
      measured: `p50 ${of(typos, 0.5)}, p95 ${of(typos, 0.95)}; found ${typos.reduce((sum, each) => sum + each.found, 0)}`,
      baseline: '–',
      runs,
    },
  ];
}

export async function measureMemory({ page, runs, account }: Bench): Promise<Row[]> {
  const totals: number[] = [];
  let parts = '';
  for (let run = 0; run < Math.min(runs, 3); run++) {
    const measured = await page.evaluate(([id, wait]) => window.bench.memory(id, wait), [
      account,
      SETTLE_MS,
    ] as const);
    totals.push(measured.bytes);
    parts = measured.parts
      .filter((part) => part.bytes > 500_000)
      .map((part) => `${part.where || 'shared'} ${part.types.join('/')} ${megabytes(part.bytes)}`)
      .join(', ');
  }
  return [
    {
      what: 'memory, open and idle: page and worker',
      target: '≤ 100 MB',
      measured: megabytes(median(totals)),
      baseline: parts,
      runs: totals.length,
    },
  ];
}

function ask(page: Page, asks: Ask[]): Promise<Answer[]> {
  return page.evaluate((each) => window.bench.inner(...each), asks);
}

/** The median over the runs of a percentile of each. */
function of(answers: readonly Answer[], share: number): string {
  return ms(median(answers.map((answer) => percentile(answer.times, share))));
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
