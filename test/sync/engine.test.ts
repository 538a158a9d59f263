import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ErrorInfo } from '../../shared/errors.ts';
import { AppError } from '../../shared/errors.ts';
import { backoff } from '../../shared/backoff.ts';
import { settle } from '../fakes/virtual-clock.ts';
import { instant, type FakeCrm } from './fake-crm.ts';
import { bothSides, isMirrored, START, world, type World } from './world.ts';

const SIZE = { contacts: 250, sales_accounts: 100, deals: 101 };
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const expectSame = (w: World): void => {
  const { here, there } = bothSides(w);
  expect(here).toEqual(there);
};
const callsOf = (crm: FakeCrm, word: string): string[] => crm.calls.filter((call) => call.startsWith(word));

describe('the engine, the first time', () => {
  it('mirrors configuration and every kind, then is idle', async () => {
    const w = world(SIZE);
    const engine = w.engine();
    engine.start(w.store.state());
    await w.clock.advance(0);
    expectSame(w);
    expect(engine.state().phase).toEqual({ name: 'idle' });
    expect(engine.state().kinds.map((kind) => [kind.kind, kind.state, kind.fetched, kind.total])).toEqual([
      ['leads', 'done', 0, 0],
      ['contacts', 'done', 250, 250],
      ['sales_accounts', 'done', 100, 100],
      ['deals', 'done', 101, 101],
    ]);
  });

  it('can be used after a dozen calls: names, the day, and the first records', async () => {
    const w = world(SIZE);
    w.crm.tasks_ = [{ id: 1, title: 'Call back', status: 0, due_date: instant(START + HOUR) }];
    w.engine().start(w.store.state());
    await w.clock.advance(0);
    const dozen = w.crm.calls.slice(0, 12).join(', ');
    expect(dozen).toContain('selector owners');
    expect(dozen).toContain('tasks open page 1, appointments upcoming page 1');
    expect(dozen).toContain('view contacts 1 by updated_at page 1');
  });

  it('has everything within ceil(N / 100) calls a kind and 30 more', async () => {
    const w = world(SIZE);
    let until: number | null = null;
    const engine = w.engine();
    w.crm.before = () => {
      if (until === null && isMirrored(engine.state())) until = w.crm.calls.length;
    };
    engine.start(w.store.state());
    await w.clock.advance(0);
    expect(until).not.toBeNull();
    expect(until).toBeLessThanOrEqual(3 + 1 + 2 + 30);
  });

  it('asks for the fields of activities and products when all else is here, once, whatever comes of it', async () => {
    const w = world(SIZE);
    const engine = w.engine();
    w.crm.before = (call) => {
      if (call === 'fields products') throw new AppError({ code: 'validation', messages: [], field: null });
    };
    engine.start(w.store.state());
    await w.clock.advance(HOUR);
    const last = w.crm.calls.findLastIndex((call) => call.startsWith('scroll'));
    for (const call of ['fields sales_activities', 'fields products']) {
      expect(callsOf(w.crm, call)).toHaveLength(1);
      expect(w.crm.calls.indexOf(call)).toBeGreaterThan(last);
    }
    expect(engine.state().phase).toEqual({ name: 'idle' });
  });

  it('reads a record that a task is about and that is not here', async () => {
    const w = world({ leads: 500 });
    const [lead] = w.crm.records.leads.splice(250, 1);
    w.crm.records.leads.push({ ...lead, id: 999_999 });
    w.crm.tasks_ = [
      { id: 1, status: 0, due_date: instant(START), targetable: { type: 'lead', id: 999_999 } },
    ];
    w.engine().start(w.store.state());
    await w.clock.advance(0);
    expect(w.crm.calls.indexOf('get leads 999999')).toBeLessThan(w.crm.calls.indexOf('fields leads'));
    expect(callsOf(w.crm, 'get leads')).toHaveLength(1);
  });

  it('leaves out a kind that the account does not have', async () => {
    const w = world(SIZE);
    w.crm.absent.add('leads');
    const engine = w.engine();
    engine.start(w.store.state());
    await w.clock.advance(0);
    expect(engine.state().kinds[0]).toMatchObject({ kind: 'leads', state: 'absent' });
    expect(engine.state().phase.name).toBe('idle');
    expect(w.crm.calls).not.toContain('fields leads');
  });

  it('does not give up a kind for a single refusal, and does for three in a row', async () => {
    const w = world({ contacts: 5 });
    let refusing = 0;
    w.crm.before = (call) => {
      if (call !== 'filters contacts' || refusing === 0) return;
      refusing -= 1;
      throw new AppError({ code: 'forbidden', messages: [] });
    };
    const engine = w.engine();
    const contacts = () => engine.state().kinds.find(({ kind }) => kind === 'contacts')?.state;
    engine.start(w.store.state());
    await w.clock.advance(0);
    for (const [times, state] of [
      [1, 'done'],
      [2, 'done'],
      [3, 'absent'],
      [0, 'done'],
    ] as const) {
      refusing = times;
      engine.walkAgain();
      await w.clock.advance(5 * 60_000);
      expect([times, contacts()]).toEqual([times, state]);
    }
  });

  it('resumes from the cursor, asking for no stored page again, wherever it was ended', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 9 }), fc.boolean(), async (pages, killed) => {
        const w = world(SIZE);
        let left = pages;
        const first = w.engine();
        w.store.beforePage = () => {
          if (left === 0 && killed) throw new AppError({ code: 'store-unavailable', reason: 'gone' });
          if (left === 0) void first.stop();
          left -= 1;
        };
        first.start(w.store.state());
        await w.clock.advance(0);
        await first.stop();
        w.store.beforePage = () => undefined;
        w.engine().start(w.store.state());
        await w.clock.advance(0);
        expectSame(w);
        const asked = callsOf(w.crm, 'scroll');
        // At most the page that was in flight when it ended is asked for twice.
        expect(asked.length - new Set(asked).size).toBeLessThanOrEqual(1);
      }),
      { numRuns: 30 },
    );
  });

  it('is calm when started again: nothing that was just read is read again', async () => {
    const w = world(SIZE);
    const first = w.engine();
    first.start(w.store.state());
    await w.clock.advance(0);
    await first.stop();
    w.crm.calls.length = 0;
    w.engine().start(w.store.state());
    await w.clock.advance(2 * MINUTE);
    expect(w.crm.calls.filter((call) => !call.startsWith('get products'))).toEqual([]);
  });

  it('stands up to a server whose ids stand still', async () => {
    const w = world(SIZE);
    w.crm.scroll = (_kind, _view, page) =>
      Promise.resolve({
        records: [{ id: 5 }],
        drifted: [],
        lastFetchedId: page.lastFetchedId ?? 5,
        hasNextPage: true,
      });
    const engine = w.engine();
    engine.start(w.store.state());
    await settle();
    expect(engine.state().phase).toMatchObject({ name: 'failed', error: { code: 'unexpected-shape' } });
    await engine.stop();
  });
});

describe('the engine, when things go wrong', () => {
  it('comes to the end through any run of failures', async () => {
    const failure = fc.constantFrom<ErrorInfo | null>(
      null,
      { code: 'network', reason: 'ENOTFOUND' },
      { code: 'timeout' },
      { code: 'not-the-crm', reason: 'html' },
      { code: 'rate-limited', waitMs: 60_000 },
      { code: 'server', status: 502 },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(failure, { maxLength: 60 }), async (failures) => {
        const w = world(SIZE);
        w.crm.failures = failures;
        const engine = w.engine();
        engine.start(w.store.state());
        await w.clock.advance(8 * HOUR);
        expectSame(w);
        expect(engine.state().phase).toEqual({ name: 'idle' });
        await engine.stop();
      }),
      { numRuns: 25 },
    );
  });

  it('waits as long as the CRM asks for, and shows until when; nothing ends that wait', async () => {
    const w = world(SIZE);
    w.crm.failures = [{ code: 'rate-limited', waitMs: 600_000 }];
    const engine = w.engine();
    const start = w.clock.now();
    engine.start(w.store.state());
    await settle();
    const { phase } = engine.state();
    expect(phase.name).toBe('waiting');
    expect('retryAt' in phase && phase.retryAt).toBeGreaterThanOrEqual(start + 600_000);
    await w.clock.advance(300_000);
    engine.now();
    engine.edited();
    engine.networkChanged();
    await w.clock.advance(299_000);
    expect(w.crm.calls).toHaveLength(1);
    await w.clock.advance(10_000);
    expect(engine.state().phase.name).toBe('idle');
  });

  it('waits longer after each failure in a row, and starts small again after an answer', async () => {
    const w = world(SIZE);
    const fail: ErrorInfo = { code: 'network', reason: 'offline' };
    w.crm.failures = [fail, fail, fail, fail, null, fail];
    w.engine().start(w.store.state());
    await w.clock.advance(HOUR);
    expectSame(w);
    const waits = [
      ...new Set(w.states.flatMap(({ phase }) => (phase.name === 'offline' ? [phase.retryAt - START] : []))),
    ];
    // No time passes but in waits, so the difference of two moments is the later one's wait.
    const lengths = waits.map((at, n) => at - (waits[n - 1] ?? 0));
    expect(lengths).toEqual([1, 2, 3, 4, 1].map((attempt) => backoff(attempt, 0.5)));
  });

  it('tries at once when the user asks or the network changes, but not over and over', async () => {
    const w = world(SIZE);
    w.crm.failures = Array<ErrorInfo>(100).fill({ code: 'network', reason: 'offline' });
    const engine = w.engine();
    engine.start(w.store.state());
    await w.clock.advance(30 * MINUTE);
    const before = w.crm.calls.length;
    for (let n = 0; n < 50; n += 1) {
      engine.networkChanged();
      engine.edited();
      await w.clock.advance(100);
    }
    // Five seconds, at most every three.
    expect(w.crm.calls.length - before).toBeGreaterThanOrEqual(1);
    expect(w.crm.calls.length - before).toBeLessThanOrEqual(3);
    await engine.stop();
  });

  it('says once that the network is gone, and once that it is back', async () => {
    const w = world(SIZE);
    const fail: ErrorInfo = { code: 'network', reason: 'offline' };
    w.crm.failures = [null, fail, fail, fail];
    w.engine().start(w.store.state());
    await w.clock.advance(MINUTE);
    expect(w.store.journal.map(({ event }) => event).filter((event) => event.endsWith('line'))).toEqual([
      'offline',
      'online',
    ]);
  });

  it('stops for a refused key, and stays stopped', async () => {
    const w = world(SIZE);
    w.crm.failures = [{ code: 'auth' }];
    const engine = w.engine();
    engine.start(w.store.state());
    await w.clock.advance(0);
    engine.edited();
    await w.clock.advance(24 * HOUR);
    expect(engine.state().phase).toEqual({ name: 'needs-key' });
    expect(w.crm.calls).toHaveLength(1);
    expect(engine.state().stalledSince).toBeNull();
    expect(w.clock.sleeping()).toBe(false);
  });

  it('lets one thing that fails not hold up the others', async () => {
    const w = world(SIZE);
    w.crm.before = (call) => {
      if (call.startsWith('tasks')) throw new AppError({ code: 'validation', messages: [], field: null });
    };
    const engine = w.engine();
    engine.start(w.store.state());
    await w.clock.advance(MINUTE);
    expectSame(w);
    const tries = callsOf(w.crm, 'tasks').length;
    await w.clock.advance(24 * HOUR);
    // What is always refused is asked for about once an hour in the end.
    expect(callsOf(w.crm, 'tasks').length - tries).toBeLessThan(60);
    await engine.stop();
  });

  it('can be ended while it waits', async () => {
    const w = world(SIZE);
    w.crm.failures = [{ code: 'network', reason: 'offline' }];
    const engine = w.engine();
    engine.start(w.store.state());
    await settle();
    await engine.stop();
    expect(w.clock.sleeping()).toBe(false);
  });

  it('does not wait for a time that is gone when the clock is set back', async () => {
    const w = world(SIZE);
    const first = w.engine();
    first.start(w.store.state());
    await w.clock.advance(0);
    await first.stop();
    // The same store by a clock that is a day behind.
    const late = world(SIZE);
    const engine = late.engine();
    const { bookmarks, cursors, configurationAt } = w.store.state();
    const ahead = JSON.parse(
      JSON.stringify(bookmarks).replaceAll(String(START), String(START + 24 * HOUR)),
    ) as typeof bookmarks;
    await late.store.client.call('store.apply', {
      batches: [],
      removed: [],
      details: [],
      journal: [],
      bookmarks: ahead,
    });
    for (const [kind, cursor] of Object.entries(cursors)) {
      await late.store.client.call('store.applyPage', { kind: kind as 'deals', records: [], cursor });
    }
    expect(configurationAt).toBe(START);
    engine.start(late.store.state());
    await late.clock.advance(MINUTE);
    expect(late.crm.calls.join()).toContain('appointments upcoming');
    expect(late.crm.calls.join()).toContain('view contacts 1 by updated_at');
    await engine.stop();
  });
});

describe('the engine and the outbox', () => {
  it('recovers once, before the first step, and steps until there is nothing to do', async () => {
    const w = world({});
    w.steps.push({ did: 'moved' }, { did: 'moved' });
    w.engine().start(w.store.state());
    await w.clock.advance(0);
    expect(w.pushed.slice(0, 4)).toEqual(['recover', 'step', 'step', 'step']);
    expect(w.pushed.filter((each) => each === 'recover')).toHaveLength(1);
  });

  it('says that it waits for calls while something does, and only then', async () => {
    const w = world(SIZE);
    let freeAt = 0;
    w.calls = {
      ...w.calls,
      allowedAt: (lane) => (lane === 'edit' ? Math.max(freeAt, w.clock.now()) : w.clock.now()),
    };
    const engine = w.engine();
    engine.start(w.store.state());
    await w.clock.advance(600_000);
    // A pass of the agenda comes while no edit could be sent; none is to be.
    freeAt = w.clock.now() + 330_000;
    await w.clock.advance(302_000);
    expect(w.states.at(-1)?.phase.name).toBe('idle');
    engine.edited();
    await w.clock.advance(1_000);
    expect(w.states.at(-1)?.phase).toMatchObject({ name: 'waiting', retryAt: freeAt });
    await w.clock.advance(30_000);
    expect(w.states.at(-1)?.phase.name).toBe('idle');
    await engine.stop();
  });

  it('comes back when the push said so', async () => {
    const w = world({});
    const engine = w.engine();
    engine.start(w.store.state());
    await w.clock.advance(0);
    w.steps.push({ did: 'nothing', next: w.clock.now() + 40_000 }, { did: 'moved' });
    engine.edited();
    await w.clock.advance(39_000);
    expect(w.steps).toHaveLength(1);
    await w.clock.advance(2_000);
    expect(w.steps).toHaveLength(0);
    await engine.stop();
  });

  it('gives up a background read for an edit, and does it afterwards', async () => {
    const w = world(SIZE);
    const engine = w.engine();
    let release = (): void => undefined;
    w.crm.before = (call) =>
      call.startsWith('scroll contacts 1 after 1297') && !w.pushed.includes('edit')
        ? new Promise((resolve) => {
            release = resolve;
          })
        : undefined;
    engine.start(w.store.state());
    await w.clock.advance(0);
    const [steps, calls] = [w.pushed.length, w.crm.calls.length];
    w.steps.push(() => Promise.resolve(void w.pushed.push('edit')).then(() => ({ did: 'moved' })));
    engine.edited();
    release();
    await w.clock.advance(0);
    expect(w.pushed[steps + 1]).toBe('edit');
    expect(w.crm.calls[calls]).toBe('scroll contacts 1 after 1297');
    expectSame(w);
    await engine.stop();
  });

  it('lets a look have its turn between edits, and the day as well', async () => {
    const w = world(SIZE);
    const engine = w.engine();
    engine.start(w.store.state());
    await w.clock.advance(6 * MINUTE);
    const before = w.crm.calls.length;
    let made = 0;
    w.steps.push(
      ...Array.from({ length: 80 }, () => async () => {
        made += 1;
        await w.clock.sleep(10_000);
        return { did: 'moved' } as const;
      }),
    );
    engine.edited();
    engine.look({ kind: 'contacts', id: 1000 });
    await w.clock.advance(25_000);
    expect(w.crm.calls[before]).toBe('get contacts 1000');
    await w.clock.advance(10 * MINUTE);
    expect(made).toBeLessThan(80);
    expect(w.crm.calls.slice(before).join()).toContain('appointments upcoming');
    await w.clock.advance(10 * MINUTE);
    expect(made).toBe(80);
    await engine.stop();
  });

  it('notices when edits wait and nothing moves, and gives it another try', async () => {
    const w = world({});
    const engine = w.engine();
    engine.start(w.store.state());
    await w.clock.advance(0);
    const failing = (): Promise<never> =>
      Promise.reject(new AppError({ code: 'internal', reason: 'a mistake' }));
    // One failure after the other lets the step wait longer and longer.
    w.steps.push(...Array<typeof failing>(9).fill(failing), { did: 'moved' });
    engine.edited();
    await w.clock.advance(10 * MINUTE);
    expect(w.states.some(({ stalledSince }) => stalledSince !== null)).toBe(true);
    await w.clock.advance(30 * MINUTE);
    expect(engine.state().stalledSince).toBeNull();
    await engine.stop();
  });

  it('does not take the absence of a network for a stall', async () => {
    const w = world({});
    const engine = w.engine();
    engine.start(w.store.state());
    await w.clock.advance(0);
    const offline = (): Promise<never> => Promise.reject(new AppError({ code: 'network', reason: 'x' }));
    w.steps.push(...Array<typeof offline>(50).fill(offline));
    engine.edited();
    await w.clock.advance(30 * MINUTE);
    expect(w.states.every(({ stalledSince }) => stalledSince === null)).toBe(true);
    await engine.stop();
  });
});

describe('the engine, at rest', () => {
  it.each([
    ['the default', 40],
    ['the frugal setting', 15],
  ])('makes no more calls in any hour than %s allows', async (_, share) => {
    const w = world({ leads: 120, contacts: 250, sales_accounts: 100, deals: 101 }, share);
    const engine = w.engine();
    w.crm.tasks_ = Array.from({ length: 30 }, (_each, n) => ({ id: n + 1, status: 0 }));
    engine.start(w.store.state());
    await w.clock.advance(MINUTE);
    const first = w.callTimes.length;
    await w.clock.advance(48 * HOUR);
    const times = w.callTimes.slice(first);
    const worst = Math.max(...times.map((at, n) => times.slice(n).filter((each) => each < at + HOUR).length));
    expect(worst).toBeLessThanOrEqual(share);
    // It is not idle either: the day is asked for as often as is promised, and every kind was proved once.
    expect(callsOf(w.crm, 'tasks open').length).toBeGreaterThanOrEqual(((48 * share) / 40) * 8);
    expect(engine.state().kinds.map(({ provedAt }) => provedAt)).not.toContain(null);
    await engine.stop();
  });

  it('finds what changed, came and went there', async () => {
    const w = world(SIZE);
    const engine = w.engine();
    engine.start(w.store.state());
    await w.clock.advance(0);
    const [gone] = w.crm.records.contacts.splice(17, 1);
    if (gone === undefined) throw new Error('no contact');
    w.crm.bin.contacts.push({ ...gone, is_deleted: true, updated_at: instant(w.clock.now()) });
    w.crm.records.deals.push({ id: 99_999, name: 'new', updated_at: instant(w.clock.now()) });
    w.crm.records.sales_accounts[3] = { id: 1009, name: 'Renamed', updated_at: instant(w.clock.now()) };
    await w.clock.advance(4 * HOUR);
    expectSame(w);
    expect(w.store.records.sales_accounts.get(1009)).toMatchObject({ name: 'Renamed' });
    expect(w.store.journal.map(({ event, kind }) => [event, kind])).toContainEqual(['removed', 'contacts']);
    await engine.stop();
  });

  it('asks for what is new at once when the user wants it', async () => {
    const w = world(SIZE);
    const engine = w.engine();
    engine.start(w.store.state());
    await w.clock.advance(MINUTE);
    w.crm.records.deals.push({ id: 99_999, name: 'new', updated_at: instant(w.clock.now()) });
    engine.now();
    await w.clock.advance(0);
    expectSame(w);
    await engine.stop();
  });

  it('walks everything again when asked, and finds what no list of changes shows', async () => {
    const w = world(SIZE);
    const engine = w.engine();
    engine.start(w.store.state());
    await w.clock.advance(0);
    w.crm.records.contacts.splice(17, 3);
    w.crm.records.deals.push({ id: 9, name: 'old', updated_at: instant(0) });
    engine.walkAgain();
    await w.clock.advance(MINUTE);
    expectSame(w);
    expect(engine.state().kinds.every(({ provedAt }) => (provedAt ?? 0) >= START)).toBe(true);
    expect(engine.state().phase.name).toBe('idle');
    await engine.stop();
  });

  it('reads a record that is looked at with what belongs to it, once within two minutes', async () => {
    const w = world(SIZE);
    const engine = w.engine();
    engine.start(w.store.state());
    await w.clock.advance(MINUTE);
    const before = w.crm.calls.length;
    w.crm.notes_ = [{ id: 5, description: 'Met', targetable_type: 'Contact', targetable_id: 1003 }];
    engine.look({ kind: 'contacts', id: 1003 });
    await w.clock.advance(1_000);
    expect(w.crm.calls.slice(before)).toEqual([
      'get contacts 1003',
      'notes of contacts 1003 page 1',
      'tasks of contacts 1003 page 1',
      'appointments of contacts 1003 page 1',
      'timeline of contacts 1003',
    ]);
    expect([...w.store.records.notes.keys()]).toEqual([5]);
    engine.look({ kind: 'contacts', id: 1003 });
    await w.clock.advance(1_000);
    // What was more than a look may cost comes with the next one, or with the background.
    expect(w.crm.calls.slice(before + 5)).toEqual(['files of contacts 1003']);
    w.crm.notes_ = [];
    await w.clock.advance(2 * MINUTE);
    engine.look({ kind: 'contacts', id: 1003 });
    await w.clock.advance(1_000);
    expect([...w.store.records.notes.keys()]).toEqual([]);
    await engine.stop();
  });

  it('fills what a trip needs, the first ones first, beyond its share, and says how far it is', async () => {
    const w = world({ contacts: 30 });
    const burst: boolean[] = [];
    w.calls = { ...w.calls, burst: (isOn) => void burst.push(isOn) };
    const engine = w.engine();
    engine.start(w.store.state());
    await w.clock.advance(MINUTE);
    expect(burst.at(-1)).toBe(false);
    const before = w.crm.calls.length;
    burst.length = 0;
    const refs = [1003, 1000, 1006].map((id) => ({ kind: 'contacts' as const, id }));
    engine.fill(refs);
    engine.fill(refs.slice(0, 1));
    expect(engine.state().filling).toEqual({ total: 3, left: 3 });
    await w.clock.advance(MINUTE);
    const filled = w.crm.calls.slice(before).filter((call) => call.startsWith('timeline'));
    expect(filled).toEqual([
      'timeline of contacts 1003',
      'timeline of contacts 1000',
      'timeline of contacts 1006',
    ]);
    expect(w.crm.calls.slice(before)).toContain('view contacts 1 by updated_at page 1');
    expect(w.store.details.filter(({ part }) => part === 'related').map(({ ref }) => ref)).toEqual(refs);
    expect(w.states.some(({ filling }) => filling?.left === 1)).toBe(true);
    expect(engine.state().filling).toBeNull();
    expect(burst).toContain(true);
    expect(burst.at(-1)).toBe(false);
    await engine.stop();
  });

  it('goes on filling after it was ended, with what is left, also where there was no network to begin with', async () => {
    const w = world({ contacts: 30 });
    const first = w.engine();
    first.start(w.store.state());
    await w.clock.advance(MINUTE);
    const refs = [1003, 1000, 1006].map((id) => ({ kind: 'contacts' as const, id }));
    const normal = w.crm.before;
    w.crm.before = async (call) => {
      await normal(call);
      if (call === 'timeline of contacts 1000') throw new AppError({ code: 'network', reason: 'offline' });
    };
    first.fill(refs);
    await w.clock.advance(10 * MINUTE);
    expect(first.state().filling).toEqual({ total: 3, left: 2 });
    await first.stop();
    w.crm.before = normal;
    w.crm.calls.length = 0;
    const second = w.engine();
    second.start(w.store.state());
    await settle();
    await w.clock.advance(MINUTE);
    expect(callsOf(w.crm, 'timeline')).toEqual(['timeline of contacts 1000', 'timeline of contacts 1006']);
    expect(second.state().filling).toBeNull();
    await second.stop();
    // And then there is nothing to go on with.
    w.crm.calls.length = 0;
    const third = w.engine();
    third.start(w.store.state());
    await w.clock.advance(MINUTE);
    expect(callsOf(w.crm, 'timeline')).toEqual([]);
    expect(third.state().filling).toBeNull();
    await third.stop();
  });

  it('goes on filling when a part of one record cannot be read, and when one is gone', async () => {
    const w = world({ contacts: 30 });
    const engine = w.engine();
    engine.start(w.store.state());
    await w.clock.advance(MINUTE);
    w.crm.records.contacts.splice(0, 1);
    const normal = w.crm.before;
    w.crm.before = async (call) => {
      await normal(call);
      if (call.startsWith('notes of contacts 1003')) throw new AppError({ code: 'server', status: 500 });
    };
    engine.fill([1000, 1003, 1006].map((id) => ({ kind: 'contacts', id })));
    await w.clock.advance(HOUR);
    expect(engine.state().filling).toBeNull();
    expect(w.store.details.filter(({ part }) => part === 'timeline').map(({ ref }) => ref.id)).toEqual([
      1003, 1006,
    ]);
    await engine.stop();
  });

  it('fetches what is likely to be needed, call by call, and leaves what was tried alone', async () => {
    const w = world({ contacts: 3 });
    const engine = w.engine();
    w.store.prefetch = [
      { kind: 'contacts', id: 1000 },
      { kind: 'contacts', id: 1003 },
    ];
    engine.start(w.store.state());
    await w.clock.advance(3 * HOUR);
    const details = w.crm.calls.filter((call) => / contacts 10/.test(call));
    expect(details.slice(0, 6)).toEqual([
      'get contacts 1000',
      'notes of contacts 1000 page 1',
      'tasks of contacts 1000 page 1',
      'appointments of contacts 1000 page 1',
      'timeline of contacts 1000',
      'files of contacts 1000',
    ]);
    expect(details).toHaveLength(12);
    expect(w.store.details.filter(({ part }) => part === 'related')).toHaveLength(2);
    await engine.stop();
  });

  it('reads the configuration again when a record names somebody unknown, once', async () => {
    const w = world(SIZE);
    const engine = w.engine();
    engine.start(w.store.state());
    await w.clock.advance(2 * HOUR);
    const before = callsOf(w.crm, 'selector owners').length;
    w.crm.records.deals.push({ id: 9_999, owner_id: 77, updated_at: instant(w.clock.now()) });
    await w.clock.advance(2 * HOUR);
    w.crm.records.deals.push({ id: 10_999, owner_id: 77, updated_at: instant(w.clock.now()) });
    await w.clock.advance(2 * HOUR);
    expect(callsOf(w.crm, 'selector owners').length - before).toBe(1);
    await engine.stop();
  });
});
