import type { IncomingHttpHeaders } from 'node:http';
import { Agent, type Dispatcher, type FormData } from 'undici';
import { AppError } from '../../shared/errors.ts';
import { CONNECT_TIMEOUT_MS, RESPONSE_BYTES_MAX, RESPONSE_TIMEOUT_MS } from '../../shared/limits.ts';
import { isLoopback } from './address.ts';
import { failureOf } from './failure.ts';
import { rateOf } from './rate-headers.ts';
import { isRedirect, REDIRECTS_MAX, redirectTarget } from './redirect.ts';
import { ACCEPT_ENCODING, readText } from './response-body.ts';
import type {
  CallReport,
  CrmDownload,
  CrmRequest,
  CrmResponse,
  CrmTransport,
  Headers,
  Lane,
  Method,
} from './transport.ts';

export interface UndiciTransportOptions {
  /** The account's origin: https, or loopback. */
  readonly origin: string;
  /** Gives the API key; asked at each call and kept nowhere. */
  readonly token: () => string;
  /** `Satchel/<version>`. */
  readonly userAgent: string;
  readonly onCall?: ((call: CallReport) => void) | undefined;
  /** Epoch milliseconds, for the reports. */
  readonly now?: () => number;
  readonly responseBytesMax?: number;
  /** Gives the signal that ends a call after so many milliseconds. */
  readonly deadline?: (ms: number) => AbortSignal;
}

/** One request on its way, with its redirects. */
interface Journey {
  readonly method: Method;
  readonly lane: Lane;
  readonly headers: Record<string, string>;
  readonly body: string | FormData | null;
  readonly signal: AbortSignal | undefined;
  readonly onSent?: CrmRequest['onSent'];
  /** Set when the request is about to be written to a connection. */
  sent: boolean;
}

/** Connections at a time; the budget decides how many calls there are to share them. */
const CONNECTIONS = 6;

/**
 * The real transport: one pool of kept-alive connections for one account.
 * @throws AppError internal when `origin` is neither https nor loopback
 */
export function createUndiciTransport(
  options: UndiciTransportOptions,
): CrmTransport & { close(): Promise<void> } {
  const { token, userAgent, onCall, now = Date.now, responseBytesMax = RESPONSE_BYTES_MAX } = options;
  const { deadline: deadlineAfter = (ms) => AbortSignal.timeout(ms) } = options;
  const origin = new URL(options.origin);
  if (!isSafe(origin))
    throw new AppError({ code: 'internal', reason: 'the CRM is spoken to over https only' });
  // HTTP/1.1 alone: there, a request that fails before it is written is known not to have left, which decides whether a write is unsure.
  const agent = new Agent({
    connections: CONNECTIONS,
    allowH2: false,
    connect: { timeout: CONNECT_TIMEOUT_MS },
    headersTimeout: RESPONSE_TIMEOUT_MS,
    bodyTimeout: RESPONSE_TIMEOUT_MS,
  });

  async function once(url: URL, journey: Journey): Promise<Dispatcher.ResponseData> {
    const call = { at: now(), method: journey.method, lane: journey.lane };
    // What goes to another server is no call of the account.
    const tell = url.origin === origin.origin ? onCall : undefined;
    const watched = agent.compose(tellingOfSending(() => (journey.sent = true), journey.onSent));
    try {
      const response = await watched.request({
        origin: url.origin,
        path: url.pathname + url.search,
        method: journey.method,
        headers: journey.headers,
        body: journey.body,
        signal: journey.signal ?? null,
      });
      tell?.({ ...call, status: response.statusCode, ...rateOf(plainHeaders(response.headers)) });
      return response;
    } catch (caught) {
      if (journey.sent) tell?.({ ...call, status: null, remaining: null, limit: null });
      throw caught;
    }
  }

  /** Goes to `start` and follows redirects as far as `follow` allows. Only a GET is followed: anything else would be sent twice. */
  async function travel(
    start: URL,
    journey: Journey,
    follow: (from: URL, location: string | undefined) => URL | null,
  ): Promise<Dispatcher.ResponseData> {
    let url = start;
    for (let hops = 0; ; hops++) {
      const response = await once(url, journey);
      if (!isRedirect(response.statusCode)) return response;
      await response.body.dump({ limit: 64 * 1024 });
      const next = follow(url, one(response.headers.location));
      if (journey.method !== 'GET' || next === null || hops === REDIRECTS_MAX) {
        throw new AppError({ code: 'not-the-crm', reason: 'redirect' });
      }
      url = next;
    }
  }

  function authorization(): string {
    const key = token();
    // A key is visible ASCII; anything else cannot be sent in a header and is no key.
    if (!/^[\x21-\x7e]+$/.test(key)) throw new AppError({ code: 'auth' });
    return `Token token=${key}`;
  }

  async function send(request: CrmRequest): Promise<CrmResponse> {
    const { method, body, lane, effect, signal, onSent } = request;
    const headers: Record<string, string> = {
      authorization: authorization(),
      accept: 'application/json',
      'accept-encoding': ACCEPT_ENCODING,
      'user-agent': userAgent,
    };
    if (body?.type !== 'form') headers['content-type'] = 'application/json';
    // An upload may take as long as its file needs; what must not take long is any pause in it, which the agent's own timeouts watch.
    const deadline = body?.type === 'form' ? null : deadlineAfter(CONNECT_TIMEOUT_MS + RESPONSE_TIMEOUT_MS);
    const journey: Journey = {
      method,
      lane,
      headers,
      body: body?.type === 'json' ? body.text : (body?.form ?? null),
      signal: either(signal, deadline),
      onSent,
      sent: false,
    };
    try {
      const response = await travel(apiUrl(origin, request.path), journey, redirectTarget);
      const text = await readText(response.body, one(response.headers['content-encoding']), responseBytesMax);
      return { status: response.statusCode, headers: plainHeaders(response.headers), text };
    } catch (caught) {
      throw failureOf(caught, {
        effect,
        sent: journey.sent,
        timedOut: deadline?.aborted ?? false,
        cancelled: signal?.aborted ?? false,
      });
    }
  }

  async function download(request: Parameters<CrmTransport['download']>[0]): Promise<CrmDownload> {
    const { lane, signal, from } = request;
    const url = URL.canParse(request.url) ? new URL(request.url) : null;
    if (url === null || !isSafe(url)) throw new AppError({ code: 'not-the-crm', reason: 'file-address' });
    // Encoded, the bytes of a file would have other positions.
    const headers: Record<string, string> = { 'accept-encoding': 'identity', 'user-agent': userAgent };
    if (from) Object.assign(headers, { range: `bytes=${from.bytes}-`, 'if-range': from.validator });
    // No redirect is followed with the token, as it would go along to wherever the file lies.
    const own = url.origin === origin.origin;
    if (own) headers['authorization'] = authorization();
    const journey: Journey = { method: 'GET', lane, headers, body: null, signal, sent: false };
    const failed = (caught: unknown) =>
      failureOf(caught, {
        effect: 'read',
        sent: journey.sent,
        timedOut: false,
        cancelled: signal?.aborted ?? false,
      });
    try {
      const response = await travel(url, journey, (from, location) =>
        (own ? redirectTarget : elsewhere)(from, location),
      );
      const { statusCode: status, body } = response;
      // Whoever reads is told; where nobody reads yet, nobody has to be.
      body.on('error', () => {});
      return {
        status,
        headers: plainHeaders(response.headers),
        stream: failingWith(body, failed),
        cancel: () => void body.destroy(),
      };
    } catch (caught) {
      throw failed(caught);
    }
  }

  return { send, download, close: () => agent.destroy() };
}

async function* failingWith(
  stream: AsyncIterable<Uint8Array>,
  errorOf: (caught: unknown) => AppError,
): AsyncGenerator<Uint8Array> {
  try {
    yield* stream;
  } catch (caught) {
    throw errorOf(caught);
  }
}

function isSafe(url: URL): boolean {
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
}

/** A redirect of a download that carries no token: to anywhere, over https. */
function elsewhere(from: URL, location: string | undefined): URL | null {
  if (!location || !URL.canParse(location, from.href)) return null;
  const to = new URL(location, from);
  return isSafe(to) ? to : null;
}

/** @throws AppError internal when the path would leave the origin */
function apiUrl(origin: URL, path: string): URL {
  const url = new URL(path, origin);
  if (!path.startsWith('/') || url.origin !== origin.origin || url.username !== '') {
    throw new AppError({ code: 'internal', reason: 'not a path of the CRM' });
  }
  return url;
}

/** Calls `onStart` when a request is about to be written to a connection, and `onSent` with the bytes of its body that were written so far. */
function tellingOfSending(
  onStart: () => void,
  onSent: CrmRequest['onSent'],
): Dispatcher.DispatcherComposeInterceptor {
  return (dispatch) => (options, handler) => {
    const start = handler.onRequestStart?.bind(handler);
    let sent = 0;
    if (onSent)
      handler.onBodySent = (chunk) => {
        sent += Buffer.byteLength(chunk);
        onSent(sent);
      };
    handler.onRequestStart = (controller, context) => {
      start?.(controller, context);
      // A call that was given up while it waited for its connection is dropped here, before it is written.
      if (!controller.aborted) onStart();
    };
    return dispatch(options, handler);
  };
}

function either(signal: AbortSignal | undefined, deadline: AbortSignal | null): AbortSignal | undefined {
  if (deadline === null) return signal;
  return signal ? AbortSignal.any([signal, deadline]) : deadline;
}

function one(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value.join(', ') : value;
}

function plainHeaders(headers: IncomingHttpHeaders): Headers {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), one(value) ?? '']),
  );
}
