import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { FILE_PIECE_BYTES } from '../../../shared/limits.ts';
import { DEPTH_MAX, isBounded, VALUES_MAX } from '../../../shared/rpc/bounds.ts';
import { createDispatch } from '../../../shared/rpc/dispatch.ts';
import { boundedPort, type Port } from '../../../shared/rpc/port.ts';

const sparse: unknown[] = [];
sparse[4_000_000_000] = 1;
/** Few bytes on its way, and a hundred thousand times a hundred thousand values. */
const shared = new Array(100_000).fill(new Array(100_000).fill(null));
const round: unknown[] = [];
round.push(round);
const nested = (depth: number): unknown => (depth === 0 ? 1 : [nested(depth - 1)]);

describe('the bounds of a message', () => {
  it('let through whatever comes of JSON text of a usual size, and leave it as it was', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 20 }), (value) => {
        const before = JSON.stringify(value);
        expect(isBounded(value)).toBe(true);
        expect(JSON.stringify(value)).toBe(before);
      }),
    );
  });

  it.each([
    ['a piece of a file', { bytes: new Uint8Array(FILE_PIECE_BYTES) }],
    ['a long draft', { text: 'x'.repeat(2_000_000) }],
    ['a full page of wide records', new Array(100).fill(new Array(1_000).fill(0))],
    ['ten thousand edits', new Array(10_000).fill({ target: { kind: 'deals', id: 1 }, operation: {} })],
    ['just enough values', new Array(VALUES_MAX - 1).fill(0)],
    ['just enough depth', nested(DEPTH_MAX)],
    ['nothing', undefined],
  ])('let through %s', (_what, value) => {
    expect(isBounded(value)).toBe(true);
  });

  it.each([
    ['an array of four thousand million places', { ids: sparse }],
    ['one array at a hundred thousand places', shared],
    ['one value too many', new Array(VALUES_MAX).fill(0)],
    ['a value within itself', round],
    ['nesting beyond measure', nested(DEPTH_MAX + 1)],
    ['the same within objects', { a: { b: [{ c: sparse }] } }],
  ])('stop at %s', (_what, value) => {
    expect(isBounded(value)).toBe(false);
  });

  it('are looked at before a schema walks the message', async () => {
    let walked = 0;
    const counted = z.custom<unknown>(() => ++walked > 0);
    const service = {
      calls: { take: { input: z.object({ ids: z.array(counted) }), output: z.null() } },
      events: {},
    };
    const dispatch = createDispatch(service, { take: () => null }, () => undefined);
    expect(await dispatch('take', { ids: sparse })).toMatchObject({ ok: false, error: { code: 'bad-call' } });
    expect(walked).toBe(0);
    expect(await dispatch('take', { ids: [1, 2] })).toEqual({ ok: true, value: null });
    expect(walked).toBe(2);
  });
});

describe('a port to a side that is not trusted', () => {
  it('ends once with a message beyond the bounds, and nothing after it is heard', () => {
    let say: (message: unknown) => void = () => undefined;
    let end: () => void = () => undefined;
    const port: Port = {
      post: () => undefined,
      listen: (onMessage, onClose) => {
        say = onMessage;
        end = onClose;
      },
    };
    const heard: unknown[] = [];
    let closed = 0;
    boundedPort(port).listen(
      (message) => heard.push(message),
      () => (closed += 1),
    );
    for (const message of [{ type: 'event' }, { envelope: sparse }, { type: 'event' }]) say(message);
    end();
    expect([heard, closed]).toEqual([[{ type: 'event' }], 1]);
  });
});
