import type { Port } from './port.ts';

/** What a web `MessagePort`, a `Worker` and a worker's own scope have in common. */
export interface WebPort {
  postMessage(message: unknown): void;
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void;
  start?(): void;
}

/** A `Port` over a web message port or worker. Such a port never tells of its end. */
export function webPort(port: WebPort): Port {
  return {
    post: (message) => port.postMessage(message),
    listen(onMessage) {
      port.addEventListener('message', (event) => onMessage(event.data));
      port.start?.();
    },
  };
}
