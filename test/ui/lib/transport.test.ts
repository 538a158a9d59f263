import { describe, expect, it } from 'vitest';
import { reconnecting } from '../../../renderer/ui/lib/reconnecting.ts';
import { socketPort, takeToken } from '../../../renderer/ui/lib/transport.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Port } from '../../../shared/rpc/port.ts';

function memoryStorage(): Pick<Storage, 'getItem' | 'setItem'> {
  const items = new Map<string, string>();
  return { getItem: (key) => items.get(key) ?? null, setItem: (key, value) => void items.set(key, value) };
}

describe('takeToken', () => {
  it('takes the token out of the address bar and keeps it for a reload', () => {
    const storage = memoryStorage();
    const shown: unknown[] = [];
    const history = {
      replaceState: (_state: unknown, _title: string, url?: string | URL | null) => void shown.push(url),
    };
    expect(takeToken({ hash: '#token=abc_DEF-1', pathname: '/' }, history, storage)).toBe('abc_DEF-1');
    expect(shown).toEqual(['/']);
    expect(takeToken({ hash: '#/contacts', pathname: '/' }, history, storage)).toBe('abc_DEF-1');
    expect(shown).toHaveLength(1);
  });

  it('is empty where none was given', () => {
    const history = { replaceState: () => undefined };
    expect(takeToken({ hash: '', pathname: '/' }, history, memoryStorage())).toBe('');
  });
});

describe('socketPort', () => {
  it('sends what was posted early once the socket is open, in order, and loses no digit', () => {
    const heard = new Map<string, (event: { data?: unknown }) => void>();
    const sent: string[] = [];
    const port = socketPort({
      send: (text) => void sent.push(text),
      addEventListener: (type, listener) => void heard.set(type, listener),
    });
    const messages: unknown[] = [];
    port.listen(
      (message) => messages.push(message),
      () => undefined,
    );
    port.post({ id: 1 });
    port.post({ id: 2 });
    expect(sent).toEqual([]);
    heard.get('open')?.({ data: '' });
    port.post({ id: 3 });
    expect(sent).toEqual(['{"id":1}', '{"id":2}', '{"id":3}']);
    heard.get('message')?.({ data: '{"mcr_id":1450348061427834880}' });
    expect(messages).toEqual([{ mcr_id: 1450348061427834880n }]);
  });
});

interface FakePort extends Port {
  receive(message: unknown): void;
  end(): void;
  readonly posted: { id: number; name: string }[];
}

function fakePort(): FakePort {
  let hear: (message: unknown) => void = () => undefined;
  let close: () => void = () => undefined;
  const posted: { id: number; name: string }[] = [];
  return {
    posted,
    post: (message) => void posted.push(message as { id: number; name: string }),
    listen(onMessage, onClose) {
      hear = onMessage;
      close = onClose;
    },
    receive: (message) => hear(message),
    end: () => close(),
  };
}

describe('reconnecting', () => {
  function connected() {
    const ports: FakePort[] = [];
    const waits: number[] = [];
    const retries: (() => void)[] = [];
    const connection = reconnecting(
      () => {
        const port = fakePort();
        ports.push(port);
        return port;
      },
      (retry, ms) => {
        waits.push(ms);
        retries.push(retry);
      },
    );
    const port = (index: number) => ports[index] as FakePort;
    const retry = () => retries.shift()?.();
    return { connection, port, waits, retry };
  }

  it('rejects what was under way, and works over the next port with the same listeners', async () => {
    const { connection, port, retry } = connected();
    const events: string[] = [];
    const states: boolean[] = [];
    connection.subscribe((name) => events.push(name));
    connection.onConnected((state) => states.push(state));

    const lost = connection.invoke('sync.state', {});
    port(0).end();
    await expect(lost).rejects.toBeInstanceOf(AppError);
    expect(states).toEqual([false]);

    retry();
    port(1).receive({ type: 'answer', id: port(1).posted[0]?.id, envelope: { ok: true, value: {} } });
    await Promise.resolve();
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(states).toEqual([false, true]);
    port(1).receive({ type: 'event', name: 'sync.changed', event: {} });
    expect(events).toEqual(['sync.changed']);
    const answer = connection.invoke('sync.state', {});
    const call = port(1).posted.at(-1);
    port(1).receive({ type: 'answer', id: call?.id, envelope: { ok: true, value: 7 } });
    expect(await answer).toEqual({ ok: true, value: 7 });
  });

  it('waits longer as long as nothing answers, and says only once that it is gone', () => {
    const { connection, port, waits, retry } = connected();
    const states: boolean[] = [];
    connection.onConnected((state) => states.push(state));
    for (let index = 0; index < 7; index++) {
      port(index).end();
      retry();
    }
    expect(waits).toEqual([250, 500, 1000, 2000, 4000, 5000, 5000]);
    expect(states).toEqual([false]);
  });
});
