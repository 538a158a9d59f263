import type { CrmDownload, CrmRequest, CrmResponse, CrmTransport } from '../../electron/crm/transport.ts';
import { AppError } from '../../shared/errors.ts';

/** What a handler answers: a status, headers in lower case, and a body that is JSON unless it is a string. */
export interface MemoryReply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export interface MemoryTransport extends CrmTransport {
  /** Every request that was sent, in order. */
  readonly requests: CrmRequest[];
  readonly isClosed: () => boolean;
  close(): Promise<void>;
}

/**
 * A transport within the process. The handler sees each request and answers it, or throws an `AppError` as the network would.
 */
export function createMemoryTransport(
  handle: (request: CrmRequest) => MemoryReply | Promise<MemoryReply>,
): MemoryTransport {
  const requests: CrmRequest[] = [];
  let closed = false;
  return {
    requests,
    isClosed: () => closed,
    async send(request): Promise<CrmResponse> {
      requests.push(request);
      if (request.signal?.aborted) throw new AppError({ code: 'cancelled' });
      const { status = 200, headers = {}, body = null } = await handle(request);
      return { status, headers, text: typeof body === 'string' ? body : JSON.stringify(body) };
    },
    async download({ url, lane, signal }): Promise<CrmDownload> {
      const { pathname, search } = new URL(url);
      const request = {
        method: 'GET',
        path: pathname + search,
        body: null,
        effect: 'read',
        lane,
        signal,
      } as const;
      requests.push(request);
      const { status = 200, headers = {}, body = '' } = await handle(request);
      const bytes = new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body));
      return {
        status,
        headers,
        stream: (async function* () {
          await Promise.resolve();
          yield bytes;
        })(),
        cancel() {},
      };
    },
    close() {
      closed = true;
      return Promise.resolve();
    },
  };
}
