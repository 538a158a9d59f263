import { AppError, errorInfoOf } from '../errors.ts';
import { envelopeSchema } from './envelope.ts';
import type { CallName, Client, EventName, EventOf, InputOf, OutputOf, Service } from './service.ts';
import type { Transport } from './transport.ts';

/**
 * A typed client of `service` over any transport. Input is checked before it leaves, output and events when they arrive.
 * @param onMisfit told of events that break the contract; nobody else hears them
 * @returns a client whose calls reject with `AppError`: the callee's own, or `bad-call` where one side broke the contract.
 */
export function createClient<S extends Service>(
  service: S,
  transport: Transport,
  onMisfit: (name: string, reason: string) => void = () => undefined,
): Client<S> {
  async function call<N extends CallName<S>>(name: N, input: InputOf<S, N>): Promise<OutputOf<S, N>> {
    const definition = service.calls[name];
    if (!definition) throw new AppError({ code: 'bad-call', reason: `no such call: ${name}` });
    const checked = definition.input.safeParse(input);
    if (!checked.success)
      throw new AppError({ code: 'bad-call', reason: `${name}: ${firstIssue(checked.error)}` });
    const answer = await transport.invoke(name, checked.data).catch((caught: unknown) => {
      throw transportError(caught);
    });
    const envelope = envelopeSchema.safeParse(answer);
    if (!envelope.success) throw new AppError({ code: 'bad-call', reason: `${name}: not an envelope` });
    if (!envelope.data.ok) throw new AppError(envelope.data.error);
    const output = definition.output.safeParse(envelope.data.value);
    if (!output.success)
      throw new AppError({ code: 'bad-call', reason: `${name}: ${firstIssue(output.error)}` });
    return output.data as OutputOf<S, N>;
  }

  function on<N extends EventName<S>>(name: N, listener: (event: EventOf<S, N>) => void): () => void {
    const schema = service.events[name];
    return transport.subscribe((received, event) => {
      if (received !== name || !schema) return;
      const checked = schema.safeParse(event);
      // An event has nobody to answer to, and throwing here would end whoever carries it.
      if (checked.success) listener(checked.data as EventOf<S, N>);
      else onMisfit(name, firstIssue(checked.error));
    });
  }

  return { call, on };
}

/** The first thing zod found, as `path: message`. */
export function firstIssue(error: {
  issues: readonly { path: readonly PropertyKey[]; message: string }[];
}): string {
  const issue = error.issues[0];
  return issue ? `${issue.path.map(String).join('.')}: ${issue.message}` : 'invalid';
}

/** Wraps what a failed transport threw, so that callers see one kind of error. */
function transportError(caught: unknown): AppError {
  return caught instanceof AppError ? caught : new AppError(errorInfoOf(caught), { cause: caught });
}
