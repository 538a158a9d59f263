import type { Envelope } from './envelope.ts';

/** The two functions over which a service is reached, whatever lies between: Electron's ipc, a message port, a socket. */
export interface Transport {
  /** Sends a call and waits for its envelope. Rejects only where the way itself is broken. */
  invoke(name: string, input: unknown): Promise<Envelope>;
  /** Listens to all events; gives back the function that stops it. */
  subscribe(listener: (name: string, event: unknown) => void): () => void;
}
