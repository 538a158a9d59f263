import type { SampleApp, SampleRequest, SampleResponse } from './app.ts';

/** What can go wrong with one request. */
export type Fault =
  /** The connection is cut before the server acts. */
  | { readonly kind: 'drop-before' }
  /** The server acts, and the connection is cut before its answer. */
  | { readonly kind: 'drop-after' }
  /** The answer breaks off after this share (0 to 1) of its bytes. */
  | { readonly kind: 'truncate'; readonly share: number }
  /** A captive portal answers with a web page; the server never sees the request. */
  | { readonly kind: 'captive-portal' }
  /** An answer with this status instead of the server's; `headers` such as `retry-after` go with it. */
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly acts?: boolean;
    }
  /** A redirect to another address. */
  | { readonly kind: 'redirect'; readonly to: string }
  /** The answer comes so many milliseconds late. */
  | { readonly kind: 'delay'; readonly ms: number };

/** Decides for each request. It must follow from its arguments alone; `chance` gives numbers from 0 to below 1. */
export type FaultPlan = (request: SampleRequest, chance: () => number) => Fault | null;

/** What becomes of a request: an answer, perhaps cut short, or no answer at all. */
export type Outcome =
  | { readonly kind: 'answer'; readonly response: SampleResponse; readonly delayMs: number }
  | { readonly kind: 'broken-off'; readonly response: SampleResponse; readonly bytes: number }
  | { readonly kind: 'dropped' };

const PORTAL: SampleResponse = {
  status: 200,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: '<!doctype html><title>Welcome</title><h1>Hotel Wi-Fi</h1><form><button>Accept and connect</button></form>',
};

function statusAnswer(status: number, headers: Readonly<Record<string, string>>): SampleResponse {
  const body =
    status === 401
      ? '{"login":"failed","message":null}'
      : JSON.stringify({ errors: { code: status, message: [`Status ${String(status)}`] } });
  return { status, headers: { 'content-type': 'application/json; charset=utf-8', ...headers }, body };
}

function sizeOf(response: SampleResponse): number {
  return typeof response.body === 'string' ? Buffer.byteLength(response.body) : response.body.byteLength;
}

const answer = (response: SampleResponse, delayMs = 0): Outcome => ({ kind: 'answer', response, delayMs });

/**
 * Sends a request to the app through a fault. The HTTP server and in-process users share it, so both break in the same way.
 * Nothing waits here: the caller does, by the clock it has.
 */
export async function handleWithFault(
  app: SampleApp,
  request: SampleRequest,
  fault: Fault | null,
): Promise<Outcome> {
  if (fault === null) return answer(await app.handle(request));
  switch (fault.kind) {
    case 'drop-before':
      return { kind: 'dropped' };
    case 'drop-after':
      await app.handle(request);
      return { kind: 'dropped' };
    case 'truncate': {
      const response = await app.handle(request);
      return { kind: 'broken-off', response, bytes: Math.floor(sizeOf(response) * fault.share) };
    }
    case 'captive-portal':
      return answer(PORTAL);
    case 'status':
      if (fault.acts === true) await app.handle(request);
      return answer(statusAnswer(fault.status, fault.headers ?? {}));
    case 'redirect':
      return answer({ status: 302, headers: { location: fault.to, 'content-type': 'text/html' }, body: '' });
    case 'delay':
      return answer(await app.handle(request), fault.ms);
  }
}
