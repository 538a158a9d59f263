import { EventEmitter } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { admitsSocket } from '../../../electron/browser-host/admission.ts';
import { openDoors } from '../../../electron/browser-host/doors.ts';
import { createOffers } from '../../../electron/browser-host/offers.ts';
import { startHostServer, type HostServer } from '../../../electron/browser-host/server.ts';
import { memoryLog } from '../../../electron/log/memory-log.ts';
import { parseJson, stringifyJson } from '../../../shared/json.ts';
import { createClient } from '../../../shared/rpc/client.ts';
import { mainForUi, storeForSync, type MainForUiHandlers } from '../../../shared/rpc/contract.ts';
import { createDispatch } from '../../../shared/rpc/dispatch.ts';
import { portTransport, type Port } from '../../../shared/rpc/port.ts';
import {
  FUZZ,
  FUZZ_TIME,
  isOfContract,
  isPolluted,
  wildCalls,
  type WildCall,
} from '../../fakes/malformed.ts';

const TOKEN = 'the-session-token';
const reached: string[] = [];
const quiet = { ...memoryLog(), warn: () => undefined };

const dispatch = createDispatch(
  mainForUi,
  Object.fromEntries(
    Object.keys(mainForUi.calls).map((name) => [name, () => void reached.push(name)]),
  ) as Partial<MainForUiHandlers> as MainForUiHandlers,
  () => undefined,
);

beforeEach(() => {
  reached.length = 0;
});

/** A socket as `ws` gives it. */
class FakeSocket extends EventEmitter {
  readonly OPEN = 1;
  readyState = 1;
  readonly sent: string[] = [];
  closed: number | null = null;

  send(text: string): void {
    this.sent.push(text);
  }

  close(code: number): void {
    this.closed = code;
    this.readyState = 2;
    this.emit('close');
  }
}

/** What comes in as text; a wild value that JSON has no words for is nothing. */
function textOf(value: unknown): string {
  try {
    return stringifyJson(value) ?? '';
  } catch {
    return '{"type":';
  }
}

const deepArray = '['.repeat(50_000) + ']'.repeat(50_000);
const deepNumbers = `${'{"a":'.repeat(20_000)}12345678901234567890${'}'.repeat(20_000)}`;

/** Frames: calls and other messages, right and wrong, text that is no JSON, bytes, nesting without end, keys of every object's. */
const frames = fc.oneof(
  {
    weight: 4,
    arbitrary: wildCalls(mainForUi, 'text').chain((call) =>
      fc.oneof(fc.nat(), fc.constantFrom(null, 'one', -1, 0.5, 2 ** 60)).map((id) => ({
        text: textOf({ type: 'call', id, ...call }),
        // A number that no double holds is none that a call may have.
        call: typeof id === 'number' && id < 2 ** 53 ? call : null,
      })),
    ),
  },
  {
    weight: 1,
    arbitrary: fc
      .oneof(
        fc.constantFrom(
          '',
          '{',
          'null',
          '[]',
          '"call"',
          '\u0000',
          deepArray,
          deepNumbers,
          '{"type":"call","id":1e400,"name":"sync.now","input":{}}',
          '{"type":"call","id":1,"name":"__proto__","input":{"__proto__":{"polluted":true}}}',
          '{"__proto__":{"polluted":true},"type":"call","id":1,"name":"app.info","input":null}',
          '{"type":"answer","id":1,"envelope":{"ok":true,"value":{}}}',
          '{"type":"event","name":"account.changed","event":{}}',
        ),
        fc.string(),
        fc.json(),
      )
      .map((text) => ({ text, call: null })),
  },
);

describe('the socket of a page under fire', () => {
  it('answers each of 100,000 frames, or ends the socket, and stays up', FUZZ_TIME, async () => {
    const doors = openDoors(
      { dispatch, onEvent: () => () => undefined, attachStore: () => undefined },
      quiet,
    );
    let socket = new FakeSocket();
    const open = () => {
      socket = new FakeSocket();
      doors.get('/rpc')?.(socket as EventEmitter as WebSocket);
    };
    open();
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(frames, fc.boolean(), async ({ text, call }, isBinary) => {
        const before = reached.length;
        socket.sent.length = 0;
        socket.emit('message', Buffer.from(text), isBinary);
        // Answers come with the microtasks.
        for (let turn = 0; turn < 8; turn++) await Promise.resolve();
        const mayReach = !isBinary && call !== null && isRight(call);
        if (reached.length !== before + (mayReach ? 1 : 0))
          throw new Error('a handler was reached, or was not');
        for (const answer of socket.sent)
          if (!mayReach && !answer.includes('"bad-call"')) throw new Error('not refused');
        if (socket.sent.length > 0 && !mayReach) refused += 1;
        if (isBinary && socket.closed !== 1003) throw new Error('bytes were taken');
        if (socket.closed !== null) open();
      }),
      FUZZ,
    );
    expect(refused).toBeGreaterThan(FUZZ.numRuns / 5);
    expect(isPolluted()).toBe(false);
  });

  /** Whether a call is of the contract after its way as text, on which some values become others. */
  function isRight(call: WildCall): boolean {
    try {
      const { name, input } = parseJson(textOf(call)) as Partial<WildCall>;
      return isOfContract(mainForUi, { name, input });
    } catch {
      return false; // No text can be made of it.
    }
  }
});

describe('the socket of the store worker under fire', () => {
  it(
    'passes 100,000 answers and events that nobody asked for, or that fit nothing, and stays up',
    FUZZ_TIME,
    async () => {
      const doors = openDoors(
        { dispatch, onEvent: () => () => undefined, attachStore: (port) => attached.push(port) },
        quiet,
      );
      const attached: Port[] = [];
      const socket = new FakeSocket();
      doors.get('/store')?.(socket as EventEmitter as WebSocket);
      const [port] = attached;
      if (!port) throw new Error('nobody took the socket');
      const heard: unknown[] = [];
      const store = createClient(storeForSync, portTransport(port));
      store.on('store.opened', (state) => heard.push(state));
      store.on('outbox.changed', () => undefined);
      const messages = fc.oneof(
        fc.record({ type: fc.constantFrom('answer'), id: fc.nat(5), envelope: fc.anything({ maxDepth: 2 }) }),
        fc.record({
          type: fc.constant('event'),
          name: fc.constantFrom('store.opened', 'outbox.changed', '__proto__', 'other'),
          event: fc.anything({ maxDepth: 2 }),
        }),
        wildCalls(storeForSync, 'text').map((call) => ({ type: 'call', id: 1, ...call })),
      );
      fc.assert(
        fc.property(messages, (message) => {
          const text = textOf(message);
          // What is no JSON at all ends the socket, which the test above sees.
          if (text !== '{"type":') socket.emit('message', Buffer.from(text), false);
          if (socket.closed !== null) throw new Error('closed');
        }),
        FUZZ,
      );
      expect(heard).toEqual([]);
      expect(isPolluted()).toBe(false);
    },
  );
});

describe('the way in', () => {
  const texts = fc.oneof(
    fc.constantFrom(
      undefined,
      '',
      '127.0.0.1:1',
      'localhost:1',
      'http://127.0.0.1:1',
      'null',
      'satchel, x',
      'satchel',
    ),
    fc.string(),
    fc.webUrl(),
  );

  it('is shut to 100,000 knocks that lack one of the three: our name, our page, the token', FUZZ_TIME, () => {
    fc.assert(
      fc.property(texts, texts, texts, (host, origin, protocols) => {
        const opens = admitsSocket({ host, origin, protocols }, 1, TOKEN);
        if (opens) throw new Error('without the token');
      }),
      FUZZ,
    );
    expect(
      admitsSocket(
        { host: 'localhost:1', origin: 'http://localhost:1', protocols: `satchel, ${TOKEN}` },
        1,
        TOKEN,
      ),
    ).toBe(true);
  });
});

describe('a real server', () => {
  let dir: string;
  let server: HostServer;
  let log: ReturnType<typeof memoryLog>;

  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'satchel-fuzz-'));
    await writeFile(join(dir, 'index.html'), '<!doctype html>');
    log = memoryLog();
    server = await startHostServer({
      log,
      token: TOKEN,
      port: 0,
      rendererDir: dir,
      offers: createOffers(Date.now),
    });
    server.serve({ dispatch, onEvent: () => () => undefined, attachStore: () => undefined });
  });

  afterEach(async () => {
    await server.close();
    await rm(dir, { recursive: true });
  });

  /** Sends bytes to the port as they are, and waits until the other side has had enough or has answered. */
  function throwAt(bytes: Buffer): Promise<string> {
    return new Promise((resolve) => {
      let answer = '';
      const socket = connect(server.port, '127.0.0.1', () => socket.end(bytes));
      socket.setTimeout(2_000, () => socket.destroy());
      socket.on('data', (chunk) => (answer += chunk.toString('latin1')));
      socket.on('error', () => undefined);
      socket.on('close', () => resolve(answer));
    });
  }

  const upgrade = (lines: string) =>
    `GET /rpc HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
    `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n${lines}\r\n`;

  it('outlives what is no HTTP, no upgrade, and frames that break the protocol', FUZZ_TIME, async () => {
    const ours = `Origin: http://127.0.0.1:${server.port}\r\nSec-WebSocket-Protocol: satchel, ${TOKEN}\r\n`;
    const frame = (...bytes: number[]) => Buffer.concat([Buffer.from(upgrade(ours)), Buffer.from(bytes)]);
    const thrown: Buffer[] = [
      Buffer.from('\u0000\u0000\u0000'),
      Buffer.from('GET / HTTP/1.1\r\n\r\n'),
      Buffer.from(`GET /${'a'.repeat(100_000)} HTTP/1.1\r\n\r\n`),
      Buffer.from('GET /rpc HTTP/9.9\r\nHost: x\r\n\r\n'),
      Buffer.from(upgrade('')),
      Buffer.from(upgrade('Origin: https://evil.example\r\nSec-WebSocket-Protocol: satchel, x\r\n')),
      // Not masked; reserved bits; an unknown opcode; a length beyond all measure; a ping that is too long; text that is no UTF-8; a close without a code.
      frame(0x81, 0x02, 0x7b, 0x7d),
      frame(0xf1, 0x80, 0, 0, 0, 0),
      frame(0x83, 0x80, 0, 0, 0, 0),
      frame(0x81, 0xff, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0),
      frame(0x89, 0xfe, 0x00, 0xff, 0, 0, 0, 0),
      frame(0x81, 0x82, 0, 0, 0, 0, 0xc3, 0x28),
      frame(0x88, 0x81, 0, 0, 0, 0, 0x00),
      frame(0x80, 0x80, 0, 0, 0, 0),
    ];
    const answers = await Promise.all(thrown.map(throwAt));
    expect(answers.slice(0, 6).every((answer) => !answer.includes('101 Switching'))).toBe(true);
    expect(answers.slice(6).every((answer) => answer.includes('101 Switching'))).toBe(true);
    const samples = fc.sample(fc.uint8Array({ maxLength: 300 }), { seed: FUZZ.seed, numRuns: 300 });
    for (const bytes of samples) await throwAt(Buffer.from(bytes));
    for (const bytes of samples.slice(0, 100))
      await throwAt(Buffer.concat([Buffer.from(upgrade(ours)), bytes]));

    const origin = `http://127.0.0.1:${server.port}`;
    const socket = new WebSocket(`${origin.replace('http', 'ws')}/rpc`, ['satchel', TOKEN], { origin });
    await new Promise((resolve) => socket.once('open', resolve));
    socket.send('{"type":"call","id":1,"name":"sync.now","input":{}}');
    await new Promise((resolve) => socket.once('message', resolve));
    expect(reached).toEqual(['sync.now']);
    expect(JSON.stringify(log.entries)).not.toContain(TOKEN);
    socket.terminate();
  });
});
