import { errors } from 'undici';
import { AppError, type ErrorInfo } from '../../shared/errors.ts';
import type { Effect } from './transport.ts';

/** Certificates that do not fit the host: as a rule a captive portal or a filtering proxy answering in the CRM's place. */
const CERTIFICATE =
  /^(ERR_TLS|CERT_|ERR_SSL|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|EPROTO$|HOSTNAME_MISMATCH|INVALID_CA)/;
const SLOW = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']);

/** How far a request came before it failed. */
export interface Progress {
  readonly effect: Effect;
  /** Whether it may have left this machine. */
  readonly sent: boolean;
  /** Whether our own limit on the whole answer's time has run out. */
  readonly timedOut: boolean;
  /** Whether the caller gave up. */
  readonly cancelled: boolean;
}

/**
 * Turns what the HTTP library threw into the one error that is true. A write that may have left is `unsure` whatever happened next; everything else
 * tells that nothing was done. The library's own error goes no further, as it may hold the request's headers.
 */
export function failureOf(caught: unknown, { effect, sent, timedOut, cancelled }: Progress): AppError {
  const info = plainFailure(caught, sent, timedOut, cancelled);
  if (effect === 'write' && sent) return new AppError({ code: 'unsure', reason: reasonOf(info) });
  return new AppError(info);
}

function plainFailure(caught: unknown, sent: boolean, timedOut: boolean, cancelled: boolean): ErrorInfo {
  if (caught instanceof AppError) return caught.info;
  if (cancelled) return { code: 'cancelled' };
  const code = codeOf(caught);
  if (timedOut || SLOW.has(code))
    return sent ? { code: 'timeout' } : { code: 'network', reason: 'CONNECT_TIMEOUT' };
  if (CERTIFICATE.test(code)) return { code: 'not-the-crm', reason: code };
  if (caught instanceof errors.InvalidArgumentError) return { code: 'internal', reason: code };
  return { code: 'network', reason: code };
}

/** The system's or the library's code, such as ECONNREFUSED; of several tries at once (IPv4 and IPv6) the first one's. */
function codeOf(caught: unknown): string {
  if (caught instanceof AggregateError && caught.errors.length > 0) return codeOf(caught.errors[0]);
  if (caught instanceof Error && 'code' in caught && typeof caught.code === 'string') return caught.code;
  return caught instanceof Error ? caught.name : 'unknown';
}

/** A word for what became of a request: the system's code where there is one. */
export function reasonOf(info: ErrorInfo): string {
  return info.code === 'network' || info.code === 'not-the-crm' ? info.reason : info.code;
}
