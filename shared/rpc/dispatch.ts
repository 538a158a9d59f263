import type { z } from 'zod';
import { errorInfoOf } from '../errors.ts';
import { isBounded } from './bounds.ts';
import { firstIssue } from './client.ts';
import type { Envelope } from './envelope.ts';
import type { Handlers, Service } from './service.ts';

/** Answers a call by name with an envelope; never throws. */
export type Dispatch = (name: string, input: unknown) => Promise<Envelope>;

/**
 * Joins a service's calls to their handlers. What comes in is checked before a handler sees it, what goes out before it leaves.
 * @param onFailure told of errors that are mistakes of ours (`internal`), for the log
 */
export function createDispatch<S extends Service>(
  service: S,
  handlers: Handlers<S>,
  onFailure: (name: string, error: unknown) => void,
): Dispatch {
  const table = new Map(Object.entries<(input: never) => unknown>(handlers));
  return async (name, input) => {
    const definition = Object.hasOwn(service.calls, name) ? service.calls[name] : undefined;
    const handler = table.get(name);
    if (!definition || !handler) return failure(`no such call: ${name}`);
    const checked = check(definition.input, input);
    if (!checked.success) return failure(`${name}: ${checked.reason}`);
    try {
      const output = definition.output.safeParse(await handler(checked.data as never));
      if (output.success) return { ok: true, value: output.data };
      throw new Error(`${name} answered ${firstIssue(output.error)}`);
    } catch (error) {
      const info = errorInfoOf(error);
      if (info.code === 'internal') onFailure(name, error);
      return { ok: false, error: info };
    }
  };
}

type Checked =
  { readonly success: true; readonly data: unknown } | { readonly success: false; readonly reason: string };

/** Checks what came in. What cannot even be looked through, such as nesting without end, is as wrong as what does not fit. */
function check(schema: z.ZodType, input: unknown): Checked {
  try {
    if (!isBounded(input)) return { success: false, reason: 'more than a call may hold' };
    const checked = schema.safeParse(input);
    return checked.success ? checked : { success: false, reason: firstIssue(checked.error) };
  } catch (error) {
    return { success: false, reason: errorInfoOf(error).code };
  }
}

/** So much of a reason is told: it may repeat what came in, whose length is somebody else's choice. */
const REASON_LENGTH_MAX = 500;

function failure(reason: string): Envelope {
  return { ok: false, error: { code: 'bad-call', reason: reason.slice(0, REASON_LENGTH_MAX) } };
}
