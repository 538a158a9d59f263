import type { Kind } from '../../shared/entities/kind.ts';
import { parseJson, stringifyJson } from '../../shared/json.ts';
import { createAdmin, type Admin } from './admin.ts';
import { generate } from './data/generate.ts';
import { FIRST_RECORD_ID, sizesOf } from './data/plan.ts';
import { instantWriter } from './dates.ts';
import { invalid, notFound, Refusal, wordsOf } from './failure.ts';
import { parseMultipart } from './multipart.ts';
import { defaultQuirks, type Flavour, type Quirks } from './quirks.ts';
import type { RateLimit } from './rate-limit.ts';
import { runDueJobs } from './jobs.ts';
import { createRouters, type Routers } from './routes.ts';
import { declareIndexes } from './state/indexes.ts';
import { diskPersistence, memoryPersistence, type Persistence } from './state/journal.ts';
import { TABLES, type Row, type TableName } from './state/row.ts';
import { Store } from './state/store.ts';
import { makeViews } from './views.ts';
import type { Answer, Call, World } from './world.ts';

/** A request, as it comes off the wire. */
export interface SampleRequest {
  readonly method: string;
  /** The path with its query. */
  readonly path: string;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | null;
}

/** An answer, as it goes on the wire. */
export interface SampleResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | string;
}

/** How a sample account is opened; everything may be left out. */
export interface SampleOptions {
  /** The same seed and size give the same data. */
  readonly seed?: number;
  /** A total over the four kinds in a plausible mix, or a number for each kind. */
  readonly records?: number | Partial<Record<Kind, number>>;
  /** Where edits are kept between starts; without it they live in memory only. */
  readonly stateDir?: string;
  /** The accepted API key. */
  readonly token?: string;
  readonly flavour?: Flavour;
  readonly clock?: { now(): number };
  /** What fault plans draw from: at least 0, below 1. */
  readonly chance?: () => number;
  readonly quirks?: Partial<Quirks>;
  readonly rateLimit?: RateLimit;
  /** The rows that the same seed, size, flavour and moment would give, made before: rows are never changed in place, so accounts may share them. */
  readonly rows?: ReadonlyMap<TableName, readonly Row[]>;
}

/** The sample server without sockets: a request in, an answer out. */
export interface SampleApp {
  handle(request: SampleRequest): Promise<SampleResponse>;
  /** Reading and changing the server's data without a request, for tests. */
  readonly admin: Admin;
  close(): Promise<void>;
}

/** The API key of a sample account unless another is given; it opens nothing else. */
export const SAMPLE_TOKEN = 'sample-api-key';

const DEFAULT_SEED = 1;

function openWorkspace(
  options: SampleOptions,
  persistence: Persistence,
  now: number,
): { store: Store; flavour: Flavour } {
  const flavour = options.flavour ?? 'classic';
  const asked = {
    format: 1 as const,
    seed: options.seed ?? DEFAULT_SEED,
    sizes: sizesOf(options.records, flavour),
    flavour,
    madeAt: now,
  };
  const kept = persistence.meta();
  if (kept === null) persistence.adopt(asked);
  // What a workspace was made with wins over the options: its journal belongs to that data.
  const recipe = kept ?? asked;
  const store = new Store(persistence);
  declareIndexes(store);
  for (const [table, rows] of options.rows ?? generate(recipe)) store.seed(table, rows);
  store.seed('views', makeViews(recipe.madeAt));
  // Also in an account without records new ids look like real ones.
  for (const table of TABLES) store.table(table).reserve(FIRST_RECORD_ID);
  store.replay();
  return { store, flavour: recipe.flavour };
}

async function callOf(
  request: SampleRequest,
  params: readonly string[],
  query: URLSearchParams,
): Promise<Call> {
  const type = request.headers['content-type'] ?? '';
  const includes = new Set(
    (query.get('include') ?? '')
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== ''),
  );
  const base = {
    params,
    query,
    includes,
    headers: request.headers,
    origin: `http://${request.headers['host'] ?? 'domain.freshsales.io'}`,
  };
  if (request.body === null || request.body.length === 0) return { ...base, body: null, form: null };
  if (type.startsWith('multipart/form-data')) {
    const form = await parseMultipart(type, request.body).catch(() => {
      throw invalid('invalid', 'Body');
    });
    return { ...base, body: null, form };
  }
  try {
    return { ...base, body: parseJson(new TextDecoder().decode(request.body)), form: null };
  } catch {
    throw invalid('notJson');
  }
}

function write(answer: Answer): SampleResponse {
  if (answer.body instanceof Uint8Array)
    return { status: answer.status, headers: answer.headers ?? {}, body: answer.body };
  return {
    status: answer.status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...answer.headers },
    body: stringifyJson(answer.body),
  };
}

/** The error body (reference: Error Response; quirks §7). */
function refusalAnswer(refusal: Refusal, quirks: Quirks): Answer {
  const status = refusal.status === 400 && quirks.legacyValidation500 ? 500 : refusal.status;
  const words = refusal.messages.map((message) => wordsOf(message, quirks.localisedMessages));
  return {
    status,
    body: {
      errors: { code: status, message: quirks.messageAsString ? words.join(', ') : words, ...refusal.extra },
    },
  };
}

/** Outside the account's paths there is only a web page (quirks §7: do not expect JSON). */
const NO_SUCH_PAGE: SampleResponse = {
  status: 404,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: '<!doctype html><title>Not found</title><p>The page you were looking for does not exist.</p>',
};

function findRoute(routers: Routers, world: World, method: string, path: string): ReturnType<Routers['api']> {
  if (path.startsWith(`${world.apiBase}/`)) return routers.api(method, path.slice(world.apiBase.length));
  if (path.startsWith(`${world.linkBase}/`)) return routers.site(method, path.slice(world.linkBase.length));
  return null;
}

/**
 * Opens a sample account.
 * @throws Error when `stateDir` cannot be read or written.
 */
export async function createSampleApp(options: SampleOptions = {}): Promise<SampleApp> {
  const now = (): number => options.clock?.now() ?? Date.now();
  const persistence =
    options.stateDir === undefined ? memoryPersistence() : diskPersistence(options.stateDir);
  const { store, flavour } = openWorkspace(options, persistence, now());
  const quirks: Quirks = { ...defaultQuirks(flavour), ...options.quirks };
  const [me] = store.table('users').after(0);
  const world: World = {
    store,
    files: persistence,
    quirks,
    flavour,
    now,
    me: me?.id ?? 0,
    instant: instantWriter(quirks.timeZone),
    linkBase: flavour === 'suite' ? '/crm/sales' : '',
    apiBase: flavour === 'suite' ? '/crm/sales/api' : '/api',
    lists: new Map(),
    hidden: new Set(),
  };
  const routers = createRouters(flavour);
  const token = options.token ?? SAMPLE_TOKEN;
  const { admin, record, limiter, userOf } = createAdmin(world, token, options.rateLimit);

  async function answer(request: SampleRequest): Promise<SampleResponse> {
    const [path = '', search = ''] = request.path.split(/\?(.*)/s);
    const found = findRoute(routers, world, request.method, path);
    if (found === null && !path.startsWith(`${world.apiBase}/`)) return NO_SUCH_PAGE;
    // Downloads carry their own signature, as files on a storage service do.
    const needsKey = !path.startsWith(`${world.linkBase}/files/`);
    const user = userOf(request.headers['authorization']);
    if (needsKey && user === null) {
      return write({ status: 401, body: { login: 'failed', message: null } });
    }
    const verdict = needsKey ? limiter()?.take(now()) : undefined;
    const limits = verdict?.headers ?? {};
    try {
      if (verdict?.allowed === false) throw new Refusal(429, [{ key: 'tooManyRequests' }]);
      if (found === null) throw notFound();
      const call = await callOf(request, found.params, new URLSearchParams(search));
      store.transact(() => runDueJobs(world));
      const written = write(
        store.transact(() => found.handler(call, user === null ? world : { ...world, me: user })),
      );
      return { ...written, headers: { ...written.headers, ...limits } };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const written = write(refusalAnswer(error, quirks));
      return { ...written, headers: { ...written.headers, ...limits } };
    }
  }

  return {
    admin,
    async handle(request) {
      const response = await answer(request);
      record({ method: request.method, path: request.path, status: response.status });
      return response;
    },
    close: async () => persistence.close(),
  };
}
