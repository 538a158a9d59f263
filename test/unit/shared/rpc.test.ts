import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { AppError, errorInfoOf } from '../../../shared/errors.ts';
import { createClient } from '../../../shared/rpc/client.ts';
import { mainForUi, storeForSync, storeForUi } from '../../../shared/rpc/contract.ts';
import { createDispatch, type Dispatch } from '../../../shared/rpc/dispatch.ts';
import { webPort } from '../../../shared/rpc/message-port.ts';
import { portTransport, servePort, type Port } from '../../../shared/rpc/port.ts';
import type { Handlers } from '../../../shared/rpc/service.ts';
import type { Transport } from '../../../shared/rpc/transport.ts';

const service = {
  calls: {
    half: { input: z.object({ n: z.number() }), output: z.object({ half: z.number().int() }) },
    fail: { input: z.object({}), output: z.object({}) },
  },
  events: { ticked: z.object({ at: z.number() }) },
} as const;

function served(handlers: Partial<Handlers<typeof service>> = {}) {
  const failures: string[] = [];
  const dispatch = createDispatch(
    service,
    {
      half: ({ n }) => ({ half: n / 2 }),
      fail: () => {
        throw new AppError({ code: 'auth' });
      },
      ...handlers,
    },
    (name, error) => failures.push(`${name}: ${String(error)}`),
  );
  return { dispatch, failures };
}

/** Two ports joined, over which messages are cloned as real ports do; `close` ends both. */
function joinedPorts() {
  type Side = { hear?: (message: unknown) => void; end?: () => void };
  const sides: [Side, Side] = [{}, {}];
  const port = (own: Side, others: Side): Port => ({
    post: (message) => {
      const copy: unknown = structuredClone(message);
      queueMicrotask(() => others.hear?.(copy));
    },
    listen: (onMessage, onClose) => Object.assign(own, { hear: onMessage, end: onClose }),
  });
  return {
    ports: [port(sides[0], sides[1]), port(sides[1], sides[0])] as const,
    close: () => sides.forEach((side) => side.end?.()),
    inject: (message: unknown) => sides.forEach((side) => side.hear?.(message)),
  };
}

const direct = (dispatch: Dispatch): Transport => ({ invoke: dispatch, subscribe: () => () => {} });

async function failure(promise: Promise<unknown>) {
  const caught = await promise.then(
    () => null,
    (error: unknown) => error,
  );
  expect(caught).toBeInstanceOf(AppError);
  return errorInfoOf(caught);
}

describe('createDispatch', () => {
  it('answers with an envelope, whatever it is asked', async () => {
    const { dispatch } = served();
    const names = fc.oneof(
      fc.string(),
      fc.constantFrom('half', 'fail', 'constructor', '__proto__', 'toString'),
    );
    await fc.assert(
      fc.asyncProperty(names, fc.anything(), async (name, input) => {
        const envelope = await dispatch(name, input);
        expect(typeof envelope.ok).toBe('boolean');
        expect(envelope.ok ? 'value' in envelope : 'error' in envelope).toBe(true);
      }),
    );
  });

  it('lets nothing in or out that the contract does not name', async () => {
    const { dispatch, failures } = served();
    expect(await dispatch('half', { n: 4, more: 1 })).toEqual({ ok: true, value: { half: 2 } });
    expect(await dispatch('half', { n: '4' })).toMatchObject({ ok: false, error: { code: 'bad-call' } });
    expect(await dispatch('toString', {})).toMatchObject({ ok: false, error: { code: 'bad-call' } });
    expect(failures).toEqual([]);
    expect(await dispatch('half', { n: 3 })).toMatchObject({ ok: false, error: { code: 'internal' } });
    expect(failures).toHaveLength(1);
  });

  it('tells of mistakes of ours only', async () => {
    const { dispatch, failures } = served({ half: () => Promise.reject(new RangeError('out')) });
    expect(await dispatch('fail', {})).toEqual({ ok: false, error: { code: 'auth' } });
    expect(await dispatch('half', { n: 1 })).toEqual({
      ok: false,
      error: { code: 'internal', reason: 'RangeError: out' },
    });
    expect(failures).toEqual(['half: RangeError: out']);
  });
});

describe('createClient', () => {
  it('gives the value, or rejects with the callee’s own error', async () => {
    const client = createClient(service, direct(served().dispatch));
    expect(await client.call('half', { n: 10 })).toEqual({ half: 5 });
    expect(await failure(client.call('fail', {}))).toEqual({ code: 'auth' });
  });

  it('sends nothing that does not fit', async () => {
    const client = createClient(service, {
      invoke: () => Promise.reject(new Error('sent')),
      subscribe: () => () => {},
    });
    expect((await failure(client.call('half', { n: NaN }))).code).toBe('bad-call');
  });

  it.each([null, { ok: true }, { ok: false }, { ok: true, value: { half: 0.5 } }])(
    'takes %j for no answer',
    async (envelope) => {
      const invoke = () => Promise.resolve(envelope as never);
      const client = createClient(service, { invoke, subscribe: () => () => {} });
      expect((await failure(client.call('half', { n: 1 }))).code).toBe('bad-call');
    },
  );

  it('rejects with an AppError when the way itself is broken', async () => {
    const client = createClient(service, {
      invoke: () => Promise.reject(new TypeError('no')),
      subscribe: () => () => {},
    });
    expect(await failure(client.call('half', { n: 1 }))).toEqual({
      code: 'internal',
      reason: 'TypeError: no',
    });
  });
});

describe('a service over ports', () => {
  function connected() {
    const { dispatch } = served();
    const { ports, close, inject } = joinedPorts();
    const ended: string[] = [];
    const emit = servePort(ports[0], dispatch, () => ended.push('server'));
    const client = createClient(
      service,
      portTransport(ports[1], () => ended.push('client')),
    );
    return { client, emit, close, inject, ended };
  }

  it('matches answers to calls, however many there are at a time', async () => {
    const { client } = connected();
    const asked = Array.from({ length: 50 }, (_, n) => n * 2);
    const answers = await Promise.all(asked.map((n) => client.call('half', { n })));
    expect(answers.map(({ half }) => half * 2)).toEqual(asked);
  });

  it('tells events to those who listen, until they stop', async () => {
    const { client, emit } = connected();
    const heard: number[] = [];
    const stop = client.on('ticked', ({ at }) => heard.push(at));
    emit('ticked', { at: 1 });
    emit('other', {});
    await client.call('half', { n: 0 });
    stop();
    emit('ticked', { at: 2 });
    await client.call('half', { n: 0 });
    expect(heard).toEqual([1]);
  });

  it('passes by messages that are none', async () => {
    const { client, inject } = connected();
    for (const message of [
      null,
      'x',
      { type: 'answer', id: 1 },
      { type: 'call' },
      { type: 'answer', id: 99, envelope: { ok: true, value: 1 } },
    ]) {
      inject(message);
    }
    expect(await client.call('half', { n: 2 })).toEqual({ half: 1 });
  });

  it('rejects what waits and what comes later when the port closes', async () => {
    const { client, close, ended } = connected();
    const waiting = failure(client.call('half', { n: 2 }));
    // The call is checked and posted before the port goes.
    await Promise.resolve();
    close();
    const gone = { code: 'store-unavailable', reason: 'gone' };
    expect(await waiting).toEqual(gone);
    expect(await failure(client.call('half', { n: 2 }))).toEqual(gone);
    expect(ended.sort()).toEqual(['client', 'server']);
  });

  it('runs over a real message channel', async () => {
    const { port1, port2 } = new MessageChannel();
    const emit = servePort(webPort(port1), served().dispatch, () => {});
    const client = createClient(service, portTransport(webPort(port2)));
    const heard = new Promise((resolve) => client.on('ticked', resolve));
    expect(await client.call('half', { n: 8 })).toEqual({ half: 4 });
    emit('ticked', { at: 3 });
    expect(await heard).toEqual({ at: 3 });
    port1.close();
    port2.close();
  });
});

describe('the contract', () => {
  /** Every property of a JSON schema, at any depth, with its own schema. */
  function propertiesOf(schema: unknown): [string, unknown][] {
    if (typeof schema !== 'object' || schema === null) return [];
    const own = 'properties' in schema ? Object.entries(schema.properties ?? {}) : [];
    return [...own, ...Object.values(schema).flatMap(propertiesOf)];
  }

  it('has no call and no event that gives a secret to the screens', () => {
    const outputs = [
      ...Object.values(mainForUi.calls).map(({ output }) => output),
      ...Object.values(mainForUi.events),
    ];
    const properties = outputs.flatMap((output) => propertiesOf(z.toJSONSchema(output)));
    const suspicious = properties.filter(([name]) => /token|key|secret|password/i.test(name));
    // Where the key is may be told, in one of a few words; what it is, in no free text.
    const free = suspicious.filter(([, schema]) => !/"enum":|"type":"boolean"/.test(JSON.stringify(schema)));
    expect(suspicious.map(([name]) => name)).toContain('key');
    expect(free).toEqual([]);
  });

  it.each([
    ['mainForUi', mainForUi],
    ['storeForUi', storeForUi],
    ['storeForSync', storeForSync],
  ])('%s names its calls and events apart', (_, { calls, events }) => {
    const names = [...Object.keys(calls), ...Object.keys(events)];
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBeGreaterThan(2);
  });
});
