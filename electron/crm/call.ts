import type { FormData } from 'undici';
import { stringifyJson } from '../../shared/json.ts';
import type { Drift, Reader } from './answers.ts';
import type { FieldHint } from './error-messages.ts';
import { answerOf } from './errors.ts';
import { writeQuery, type Query } from './query.ts';
import type { CrmBody, CrmTransport, Effect, Lane, Method } from './transport.ts';

/** What a caller may say with every operation. */
export interface CallOptions {
  /** For whom the call is made; `edit` for writes and `look` for reads unless said. */
  readonly lane?: Lane | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Told how many bytes of what is sent have left by now: of an upload, that is how far it is. */
  readonly onSent?: ((bytes: number) => void) | undefined;
  /** Fields by which a refusal's words may be told, such as the kind's field configuration. */
  readonly hints?: readonly FieldHint[] | undefined;
}

/** One call, as an operation describes it. */
export interface Call {
  readonly method: Method;
  /** Below the account's base path: `/leads/1`. */
  readonly path: string;
  readonly query?: Query;
  /** Written as JSON; `bigint`s and decimal strings as they are given. */
  readonly body?: unknown;
  readonly form?: FormData;
  /** A GET reads and everything else writes, unless said. */
  readonly effect?: Effect;
  /** Whether `path` stands as it is, from the origin's root (quirks §1: a record's links). */
  readonly fromRoot?: boolean;
}

/**
 * Makes a call and reads its answer.
 * @throws AppError as `CrmTransport.send` and `answerOf` do, and as the reader does
 */
export type Caller = <T>(call: Call, options: CallOptions | undefined, read: Reader<T>) => Promise<T>;

export interface CallerPorts {
  readonly transport: CrmTransport;
  readonly basePath: string;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Told of rows that do not fit, by every answer that has some. */
  readonly onDrift: (drift: readonly Drift[]) => void;
}

export function createCaller({ transport, basePath, now, onDrift }: CallerPorts): Caller {
  return async (call, options, read) => {
    const { method, path, query = [], fromRoot = false } = call;
    const effect = call.effect ?? (method === 'GET' ? 'read' : 'write');
    const response = await transport.send({
      method,
      path: (fromRoot ? path : basePath + path) + writeQuery(query),
      body: bodyOf(call),
      effect,
      lane: options?.lane ?? (effect === 'read' ? 'look' : 'edit'),
      signal: options?.signal,
      onSent: options?.onSent,
    });
    const result = read(answerOf(response, { effect, now: now(), hints: options?.hints }), effect);
    if (hasDrift(result)) onDrift(result.drift);
    return result;
  };
}

function bodyOf({ body, form }: Call): CrmBody | null {
  if (form) return { type: 'form', form };
  return body === undefined ? null : { type: 'json', text: stringifyJson(body) };
}

function hasDrift(result: unknown): result is { drift: readonly Drift[] } {
  return (
    typeof result === 'object' &&
    result !== null &&
    'drift' in result &&
    Array.isArray(result.drift) &&
    result.drift.length > 0
  );
}
