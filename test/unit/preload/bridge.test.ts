import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { createBridge, storePortOf } from '../../../electron/preload/bridge.ts';
import { STORE_PORT_MESSAGE } from '../../../shared/rpc/bridge.ts';
import { EVENT_CHANNEL, RPC_CHANNEL } from '../../../shared/rpc/channels.ts';
import { mainForUi } from '../../../shared/rpc/contract.ts';

class FakeIpc extends EventEmitter {
  readonly invoked: unknown[][] = [];
  answer: unknown = { ok: true, value: 1 };
  invoke(...values: unknown[]): Promise<unknown> {
    this.invoked.push(values);
    return Promise.resolve(this.answer);
  }
}

describe('createBridge', () => {
  it('gives the page one thing only', () => {
    expect(Object.keys(createBridge(new FakeIpc()))).toEqual(['main']);
    expect(Object.keys(createBridge(new FakeIpc()).main)).toEqual(['invoke', 'subscribe']);
  });

  it('passes on every call of the contract, on one channel', async () => {
    const ipc = new FakeIpc();
    const names = Object.keys(mainForUi.calls);
    for (const name of names)
      expect(await createBridge(ipc).main.invoke(name, { a: 1 })).toEqual({ ok: true, value: 1 });
    expect(ipc.invoked).toEqual(names.map((name) => [RPC_CHANNEL, name, { a: 1 }]));
  });

  it.each(['store.open', 'shell.openExternal', '__proto__', 'constructor', 'toString', '', RPC_CHANNEL])(
    'passes on no %j',
    async (name) => {
      const ipc = new FakeIpc();
      expect(await createBridge(ipc).main.invoke(name, {})).toMatchObject({
        ok: false,
        error: { code: 'bad-call' },
      });
      expect(ipc.invoked).toEqual([]);
    },
  );

  it('answers with an envelope always', async () => {
    const ipc = new FakeIpc();
    ipc.answer = 'surprise';
    expect(await createBridge(ipc).main.invoke('app.info', {})).toMatchObject({
      ok: false,
      error: { code: 'bad-call' },
    });
  });

  it('tells of events of the contract, without the ipc event, until it is told to stop', () => {
    const ipc = new FakeIpc();
    const heard: unknown[] = [];
    const stop = createBridge(ipc).main.subscribe((...values) => heard.push(values));
    ipc.emit(EVENT_CHANNEL, { sender: ipc }, 'sync.changed', { calls: 1 });
    ipc.emit(EVENT_CHANNEL, { sender: ipc }, 'no.such.event', {});
    ipc.emit(EVENT_CHANNEL, { sender: ipc }, 7, {});
    stop();
    ipc.emit(EVENT_CHANNEL, { sender: ipc }, 'sync.changed', { calls: 2 });
    expect(heard).toEqual([['sync.changed', { calls: 1 }]]);
    expect(ipc.listenerCount(EVENT_CHANNEL)).toBe(0);
  });
});

describe('storePortOf', () => {
  const page = { window: {}, origin: 'app://satchel' };
  const message = { source: page.window, origin: page.origin, data: STORE_PORT_MESSAGE, ports: ['port'] };

  it("finds the port in our own page's message", () => {
    expect(storePortOf(message, page)).toBe('port');
  });

  it.each([
    ['another window', { source: {} }],
    ['no window', { source: null }],
    ['another origin', { origin: 'https://evil.example' }],
    ['other words', { data: 'hello' }],
    ['no port', { ports: [] }],
    ['two ports', { ports: ['one', 'two'] }],
  ])('takes nothing from %s', (_, change) => {
    expect(storePortOf({ ...message, ...change }, page)).toBeNull();
  });
});
