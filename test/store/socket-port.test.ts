import { describe, expect, it } from 'vitest';
import type { Port } from '../../shared/rpc/port.ts';
import { keepSocket, type Socket } from '../../renderer/store/socket-port.ts';
import { manualScheduler } from './harness.ts';

class FakeSocket implements Socket {
  readonly sent: string[] = [];
  closed = false;
  private readonly listeners = new Map<string, ((event: { data: unknown }) => void)[]>();

  send(text: string): void {
    this.sent.push(text);
  }

  close(): void {
    this.closed = true;
    this.fire('close');
  }

  addEventListener(type: string, listener: (event: { data: unknown }) => void): void {
    this.listeners.set(type, [...(this.listeners.get(type) ?? []), listener]);
  }

  fire(type: string, data?: unknown): void {
    for (const listener of this.listeners.get(type) ?? []) listener({ data });
  }
}

function link(chance = 0.5) {
  const scheduler = manualScheduler();
  const sockets: FakeSocket[] = [];
  const ports: Port[] = [];
  const warnings: string[] = [];
  const end = keepSocket({
    connect() {
      const socket = new FakeSocket();
      sockets.push(socket);
      return socket;
    },
    serve: (port) => void ports.push(port),
    scheduler,
    chance: () => chance,
    log: { info: () => undefined, warn: (event) => void warnings.push(event), error: () => undefined },
  });
  return { scheduler, sockets, ports, warnings, end };
}

describe('the socket to the sync engine', () => {
  it('carries messages with all digits', () => {
    const { sockets, ports, warnings } = link();
    sockets[0]!.fire('open');
    const heard: unknown[] = [];
    ports[0]!.listen(
      (message) => heard.push(message),
      () => undefined,
    );
    ports[0]!.post({ mcr_id: 1450348061427834880n });
    expect(sockets[0]!.sent).toEqual(['{"mcr_id":1450348061427834880}']);
    sockets[0]!.fire('message', '{"mcr_id":1450348061427834880}');
    sockets[0]!.fire('message', '<html>');
    expect(heard).toEqual([{ mcr_id: 1450348061427834880n }]);
    expect(warnings).toEqual(['store.socket']);
  });

  it('is tried again, after longer and longer waits, and says that it has closed', async () => {
    const { scheduler, sockets, ports } = link(0);
    sockets[0]!.fire('open');
    let closed = 0;
    ports[0]!.listen(
      () => undefined,
      () => closed++,
    );
    sockets[0]!.fire('close');
    expect(closed).toBe(1);
    const waits: number[] = [];
    for (let attempt = 1; attempt <= 8; attempt++) {
      const before = scheduler.now();
      while (sockets.length === attempt) await scheduler.advance(5);
      waits.push(scheduler.now() - before);
      sockets[attempt]!.fire('close');
    }
    expect(waits).toEqual([125, 250, 500, 1000, 2000, 4000, 5000, 5000]);
  });

  it('begins with short waits again once it was open', async () => {
    const { scheduler, sockets } = link(0);
    sockets[0]!.fire('close');
    await scheduler.advance(125);
    sockets[1]!.fire('open');
    sockets[1]!.fire('close');
    await scheduler.advance(125);
    expect(sockets).toHaveLength(3);
  });

  it('is not tried again when it is ended', async () => {
    const { scheduler, sockets, end } = link();
    end();
    await scheduler.advance(60_000);
    expect(sockets).toHaveLength(1);
    expect(sockets[0]!.closed).toBe(true);
  });
});
