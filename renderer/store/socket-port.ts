import type { Log } from '../../shared/log.ts';
import { parseJson, stringifyJson } from '../../shared/json.ts';
import type { Port } from '../../shared/rpc/port.ts';
import type { Scheduler } from './ports.ts';

/** What of a `WebSocket` is used. */
export interface Socket {
  send(text: string): void;
  close(): void;
  addEventListener(type: 'open' | 'close', listener: () => void): void;
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void;
}

/** What the link needs. */
export interface SocketPorts {
  /** Begins a connection. */
  connect(): Socket;
  /** Serves each connection as long as it lasts; called when it is open. */
  serve(port: Port): void;
  readonly scheduler: Scheduler;
  /** From 0 to below 1. */
  chance(): number;
  readonly log: Log;
}

/** The wait before the first new attempt, and the longest, in milliseconds. */
const WAIT_MIN_MS = 250;
const WAIT_MAX_MS = 10_000;

/**
 * Keeps a socket to the sync engine: when it closes or cannot be had, it is tried again, after waits that double and are drawn by chance
 * from the upper half. Messages are JSON that loses no number.
 * @returns the function that ends it
 */
export function keepSocket({ connect, serve, scheduler, chance, log }: SocketPorts): () => void {
  let failures = 0;
  let ended = false;
  let cancel = (): void => undefined;
  let current: Socket | null = null;

  function attempt(): void {
    const socket = connect();
    current = socket;
    let closed = (): void => undefined;
    socket.addEventListener('open', () => {
      failures = 0;
      serve(socketPort(socket, log, (onClose) => (closed = onClose)));
    });
    socket.addEventListener('close', () => {
      closed();
      if (ended) return;
      const wait = Math.min(WAIT_MAX_MS, WAIT_MIN_MS * 2 ** failures++);
      cancel = scheduler.after(wait * (0.5 + chance() / 2), attempt);
    });
  }

  attempt();
  return () => {
    ended = true;
    cancel();
    current?.close();
  };
}

/** The messages of an open socket. */
function socketPort(socket: Socket, log: Log, whenClosed: (onClose: () => void) => void): Port {
  return {
    post: (message) => socket.send(stringifyJson(message)),
    listen(onMessage, onClose) {
      whenClosed(onClose);
      socket.addEventListener('message', ({ data }) => {
        let message: unknown;
        try {
          message = parseJson(String(data));
        } catch {
          log.warn('store.socket', { reason: 'not JSON' });
          return;
        }
        onMessage(message);
      });
    },
  };
}
