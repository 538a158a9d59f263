import { AppError, type ErrorInfo } from '../../shared/errors.ts';
import { waitOf } from './rate-headers.ts';
import type { CrmDownload, FileBeginning, Headers } from './transport.ts';

/** The bytes of a file, as they come. */
export interface FileBytes {
  /** Where in the file the stream begins: as asked, or 0. */
  readonly from: number;
  /** The size of the whole file; null where the server does not say. */
  readonly total: number | null;
  /** The strong ETag of this content (RFC 9110, 8.8.3), by which what follows can be asked for; null where there is none. */
  readonly validator: string | null;
  /** Read to its end, or cancelled by the call's signal. Rejects with AppError `network`, `timeout`, `cancelled`. */
  readonly stream: AsyncIterable<Uint8Array>;
}

export interface FileQuestion {
  readonly url: string;
  readonly from: FileBeginning | null;
  /** Epoch milliseconds; for the wait after a 429. */
  readonly now: number;
}

/**
 * Judges what a server answers that was asked for a file: as a rule not the CRM's own, but the storage behind it.
 * @returns the file, or null where what follows a beginning cannot be had: it has to be asked for from the start
 * @throws AppError forbidden (also for an address that has expired), not-found, rate-limited, server, timeout, not-the-crm
 */
export function fileBytesOf(answer: CrmDownload, question: FileQuestion): FileBytes | null {
  const { status, headers, stream } = answer;
  const { url, from } = question;
  // Nobody asked for it, and positions in the file would not be those of the stream.
  if ((headers['content-encoding'] ?? 'identity') !== 'identity') throw notTheFile('content-encoding');
  const validator = strongTagOf(headers);
  if (status === 200) {
    if (isPage(headers) && !isNamedAsPage(url)) throw notTheFile('html');
    return { from: 0, total: lengthOf(headers), validator, stream };
  }
  if (from === null) throw new AppError(refusalOf(answer, question.now));
  // A part without the tag may be one of another content: what would be put together of the two is neither.
  if (status === 206) {
    const range = rangeOf(headers);
    const follows = range?.first === from.bytes && validator === from.validator;
    return follows ? { from: from.bytes, total: range.total, validator, stream } : null;
  }
  if (status === 416) return null;
  throw new AppError(refusalOf(answer, question.now));
}

function refusalOf({ status, headers }: CrmDownload, now: number): ErrorInfo {
  if (status === 404 || status === 410) return { code: 'not-found' };
  if (status === 408) return { code: 'timeout' };
  if (status === 429) return { code: 'rate-limited', waitMs: waitOf(headers, now) };
  if (status === 407 || status === 511) return { code: 'not-the-crm', reason: `HTTP ${status}` };
  if (status >= 500) return { code: 'server', status };
  // Storages say it in their own ways when an address has expired: 400, 401, 403.
  if (status >= 400) return { code: 'forbidden', messages: [] };
  return { code: 'not-the-crm', reason: `HTTP ${status}` };
}

function notTheFile(reason: string): AppError {
  return new AppError({ code: 'not-the-crm', reason });
}

function strongTagOf(headers: Headers): string | null {
  const tag = headers['etag'] ?? '';
  return /^"[\x21\x23-\x7e]*"$/.test(tag) ? tag : null;
}

function lengthOf(headers: Headers): number | null {
  const length = headers['content-length'] ?? '';
  return /^\d{1,15}$/.test(length) ? Number(length) : null;
}

/** What a part is of: `bytes 100-199/200`. */
function rangeOf(headers: Headers): { readonly first: number; readonly total: number | null } | null {
  const range = /^bytes (\d{1,15})-\d{1,15}\/(\d{1,15}|\*)$/.exec(headers['content-range'] ?? '');
  return range && { first: Number(range[1]), total: range[2] === '*' ? null : Number(range[2]) };
}

/** A page where a file was asked for: a captive portal's, or a sign-in's. */
function isPage(headers: Headers): boolean {
  return /\bx?html\b/i.test(headers['content-type'] ?? '');
}

/** Addresses of files end with their names (reference: List all Files and Links). */
function isNamedAsPage(url: string): boolean {
  return /\.[xsm]?html?$/i.test(new URL(url).pathname);
}
