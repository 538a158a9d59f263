import { portTransport, type Port } from '../../../shared/rpc/port.ts';
import type { Transport } from '../../../shared/rpc/transport.ts';

/** A transport whose other side may go away and come back. */
export interface Connection extends Transport {
  /** Told whenever the other side went (false) or came back (true); gives back the function that stops it. */
  onConnected(listener: (connected: boolean) => void): () => void;
}

const FIRST_RETRY_MS = 250;
const LONGEST_RETRY_MS = 5_000;

/**
 * Keeps a transport over ports that may close. What waits when a port closes rejects (`store-unavailable: gone`); listeners hear the next
 * port's events. A new port is opened after a wait that doubles as long as nothing answers.
 * @param open opens a port; it may close before it ever worked
 * @param later runs a function after a number of milliseconds
 */
export function reconnecting(open: () => Port, later: (retry: () => void, ms: number) => void): Connection {
  const events = new Set<(name: string, event: unknown) => void>();
  const watchers = new Set<(connected: boolean) => void>();
  let wait = FIRST_RETRY_MS;
  let current = connect();
  let lost = false;

  function connect(): Transport {
    const port = open();
    const heard: Port = {
      post: (message) => port.post(message),
      listen: (onMessage, onClose) =>
        port.listen((message) => {
          wait = FIRST_RETRY_MS;
          onMessage(message);
        }, onClose),
    };
    const transport = portTransport(heard, onClose);
    transport.subscribe((name, event) => {
      for (const listener of events) listener(name, event);
    });
    return transport;
  }

  function onClose(): void {
    tell(false);
    later(() => {
      current = connect();
      // A port says nothing when it opens, so the first answer tells that the other side is back.
      void current.invoke('app.info', {}).then(
        () => tell(true),
        () => undefined,
      );
    }, wait);
    wait = Math.min(wait * 2, LONGEST_RETRY_MS);
  }

  function tell(connected: boolean): void {
    if (lost === !connected) return;
    lost = !connected;
    for (const watcher of watchers) watcher(connected);
  }

  return {
    invoke: (name, input) => current.invoke(name, input),
    subscribe(listener) {
      events.add(listener);
      return () => events.delete(listener);
    },
    onConnected(watcher) {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
  };
}
