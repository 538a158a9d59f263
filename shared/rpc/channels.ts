/** The names under which Electron's ipc carries rpc between the preload script and the main process. There are no others. */

/** invoke(name, input) -> Envelope: a call of `mainForUi`. */
export const RPC_CHANNEL = 'satchel:rpc';
/** (name, event): an event of `mainForUi`, told to the page. */
export const EVENT_CHANNEL = 'satchel:event';
/** A port, transferred: the store worker's end towards the sync engine. */
export const STORE_CHANNEL = 'satchel:store';
