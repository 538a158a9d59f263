import { describe, expect, it } from 'vitest';
import type { Engine } from '../../electron/sync/engine.ts';
import { createSession, type Access } from '../../electron/sync/session.ts';
import type { SyncState } from '../../shared/sync-state.ts';
import { fakeStore } from './fake-store.ts';

const access = (id: string, key = 'k'): Access => ({
  account: { id, name: id, origin: 'https://x.freshsales.io', basePath: '/api', sample: false },
  key,
});

const IDLE: SyncState = {
  phase: { name: 'idle' },
  kinds: [],
  calls: { lastHour: 0, limit: null, remaining: null, share: 40 },
  massDeletions: [],
  stalledSince: null,
  saving: null,
  filling: null,
  upload: null,
};

/** A session whose engines only tell what is done to them. */
function recorded(): { events: string[]; session: ReturnType<typeof createSession> } {
  const events: string[] = [];
  let count = 0;
  const session = createSession(
    ({ account, key }) => {
      const name = `${account.id}/${key}#${(count += 1)}`;
      const told = (what: string) => () => void events.push(`${what} ${name}`);
      const engine: Engine = {
        start: told('start'),
        look: ({ kind, id }) => void events.push(`look at ${kind} ${id} ${name}`),
        fill: (refs) => void events.push(`fill ${refs.length} ${name}`),
        edited: told('edited'),
        forget: ({ kind, id }) => {
          events.push(`forget ${kind} ${id} ${name}`);
          return Promise.resolve('erased');
        },
        now: told('now'),
        walkAgain: told('again'),
        answerMassDeletion: (kind, remove) => void events.push(`answer ${kind} ${remove} ${name}`),
        networkChanged: told('network'),
        save: (reason) => void events.push(`save ${reason} ${name}`),
        state: () => IDLE,
        stop: async () => {
          await Promise.resolve();
          events.push(`stop ${name}`);
        },
      };
      return { engine, close: () => Promise.resolve(void events.push(`close ${name}`)) };
    },
    () => undefined,
  );
  return { events, session };
}

describe('a session', () => {
  it('tells each engine that comes whether power is to be spared', async () => {
    const { session, events } = recorded();
    session.save('battery');
    await session.access(access('a'));
    const store = fakeStore('a');
    await session.storeOpened(store.client, store.state());
    expect(events).toEqual(['save battery a/k#1', 'start a/k#1']);
    session.save(null);
    expect(events.at(-1)).toBe('save null a/k#1');
  });

  it('runs an engine once there are an account and its open store, in either order', async () => {
    const store = fakeStore('a');
    const one = recorded();
    await one.session.access(access('a'));
    await one.session.storeOpened(store.client, store.state());
    expect(one.events).toEqual(['start a/k#1']);
    const other = recorded();
    await other.session.storeOpened(store.client, store.state());
    await other.session.access(access('a'));
    expect(other.events).toEqual(['start a/k#1']);
  });

  it('runs none over the store of another account', async () => {
    const store = fakeStore('b');
    const { events, session } = recorded();
    await session.access(access('a'));
    await session.storeOpened(store.client, store.state());
    expect(events).toEqual([]);
    expect(session.state().phase.name).toBe('stopped');
  });

  it('has ended the old engine before a new one begins, however fast things change', async () => {
    const store = fakeStore('a');
    const { events, session } = recorded();
    await Promise.all([
      session.storeOpened(store.client, store.state()),
      session.access(access('a', 'k1')),
      session.access(access('a', 'k2')),
      session.access(null),
      session.access(access('a', 'k3')),
    ]);
    expect(events).toEqual([
      'start a/k1#1',
      'stop a/k1#1',
      'close a/k1#1',
      'start a/k2#2',
      'stop a/k2#2',
      'close a/k2#2',
      'start a/k3#3',
    ]);
  });

  it('ends the engine when its store goes, not when an older one does', async () => {
    const old = fakeStore('a');
    const store = fakeStore('a');
    const { events, session } = recorded();
    await session.access(access('a'));
    await session.storeOpened(old.client, old.state());
    await session.storeOpened(store.client, store.state());
    await session.storeGone(old.client);
    session.walkAgain();
    expect(events.at(-1)).toBe('again a/k#2');
    await session.storeGone(store.client);
    expect(events.slice(-2)).toEqual(['stop a/k#2', 'close a/k#2']);
  });

  it('passes on what the user and the store tell, and drops it while no engine runs', async () => {
    const store = fakeStore('a');
    const { events, session } = recorded();
    session.edited();
    session.look({ kind: 'deals', id: 1 });
    await session.access(access('a'));
    await session.storeOpened(store.client, store.state());
    session.edited();
    session.now();
    session.look({ kind: 'deals', id: 7 });
    session.answerMassDeletion('leads', true);
    session.networkChanged();
    expect(events.slice(1)).toEqual([
      'edited a/k#1',
      'now a/k#1',
      'look at deals 7 a/k#1',
      'answer leads true a/k#1',
      'network a/k#1',
    ]);
  });
});
