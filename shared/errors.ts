import { z } from 'zod';

/**
 * Everything that can go wrong, as one union. It is plain data, so that it crosses processes unchanged; `AppError` carries it where
 * something is thrown. No message here is shown to the user as it is: the screens turn the code into words of their catalogue,
 * and add the server's own words where `message` holds them (they are in the account's language, quirks §7).
 */
export const errorInfoSchema = z.discriminatedUnion('code', [
  /** The CRM refused what was sent (400, legacy 500). `messages` are the server's words, `field` the field they speak of, where it can be told. */
  z.object({ code: z.literal('validation'), messages: z.array(z.string()), field: z.string().nullable() }),
  /** It was not tried again: so often it failed without an answer that says why. */
  z.object({ code: z.literal('gave-up'), attempts: z.number().int(), reason: z.string() }),
  /** An edit cannot be taken back: it may be at the server already. */
  z.object({ code: z.literal('too-late') }),
  /** The API key is missing, wrong or revoked (401). */
  z.object({ code: z.literal('auth') }),
  /** The key's user may not do this (403). */
  z.object({ code: z.literal('forbidden'), messages: z.array(z.string()) }),
  /** No such record or path (404). */
  z.object({ code: z.literal('not-found') }),
  /** The account's limit is used up (429); try again after `waitMs`. */
  z.object({ code: z.literal('rate-limited'), waitMs: z.number().nonnegative() }),
  /** The CRM failed on its side (5xx). */
  z.object({ code: z.literal('server'), status: z.number().int() }),
  /** No connection: DNS, refused, reset, offline. `reason` is the system's code, such as ENOTFOUND. */
  z.object({ code: z.literal('network'), reason: z.string() }),
  /** The CRM did not answer in time. */
  z.object({ code: z.literal('timeout') }),
  /** A write left this machine and no clear answer came: it may or may not have happened. */
  z.object({ code: z.literal('unsure'), reason: z.string() }),
  /** Something answered, but not the CRM: a captive portal, a sign-in page, a redirect elsewhere. */
  z.object({ code: z.literal('not-the-crm'), reason: z.string() }),
  /** The answer is larger than we accept. */
  z.object({ code: z.literal('too-large'), limit: z.number().int() }),
  /** The answer is JSON, but not of the documented shape. `path` says where. */
  z.object({ code: z.literal('unexpected-shape'), path: z.string() }),
  /** The address typed at sign-in is not one of a Freshsales account. */
  z.object({
    code: z.literal('bad-address'),
    reason: z.enum(['empty', 'not-a-url', 'not-https', 'has-credentials']),
  }),
  /** Somebody has signed in to this account on this device before, with another key: the same person, or another one? */
  z.object({ code: z.literal('other-key') }),
  /** The operation was given up on purpose. */
  z.object({ code: z.literal('cancelled') }),
  /** The disk or the database refused: full, quota, blocked, broken. */
  z.object({ code: z.literal('storage'), reason: z.string() }),
  /** The store is open in another window, not open yet, or its key is kept back. */
  z.object({
    code: z.literal('store-unavailable'),
    reason: z.enum(['open-elsewhere', 'not-open', 'locked', 'gone']),
  }),
  /** The operating system's keychain is missing, locked or refuses. */
  z.object({ code: z.literal('keychain'), reason: z.string() }),
  /**
   * An update cannot be had: nobody answers, there is no feed or something that is none, its signature is not ours, the file is not the one that was signed, its publisher is another, or it could not be
   * put in place.
   */
  z.object({
    code: z.literal('update'),
    reason: z.enum([
      'unreachable',
      'no-feed',
      'bad-feed',
      'not-signed',
      'damaged',
      'publisher',
      'not-installed',
    ]),
  }),
  /** A call over rpc was malformed or came from somewhere it must not. */
  z.object({ code: z.literal('bad-call'), reason: z.string() }),
  /** A mistake of ours. */
  z.object({ code: z.literal('internal'), reason: z.string() }),
]);

export type ErrorInfo = z.infer<typeof errorInfoSchema>;
export type ErrorCode = ErrorInfo['code'];

/** An `ErrorInfo` that is thrown. */
export class AppError extends Error {
  readonly info: ErrorInfo;

  constructor(info: ErrorInfo, options?: { cause?: unknown }) {
    super(info.code, options);
    this.name = 'AppError';
    this.info = info;
  }
}

/** What the screens offer next to the words. */
export type ErrorAction =
  'retry' | 'sign-in' | 'edit' | 'wait' | 'check-network' | 'free-space' | 'report' | 'none';

/** How an error is presented. Being offline is a state, not an error, so `network` is quiet. */
export interface ErrorPresentation {
  readonly severity: 'quiet' | 'warning' | 'error';
  readonly action: ErrorAction;
}

/** The one table from code to severity and offered action. */
export const ERROR_TABLE: Record<ErrorCode, ErrorPresentation> = {
  validation: { severity: 'error', action: 'edit' },
  'gave-up': { severity: 'error', action: 'retry' },
  'too-late': { severity: 'warning', action: 'none' },
  auth: { severity: 'error', action: 'sign-in' },
  forbidden: { severity: 'error', action: 'none' },
  'not-found': { severity: 'warning', action: 'none' },
  'rate-limited': { severity: 'quiet', action: 'wait' },
  server: { severity: 'warning', action: 'retry' },
  network: { severity: 'quiet', action: 'check-network' },
  timeout: { severity: 'warning', action: 'retry' },
  unsure: { severity: 'warning', action: 'none' },
  'not-the-crm': { severity: 'warning', action: 'check-network' },
  'too-large': { severity: 'error', action: 'report' },
  'unexpected-shape': { severity: 'error', action: 'report' },
  'bad-address': { severity: 'error', action: 'edit' },
  'other-key': { severity: 'warning', action: 'none' },
  cancelled: { severity: 'quiet', action: 'none' },
  storage: { severity: 'error', action: 'free-space' },
  'store-unavailable': { severity: 'warning', action: 'none' },
  keychain: { severity: 'warning', action: 'none' },
  update: { severity: 'warning', action: 'retry' },
  'bad-call': { severity: 'error', action: 'report' },
  internal: { severity: 'error', action: 'report' },
};

/** Turns anything caught into an `ErrorInfo`; what is not an `AppError` is a mistake of ours and becomes `internal`. */
export function errorInfoOf(caught: unknown): ErrorInfo {
  if (caught instanceof AppError) return caught.info;
  return {
    code: 'internal',
    reason: caught instanceof Error ? `${caught.name}: ${caught.message}` : String(caught),
  };
}

/** For the default branch of a switch over a union: a case that was forgotten fails to compile. */
export function assertNever(value: never): never {
  throw new AppError({ code: 'internal', reason: `unexpected case: ${JSON.stringify(value)}` });
}
