import type { WebSocket } from 'ws';
import type { Log } from '../../shared/log.ts';
import { servePort } from '../../shared/rpc/port.ts';
import type { Services } from '../host.ts';
import { socketPort } from './socket-port.ts';

/** What becomes of a socket that was let in. */
export type Door = (socket: WebSocket) => void;

/** What the doors lead to. */
export type ServedServices = Pick<Services, 'dispatch' | 'onEvent' | 'attachStore'>;

/** The doors by path: `/rpc` for a page, `/store` for the store worker's side towards the engine. */
export function openDoors(services: ServedServices, log: Log): ReadonlyMap<string, Door> {
  return new Map<string, Door>([
    [
      '/rpc',
      (socket) => {
        watch(socket, log);
        const unsubscribe = services.onEvent((name, event) => emit(name, event));
        const emit = servePort(socketPort(socket), services.dispatch, unsubscribe);
      },
    ],
    [
      '/store',
      (socket) => {
        watch(socket, log);
        services.attachStore(socketPort(socket));
      },
    ],
  ]);
}

/** `ws` closes a socket that breaks the protocol by itself; without a listener its error would end the process. */
function watch(socket: WebSocket, log: Log): void {
  socket.on('error', (error) => log.warn('host.socket-failed', { reason: error.message }));
}
