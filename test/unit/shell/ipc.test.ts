import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Services } from '../../../electron/host.ts';
import { memoryLog } from '../../../electron/log/memory-log.ts';
import { serveIpc } from '../../../electron/shell/ipc.ts';
import { APP_ORIGIN } from '../../../electron/shell/policy/addresses.ts';
import { EVENT_CHANNEL, RPC_CHANNEL, STORE_CHANNEL } from '../../../shared/rpc/channels.ts';
import type { Port } from '../../../shared/rpc/port.ts';

type Handler = (event: unknown, ...values: unknown[]) => unknown;
const { handlers, listeners } = vi.hoisted(() => ({
  handlers: new Map<string, Handler>(),
  listeners: new Map<string, Handler>(),
}));
vi.mock('electron', () => ({
  ipcMain: {
    handle: (channel: string, handler: Handler) => handlers.set(channel, handler),
    on: (channel: string, listener: Handler) => listeners.set(channel, listener),
  },
}));

const dispatched: unknown[] = [];
const stores: Port[] = [];
const sent: unknown[][] = [];
let tell: (name: string, event: unknown) => void;

const ours = { sender: { id: 7 }, senderFrame: { origin: APP_ORIGIN, parent: null } };
const foreign = [
  { ...ours, senderFrame: null },
  { ...ours, senderFrame: { origin: APP_ORIGIN, parent: {} } },
  { ...ours, senderFrame: { origin: 'https://evil.example', parent: null } },
  { ...ours, sender: { id: 8 } },
];

beforeEach(() => {
  const services: Services = {
    dispatch: (name, input) => {
      dispatched.push([name, input]);
      return Promise.resolve({ ok: true, value: 1 });
    },
    onEvent(listener) {
      tell = listener;
      return () => undefined;
    },
    attachStore: (port) => void stores.push(port),
    close: () => Promise.resolve(),
  };
  const window = {
    webContents: { id: 7, isDestroyed: () => false, send: (...values: unknown[]) => void sent.push(values) },
  };
  serveIpc({ services, log: memoryLog(), rendererOrigin: APP_ORIGIN, window: () => window });
});
afterEach(() => {
  for (const list of [dispatched, stores, sent]) list.length = 0;
});

function fakePort() {
  return Object.assign(new EventEmitter(), { close: vi.fn(), start: vi.fn(), postMessage: vi.fn() });
}

describe('ipc', () => {
  it('serves two channels and no more', () => {
    expect([...handlers.keys(), ...listeners.keys()]).toEqual([RPC_CHANNEL, STORE_CHANNEL]);
  });

  it("answers our page's calls and tells it of events", async () => {
    expect(await handlers.get(RPC_CHANNEL)?.(ours, 'app.info', {})).toEqual({ ok: true, value: 1 });
    expect(dispatched).toEqual([['app.info', {}]]);
    tell('sync.changed', { calls: 1 });
    expect(sent).toEqual([[EVENT_CHANNEL, 'sync.changed', { calls: 1 }]]);
  });

  it.each(foreign)('lets no foreign frame reach a service: %j', async (event) => {
    expect(await handlers.get(RPC_CHANNEL)?.(event, 'account.state', {})).toMatchObject({
      ok: false,
      error: { code: 'bad-call' },
    });
    const port = fakePort();
    listeners.get(STORE_CHANNEL)?.({ ...event, ports: [port] });
    expect(dispatched).toEqual([]);
    expect(stores).toEqual([]);
    expect(port.close).toHaveBeenCalledOnce();
  });

  it.each([undefined, 7, {}, ['app.info']])(
    'answers a call whose name is %j with a refusal',
    async (name) => {
      expect(await handlers.get(RPC_CHANNEL)?.(ours, name, {})).toMatchObject({
        ok: false,
        error: { code: 'bad-call' },
      });
      expect(dispatched).toEqual([]);
    },
  );

  it('takes exactly one port', () => {
    const port = fakePort();
    listeners.get(STORE_CHANNEL)?.({ ...ours, ports: [port] });
    expect(stores).toHaveLength(1);
    const two = [fakePort(), fakePort()];
    listeners.get(STORE_CHANNEL)?.({ ...ours, ports: two });
    listeners.get(STORE_CHANNEL)?.({ ...ours, ports: [] });
    expect(stores).toHaveLength(1);
    for (const refused of two) expect(refused.close).toHaveBeenCalledOnce();
  });
});
