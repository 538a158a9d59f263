import type { FormData } from 'undici';

/** For whom a call is made; the budget serves them in this order. */
export type Lane = 'edit' | 'look' | 'today' | 'background';

/** Whether a call changes anything on the server. A write that got no clear answer is `unsure`, never `network` or `timeout`. */
export type Effect = 'read' | 'write';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

export type CrmBody =
  | { readonly type: 'json'; readonly text: string }
  /** Multipart: the HTTP library sets the boundary, so no content type is sent of our own (quirks §8). */
  | { readonly type: 'form'; readonly form: FormData };

export interface CrmRequest {
  readonly method: Method;
  /** From the origin's root, with the query: `/api/leads/1?include=owner`. */
  readonly path: string;
  readonly body: CrmBody | null;
  readonly effect: Effect;
  readonly lane: Lane;
  readonly signal?: AbortSignal | undefined;
  /** Told how many bytes of the body have been handed to the connection by now, as they go. */
  readonly onSent?: ((bytes: number) => void) | undefined;
}

/** Header names in lower case; a repeated header's values are joined by `, `. */
export type Headers = Readonly<Record<string, string>>;

export interface CrmResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export interface CrmDownload {
  readonly status: number;
  readonly headers: Headers;
  /** The file's bytes; must be read to its end or cancelled. Rejects with AppError `network`, `timeout`, `cancelled`. */
  readonly stream: AsyncIterable<Uint8Array>;
  /** Gives the bytes up. */
  cancel(): void;
}

/** The beginning of a file that is here already. */
export interface FileBeginning {
  /** How many bytes of it. */
  readonly bytes: number;
  /** The strong ETag of the content that they are of. */
  readonly validator: string;
}

/**
 * The way to one account's server. The real one holds the token and adds it to each request; there is no way to get it back out.
 *
 * Both methods reject with `AppError`: network, timeout, unsure, too-large, not-the-crm, cancelled, auth (no usable token). For a write, any of
 * them but `unsure` means that the server did not act: nothing left this machine.
 */
export interface CrmTransport {
  /** Sends one request and reads its answer, whatever the status: to judge it is the caller's part. */
  send(request: CrmRequest): Promise<CrmResponse>;
  /**
   * Opens a file by its address, as a stream. The token goes along only where the address is on the account's own origin; files lie
   * elsewhere as a rule, behind signed addresses (reference: List all Files and Links). With `from`, what follows is asked for, of that content alone
   * (RFC 9110, 13.1.5): the answer is 206, or 200 with all of another content.
   */
  download(request: {
    readonly url: string;
    readonly from?: FileBeginning | null;
    readonly lane: Lane;
    readonly signal?: AbortSignal | undefined;
  }): Promise<CrmDownload>;
}

/** What is told of every request that went out to the account's origin, when its answer's head came or it failed. */
export interface CallReport {
  /** When it was sent, epoch milliseconds. */
  readonly at: number;
  readonly method: Method;
  readonly lane: Lane;
  /** Null where no answer came. */
  readonly status: number | null;
  /** What the server says is left of the account's limit, and the limit; null where it does not say. */
  readonly remaining: number | null;
  readonly limit: number | null;
}
