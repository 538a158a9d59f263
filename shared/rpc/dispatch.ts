import { errorInfoOf } from '../errors.ts';
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
    const checked = definition.input.safeParse(input);
    if (!checked.success) return failure(`${name}: ${firstIssue(checked.error)}`);
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

function failure(reason: string): Envelope {
  return { ok: false, error: { code: 'bad-call', reason } };
}
