import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { storeForSync, storeForUi } from '../../shared/rpc/contract.ts';
import { createDispatch } from '../../shared/rpc/dispatch.ts';
import { envelopeSchema, type Envelope } from '../../shared/rpc/envelope.ts';
import { servePort, type Port } from '../../shared/rpc/port.ts';
import type { Handlers, Service } from '../../shared/rpc/service.ts';
import { FUZZ, FUZZ_TIME, isOfContract, isPolluted, wildCalls } from '../fakes/malformed.ts';
import { openStore, put, recordOf, type TestStore } from './harness.ts';

/** A port on which a test is the other side. */
function handPort() {
  let hear: (message: unknown) => void = () => undefined;
  const posted: unknown[] = [];
  const port: Port = {
    post: (message) => void posted.push(message),
    listen: (onMessage) => void (hear = onMessage),
  };
  return { port, posted, say: (message: unknown) => hear(message) };
}

/** The same handlers, and which of them were reached. */
function watched<S extends Service>(handlers: Handlers<S>): { handlers: Handlers<S>; reached: string[] } {
  const reached: string[] = [];
  const entries = Object.entries<(input: never) => unknown>(handlers).map(([name, handler]) => [
    name,
    (input: never) => {
      reached.push(name);
      return handler(input);
    },
  ]);
  return { handlers: Object.fromEntries(entries) as Handlers<S>, reached };
}

/** Messages that are no calls at all. */
const noise = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    { type: 'call' },
    { type: 'call', id: 'one', name: 'x' },
    { type: 'answer', id: 1, envelope: {} },
    { type: 'event', name: '__proto__', event: {} },
  ),
  fc.anything({ maxDepth: 1 }),
);

async function fire<S extends Service>(service: S, handlers: Handlers<S>): Promise<void> {
  const served = watched(handlers);
  const failures: string[] = [];
  const { port, posted, say } = handPort();
  servePort(
    port,
    createDispatch(service, served.handlers, (name) => failures.push(name)),
    () => undefined,
  );
  await fc.assert(
    fc.asyncProperty(wildCalls(service, 'cloned'), noise, async (call, other) => {
      // What is right by chance would be done, as it should be; here it is about the rest.
      if (isOfContract(service, call)) return;
      posted.length = 0;
      say(other);
      say({ type: 'call', id: 7, name: call.name, input: call.input });
      for (let turn = 0; turn < 6; turn++) await Promise.resolve();
      const isCall = typeof call.name === 'string';
      if (posted.length !== (isCall ? 1 : 0)) throw new Error(`${posted.length} answers`);
      if (isCall && !isRefusal(posted[0])) throw new Error('not refused');
    }),
    FUZZ,
  );
  expect([served.reached, failures, isPolluted()]).toEqual([[], [], false]);
}

function isRefusal(message: unknown): boolean {
  const { id, envelope } = message as { id: unknown; envelope: Envelope };
  const parsed = envelopeSchema.safeParse(envelope);
  return id === 7 && parsed.success && !parsed.data.ok && parsed.data.error.code === 'bad-call';
}

async function filled(): Promise<TestStore> {
  const store = await openStore();
  await put(store, 'contacts', [{ id: 1, display_name: 'Ann' }]);
  return store;
}

describe('the store worker under fire', () => {
  it('refuses 100,000 malformed calls of the page, and has what it had', FUZZ_TIME, async () => {
    const store = await filled();
    await fire(storeForUi, store.ui);
    expect(await recordOf(store, 'contacts', 1)).toMatchObject({ display_name: 'Ann' });
  });

  it('refuses 100,000 malformed calls of the engine’s side, and has what it had', FUZZ_TIME, async () => {
    const store = await filled();
    await fire(storeForSync, store.sync);
    expect(await recordOf(store, 'contacts', 1)).toMatchObject({ display_name: 'Ann' });
  });
});
