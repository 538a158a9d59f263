import { describe, expect, it } from 'vitest';
import type { Detail, JournalEntry } from '../../shared/store-port.ts';
import type { RecordRef } from '../../shared/entities/kind.ts';
import { ask, bring, create, page, save } from './edits.ts';
import { cursorAt, memoryLocks, openStore, put, type TestStore } from './harness.ts';

const HOUR = 3_600_000;
const iso = (at: number): string => new Date(at).toISOString();
const flight = (store: TestStore, limit = 100) => ask(store, { type: 'flight', limit });
const pins = async (store: TestStore) => (await ask(store, { type: 'pins' })).pins;

const detail = (ref: RecordRef, part: Detail['part'], at: number): Detail => ({ ref, part, value: {}, at });

/** A contact to be visited, one that nobody wants, an account, an open deal and one that is won. */
async function filled(): Promise<TestStore> {
  const store = await openStore({ locks: memoryLocks() });
  const { now } = store.clock;
  await store.sync['store.putConfiguration']({
    entries: [
      {
        key: 'selector:deal_stages',
        value: [
          { id: 1, name: 'Demo', forecast_type: 'Open' },
          { id: 2, name: 'Won', forecast_type: 'Closed Won' },
        ],
      },
    ],
    absentKinds: ['leads'],
    at: 1,
  });
  await put(store, 'contacts', [
    { id: 1, display_name: 'Ann' },
    { id: 2, display_name: 'Bob' },
  ]);
  await put(store, 'sales_accounts', [{ id: 5, name: 'Acme' }]);
  await put(store, 'deals', [
    { id: 7, name: 'Open one', deal_stage_id: 1 },
    { id: 8, name: 'Won one', deal_stage_id: 2 },
  ]);
  const targets = [{ type: 'Contact', id: 1 }];
  await bring(store, 'appointments', [
    { id: 30, title: 'Visit', from_date: iso(now + 20 * HOUR), targetables: targets },
    {
      id: 31,
      title: 'Later',
      from_date: iso(now + 90 * HOUR),
      targetables: [{ type: 'Contact', id: 2 }],
    },
  ]);
  return store;
}

describe('what is ready for the flight', () => {
  it('is said of each record that is kept, with its first reason, and what of it is missing', async () => {
    const store = await filled();
    store.clock.now += 1;
    await store.ui.pin({ ref: { kind: 'sales_accounts', id: 5 }, pinned: true });
    const ann = { kind: 'contacts', id: 1 } as const;
    await bring(store, 'contacts', [], { details: [detail(ann, 'timeline', 40), detail(ann, 'files', 30)] });
    const deal = { kind: 'deals', id: 7 } as const;
    await bring(store, 'deals', [], { details: [detail(deal, 'timeline', 60), detail(deal, 'related', 50)] });
    const value = await flight(store);
    expect(value.records).toEqual([
      {
        ref: { kind: 'sales_accounts', id: 5 },
        title: 'Acme',
        reason: 'pinned',
        detailsAt: null,
        missing: ['timeline', 'files', 'related'],
      },
      { ref: ann, title: 'Ann', reason: 'visit', detailsAt: 30, missing: ['related'] },
      { ref: deal, title: 'Open one', reason: 'deal', detailsAt: 50, missing: [] },
    ]);
    expect(value).toMatchObject({ total: 3, ready: 1 });
    expect(await flight(store, 1)).toMatchObject({ records: [{ title: 'Acme' }], total: 3, ready: 1 });
  });

  it('is said of each kind that the account has: how much is here, and since when', async () => {
    const store = await filled();
    const cursor = { ...cursorAt(2), total: 400 };
    await store.sync['store.applyPage']({ kind: 'contacts', records: [], cursor });
    await store.sync['store.applyPage']({
      kind: 'deals',
      records: [],
      cursor: { ...cursorAt(8), total: 2, finishedAt: 99 },
    });
    const { kinds } = await flight(store);
    expect(kinds.some(({ kind }) => kind === 'leads')).toBe(false);
    expect(kinds.find(({ kind }) => kind === 'contacts')).toEqual({
      kind: 'contacts',
      count: 2,
      expected: 400,
      mirroredAt: null,
    });
    expect(kinds.find(({ kind }) => kind === 'deals')).toEqual({
      kind: 'deals',
      count: 2,
      expected: null,
      mirroredAt: 99,
    });
    expect(kinds.find(({ kind }) => kind === 'appointments')).toMatchObject({ count: 2, mirroredAt: null });
  });

  it('has the user’s own deals before everybody’s, and those that close soon before the others', async () => {
    const store = await filled();
    const day = (days: number): string => iso(store.clock.now + days * 24 * HOUR).slice(0, 10);
    const deal = (id: number, owner_id: number, expected_close: string | null, changed: number) => ({
      id,
      name: `Deal ${id}`,
      deal_stage_id: 1,
      owner_id,
      expected_close,
      updated_at: iso(store.clock.now - changed * HOUR),
    });
    await put(store, 'deals', [
      deal(7, 8, day(1), 0),
      deal(11, 5, day(13), 1),
      deal(12, 5, day(-40), 2),
      deal(13, 5, day(15), 3),
      deal(14, 5, null, 4),
    ]);
    const deals = async () =>
      (await flight(store)).records.flatMap(({ ref, reason }) =>
        ref.kind === 'deals' ? `${ref.id} ${reason}` : [],
      );
    // As long as nobody knows who the user is, they are all the same.
    expect(await deals()).toEqual(['7 deal', '11 deal', '12 deal', '13 deal', '14 deal']);
    const me = { entries: [{ key: 'me', value: { id: 5 } }], absentKinds: [], at: 1 };
    await store.sync['store.putConfiguration'](me);
    expect(await deals()).toEqual(['12 closing', '11 closing', '13 own-deal', '14 own-deal', '7 deal']);
  });

  it('does not have whom somebody else’s appointments are about', async () => {
    const store = await filled();
    await store.sync['store.putConfiguration']({
      entries: [{ key: 'me', value: { id: 5 } }],
      absentKinds: [],
      at: 1,
    });
    const visits = async () =>
      (await flight(store)).records.filter(({ reason }) => reason === 'visit').map(({ ref }) => ref.id);
    // Nobody knows whose it is.
    expect(await visits()).toEqual([1]);
    const user = (attendee_id: number) => ({ attendee_type: 'FdMultitenant::User', attendee_id });
    await bring(store, 'appointments', [{ id: 30, creater_id: 8, appointment_attendees: [user(9)] }]);
    expect(await visits()).toEqual([]);
    await bring(store, 'appointments', [{ id: 30, creater_id: 8, appointment_attendees: [user(5)] }]);
    expect(await visits()).toEqual([1]);
  });

  it('is what the engine is asked to read first', async () => {
    const store = await filled();
    await store.ui.pin({ ref: { kind: 'deals', id: 8 }, pinned: true });
    const { refs } = await store.sync['store.prefetch']({
      now: store.clock.now,
      staleBefore: store.clock.now,
      limit: 100,
    });
    expect(refs).toEqual((await flight(store)).records.map(({ ref }) => ref));
  });

  it('is told again when a detail has come', async () => {
    const store = await filled();
    const { watchId } = await store.ui['watch.open']({ type: 'flight', limit: 10 });
    const ann = { kind: 'contacts', id: 1 } as const;
    await bring(store, 'contacts', [], { details: [detail(ann, 'related', 40)] });
    await store.scheduler.advance(200);
    expect(store.pushes).toMatchObject([{ watchId, value: { ready: 1 } }]);
  });
});

describe('pins', () => {
  it('are kept with when they were made, the last one first, and told to who watches', async () => {
    const store = await filled();
    const { watchId } = await store.ui['watch.open']({ type: 'pins' });
    const record = await store.ui['watch.open']({ type: 'record', kind: 'deals', id: 7 });
    expect(record.value).toMatchObject({ pinned: false });
    const { now } = store.clock;
    await store.ui.pin({ ref: { kind: 'deals', id: 7 }, pinned: true });
    store.clock.now += HOUR;
    await store.ui.pin({ ref: { kind: 'contacts', id: 1 }, pinned: true });
    // Pinned twice is pinned once, at its time.
    await store.ui.pin({ ref: { kind: 'deals', id: 7 }, pinned: true });
    await store.scheduler.advance(200);
    const both = [
      { ref: { kind: 'contacts', id: 1 }, title: 'Ann', at: now + HOUR },
      { ref: { kind: 'deals', id: 7 }, title: 'Open one', at: now },
    ];
    const told = (watch: number) => store.pushes.findLast((push) => push.watchId === watch)?.value;
    expect(told(watchId)).toEqual({ type: 'pins', pins: both });
    expect(told(record.watchId)).toMatchObject({ pinned: true });
    await store.ui['store.close']({ wipe: false });
    const again = await openStore({ disk: store.disk });
    expect(await pins(again)).toEqual(both);
    await again.ui.pin({ ref: { kind: 'contacts', id: 1 }, pinned: false });
    expect(await pins(again)).toEqual(both.slice(1));
    expect(await page(again, 'contacts', 1)).toMatchObject({ pinned: false });
  });

  it('stay on a record that was made here when the server gives it its id', async () => {
    const store = await filled();
    const made = await save(store, create('contacts', { last_name: 'New', email: 'n@x.test' }));
    const local = made.targets[0]!;
    await store.ui.pin({ ref: local, pinned: true });
    expect(await pins(store)).toMatchObject([{ ref: local }]);
    const { now } = store.clock;
    await store.sync['outbox.begin']({ units: [made.editIds], now, serverTime: now });
    await store.sync['outbox.settle']({
      settlements: [
        {
          editIds: made.editIds,
          outcome: {
            name: 'done',
            records: [
              {
                kind: 'contacts',
                localId: local.id,
                record: { id: 77, display_name: 'New', last_name: 'New' },
              },
            ],
            removed: [],
            dropped: {},
          },
          journal: [],
        },
      ],
    });
    expect(await pins(store)).toMatchObject([{ ref: { kind: 'contacts', id: 77 }, title: 'New', at: now }]);
    expect(await page(store, 'contacts', local.id)).toMatchObject({ id: 77, pinned: true });
  });
});

describe('the journal of a record', () => {
  it('tells of it alone, newest first, also of what was written down under its local id', async () => {
    const store = await filled();
    const entry = (at: number, ref: RecordRef | null, event: JournalEntry['event']): JournalEntry => ({
      at,
      event,
      kind: ref?.kind ?? null,
      id: ref?.id ?? null,
      title: '',
      operation: null,
      count: null,
      detail: null,
    });
    const ann = { kind: 'contacts', id: 1 } as const;
    await store.sync['journal.add']({
      entries: [
        entry(1, ann, 'pulled'),
        entry(2, { kind: 'deals', id: 1 }, 'sent'),
        entry(3, null, 'offline'),
        entry(4, ann, 'sent'),
        entry(5, ann, 'refused'),
      ],
    });
    const about = async (ref: RecordRef | null, limit: number) =>
      (await ask(store, { type: 'journal', ref, limit })).entries.map(({ at }) => at);
    expect(await about(ann, 10)).toEqual([5, 4, 1]);
    expect(await about(ann, 2)).toEqual([5, 4]);
    expect(await about(null, 2)).toEqual([5, 4]);
    expect(await about({ kind: 'contacts', id: 2 }, 10)).toEqual([]);
  });
});
