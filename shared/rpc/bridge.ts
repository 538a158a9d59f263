import type { Transport } from './transport.ts';

/** What Electron's preload puts on the page as `window.satchel`. In the browser host it is absent. */
export interface Bridge {
  readonly main: Transport;
}

/**
 * The message by which a page hands the main process its end of the store worker's port:
 * `window.postMessage(STORE_PORT_MESSAGE, location.origin, [port])`. The preload forwards it; ports cannot cross the context bridge.
 */
export const STORE_PORT_MESSAGE = 'satchel:store-port';
