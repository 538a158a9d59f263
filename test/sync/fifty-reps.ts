import { createBudget, type Budget, type Ticket } from '../../electron/crm/budget.ts';
import type { Lane } from '../../electron/crm/transport.ts';
import { RateLimiter, type RateLimit } from '../../electron/sample/rate-limit.ts';

/**
 * A company's working day against one account's limit: every rep is a budget with a load of calls that it wants to make, one at a time, most important first. There is no engine and no
 * record here, only who calls when; the server is the sample server's own counter. Virtual time, seeded chance.
 */

const SECOND = 1000;
const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
const START = Date.UTC(2026, 10, 24, 8);

export interface Day {
  readonly seed: number;
  readonly reps: number;
  readonly hours: number;
  readonly limit: RateLimit;
  /** Reps that sign in for the first time: two in the morning, the others through the day. */
  readonly firstMirrors: number;
}

export interface DayReport {
  readonly calls: Record<Lane, number>;
  readonly refused: number;
  /** Calls that left a device before the time that a 429 had named to it. */
  readonly tooEarly: number;
  /** Edits that the users made, and those that went out. */
  readonly edits: number;
  readonly sent: number;
  /** How long edits waited, ascending, in milliseconds. */
  readonly waits: readonly number[];
  /** Pages of first mirrors that came, of each. */
  readonly mirrored: readonly number[];
  /** One line for each call, to compare two runs. */
  readonly trace: readonly string[];
}

/** Mulberry32: small, seeded, good enough for loads. */
function chanceFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

interface Wish {
  readonly lane: Lane;
  readonly at: number;
}

interface Rep {
  readonly number: number;
  readonly budget: Budget;
  /** What it wants to call and has not, by lane, oldest first. Background work never ends. */
  readonly wishes: Record<'edit' | 'look' | 'today', Wish[]>;
  /** Pages of a first mirror that it still wants. */
  pages: number;
  isCalling: boolean;
  /** No call may be made before, as a 429 has said. */
  until: number;
  /** The wake that counts; others were overtaken. */
  wake: number;
}

/** Events in the order of their times; ties in the order they came. */
function agenda() {
  let count = 0;
  const heap: { at: number; n: number; run: () => void }[] = [];
  const isBefore = (a: number, b: number): boolean => {
    const [left, right] = [heap[a], heap[b]];
    if (!left || !right) return false;
    return left.at < right.at || (left.at === right.at && left.n < right.n);
  };
  const swap = (a: number, b: number): void => {
    const [left, right] = [heap[a], heap[b]];
    if (left && right) [heap[a], heap[b]] = [right, left];
  };
  return {
    add(at: number, run: () => void): void {
      heap.push({ at, n: count++, run });
      for (let i = heap.length - 1; i > 0;) {
        const parent = (i - 1) >> 1;
        if (!isBefore(i, parent)) break;
        swap(i, parent);
        i = parent;
      }
    },
    next(): { at: number; run: () => void } | null {
      const [first] = heap;
      if (!first) return null;
      swap(0, heap.length - 1);
      heap.pop();
      for (let i = 0; ;) {
        let least = i;
        if (isBefore(2 * i + 1, least)) least = 2 * i + 1;
        if (isBefore(2 * i + 2, least)) least = 2 * i + 2;
        if (least === i) break;
        swap(i, least);
        i = least;
      }
      return first;
    },
  };
}

/** When the users of a day want what: mornings together, a round of visits each, and everybody's notes after the meeting at noon. */
function wishesOf(chance: () => number, hours: number): Wish[] {
  const wishes: Wish[] = [];
  const add = (lane: Lane, at: number, count: number, every: number): void => {
    for (let n = 0; n < count; n++) wishes.push({ lane, at: at + n * every });
  };
  const end = hours * HOUR - 30 * MINUTE;
  add('look', 5 * MINUTE + chance() * 5 * MINUTE, 20, 2 * SECOND);
  for (let at = 30 * MINUTE + chance() * 45 * MINUTE; at < end; at += (40 + chance() * 30) * MINUTE) {
    add('look', at, 6, 3 * SECOND);
    // Each edit reads first and then writes.
    add('edit', at + (10 + chance() * 15) * MINUTE, 2 * Math.floor(1 + chance() * 4), SECOND);
  }
  if (hours > 4) add('edit', 4 * HOUR, 10, 0);
  for (let at = chance() * 15 * MINUTE; at < end; at += 15 * MINUTE) add('today', at, 2, 0);
  return wishes.map(({ lane, at }) => ({ lane, at: START + Math.floor(at) }));
}

/** Lives through a day. Equal options give equal reports. */
export function liveADay({ seed, reps: count, hours, limit, firstMirrors }: Day): DayReport {
  const chance = chanceFrom(seed);
  const events = agenda();
  const limiter = new RateLimiter(limit);
  let now = START;
  const end = START + hours * HOUR;
  const calls: Record<Lane, number> = { edit: 0, look: 0, today: 0, background: 0 };
  const waits: number[] = [];
  const trace: string[] = [];
  let [refused, tooEarly, edits] = [0, 0, 0];

  function nextWish(rep: Rep): Lane {
    if (rep.wishes.edit.length > 0) return 'edit';
    if (rep.wishes.look.length > 0) return 'look';
    return rep.wishes.today.length > 0 ? 'today' : 'background';
  }

  /** Calls what is most important and allowed, or waits for the first time that something is. */
  function act(rep: Rep): void {
    if (rep.isCalling || now >= end + HOUR) return;
    const lanes: Lane[] = [nextWish(rep)];
    // A lane that must wait does not hold up one that need not.
    for (const lane of ['look', 'today'] as const) if (rep.wishes[lane].length > 0) lanes.push(lane);
    if (now < end) lanes.push('background');
    const wanted = lanes.filter((lane) => lane !== 'background' || now < end);
    for (const lane of wanted) {
      const ticket = rep.budget.begin(lane);
      if (ticket === null) continue;
      send(rep, lane, ticket);
      return;
    }
    const skew = rep.budget.now() - now;
    const at = Math.min(...wanted.map((lane) => rep.budget.allowedAt(lane))) - skew;
    if (Number.isFinite(at)) wakeAt(rep, at);
  }

  function wakeAt(rep: Rep, at: number): void {
    rep.wake = at;
    events.add(at, () => {
      if (rep.wake === at) act(rep);
    });
  }

  function send(rep: Rep, lane: Lane, ticket: Ticket): void {
    rep.isCalling = true;
    const wish = lane === 'background' ? null : rep.wishes[lane].shift();
    const latency = Math.floor(100 + chance() * chance() * 4000);
    if (now < rep.until) tooEarly += 1;
    events.add(now + Math.floor(latency / 2), () => {
      const { allowed, headers } = limiter.take(now);
      calls[lane] += 1;
      if (!allowed) refused += 1;
      trace.push(`${now - START} ${rep.number} ${lane} ${allowed ? 'ok' : '429'}`);
      events.add(now + Math.ceil(latency / 2), () => {
        rep.isCalling = false;
        rep.budget.end(ticket, true);
        rep.budget.observe(allowed ? 200 : 429, headers, ticket.at);
        if (!allowed) rep.until = now + Number(headers['retry-after'] ?? 0) * SECOND;
        if (!allowed && wish && lane !== 'background') rep.wishes[lane].unshift(wish);
        if (allowed && lane === 'edit' && wish) waits.push(now - wish.at);
        if (allowed && ticket.tag === 'burst') rep.pages -= 1;
        if (rep.pages === 0) rep.budget.burst(false);
        act(rep);
      });
    });
  }

  const everybody = Array.from({ length: count }, (_, number): Rep => {
    // Clocks of laptops are wrong by minutes, one by a day.
    const skew = number === 7 ? 24 * HOUR : Math.floor((chance() - 0.5) * 6 * MINUTE);
    const rep: Rep = {
      number,
      budget: createBudget({ now: () => now + skew, state: null, settings: { callsPerHour: 40 }, chance }),
      wishes: { edit: [], look: [], today: [] },
      pages: -1,
      isCalling: false,
      until: 0,
      wake: -1,
    };
    if (number < firstMirrors) {
      const at = START + (number < 2 ? 3 * MINUTE : number * HOUR + 20 * MINUTE);
      events.add(at, () => {
        rep.pages = 700;
        rep.budget.burst(true);
        act(rep);
      });
    }
    for (const wish of wishesOf(chance, hours)) {
      if (wish.lane === 'edit') edits += 1;
      events.add(wish.at, () => {
        if (wish.lane !== 'background') rep.wishes[wish.lane].push(wish);
        act(rep);
      });
    }
    events.add(START + Math.floor(chance() * 10 * MINUTE), () => act(rep));
    return rep;
  });

  for (let event = events.next(); event !== null; event = events.next()) {
    now = event.at;
    event.run();
  }
  return {
    calls,
    refused,
    tooEarly,
    edits,
    sent: waits.length,
    waits: waits.sort((a, b) => a - b),
    mirrored: everybody.slice(0, firstMirrors).map(({ pages }) => 700 - pages),
    trace,
  };
}
