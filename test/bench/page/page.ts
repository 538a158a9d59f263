import { KINDS } from '../../../shared/entities/kind.ts';
import { createClient } from '../../../shared/rpc/client.ts';
import {
  storeForSync,
  storeForUi,
  type StoreForSyncClient,
  type StoreForUiClient,
} from '../../../shared/rpc/contract.ts';
import { webPort } from '../../../shared/rpc/message-port.ts';
import { portTransport } from '../../../shared/rpc/port.ts';
import type { MirrorCursor } from '../../../shared/store-port.ts';
import { configuration, recordAt, sizesOf } from '../data.ts';
import { listQuery } from '../queries.ts';
import { baselineMirror, type MirrorBaseline } from './baselines.ts';
import type { Ask, Answer } from './inner.ts';

/** The page of the benchmarks: it stands in for the sync engine and for the screens. The runner calls `window.bench`. */

/** Records that are made before the clock starts for them. */
const AHEAD = 5_000;
const PAGE = 100;
const IN_FLIGHT = 2;

interface Started {
  readonly worker: Worker;
  readonly ui: StoreForUiClient;
  readonly sync: StoreForSyncClient;
}

/** The real worker with the key of an account, as the main process gives it. */
function startStore(account: string): Started {
  const worker = new Worker(new URL('../../../renderer/store/worker.ts', import.meta.url), {
    type: 'module',
  });
  const { port1, port2 } = new MessageChannel();
  worker.postMessage({ type: 'boot', sync: 'port' }, [port2]);
  const sync = createClient(storeForSync, portTransport(webPort(port1)));
  void sync.call('store.key', { accountId: account, key: btoa('k'.repeat(32)) });
  return { worker, ui: createClient(storeForUi, portTransport(webPort(worker))), sync };
}

function cursor(lastFetchedId: number): MirrorCursor {
  return { viewIds: [1], view: 0, lastFetchedId, fetched: 0, total: null, startedAt: 0, finishedAt: null };
}

/** Mirrors an account from nothing through the real worker and its port; gives the milliseconds that took, and the longest gap of a 4 ms ticker meanwhile. */
async function mirror(
  account: string,
  contacts: number,
): Promise<{ ms: number; records: number; longestGapMs: number }> {
  const { worker, ui, sync } = startStore(account);
  await ui.call('store.open', { account: { id: account } });
  await sync.call('store.putConfiguration', { entries: configuration(), absentKinds: [], at: 1 });
  let ms = 0;
  let records = 0;
  let longestGapMs = 0;
  for (const kind of KINDS) {
    const size = sizesOf(contacts)[kind];
    for (let from = 0; from < size; from += AHEAD) {
      const made = Array.from({ length: Math.min(AHEAD, size - from) }, (_, at) =>
        recordAt(kind, from + at, contacts),
      );
      let last = performance.now();
      const ticker = setInterval(() => {
        const now = performance.now();
        longestGapMs = Math.max(longestGapMs, now - last);
        last = now;
      }, 4);
      const start = performance.now();
      const waiting: Promise<unknown>[] = [];
      for (let at = 0; at < made.length; at += PAGE) {
        const page = made.slice(at, at + PAGE);
        // While a page is stored the engine fetches the next, so that there are mostly two under way.
        if (waiting.length === IN_FLIGHT) await waiting.shift();
        waiting.push(sync.call('store.applyPage', { kind, records: page, cursor: cursor(page.at(-1)!.id) }));
      }
      await Promise.all(waiting);
      ms += performance.now() - start;
      clearInterval(ticker);
      records += made.length;
    }
  }
  await ui.call('store.close', { wipe: false });
  worker.terminate();
  return { ms, records, longestGapMs };
}

/** Asks an inner worker, which runs the store's own modules and times them where they run. */
function inner(): { ask(message: Ask): Promise<Answer>; end(): void } {
  const worker = new Worker(new URL('./inner.ts', import.meta.url), { type: 'module' });
  return {
    ask: (message) =>
      new Promise((resolve, reject) => {
        worker.onmessage = (event: MessageEvent<Answer>) => resolve(event.data);
        worker.onerror = (event) => reject(new Error(event.message));
        worker.postMessage(message);
      }),
    end: () => worker.terminate(),
  };
}

/** @param stayMs how long the account stays open afterwards: snapshots are made when it is quiet */
async function open(account: string, stayMs: number): Promise<{ ms: number; firstRowsMs: number }> {
  const { worker, ui } = startStore(account);
  const start = performance.now();
  await ui.call('store.open', { account: { id: account } });
  const ms = performance.now() - start;
  await ui.call('watch.open', {
    ...listQuery(1, 0),
    sorts: [{ column: 'updated_at', direction: 'desc' }],
    filters: [],
    text: '',
  });
  const firstRowsMs = performance.now() - start;
  await new Promise((resolve) => setTimeout(resolve, stayMs));
  await ui.call('store.close', { wipe: false });
  worker.terminate();
  return { ms, firstRowsMs };
}

/** Lists through the real worker: from the call to the answer in the page, in milliseconds. */
async function roundTrips(account: string, count: number, offset: number): Promise<number[]> {
  const { worker, ui } = startStore(account);
  await ui.call('store.open', { account: { id: account } });
  await new Promise((resolve) => setTimeout(resolve, 3000));
  const { watchId } = await ui.call('watch.open', listQuery(0, offset));
  const times: number[] = [];
  for (let seed = 1; seed <= count; seed++) {
    const start = performance.now();
    await ui.call('watch.move', { watchId, spec: listQuery(seed, offset) });
    times.push(performance.now() - start);
  }
  await ui.call('store.close', { wipe: false });
  worker.terminate();
  return times;
}

/** What the page and the worker take when the account is open and idle, in bytes: heap and buffers. */
async function memory(
  account: string,
  settleMs: number,
): Promise<{ bytes: number; parts: { bytes: number; types: string[]; where: string }[] }> {
  const { worker, ui } = startStore(account);
  await ui.call('store.open', { account: { id: account } });
  await ui.call('watch.open', listQuery(1, 0));
  for (let seed = 0; seed < 20; seed++) {
    const { watchId } = await ui.call('watch.open', listQuery(seed, 0));
    await ui.call('watch.close', { watchId });
    await ui.call('search', { text: 'mar', limit: 20, kinds: null });
  }
  await new Promise((resolve) => setTimeout(resolve, settleMs));
  const measured = await performance.measureUserAgentSpecificMemory();
  await ui.call('store.close', { wipe: false });
  worker.terminate();
  return {
    bytes: measured.bytes,
    parts: measured.breakdown.map((part) => ({
      bytes: part.bytes,
      types: part.types,
      where: part.attribution.map((each) => each.scope).join(' '),
    })),
  };
}

declare global {
  interface Performance {
    /** Chromium alone, in cross-origin isolated pages. */
    measureUserAgentSpecificMemory(): Promise<{
      bytes: number;
      breakdown: { bytes: number; types: string[]; attribution: { scope: string }[] }[];
    }>;
  }
  interface Window {
    bench: typeof bench;
  }
}

const bench = {
  mirror,
  open,
  roundTrips,
  memory,
  baseline: (which: MirrorBaseline, records: number) => baselineMirror(which, records),
  async inner(...asks: Ask[]): Promise<Answer[]> {
    const { ask, end } = inner();
    const answers: Answer[] = [];
    for (const each of asks) answers.push(await ask(each));
    end();
    return answers;
  },
};
window.bench = bench;
