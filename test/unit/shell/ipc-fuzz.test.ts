import { EventEmitter } from 'node:events';
import fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Services } from '../../../electron/host.ts';
import { memoryLog } from '../../../electron/log/memory-log.ts';
import { serveIpc } from '../../../electron/shell/ipc.ts';
import { APP_ORIGIN } from '../../../electron/shell/policy/addresses.ts';
import { RPC_CHANNEL, STORE_CHANNEL } from '../../../shared/rpc/channels.ts';
import { mainForUi, type MainForUiHandlers } from '../../../shared/rpc/contract.ts';
import { createDispatch } from '../../../shared/rpc/dispatch.ts';
import { envelopeSchema } from '../../../shared/rpc/envelope.ts';
import { FUZZ, FUZZ_TIME, isOfContract, isPolluted, wildCalls } from '../../fakes/malformed.ts';

type Handler = (event: unknown, ...values: unknown[]) => unknown;
const { handlers, listeners } = vi.hoisted(() => ({
  handlers: new Map<string, Handler>(),
  listeners: new Map<string, Handler>(),
}));
vi.mock('electron', () => ({
  ipcMain: {
    handle: (channel: string, handler: Handler) => handlers.set(channel, handler),
    on: (channel: string, listener: Handler) => listeners.set(channel, listener),
  },
}));

const reached: string[] = [];
let stores = 0;
let failures: string[];

beforeEach(() => {
  reached.length = 0;
  stores = 0;
  failures = [];
  const spies = Object.fromEntries(
    Object.keys(mainForUi.calls).map((name) => [name, () => void reached.push(name)]),
  ) as Partial<MainForUiHandlers> as MainForUiHandlers;
  const services: Services = {
    dispatch: createDispatch(mainForUi, spies, (name) => failures.push(name)),
    onEvent: () => () => undefined,
    attachStore: () => void (stores += 1),
    close: () => Promise.resolve(),
  };
  const window = { webContents: { id: 7, isDestroyed: () => false, send: () => undefined } };
  // Nothing is kept of what is logged: a hundred thousand refusals are a hundred thousand lines.
  const log = { ...memoryLog(), warn: () => undefined };
  serveIpc({ services, log, rendererOrigin: APP_ORIGIN, window: () => window });
});

const call = (event: unknown, name: unknown, input: unknown) =>
  handlers.get(RPC_CHANNEL)?.(event, name, input);

/** A frame whose process is gone: Electron throws as soon as it is looked at. */
const disposed = {
  [fc.toStringMethod]: () => 'a frame that is gone',
  get origin(): string {
    throw new Error('Render frame was disposed before WebFrameMain could be accessed');
  },
  parent: null,
};

/** Whoever is not our page: other origins, frames within, other windows, frames that are gone. */
const strangers = fc.oneof(
  fc.record({
    sender: fc.constant({ id: 7 }),
    senderFrame: fc.oneof(
      fc.constantFrom(null, disposed, { origin: APP_ORIGIN, parent: {} }, { origin: 'null', parent: null }),
      fc.record({
        origin: fc.oneof(
          fc.constantFrom(
            `${APP_ORIGIN}.evil.example`,
            `${APP_ORIGIN}/`,
            'APP://SATCHEL',
            'app://satchel@evil',
            '',
          ),
          fc.webUrl(),
        ),
        parent: fc.constant(null),
      }),
    ),
  }),
  fc.record({
    sender: fc.record({ id: fc.oneof(fc.integer({ max: 6 }), fc.constantFrom(8, NaN, 7.5)) }),
    senderFrame: fc.constant({ origin: APP_ORIGIN, parent: null }),
  }),
);

describe('ipc under fire', () => {
  it('lets none of 100,000 calls from strangers reach a handler, and stays up', FUZZ_TIME, async () => {
    const refused = new EventEmitter();
    let closed = 0;
    refused.on('close', () => (closed += 1));
    const port = { close: () => refused.emit('close') };
    await fc.assert(
      fc.asyncProperty(strangers, wildCalls(mainForUi), async (event, { name, input }) => {
        const answer = await call(event, name, input);
        if (!(isRefusal(answer) && reached.length === 0)) throw new Error('a stranger was answered');
        listeners.get(STORE_CHANNEL)?.({ ...event, ports: [port] });
        if (stores !== 0) throw new Error('a stranger’s port was taken');
      }),
      FUZZ,
    );
    expect(closed).toBe(FUZZ.numRuns);
    expect(isPolluted()).toBe(false);
    // The page itself is heard as before.
    await call({ sender: { id: 7 }, senderFrame: { origin: APP_ORIGIN, parent: null } }, 'sync.now', {});
    expect(reached).toEqual(['sync.now']);
  });

  it(
    'answers each of 100,000 malformed calls from our own page with a refusal, and stays up',
    FUZZ_TIME,
    async () => {
      const ours = { sender: { id: 7 }, senderFrame: { origin: APP_ORIGIN, parent: null } };
      let malformed = 0;
      await fc.assert(
        fc.asyncProperty(wildCalls(mainForUi), async (wild) => {
          const before = reached.length;
          const answer = await call(ours, wild.name, wild.input);
          if (isOfContract(mainForUi, wild)) {
            if (reached.length !== before + 1) throw new Error('a right call was refused');
            if (!envelopeSchema.safeParse(answer).success) throw new Error('not an envelope');
            return;
          }
          malformed += 1;
          if (!isRefusal(answer)) throw new Error('not refused');
          if (reached.length !== before) throw new Error('a handler was reached');
        }),
        FUZZ,
      );
      expect(malformed).toBeGreaterThan(FUZZ.numRuns / 2);
      expect(isPolluted()).toBe(false);
      // What the handlers here answer fits no contract, and each of those is told; nothing else is.
      expect(failures).toEqual(reached);
    },
  );
});

/** Whether an answer is `bad-call`, with a reason that is short, whatever was sent. */
function isRefusal(answer: unknown): boolean {
  const parsed = envelopeSchema.safeParse(answer);
  return (
    parsed.success &&
    !parsed.data.ok &&
    parsed.data.error.code === 'bad-call' &&
    parsed.data.error.reason.length < 1000
  );
}
