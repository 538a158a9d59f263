import { parseJson } from '../../shared/json.ts';
import {
  createSampleApp,
  SAMPLE_TOKEN,
  type SampleApp,
  type SampleOptions,
} from '../../electron/sample/app.ts';
import type { Admin } from '../../electron/sample/admin.ts';

export type Json = Record<string, unknown>;

export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Json;
}

/** A sample account in this process, with a clock that stands until it is moved. */
export interface Account {
  readonly app: SampleApp;
  readonly admin: Admin;
  readonly clock: { ms: number };
  call(
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Answered>;
  get(path: string): Promise<Answered>;
}

export const NOW = Date.parse('2026-11-24T09:00:00Z');
const DAY = 86_400_000;
export const days = (count: number): number => count * DAY;

/** Opens an account; without `records` it is empty but for its configuration. Paths are those after `/api`. */
export async function openAccount(options: SampleOptions = {}): Promise<Account> {
  const clock = { ms: NOW };
  const app = await createSampleApp({
    seed: 5,
    records: 0,
    clock: { now: () => clock.ms },
    chance: () => 0.5,
    ...options,
  });
  const base = options.flavour === 'suite' ? '/crm/sales/api' : '/api';
  const call: Account['call'] = async (method, path, body, headers = {}) => {
    const response = await app.handle({
      method,
      path: path.startsWith('!') ? path.slice(1) : `${base}/${path}`,
      headers: {
        authorization: `Token token=${SAMPLE_TOKEN}`,
        host: 'sample.test',
        'content-type': 'application/json',
        ...headers,
      },
      body: body === undefined ? null : new TextEncoder().encode(JSON.stringify(body)),
    });
    const text = typeof response.body === 'string' ? response.body : new TextDecoder().decode(response.body);
    const isJson = (response.headers['content-type'] ?? '').startsWith('application/json');
    return {
      status: response.status,
      headers: response.headers,
      body: (isJson ? parseJson(text) : { text }) as Json,
    };
  };
  return { app, admin: app.admin, clock, call, get: (path) => call('GET', path) };
}

/** The id of a view by its name. */
export async function viewId(account: Account, kind: string, name: string): Promise<number> {
  const { body } = await account.get(`${kind}/filters`);
  const view = (body['filters'] as { id: number; name: string }[]).find((row) => row.name === name);
  if (view === undefined) throw new Error(`no view ${name}`);
  return view.id;
}

/** The ids of a list in an answer. */
export function idsOf(answer: Answered, key: string): number[] {
  return (answer.body[key] as { id: number }[]).map((row) => row.id);
}

/** The first message of a refusal. */
export function messageOf(answer: Answered): unknown {
  const { message } = answer.body['errors'] as { message: unknown };
  return Array.isArray(message) ? message[0] : message;
}

/** The id of a row of the configuration by its name. */
export function configured(admin: Admin, table: Parameters<Admin['ids']>[0], name: string): number {
  const id = admin.ids(table).find((candidate) => admin.read(table, candidate)?.['name'] === name);
  if (id === undefined) throw new Error(`no ${table} ${name}`);
  return id;
}

/** One wrapped record of an answer. */
export function record(answer: Answered, key: string): Json {
  return answer.body[key] as Json;
}
