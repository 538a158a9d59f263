import { ipcMain, type IpcMainEvent, type IpcMainInvokeEvent, type WebContents } from 'electron';
import type { Log } from '../../shared/log.ts';
import { EVENT_CHANNEL, RPC_CHANNEL, STORE_CHANNEL } from '../../shared/rpc/channels.ts';
import type { Envelope } from '../../shared/rpc/envelope.ts';
import type { Services } from '../host.ts';
import { messagePortMain } from './message-port-main.ts';
import { isTrustedSender } from './policy/sender.ts';

export interface IpcOptions {
  readonly services: Services;
  readonly log: Log;
  readonly rendererOrigin: string;
  /** Our window while there is one. */
  window(): { readonly webContents: Pick<WebContents, 'id' | 'isDestroyed' | 'send'> } | null;
}

/** The one place where the page and the main process meet. A message from anybody but the page of our window reaches no service. */
export function serveIpc({ services, log, rendererOrigin, window }: IpcOptions): void {
  function isTrusted(event: IpcMainEvent | IpcMainInvokeEvent, channel: string): boolean {
    const contentsId = window()?.webContents.id ?? null;
    const trusted = isOurs(event, contentsId);
    if (!trusted) log.warn('ipc.refused', { channel });
    return trusted;
  }

  function isOurs(event: IpcMainEvent | IpcMainInvokeEvent, contentsId: number | null): boolean {
    try {
      return isTrustedSender(
        { frame: event.senderFrame, contentsId: event.sender.id },
        contentsId,
        rendererOrigin,
      );
    } catch {
      return false; // Electron throws when it is asked about a frame that has gone since.
    }
  }

  ipcMain.handle(RPC_CHANNEL, async (event, name: unknown, input: unknown): Promise<Envelope> => {
    if (!isTrusted(event, RPC_CHANNEL)) return refusal('not from our window');
    if (typeof name !== 'string') return refusal('a call has a name');
    return services.dispatch(name, input);
  });

  ipcMain.on(STORE_CHANNEL, (event) => {
    const [port, ...others] = event.ports;
    if (port && others.length === 0 && isTrusted(event, STORE_CHANNEL))
      services.attachStore(messagePortMain(port));
    else for (const refused of event.ports) refused.close();
  });

  services.onEvent((name, event) => {
    const contents = window()?.webContents;
    if (contents && !contents.isDestroyed()) contents.send(EVENT_CHANNEL, name, event);
  });
}

function refusal(reason: string): Envelope {
  return { ok: false, error: { code: 'bad-call', reason } };
}
