import type { z } from 'zod';

/** One call of a service: what it takes and gives, as schemas that are checked on both sides. */
export interface Call<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType> {
  readonly input: Input;
  readonly output: Output;
}

/** A service: its calls, and the events it tells of, by name. */
export interface Service {
  readonly calls: Readonly<Record<string, Call>>;
  readonly events: Readonly<Record<string, z.ZodType>>;
}

export type CallName<S extends Service> = keyof S['calls'] & string;
export type EventName<S extends Service> = keyof S['events'] & string;
export type InputOf<S extends Service, N extends CallName<S>> = z.output<S['calls'][N]['input']>;
export type OutputOf<S extends Service, N extends CallName<S>> = z.output<S['calls'][N]['output']>;
export type EventOf<S extends Service, N extends EventName<S>> = z.output<S['events'][N]>;

/**
 * What a service's owner writes: one function a call. An object literal of this type with a handler missing, or one too many, does
 * not compile.
 */
export type Handlers<S extends Service> = {
  readonly [N in CallName<S>]: (input: InputOf<S, N>) => Promise<OutputOf<S, N>> | OutputOf<S, N>;
};

/** What a service's user holds. */
export interface Client<S extends Service> {
  /** Calls; rejects with an `AppError`, whatever went wrong and wherever. */
  call<N extends CallName<S>>(name: N, input: InputOf<S, N>): Promise<OutputOf<S, N>>;
  /** Listens; gives back the function that stops it. */
  on<N extends EventName<S>>(name: N, listener: (event: EventOf<S, N>) => void): () => void;
}

/** How a service's owner tells an event to whoever listens. */
export type Emit<S extends Service> = <N extends EventName<S>>(name: N, event: EventOf<S, N>) => void;
