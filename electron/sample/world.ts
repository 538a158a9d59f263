import type { InstantWriter } from './dates.ts';
import type { Flavour, Quirks } from './quirks.ts';
import type { Persistence } from './state/journal.ts';
import type { TableName } from './state/row.ts';
import type { Store } from './state/store.ts';
import type { FormData } from './multipart.ts';

/** Sorted lists of ids, kept between the pages of one list: sorting 200,000 records anew for each page would take most of the time. */
export type ListCache = Map<string, { readonly stamp: string; readonly ids: readonly number[] }>;

/** What every handler works with: the account's data, its manners, and the moment. */
export interface World {
  readonly store: Store;
  readonly files: Pick<Persistence, 'saveFile' | 'loadFile'>;
  readonly quirks: Quirks;
  readonly flavour: Flavour;
  /** Milliseconds since 1970 UTC. */
  now(): number;
  /** The id of the user whose key the requests carry. */
  readonly me: number;
  readonly instant: InstantWriter;
  /** What precedes the paths in `links`: nothing, or `/crm/sales` (quirks §1). */
  readonly linkBase: string;
  /** What precedes the API's own paths: `/api`, or `/crm/sales/api`. */
  readonly apiBase: string;
  readonly lists: ListCache;
  /** Records that the key's user may not see, by `hiddenKey`: they belong to others, or lie in another territory. */
  readonly hidden: Set<string>;
}

/** The key of a record in `hidden`. */
export function hiddenKey(table: TableName, id: number): string {
  return `${table}:${String(id)}`;
}

/** A request as handlers see it. */
export interface Call {
  /** Values of the path's `{…}`, in order. */
  readonly params: readonly string[];
  readonly query: URLSearchParams;
  /** The names in `include`. */
  readonly includes: ReadonlySet<string>;
  /** The JSON of the body; null when there is none. */
  readonly body: unknown;
  /** The parts of a multipart body; null when it is none. */
  readonly form: FormData | null;
  /** Of the request, by lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  /** `http://host`, for absolute addresses in answers. */
  readonly origin: string;
}

/** What a handler answers. */
export interface Answer {
  readonly status: number;
  /** Written as JSON, unless it is bytes. */
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Answers a request. What it writes is undone when it throws. */
export type Handler = (call: Call, world: World) => Answer;

/** An answer with status 200. */
export function ok(body: unknown): Answer {
  return { status: 200, body };
}

/** The first value of the path, as an id. */
export function idOfCall(call: Call): number {
  return Number(call.params[0]);
}
