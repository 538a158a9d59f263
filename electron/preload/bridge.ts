import type { Bridge } from '../../shared/rpc/bridge.ts';
import { STORE_PORT_MESSAGE } from '../../shared/rpc/bridge.ts';
import { EVENT_CHANNEL, RPC_CHANNEL } from '../../shared/rpc/channels.ts';
import { mainForUi } from '../../shared/rpc/contract.ts';
import { envelopeSchema, type Envelope } from '../../shared/rpc/envelope.ts';

/** The part of Electron's `ipcRenderer` that the bridge stands on. */
export interface Ipc {
  invoke(channel: string, ...values: unknown[]): Promise<unknown>;
  on(channel: string, listener: (event: unknown, ...values: unknown[]) => void): unknown;
  off(channel: string, listener: (event: unknown, ...values: unknown[]) => void): unknown;
}

/**
 * What the page gets of the main process: the calls and events of the contract, by name, and nothing else. Neither `ipcRenderer` nor an event
 * object is ever handed on.
 */
export function createBridge(ipc: Ipc): Bridge {
  return {
    main: {
      async invoke(name, input) {
        if (!Object.hasOwn(mainForUi.calls, name)) return refusal(`no such call: ${name}`);
        const answer = envelopeSchema.safeParse(await ipc.invoke(RPC_CHANNEL, name, input));
        return answer.success ? answer.data : refusal(`${name}: not an envelope`);
      },
      subscribe(listener) {
        const forward = (_event: unknown, name: unknown, event: unknown) => {
          if (typeof name === 'string' && Object.hasOwn(mainForUi.events, name)) listener(name, event);
        };
        ipc.on(EVENT_CHANNEL, forward);
        return () => void ipc.off(EVENT_CHANNEL, forward);
      },
    },
  };
}

function refusal(reason: string): Envelope {
  return { ok: false, error: { code: 'bad-call', reason } };
}

/** What of a window message decides whether its port is passed on. */
export interface WindowMessage<Port> {
  readonly source: unknown;
  readonly origin: string;
  readonly data: unknown;
  readonly ports: readonly Port[];
}

/** The store worker's port, if that is what the page's own window has just handed over; else null. */
export function storePortOf<Port>(
  message: WindowMessage<Port>,
  page: { readonly window: unknown; readonly origin: string },
): Port | null {
  const ours =
    message.source === page.window && message.origin === page.origin && message.data === STORE_PORT_MESSAGE;
  return ours && message.ports.length === 1 ? (message.ports[0] ?? null) : null;
}
