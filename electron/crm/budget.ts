import type { BudgetSettings, CallLimit } from '../../shared/sync-state.ts';
import {
  backgroundMax,
  burstMax,
  HOUR_MS,
  LIMIT_UNTIL_TOLD,
  MINUTE_MS,
  PER_MINUTE_MAX,
  PER_TEN_SECONDS_MAX,
  rollingFrom,
  TEN_SECONDS_MS,
} from './budget-rules.ts';
import { learned } from './budget-learning.ts';
import {
  freshBudgetState,
  shiftedState,
  type BudgetState,
  type CallTag,
  type LimitWindow,
} from './budget-state.ts';
import { isOver, windowFrom } from './limit-window.ts';
import type { CallReport, Headers, Lane } from './transport.ts';

export interface BudgetOptions {
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** What was known when the app ended; null to start afresh. */
  readonly state: BudgetState | null;
  readonly settings: BudgetSettings;
  /** Told after every change of `state()` or `settings()`. */
  readonly onChange?: () => void;
  /** A number from 0 up to 1. */
  readonly chance?: () => number;
}

/** A call that was let through and has not ended. */
export interface Ticket {
  readonly at: number;
  readonly tag: CallTag;
}

/**
 * The one budget of an account on this device: it counts what is called, learns what the server tells of its limits, and says when a call may be made.
 * It fits `Calls` of electron/sync/ports.ts.
 */
export interface Budget {
  /** This machine's clock, epoch milliseconds. */
  now(): number;
  /** Calls of this device within the last hour. */
  lastHour(): number;
  /** The account's limit an hour, as the server last said; null where it never did. */
  limit(): number | null;
  /** What is left of it; null where the server does not say, or a new hour has begun since it did. */
  remaining(): number | null;
  /** This device's share an hour, at rest. */
  share(): number;
  /** When a call in this lane may be made if nothing else happens: now where it may be at once. Never more than some minutes beyond an hour. */
  allowedAt(lane: Lane): number;
  /** What holds a call in this lane back the longest. */
  heldBy(lane: Lane): CallLimit;
  /** The server's clock, as far as its answers have told. */
  serverNow(): number;
  settings(): BudgetSettings;
  set(settings: BudgetSettings): void;
  /**
   * Whether a first mirror runs: the user waits for it, so what is called in its background and for its agenda goes beyond the share, up to half of the account's
   * limit. Off at start.
   */
  burst(isOn: boolean): void;
  /** Lets a call through and counts it at once; null where it must not be made now. Each ticket is to be ended. */
  begin(lane: Lane): Ticket | null;
  /** A call has ended; `hasLeft` tells whether it may have reached the server. */
  end(ticket: Ticket, hasLeft: boolean): void;
  /** Counts a call that the transport tells of. A call that was begun here is not counted twice. */
  record(call: Pick<CallReport, 'at' | 'lane'>): void;
  /** Learns from an answer. `sentAt` is when its request left. */
  observe(status: number, headers: Headers, sentAt: number): void;
  state(): BudgetState;
}

/** Until when each of the limits holds a call back, epoch milliseconds. */
type Holds = Readonly<Record<CallLimit, number>>;
/** Of those that hold equally long the first is told. */
const CALL_LIMITS: readonly CallLimit[] = ['hour', 'asked', 'minute'];

function longest(...all: readonly Holds[]): Holds {
  const most = (limit: CallLimit): number => Math.max(...all.map((holds) => holds[limit]));
  return { hour: most('hour'), minute: most('minute'), asked: most('asked') };
}

/** The shares and floors are those of docs/decisions/0017, in `budget-rules.ts`. */
export function createBudget(options: BudgetOptions): Budget {
  const { now, onChange = () => {}, chance = Math.random } = options;
  let settings = options.settings;
  let isBurst = false;
  let state = options.state === null ? freshBudgetState(now()) : structuredClone(options.state);
  let open: Ticket[] = [];
  /** This device's own place in the queue after a reset. */
  const spread = chance();

  /** The state by the clock as it is now, without what is too old to count. */
  function current(): BudgetState {
    const at = now();
    if (at < state.seenAt) {
      const back = at - state.seenAt;
      state = shiftedState(state, back);
      open = open.map((ticket) => ({ ...ticket, at: ticket.at + back }));
    }
    state.seenAt = at;
    const first = state.calls.findIndex(([called]) => called > at - HOUR_MS);
    if (first !== 0) state.calls = first < 0 ? [] : state.calls.slice(first);
    if (isOver(state.hour, at)) state.hour = null;
    if (isOver(state.minute, at)) state.minute = null;
    return state;
  }

  /** The times of the calls that count, ascending: those with one of these tags, or all. */
  function timesOf(...tags: CallTag[]): number[] {
    const counts = (tag: CallTag): boolean => tags.length === 0 || tags.includes(tag);
    const ended = state.calls.filter(([, tag]) => counts(tag)).map(([at]) => at);
    const begun = open.filter(({ tag }) => counts(tag)).map(({ at }) => at);
    return begun.length === 0 ? ended : [...ended, ...begun].sort((a, b) => a - b);
  }

  /** When this device's share allows one more call at rest. */
  function shareFrom(lane: 'today' | 'background'): number {
    const whole = rollingFrom(timesOf('today', 'background'), settings.callsPerHour, HOUR_MS);
    if (lane === 'today') return whole;
    return Math.max(
      whole,
      rollingFrom(timesOf('background'), backgroundMax(settings.callsPerHour, state.ease), HOUR_MS),
    );
  }

  function accountFrom(lane: Lane, isPaced: boolean): Holds {
    const { hour, minute, blockedUntil } = state;
    return {
      asked: blockedUntil ?? -Infinity,
      hour: windowFrom(hour, lane, { isPaced, spread }),
      minute: windowFrom(minute, lane, { isPaced: false, spread }),
    };
  }

  /** Until when each limit holds back a call that would be tagged so, whatever the clock says now. */
  function holdsOf(tag: CallTag): Holds {
    const all = timesOf();
    const minute = rollingFrom(all, PER_MINUTE_MAX, MINUTE_MS);
    const volley = isBurst ? -Infinity : rollingFrom(all, PER_TEN_SECONDS_MAX, TEN_SECONDS_MS);
    const device: Holds = { asked: -Infinity, hour: -Infinity, minute: Math.max(minute, volley) };
    switch (tag) {
      case 'edit':
      case 'look':
        return longest(device, accountFrom(tag, false));
      case 'today':
      case 'background':
        return longest(device, accountFrom(tag, true), { ...device, hour: shareFrom(tag) });
      case 'burst': {
        const own = rollingFrom(timesOf('burst'), burstMax(state.limit ?? LIMIT_UNTIL_TOLD), HOUR_MS);
        return longest(device, accountFrom('background', false), { ...device, hour: own });
      }
    }
  }

  const tagFrom = (tag: CallTag): number => Math.max(...Object.values(holdsOf(tag)));

  const tagsOf = (lane: Lane): readonly CallTag[] =>
    isBurst && (lane === 'background' || lane === 'today') ? ['burst', lane] : [lane];

  function count(at: number, tag: CallTag): void {
    const { calls } = current();
    const later = calls.findIndex(([other]) => other > at);
    calls.splice(later < 0 ? calls.length : later, 0, [at, tag]);
  }

  function forEachWindow(change: (window: LimitWindow) => LimitWindow): void {
    if (state.hour) state.hour = change(state.hour);
    if (state.minute) state.minute = change(state.minute);
  }

  return {
    now,
    lastHour: () => current().calls.length + open.length,
    limit: () => current().limit,
    remaining: () => {
      const { hour, seenAt } = current();
      return hour === null || (hour.resetAt ?? Infinity) <= seenAt ? null : hour.remaining;
    },
    share: () => settings.callsPerHour,
    allowedAt(lane) {
      const { seenAt } = current();
      return Math.max(seenAt, Math.min(...tagsOf(lane).map(tagFrom)));
    },
    heldBy(lane) {
      current();
      // Of several ways the one that opens first counts.
      const [tag] = tagsOf(lane).toSorted((a, b) => tagFrom(a) - tagFrom(b));
      const holds = holdsOf(tag ?? lane);
      return CALL_LIMITS.reduce((most, limit) => (holds[limit] > holds[most] ? limit : most));
    },
    serverNow: () => {
      const { seenAt, clockOffset } = current();
      return seenAt + (clockOffset ?? 0);
    },
    settings: () => settings,
    set(given) {
      settings = given;
      onChange();
    },
    burst(isOn) {
      isBurst = isOn;
    },
    begin(lane) {
      const { seenAt } = current();
      const tag = tagsOf(lane).find((candidate) => tagFrom(candidate) <= seenAt);
      if (tag === undefined) return null;
      const ticket = { at: seenAt, tag };
      open.push(ticket);
      forEachWindow((window) => ({ ...window, since: window.since + 1 }));
      onChange();
      return ticket;
    },
    end(ticket, hasLeft) {
      current();
      // A clock that was set back has made another object of it; the transport's report has taken it away.
      const index = open.findIndex(({ tag, at }) => tag === ticket.tag && at <= ticket.at);
      const found = open[index];
      if (!found) return;
      open.splice(index, 1);
      if (hasLeft) count(found.at, found.tag);
      else forEachWindow((window) => ({ ...window, since: Math.max(0, window.since - 1) }));
      onChange();
    },
    record({ at, lane }) {
      current();
      const isAtRest = lane === 'background' || lane === 'today';
      const index = open.findIndex(({ tag }) => tag === lane || (tag === 'burst' && isAtRest));
      const found = open[index];
      if (found) open.splice(index, 1);
      else forEachWindow((window) => ({ ...window, since: window.since + 1 }));
      count(found?.at ?? Math.min(at, state.seenAt), found?.tag ?? lane);
      onChange();
    },
    observe(status, headers, sentAt) {
      const { seenAt } = current();
      state = learned(state, { status, headers, sentAt, at: seenAt, open: open.length, chance: chance() });
      onChange();
    },
    state: () => {
      const { calls, ...rest } = current();
      const begun = open.map(({ at, tag }): [number, CallTag] => [at, tag]);
      // Its windows and calls are replaced, never changed.
      return { ...rest, calls: [...calls, ...begun].sort(([a], [b]) => a - b) };
    },
  };
}
