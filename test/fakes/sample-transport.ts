import { failureOf } from '../../electron/crm/failure.ts';
import { rateOf } from '../../electron/crm/rate-headers.ts';
import type {
  CallReport,
  CrmDownload,
  CrmRequest,
  CrmResponse,
  CrmTransport,
} from '../../electron/crm/transport.ts';
import { SAMPLE_TOKEN, type SampleApp, type SampleRequest } from '../../electron/sample/app.ts';
import { handleWithFault, type Fault } from '../../electron/sample/faults.ts';
import { AppError } from '../../shared/errors.ts';
import { CONNECT_TIMEOUT_MS, RESPONSE_TIMEOUT_MS } from '../../shared/limits.ts';
import type { Clock } from '../../shared/time.ts';
import { multipartOf } from './multipart.ts';

/** What can go wrong on the way to an account in this process: what the sample server's plans know, and what happens before it and after it. */
export type WireFault =
  | Fault
  /** Nothing leaves this machine: there is no network. */
  | { readonly kind: 'offline' }
  /** The connection is cut at once, and the server acts all the same, so many milliseconds later. */
  | { readonly kind: 'acts-later'; readonly ms: number };

export interface SampleTransportOptions {
  readonly app: SampleApp;
  /** The moment, for reports and for answers that come late. */
  readonly clock: Clock;
  /** Decides for each request; none, or null, lets it through. */
  readonly fault?: (request: CrmRequest) => WireFault | null;
  /** The key that is sent; the sample account's own unless given. */
  readonly token?: () => string;
  readonly onCall?: (call: CallReport) => void;
  /** The server's clock, told in the `date` header of every answer; without it answers have none. */
  readonly serverNow?: () => number;
}

/** A transport into a sample account in this process. */
export interface SampleTransport extends CrmTransport {
  /** What precedes the API's own paths. */
  readonly basePath: string;
  /** Every request that was asked for, in order, whatever became of it. */
  readonly requests: CrmRequest[];
}

/** Our own limit on the whole of an answer, as the real transport has it. */
const GIVE_UP_MS = CONNECT_TIMEOUT_MS + RESPONSE_TIMEOUT_MS;

/** An error as sockets throw them. */
class SocketError extends Error {
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

/**
 * The real transport's manners over an account in this process: it rejects as `failureOf` tells, so that a write which may have been sent and got no answer
 * is `unsure`. Nothing waits but by the given clock.
 */
export function createSampleTransport(options: SampleTransportOptions): SampleTransport {
  const { app, clock, fault: faultOf = () => null, token = () => SAMPLE_TOKEN, onCall, serverNow } = options;
  const requests: CrmRequest[] = [];

  async function travel(request: CrmRequest, sent: () => void): Promise<CrmResponse> {
    const fault = faultOf(request);
    if (fault?.kind === 'offline') throw new SocketError('ENETUNREACH');
    const outgoing = await sampleRequest(request, token());
    sent();
    request.onSent?.(outgoing.body?.byteLength ?? 0);
    if (fault?.kind === 'acts-later') {
      void clock.sleep(fault.ms).then(() => app.handle(outgoing));
      throw new SocketError('ECONNRESET');
    }
    const outcome = await handleWithFault(app, outgoing, fault);
    if (outcome.kind === 'dropped') throw new SocketError('ECONNRESET');
    if (outcome.kind === 'broken-off') throw new SocketError('UND_ERR_SOCKET');
    if (outcome.delayMs >= GIVE_UP_MS) {
      await clock.sleep(GIVE_UP_MS, request.signal);
      throw new SocketError('UND_ERR_HEADERS_TIMEOUT');
    }
    if (outcome.delayMs > 0) await clock.sleep(outcome.delayMs, request.signal);
    const { status, headers, body } = outcome.response;
    if (status >= 300 && status <= 399) throw new AppError({ code: 'not-the-crm', reason: 'redirect' });
    const date = serverNow === undefined ? {} : { date: new Date(serverNow()).toUTCString() };
    return {
      status,
      headers: { ...date, ...headers },
      text: typeof body === 'string' ? body : new TextDecoder().decode(body),
    };
  }

  async function send(request: CrmRequest): Promise<CrmResponse> {
    requests.push(request);
    if (request.signal?.aborted) throw new AppError({ code: 'cancelled' });
    const report = { at: clock.now(), method: request.method, lane: request.lane };
    let sent = false;
    try {
      const response = await travel(request, () => (sent = true));
      onCall?.({ ...report, status: response.status, ...rateOf(response.headers) });
      return response;
    } catch (caught) {
      if (sent) onCall?.({ ...report, status: null, remaining: null, limit: null });
      throw failureOf(caught, {
        effect: request.effect,
        sent,
        timedOut: false,
        cancelled: request.signal?.aborted ?? false,
      });
    }
  }

  function download(): Promise<CrmDownload> {
    return Promise.reject(new AppError({ code: 'internal', reason: 'files are not downloaded here' }));
  }

  return {
    basePath: app.admin.flavour === 'suite' ? '/crm/sales/api' : '/api',
    requests,
    send,
    download,
  };
}

async function sampleRequest({ method, path, body }: CrmRequest, token: string): Promise<SampleRequest> {
  const form = body?.type === 'form' ? await multipartOf(body.form) : null;
  return {
    method,
    path,
    headers: {
      authorization: `Token token=${token}`,
      host: 'sample.test',
      accept: 'application/json',
      'content-type': form?.contentType ?? 'application/json',
    },
    body: form?.body ?? (body?.type === 'json' ? new TextEncoder().encode(body.text) : null),
  };
}
