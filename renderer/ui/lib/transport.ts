import type { Bridge } from '../../../shared/rpc/bridge.ts';
import { STORE_PORT_MESSAGE } from '../../../shared/rpc/bridge.ts';
import { webPort } from '../../../shared/rpc/message-port.ts';
import { portTransport, type Port } from '../../../shared/rpc/port.ts';
import type { Transport } from '../../../shared/rpc/transport.ts';
import type { WorkerBoot } from '../../../shared/rpc/worker-boot.ts';
import { parseJson, stringifyJson } from '../../../shared/json.ts';
import { reconnecting, type Connection } from './reconnecting.ts';

/** The two ways out of the page. */
export interface Transports {
  /** To the main process. */
  readonly main: Connection;
  /** To the store worker. */
  readonly store: Transport;
}

declare global {
  interface Window {
    /** What Electron's preload puts here; absent in the browser host. */
    readonly satchel?: Bridge;
  }
}

/** The name of our sockets, which the browser host wants beside the token. */
const SUBPROTOCOL = 'satchel';
const TOKEN_KEY = 'satchel:token';

/** Starts the store worker and opens the ways to it and to the main process, in whichever host this page runs. */
export function openTransports(page: Window): Transports {
  const worker = new Worker(new URL('../../store/worker.ts', import.meta.url), {
    type: 'module',
    name: 'store',
  });
  const bridge = page.satchel;
  if (bridge) {
    const { port1, port2 } = new MessageChannel();
    boot(worker, { type: 'boot', sync: 'port' }, [port1]);
    page.postMessage(STORE_PORT_MESSAGE, page.location.origin, [port2]);
    return { main: alwaysThere(bridge.main), store: portTransport(webPort(worker)) };
  }
  const token = takeToken(page.location, page.history, page.sessionStorage);
  const sockets = page.location.origin.replace(/^http/, 'ws');
  boot(worker, { type: 'boot', sync: 'socket', url: `${sockets}/store`, token }, []);
  const main = reconnecting(
    () => socketPort(new WebSocket(`${sockets}/rpc`, [SUBPROTOCOL, token])),
    (retry, ms) => void setTimeout(retry, ms),
  );
  return { main, store: portTransport(webPort(worker)) };
}

function boot(worker: Worker, message: WorkerBoot, ports: MessagePort[]): void {
  worker.postMessage(message, ports);
}

function alwaysThere(transport: Transport): Connection {
  return { ...transport, onConnected: () => () => undefined };
}

/**
 * The session's secret. It comes in the fragment of the first address, is taken out of the address bar at once, and is kept for this
 * tab so that a reload works. Empty where there is none; the host then refuses the sockets.
 */
export function takeToken(
  location: Pick<Location, 'hash' | 'pathname'>,
  history: Pick<History, 'replaceState'>,
  storage: Pick<Storage, 'getItem' | 'setItem'>,
): string {
  const given = /^#token=([A-Za-z0-9_-]+)$/.exec(location.hash)?.[1];
  if (given === undefined) return storage.getItem(TOKEN_KEY) ?? '';
  storage.setItem(TOKEN_KEY, given);
  history.replaceState(null, '', location.pathname);
  return given;
}

/** What a port needs of a socket. */
interface SocketLike {
  send(text: string): void;
  addEventListener(type: string, listener: (event: { data?: unknown }) => void): void;
}

/** A `Port` over a socket that is still opening: what is posted before it is open is sent then. */
export function socketPort(socket: SocketLike): Port {
  const early: string[] = [];
  let open = false;
  socket.addEventListener('open', () => {
    open = true;
    for (const text of early.splice(0)) socket.send(text);
  });
  return {
    post(message) {
      const text = stringifyJson(message);
      if (open) socket.send(text);
      else early.push(text);
    },
    listen(onMessage, onClose) {
      socket.addEventListener('message', (event) => onMessage(parseJson(String(event.data))));
      socket.addEventListener('close', () => onClose());
    },
  };
}
