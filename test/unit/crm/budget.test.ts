import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createBudget, type Budget } from '../../../electron/crm/budget.ts';
import { floorOf, PER_MINUTE_MAX, PER_TEN_SECONDS_MAX } from '../../../electron/crm/budget-rules.ts';
import { budgetStateSchema, type BudgetState } from '../../../electron/crm/budget-state.ts';
import type { Headers, Lane } from '../../../electron/crm/transport.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const START = Date.UTC(2026, 10, 24, 9);
const LANES: readonly Lane[] = ['edit', 'look', 'today', 'background'];

/** A budget by a clock that stands still until it is set. */
function budgetAt({ callsPerHour = 40, state = null as BudgetState | null, start = START } = {}) {
  let now = start;
  let changes = 0;
  const budget = createBudget({
    now: () => now,
    state,
    settings: { callsPerHour },
    onChange: () => (changes += 1),
    chance: () => 0.5,
  });
  const call = (lane: Lane, status = 200, headers: Headers = {}): boolean => {
    const ticket = budget.begin(lane);
    if (ticket === null) return false;
    budget.end(ticket, true);
    budget.observe(status, headers, ticket.at);
    return true;
  };
  return {
    budget,
    call,
    pass: (ms: number) => (now += ms),
    changes: () => changes,
    /** How many calls of a lane go through at once, each a third of a minute after the other so that only the hour's rules hold. */
    callsUntilRefused(lane: Lane, headers: Headers = {}): number {
      for (let count = 0; ; count++) {
        if (!call(lane, 200, headers)) return count;
        now += 700;
      }
    },
  };
}

const told = (remaining: number, limit = 1000, reset?: number): Headers => ({
  'x-ratelimit-limit': String(limit),
  'x-ratelimit-remaining': String(remaining),
  ...(reset === undefined ? {} : { 'x-ratelimit-reset': String(reset) }),
});

describe('the share at rest', () => {
  it('lets the agenda use all of it, and background work three quarters', () => {
    expect(budgetAt().callsUntilRefused('background')).toBe(30);
    expect(budgetAt().callsUntilRefused('today')).toBe(40);
    const { callsUntilRefused } = budgetAt();
    expect([callsUntilRefused('background'), callsUntilRefused('today')]).toEqual([30, 10]);
    const other = budgetAt();
    expect([other.callsUntilRefused('today'), other.callsUntilRefused('background')]).toEqual([40, 0]);
  });

  it('is not used by what the user does', () => {
    const { budget, call, pass, callsUntilRefused } = budgetAt();
    for (let n = 0; n < 300; n++) {
      expect(call(n % 2 === 0 ? 'edit' : 'look')).toBe(true);
      pass(700);
    }
    expect(callsUntilRefused('background')).toBe(30);
    expect(budget.lastHour()).toBe(330);
  });

  it('is what the settings say, from then on', () => {
    const { budget, callsUntilRefused, changes } = budgetAt();
    budget.set({ callsPerHour: 15 });
    expect([budget.share(), budget.settings().callsPerHour, changes()]).toEqual([15, 15, 1]);
    expect(callsUntilRefused('background')).toBe(11);
  });

  it('gives a call back an hour after it was used', () => {
    const { budget, call, pass, callsUntilRefused } = budgetAt();
    const first = budget.now();
    callsUntilRefused('background');
    expect(budget.allowedAt('background')).toBe(first + HOUR);
    pass(first + HOUR - budget.now());
    expect(call('background')).toBe(true);
    expect(call('background')).toBe(false);
  });
});

describe('a first mirror', () => {
  it('may take half of the account’s limit, which does not count towards the share', () => {
    const { budget, callsUntilRefused } = budgetAt();
    budget.burst(true);
    expect(callsUntilRefused('background')).toBe(500 + 30);
    budget.burst(false);
    expect(callsUntilRefused('today')).toBe(10);
  });

  it('lets the first agenda go beyond the share too', () => {
    const { budget, callsUntilRefused } = budgetAt();
    budget.burst(true);
    expect(callsUntilRefused('today')).toBe(500 + 40);
  });

  it('goes by the limit that the server tells', () => {
    const { budget, callsUntilRefused } = budgetAt();
    budget.burst(true);
    expect(callsUntilRefused('background', told(4000, 4000, 3600))).toBeGreaterThanOrEqual(2000);
  });

  it('is a volley, of at most a hundred a minute', () => {
    const { budget, call } = budgetAt();
    budget.burst(true);
    let count = 0;
    while (call('background')) count += 1;
    expect(count).toBe(PER_MINUTE_MAX);
    expect(budget.allowedAt('edit')).toBe(START + MINUTE);
  });
});

describe('what is left of the account', () => {
  it.each(LANES)('stops %s below its floor, until the limit begins anew', (lane) => {
    const { budget, call, pass } = budgetAt();
    expect(call('edit', 200, told(Math.floor(floorOf(lane, 1000)) - 1, 1000, 600))).toBe(true);
    expect(call(lane)).toBe(false);
    const again = budget.allowedAt(lane);
    expect(again).toBeGreaterThan(START + 600 * SECOND);
    expect(again).toBeLessThanOrEqual(START + 600 * SECOND + 2 * MINUTE);
    pass(again - START);
    expect(call(lane)).toBe(true);
  });

  it('stops the less important first', () => {
    const floors = LANES.map((lane) => floorOf(lane, 2000));
    expect(floors).toEqual([60, 160, 300, 500]);
    const { budget, call } = budgetAt();
    call('edit', 200, told(200, 2000, 600));
    expect(LANES.filter((lane) => budget.allowedAt(lane) <= budget.now())).toEqual(['edit', 'look']);
  });

  it('counts its own calls that the server has not told of', () => {
    const { budget, call } = budgetAt();
    call('edit', 200, told(62, 2000, 600));
    const tickets = [budget.begin('edit'), budget.begin('edit'), budget.begin('edit')];
    expect(tickets.map((ticket) => ticket !== null)).toEqual([true, true, true]);
    expect(budget.begin('edit')).toBeNull();
    const [first] = tickets;
    if (first) budget.end(first, false);
    expect(budget.begin('edit')).not.toBeNull();
  });

  it('lets background work go on by the pace of the hour', () => {
    const { budget, call, pass } = budgetAt();
    call('edit', 200, told(1400, 2000, 3600));
    const again = budget.allowedAt('background');
    // 45 % more than the floor of 25 % is left, which is enough when nine tenths of the hour are.
    expect(Math.abs(again - (START + 0.1 * HOUR))).toBeLessThan(2 * SECOND);
    expect(budget.allowedAt('today')).toBe(START);
    pass(again - START);
    expect(call('background')).toBe(true);
  });

  it('lets the agenda go on by half that pace', () => {
    const { budget, call } = budgetAt();
    call('edit', 200, told(600, 2000, 3600));
    // 15 % more than the floor of 15 % is left: enough for the last six tenths of the hour.
    expect(Math.abs(budget.allowedAt('today') - (START + 0.4 * HOUR))).toBeLessThan(2 * SECOND);
    expect(budget.allowedAt('look')).toBe(START);
  });

  it('is known by the hour where the server tells of a tighter limit a minute as well', () => {
    const { budget, call, pass } = budgetAt();
    call('edit', 200, told(900, 1000, 3000));
    call('edit', 200, told(70, 400, 30));
    expect([budget.limit(), budget.remaining()]).toEqual([1000, 900]);
    expect(call('look')).toBe(false);
    pass(40 * SECOND);
    expect(call('look')).toBe(true);
  });

  it('is forgotten when it begins anew', () => {
    const { budget, call, pass } = budgetAt();
    expect([budget.limit(), budget.remaining()]).toEqual([null, null]);
    call('edit', 200, told(900, 1000, 60));
    expect([budget.limit(), budget.remaining()]).toEqual([1000, 900]);
    pass(62 * SECOND);
    expect([budget.limit(), budget.remaining()]).toEqual([1000, null]);
  });

  it('without a word of when it begins anew is asked for again after ten minutes by what the user waits for, else after an hour', () => {
    const { budget, call } = budgetAt();
    call('edit', 200, told(0));
    expect(LANES.map((lane) => budget.allowedAt(lane) - START)).toEqual([
      10 * MINUTE,
      10 * MINUTE,
      HOUR,
      HOUR,
    ]);
  });

  it('may be told without the limit', () => {
    const { budget, call } = budgetAt();
    call('edit', 200, { 'x-ratelimit-remaining': '90', 'x-ratelimit-reset': '600' });
    expect([budget.limit(), budget.remaining()]).toEqual([null, 90]);
    expect(call('today')).toBe(false);
    expect(call('look')).toBe(true);
  });
});

describe('a 429', () => {
  it('stops every lane for as long as it asks, and a little more', () => {
    const { budget, call } = budgetAt();
    call('look', 429, { 'retry-after': '90' });
    for (const lane of LANES) {
      const wait = budget.allowedAt(lane) - START;
      expect(wait).toBeGreaterThan(90 * SECOND);
      expect(wait).toBeLessThan(90 * SECOND * 1.1 + 2 * SECOND);
    }
  });

  it('that names no time stops them longer each time, up to some twenty minutes', () => {
    const { budget, call, pass } = budgetAt();
    const waits: number[] = [];
    for (let n = 0; n < 8; n++) {
      expect(call('edit', 429)).toBe(true);
      waits.push(Math.round((budget.allowedAt('edit') - budget.now()) / MINUTE));
      pass(budget.allowedAt('edit') - budget.now());
    }
    expect(waits).toEqual([1, 2, 4, 8, 17, 21, 21, 21]);
    call('edit');
    call('edit', 429);
    expect(Math.round((budget.allowedAt('edit') - budget.now()) / MINUTE)).toBe(1);
  });

  it('that names a time which is not true is not believed twice', () => {
    const { budget, call, pass } = budgetAt();
    const zero = { 'retry-after': '0' };
    call('edit', 429, zero);
    expect(budget.allowedAt('edit') - START).toBeLessThan(2 * SECOND);
    pass(2 * SECOND);
    call('edit', 429, zero);
    expect(budget.allowedAt('edit') - budget.now()).toBeGreaterThanOrEqual(MINUTE);
  });
});

describe('an account that ran out', () => {
  it('has background work take half, and less each time, until it has borne it for long', () => {
    const { call, pass, callsUntilRefused } = budgetAt();
    const nextHour = (): void => void pass(HOUR + 5 * MINUTE);
    call('edit', 429, { 'retry-after': '60' });
    call('edit', 429, { 'retry-after': '60' });
    nextHour();
    expect(callsUntilRefused('background')).toBe(15);
    call('edit', 429);
    nextHour();
    expect(callsUntilRefused('background')).toBe(7);
    nextHour();
    expect(callsUntilRefused('background')).toBe(11);
    expect(callsUntilRefused('today')).toBe(29);
  });

  it('is told by what is left as well', () => {
    const { call, pass, callsUntilRefused } = budgetAt();
    call('edit', 200, told(79, 1000, 60));
    pass(5 * MINUTE);
    expect(callsUntilRefused('background')).toBe(15);
  });
});

describe('the server’s clock', () => {
  const at = (ms: number): Headers => ({ date: new Date(ms).toUTCString() });

  it('is this machine’s until an answer tells', () => {
    const { budget, call, pass } = budgetAt();
    expect(budget.serverNow()).toBe(START);
    call('look', 200, at(START - 5 * MINUTE));
    expect(budget.serverNow()).toBe(START - 5 * MINUTE);
    pass(SECOND);
    expect(budget.serverNow()).toBe(START - 5 * MINUTE + SECOND);
  });

  it('is not taken for slow because an answer was', () => {
    const { budget, call, pass } = budgetAt();
    call('look', 200, at(START));
    const ticket = budget.begin('look');
    pass(40 * SECOND);
    if (ticket) budget.end(ticket, true);
    budget.observe(200, at(START + 5 * SECOND), START);
    expect(budget.serverNow()).toBe(START + 40 * SECOND);
  });

  it('stays what it is when this machine’s is set back', () => {
    const { budget, call, pass } = budgetAt();
    call('look', 200, at(START));
    pass(-3 * HOUR);
    expect(budget.serverNow()).toBe(START);
  });
});

describe('calls on their way', () => {
  it('count from the moment they are let through', () => {
    const { budget } = budgetAt();
    const tickets = Array.from({ length: 31 }, () => budget.begin('edit'));
    expect(tickets.filter((ticket) => ticket !== null)).toHaveLength(PER_TEN_SECONDS_MAX);
    expect(budget.lastHour()).toBe(30);
  });

  it('do not count where nothing left', () => {
    const { budget } = budgetAt();
    const ticket = budget.begin('background');
    if (ticket) budget.end(ticket, false);
    expect(budget.lastHour()).toBe(0);
  });

  it('are not counted twice when the transport tells of them, but its redirects are', () => {
    const { budget } = budgetAt();
    const ticket = budget.begin('background');
    budget.record({ at: START, lane: 'background' });
    if (ticket) budget.end(ticket, true);
    expect(budget.lastHour()).toBe(1);
    const second = budget.begin('background');
    budget.record({ at: START, lane: 'background' });
    budget.record({ at: START, lane: 'background' });
    if (second) budget.end(second, true);
    expect(budget.lastHour()).toBe(3);
  });
});

// ---- properties --------------------------------------------------------------------------------------------------------

type Step =
  | { readonly do: 'call'; readonly lane: Lane; readonly status: number; readonly headers: Headers }
  | { readonly do: 'pass'; readonly ms: number }
  | { readonly do: 'burst'; readonly isOn: boolean }
  | { readonly do: 'restart' };

const headersArbitrary: fc.Arbitrary<Headers> = fc.oneof(
  fc.constant({}),
  fc.record({ 'retry-after': fc.nat(4000).map(String) }),
  fc.record({
    'x-ratelimit-limit': fc.constantFrom('400', '1000', '2000'),
    'x-ratelimit-remaining': fc.nat(400).map(String),
    'x-ratelimit-reset': fc.oneof(fc.nat(3600), fc.constant(1_900_000_000)).map(String),
  }),
  fc.record({ 'x-ratelimit-remaining': fc.nat(1000).map(String) }),
);
const stepArbitrary = (moves: fc.Arbitrary<number>): fc.Arbitrary<Step> =>
  fc.oneof(
    {
      weight: 12,
      arbitrary: fc.record({
        do: fc.constant('call' as const),
        lane: fc.constantFrom(...LANES),
        status: fc.constantFrom(200, 200, 200, 200, 500, 429),
        headers: headersArbitrary,
      }),
    },
    { weight: 8, arbitrary: fc.record({ do: fc.constant('pass' as const), ms: moves }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('burst' as const), isOn: fc.boolean() }) },
    { weight: 1, arbitrary: fc.constant({ do: 'restart' as const }) },
  );
const forwards = fc.oneof(fc.nat(SECOND), fc.nat(20 * SECOND), fc.nat(20 * MINUTE), fc.nat(2 * HOUR));
const anywhere = fc.oneof(forwards, fc.integer({ min: -3 * HOUR, max: 3 * HOUR }));

interface Call {
  readonly at: number;
  readonly lane: Lane;
  readonly isBurst: boolean;
}

/** Does the steps, checking `check` before each, and gives the calls that went through. */
function run(
  steps: readonly Step[],
  check: (budget: Budget, set: (ms: number) => void, isBurst: boolean) => void,
): Call[] {
  let now = START;
  let isBurst = false;
  let budget = createBudget({
    now: () => now,
    state: null,
    settings: { callsPerHour: 20 },
    chance: () => 0.7,
  });
  const calls: Call[] = [];
  for (const step of steps) {
    check(budget, (ms) => (now = ms), isBurst);
    if (step.do === 'pass') now += step.ms;
    else if (step.do === 'burst') {
      isBurst = step.isOn;
      budget.burst(isBurst);
    } else if (step.do === 'restart') {
      const state = budgetStateSchema.parse(JSON.parse(JSON.stringify(budget.state())));
      budget = createBudget({ now: () => now, state, settings: { callsPerHour: 20 }, chance: () => 0.7 });
      budget.burst(isBurst);
    } else {
      // Ten at a time, so that the rules are reached.
      for (let n = 0; n < 10; n++) {
        const ticket = budget.begin(step.lane);
        if (ticket === null) break;
        calls.push({ at: now, lane: step.lane, isBurst: ticket.tag === 'burst' });
        budget.end(ticket, true);
        budget.observe(step.status, step.headers, ticket.at);
      }
    }
  }
  return calls;
}

/** The most calls in any stretch of `length`. */
function most(calls: readonly Call[], length: number): number {
  return Math.max(
    0,
    ...calls.map(({ at }) => calls.filter((other) => other.at > at - length && other.at <= at).length),
  );
}

describe('whatever happens', () => {
  it('no stretch of time holds more calls than its rule allows', () => {
    fc.assert(
      fc.property(fc.array(stepArbitrary(forwards), { maxLength: 60 }), (steps) => {
        const calls = run(steps, () => {});
        const atRest = calls.filter(
          ({ lane, isBurst }) => !isBurst && (lane === 'today' || lane === 'background'),
        );
        expect(most(atRest, HOUR)).toBeLessThanOrEqual(20);
        expect(
          most(
            atRest.filter(({ lane }) => lane === 'background'),
            HOUR,
          ),
        ).toBeLessThanOrEqual(15);
        expect(most(calls, MINUTE)).toBeLessThanOrEqual(PER_MINUTE_MAX);
        if (!steps.some((step) => step.do === 'burst' && step.isOn))
          expect(most(calls, 10 * SECOND)).toBeLessThanOrEqual(PER_TEN_SECONDS_MAX);
      }),
    );
  });

  it('a call is allowed from the very moment that was told, and not before', () => {
    fc.assert(
      fc.property(
        fc.array(stepArbitrary(anywhere), { maxLength: 40 }),
        fc.constantFrom(...LANES),
        (steps, lane) => {
          let last: (() => void) | null = null;
          run([...steps, { do: 'pass', ms: 0 }], (budget, set) => {
            last = () => {
              const now = budget.now();
              const at = budget.allowedAt(lane);
              expect(at).toBeGreaterThanOrEqual(now);
              expect(at).toBeLessThanOrEqual(now + HOUR * 1.1 + 3 * MINUTE);
              if (at > now) {
                expect(budget.begin(lane)).toBeNull();
                set(at - 1);
                expect(budget.begin(lane)).toBeNull();
                set(at);
              }
              expect(budget.begin(lane)).not.toBeNull();
            };
          });
          (last as (() => void) | null)?.();
        },
      ),
    );
  });

  it('is remembered over a restart', () => {
    fc.assert(
      fc.property(fc.array(stepArbitrary(anywhere), { maxLength: 40 }), (steps) => {
        run(steps, (budget, _, isBurst) => {
          const state = JSON.parse(JSON.stringify(budget.state())) as BudgetState;
          const again = createBudget({
            now: () => budget.now(),
            state: budgetStateSchema.parse(state),
            settings: budget.settings(),
            chance: () => 0.7,
          });
          // It is for the engine to say again that a first mirror runs.
          again.burst(isBurst);
          for (const lane of LANES) expect(again.allowedAt(lane)).toBe(budget.allowedAt(lane));
          expect([again.lastHour(), again.limit(), again.remaining(), again.serverNow()]).toEqual([
            budget.lastHour(),
            budget.limit(),
            budget.remaining(),
            budget.serverNow(),
          ]);
        });
      }),
    );
  });

  it('a clock that is set back changes no wait and gives nothing back', () => {
    fc.assert(
      fc.property(
        fc.array(stepArbitrary(forwards), { maxLength: 40 }),
        fc.integer({ min: 1, max: 400 * 24 * HOUR }),
        (steps, back) => {
          run(steps, (budget, set) => {
            const now = budget.now();
            const before = LANES.map((lane) => budget.allowedAt(lane) - now);
            const counted = budget.lastHour();
            set(now - back);
            expect(LANES.map((lane) => budget.allowedAt(lane) - budget.now())).toEqual(before);
            expect(budget.lastHour()).toBe(counted);
          });
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('what holds a call back', () => {
  it('is the share, or what is left of the account’s hour', () => {
    const share = budgetAt();
    share.callsUntilRefused('today');
    expect(share.budget.heldBy('today')).toBe('hour');
    const account = budgetAt();
    account.call('edit', 200, told(5, 1000, 600));
    expect(account.budget.allowedAt('edit')).toBeGreaterThan(account.budget.now());
    expect(account.budget.heldBy('edit')).toBe('hour');
  });

  it('is a minute’s rest after a volley, and only that', () => {
    const { budget, call, pass } = budgetAt();
    while (call('edit'));
    expect(budget.heldBy('edit')).toBe('minute');
    pass(MINUTE);
    expect(call('edit')).toBe(true);
  });

  it('is the CRM where it has asked for a rest', () => {
    const { budget, call } = budgetAt();
    call('look', 429, { 'retry-after': '120' });
    for (const lane of LANES) expect(budget.heldBy(lane)).toBe('asked');
  });

  it('is whatever lasts longest', () => {
    const { budget, call, callsUntilRefused } = budgetAt();
    callsUntilRefused('background');
    call('look', 429, { 'retry-after': '120' });
    expect([budget.heldBy('edit'), budget.heldBy('background')]).toEqual(['asked', 'hour']);
  });
});
