import { failureOf } from '../../../electron/crm/failure.ts';
import { rateOf } from '../../../electron/crm/rate-headers.ts';
import type { CallReport, CrmRequest, CrmResponse, CrmTransport } from '../../../electron/crm/transport.ts';
import {
  SAMPLE_TOKEN,
  type SampleApp,
  type SampleRequest,
  type SampleResponse,
} from '../../../electron/sample/app.ts';
import { AppError } from '../../../shared/errors.ts';
import { parseJson, stringifyJson } from '../../../shared/json.ts';
import { CONNECT_TIMEOUT_MS, RESPONSE_TIMEOUT_MS } from '../../../shared/limits.ts';
import { multipartOf } from '../../fakes/multipart.ts';
import { Chance } from './chance.ts';
import type { Kernel } from './kernel.ts';
import type { Life } from './life.ts';

/** What can go wrong with one request. Milliseconds are true time. */
export type WireFault =
  /** Cut before the server saw it, or after it acted. */
  | { readonly kind: 'dropped'; readonly acts: boolean }
  /** The connection is cut at once; the server acts so much later. */
  | { readonly kind: 'acts-later'; readonly ms: number }
  /** The answer takes so long; beyond our own limit it is not waited for. */
  | { readonly kind: 'slow'; readonly ms: number }
  /** The request takes so long to reach the server, and its answer comes after that, or is not waited for. */
  | { readonly kind: 'late'; readonly ms: number }
  /** The network delivers it twice. Only what may be repeated is: no HTTP stack repeats a POST. */
  | { readonly kind: 'twice' }
  /** The answer breaks off. */
  | { readonly kind: 'truncated'; readonly share: number }
  /** A web page in the place of an answer, and whether the server acted. */
  | { readonly kind: 'html'; readonly status: number; readonly acts: boolean }
  | {
      readonly kind: 'status';
      readonly status: 401 | 403 | 404 | 429 | 500 | 502 | 503 | 504;
      readonly acts: boolean;
      readonly headers: Readonly<Record<string, string>>;
    }
  /** A list as it was some seconds ago: it comes from a copy that lags behind. */
  | { readonly kind: 'stale' }
  /** A page of a walk over all records that lacks this share of its rows, and says that it was the last one. */
  | { readonly kind: 'short'; readonly share: number };

/** A request that reached the server, or was kept from it. */
export interface Wire {
  readonly n: number;
  readonly sentAt: number;
  readonly request: Pick<CrmRequest, 'method' | 'path' | 'lane' | 'effect'>;
  readonly body: string | null;
  readonly fault: WireFault | null;
  /** When the server dealt with it; null where it never did. */
  handledAt: number | null;
  /** Of when the list is that arrived, where it is an old one. */
  shows: number | null;
  status: number | null;
  /** What the server answered, whether or not it arrived. */
  answer: string | null;
  /** What the client made of it. */
  outcome: string;
}

/** One device's way to the server. */
export interface Line {
  /** No request leaves while it is off. */
  isOn: boolean;
  /** Records at whose writing the server fails, for ever: their paths. */
  readonly poisoned: Set<string>;
  /** The key is refused from now on. */
  isRevoked: boolean;
  /** Decides for each request. */
  fault(request: CrmRequest): WireFault | null;
  /** All requests that were made, in order. */
  readonly log: Wire[];
  /** Called around everything that the server does for this device. */
  readonly around: <T>(wire: Wire, act: () => Promise<T>) => Promise<T>;
}

/** Our own limit on the whole of an answer, as the real transport has it. */
const GIVE_UP_MS = CONNECT_TIMEOUT_MS + RESPONSE_TIMEOUT_MS;
/** How long a file is on its way: longer, too, than "not there" takes to count after the request has ended. */
const UPLOAD_MIN_MS = 100;
const UPLOAD_MAX_MS = 150_000;
/** A copy of a list lags behind by no more. */
const STALE_MS = 20_000;

class SocketError extends Error {
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

const PAGE = '<!doctype html><title>Sorry</title><p>Something stands between.</p>';

/**
 * The way from one process to the server: the real transport's manners, in virtual time, with faults. What has left goes on to the server also when the process that sent it is
 * killed.
 */
export function lineTransport(
  kernel: Kernel,
  app: SampleApp,
  line: Line,
  life: Life,
  onCall: (call: CallReport) => void,
  now: () => number,
): CrmTransport {
  const latency = new Chance(line.log.length + 17);
  const copies = new Map<string, { at: number; response: SampleResponse }[]>();

  async function act(wire: Wire, request: SampleRequest): Promise<SampleResponse> {
    return line.around(wire, async () => {
      const response = await app.handle(request);
      wire.handledAt = kernel.now();
      wire.status = response.status;
      wire.answer = textOf(response);
      if (request.method === 'GET') {
        const kept = (copies.get(request.path) ?? []).filter(({ at }) => kernel.now() - at <= STALE_MS);
        copies.set(request.path, [...kept, { at: kernel.now(), response }]);
      }
      return response;
    });
  }

  async function travel(request: CrmRequest, wire: Wire, sent: () => void): Promise<CrmResponse> {
    const outgoing = await sampleRequest(request);
    await kernel.sleep(latency.between(20, 120), request.signal);
    if (!line.isOn) throw new SocketError('ENETUNREACH');
    sent();
    if (request.body?.type === 'form') {
      // A server acts on the whole of a file alone.
      await kernel.sleep(latency.between(UPLOAD_MIN_MS, UPLOAD_MAX_MS), request.signal);
      if (!line.isOn || !life.isAlive) throw new SocketError('ECONNRESET');
    }
    const { fault } = wire;
    if (line.isRevoked) {
      wire.handledAt = kernel.now();
      wire.status = 401;
      return arrive(statusAnswer(401, {}), request);
    }
    if (request.method === 'PUT' && line.poisoned.has(request.path.split('?')[0] ?? '')) {
      wire.handledAt = kernel.now();
      wire.status = 500;
      return arrive(statusAnswer(500, {}), request);
    }
    switch (fault?.kind) {
      case 'dropped':
        if (fault.acts) await act(wire, outgoing);
        throw new SocketError('ECONNRESET');
      case 'acts-later':
        kernel.after(fault.ms, () => void act(wire, outgoing));
        throw new SocketError('ECONNRESET');
      case 'late': {
        const answer = new Promise<SampleResponse>((resolve) => {
          kernel.after(fault.ms, () => void act(wire, outgoing).then(resolve));
        });
        if (fault.ms >= GIVE_UP_MS) {
          await kernel.sleep(GIVE_UP_MS, request.signal);
          throw new SocketError('UND_ERR_HEADERS_TIMEOUT');
        }
        await kernel.sleep(fault.ms + 1, request.signal);
        return arrive(await answer, request);
      }
      case 'slow': {
        const answer = await act(wire, outgoing);
        await kernel.sleep(Math.min(fault.ms, GIVE_UP_MS), request.signal);
        if (fault.ms >= GIVE_UP_MS) throw new SocketError('UND_ERR_HEADERS_TIMEOUT');
        return arrive(answer, request);
      }
      case 'twice':
        if (request.method !== 'POST') await act(wire, outgoing);
        return arrive(await act(wire, outgoing), request);
      case 'truncated': {
        await act(wire, outgoing);
        throw new SocketError('UND_ERR_SOCKET');
      }
      case 'html':
        if (fault.acts) await act(wire, outgoing);
        return arrive(
          { status: fault.status, headers: { 'content-type': 'text/html' }, body: PAGE },
          request,
        );
      case 'status':
        if (fault.acts) await act(wire, outgoing);
        return arrive(statusAnswer(fault.status, fault.headers), request);
      case 'stale': {
        const old = copies.get(request.path)?.find(({ at }) => kernel.now() - at <= STALE_MS);
        const fresh = await act(wire, outgoing);
        const isList =
          request.method === 'GET' && !/\/\d+(\?|$)/.test(request.path.replace(/\/(view|scroll)\/\d+/, ''));
        if (!isList || old === undefined) return arrive(fresh, request);
        wire.shows = old.at;
        return arrive(old.response, request);
      }
      case 'short':
        return arrive(shortened(await act(wire, outgoing), fault.share), request);
      case undefined:
        return arrive(await act(wire, outgoing), request);
    }
  }

  async function arrive(response: SampleResponse, request: CrmRequest): Promise<CrmResponse> {
    await kernel.sleep(latency.between(20, 200), request.signal);
    return {
      status: response.status,
      headers: { date: new Date(kernel.now()).toUTCString(), ...response.headers },
      text: textOf(response),
    };
  }

  async function send(request: CrmRequest): Promise<CrmResponse> {
    if (request.signal?.aborted === true) throw new AppError({ code: 'cancelled' });
    const fault = line.isOn ? line.fault(request) : null;
    const wire: Wire = {
      n: line.log.length,
      sentAt: kernel.now(),
      request: { method: request.method, path: request.path, lane: request.lane, effect: request.effect },
      body: wordsOf(request),
      fault,
      handledAt: null,
      shows: null,
      status: null,
      answer: null,
      outcome: 'on its way',
    };
    line.log.push(wire);
    const report = { at: now(), method: request.method, lane: request.lane };
    let sent = false;
    try {
      const response = await travel(request, wire, () => (sent = true));
      wire.outcome = String(response.status);
      onCall({ ...report, status: response.status, ...rateOf(response.headers) });
      return response;
    } catch (caught) {
      if (sent) onCall({ ...report, status: null, remaining: null, limit: null });
      const failure = failureOf(caught, {
        effect: request.effect,
        sent,
        timedOut: false,
        cancelled: request.signal?.aborted ?? false,
      });
      wire.outcome = failure.info.code;
      throw failure;
    }
  }

  return {
    send: (request) => life.run(() => send(request)),
    download: () => Promise.reject(new AppError({ code: 'internal', reason: 'no files here' })),
  };
}

/** What a request says, without the bytes of a file. */
function wordsOf({ body }: CrmRequest): string | null {
  if (body?.type !== 'form') return body?.text ?? null;
  return JSON.stringify([...body.form.entries()].filter(([, value]) => typeof value === 'string'));
}

function textOf({ body }: SampleResponse): string {
  return typeof body === 'string' ? body : new TextDecoder().decode(body);
}

/** A page with fewer rows. */
function shortened(response: SampleResponse, share: number): SampleResponse {
  const body = parseJson(textOf(response)) as Record<string, unknown>;
  const rows = Object.entries(body).map(([key, value]) => [
    key,
    Array.isArray(value) ? value.slice(0, Math.floor(value.length * (1 - share))) : value,
  ]);
  const meta = { ...(body['meta'] as object), has_next_page: false };
  return { ...response, body: stringifyJson({ ...Object.fromEntries(rows), meta }) };
}

function statusAnswer(status: number, headers: Readonly<Record<string, string>>): SampleResponse {
  const body =
    status === 401
      ? '{"login":"failed","message":null}'
      : JSON.stringify(
          status >= 500
            ? { status, error: 'Internal Server Error' }
            : { errors: { code: status, message: ['No.'] } },
        );
  return { status, headers: { 'content-type': 'application/json; charset=utf-8', ...headers }, body };
}

async function sampleRequest({ method, path, body }: CrmRequest): Promise<SampleRequest> {
  const form = body?.type === 'form' ? await multipartOf(body.form) : null;
  return {
    method,
    path,
    headers: {
      authorization: `Token token=${SAMPLE_TOKEN}`,
      host: 'sample.test',
      'content-type': form?.contentType ?? 'application/json',
    },
    body: form?.body ?? (body?.type === 'json' ? new TextEncoder().encode(body.text) : null),
  };
}
