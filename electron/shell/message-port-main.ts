import type { Port } from '../../shared/rpc/port.ts';

/** What we need of Electron's `MessagePortMain`. */
export interface MainPort {
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown;
  once(event: 'close', listener: () => void): unknown;
  start(): void;
  postMessage(message: unknown): void;
}

/** A `Port` over Electron's end of a message port. Messages are structured-cloned, so big numbers and bytes pass as they are. */
export function messagePortMain(port: MainPort): Port {
  return {
    post: (message) => port.postMessage(message),
    listen(onMessage, onClose) {
      port.on('message', (event) => onMessage(event.data));
      port.once('close', onClose);
      port.start();
    },
  };
}
