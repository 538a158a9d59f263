import { z } from 'zod';
import { AppError, errorInfoOf } from '../errors.ts';
import { isBounded } from './bounds.ts';
import type { Dispatch } from './dispatch.ts';
import { envelopeSchema, type Envelope } from './envelope.ts';
import type { Transport } from './transport.ts';

/** A two-way channel of messages: a MessagePort, Electron's MessagePortMain, a socket. Messages are structured-cloned or encoded by the port. */
export interface Port {
  post(message: unknown): void;
  /** Sets who hears the messages; called once, before anything is posted. */
  listen(onMessage: (message: unknown) => void, onClose: () => void): void;
}

/** A port to a side that is not trusted. A message without bounds ends it for who listens here: the other side is broken, or means no good. */
export function boundedPort(port: Port): Port {
  return {
    post: (message) => port.post(message),
    listen(onMessage, onClose) {
      let isOpen = true;
      const close = (): void => {
        if (isOpen) onClose();
        isOpen = false;
      };
      port.listen((message) => {
        if (!isBounded(message)) close();
        else if (isOpen) onMessage(message);
      }, close);
    },
  };
}

const requestSchema = z.object({
  type: z.literal('call'),
  id: z.number(),
  name: z.string(),
  input: z.unknown(),
});
const messageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('answer'), id: z.number(), envelope: envelopeSchema }),
  z.object({ type: z.literal('event'), name: z.string(), event: z.unknown() }),
]);

/**
 * A transport over a port. When the port closes, every call that waits, and every later one, rejects with `store-unavailable: gone`.
 * @param onClose told once, after that
 */
export function portTransport(port: Port, onClose: () => void = () => undefined): Transport {
  const waiting = new Map<number, { resolve(envelope: Envelope): void; reject(error: AppError): void }>();
  const listeners = new Set<(name: string, event: unknown) => void>();
  let next = 1;
  let closed = false;
  const gone = () => new AppError({ code: 'store-unavailable', reason: 'gone' });
  port.listen(
    (message) => {
      const parsed = messageSchema.safeParse(message);
      if (!parsed.success) return;
      if (parsed.data.type === 'event') {
        for (const listener of listeners) listener(parsed.data.name, parsed.data.event);
        return;
      }
      waiting.get(parsed.data.id)?.resolve(parsed.data.envelope);
      waiting.delete(parsed.data.id);
    },
    () => {
      closed = true;
      for (const call of waiting.values()) call.reject(gone());
      waiting.clear();
      onClose();
    },
  );
  return {
    invoke(name, input) {
      if (closed) return Promise.reject(gone());
      return new Promise((resolve, reject) => {
        const id = next++;
        waiting.set(id, { resolve, reject });
        port.post({ type: 'call', id, name, input });
      });
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/**
 * Serves calls that arrive on a port.
 * @returns the function that posts an event to the other side
 */
export function servePort(
  port: Port,
  dispatch: Dispatch,
  onClose: () => void,
): (name: string, event: unknown) => void {
  port.listen((message) => {
    const request = requestSchema.safeParse(message);
    // A message that is no call has no id to answer to; the other side's contract is broken and it will see its call unanswered by name.
    if (!request.success) return;
    const { id, name, input } = request.data;
    const answer = (envelope: Envelope): void => port.post({ type: 'answer', id, envelope });
    void dispatch(name, input)
      .then(answer)
      // What the port cannot carry is a mistake of ours, and is told as one.
      .catch((error: unknown) => answer({ ok: false, error: errorInfoOf(error) }))
      // The port has gone, and who waited for the answer with it.
      .catch(() => undefined);
  }, onClose);
  return (name, event) => port.post({ type: 'event', name, event });
}
