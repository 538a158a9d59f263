import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileKeysOf } from '../../../../electron/files/disk/file-keys.ts';
import {
  bytesIn,
  HEADER_BYTES,
  newHeader,
  openSegment,
  openWhole,
  placeOf,
  SEGMENT_BYTES,
  sealedSize,
  sealSegment,
  sealWhole,
  segmentKey,
  STORED_BYTES,
} from '../../../../electron/files/disk/sealed-segments.ts';

const DATA_KEY = randomBytes(32);
const KEYS = fileKeysOf(DATA_KEY);

/** Sizes around the borders of segments, and any. */
const sizes = fc
  .oneof(
    fc.constantFrom(...[0, 1, 2, 3].flatMap((full) => [-1, 0, 1].map((by) => full * SEGMENT_BYTES + by))),
    fc.nat(300_000),
  )
  .map((size) => Math.max(0, size));

const fileOf = (size: number) => randomBytes(size);

describe('a sealed file', () => {
  it('opens as it was, whatever its size, and takes the room that is foretold', () => {
    fc.assert(
      fc.property(sizes, (size) => {
        const content = fileOf(size);
        const sealed = sealWhole(KEYS, content, 'a');
        expect(openWhole(KEYS, sealed, 'a')?.equals(content)).toBe(true);
        expect(sealed).toHaveLength(sealedSize(size));
        expect(bytesIn(sealed.length)).toBe(size);
      }),
    );
  });

  it('opens as nothing else, and with no other key', () => {
    const content = fileOf(100_000);
    const sealed = sealWhole(KEYS, content, 'a');
    expect(openWhole(KEYS, sealed, 'b')).toBeNull();
    expect(openWhole(fileKeysOf(randomBytes(32)), sealed, 'a')).toBeNull();
    const forgotten = fileKeysOf(DATA_KEY);
    expect(openWhole(forgotten, sealed, 'a')?.equals(content)).toBe(true);
    forgotten.forget();
    for (const use of [
      () => openWhole(forgotten, sealed, 'a'),
      () => sealWhole(forgotten, content, 'a'),
      () => forgotten.addressing(),
    ])
      expect(use).toThrow('cancelled');
  });

  it('does not open when a bit of it is another', () => {
    fc.assert(
      fc.property(sizes, fc.nat(), fc.nat(7), (size, at, bit) => {
        const sealed = sealWhole(KEYS, fileOf(size), 'a');
        const index = at % sealed.length;
        sealed[index] = (sealed[index] ?? 0) ^ (1 << bit);
        expect(openWhole(KEYS, sealed, 'a')).toBeNull();
      }),
    );
  });

  it('does not open when it was cut off, also between two segments, or prolonged', () => {
    fc.assert(
      fc.property(sizes, fc.nat(), (size, at) => {
        const sealed = sealWhole(KEYS, fileOf(size), 'a');
        expect(openWhole(KEYS, sealed.subarray(0, at % sealed.length), 'a')).toBeNull();
        for (let number = 0; placeOf(number) < sealed.length; number++)
          expect(openWhole(KEYS, sealed.subarray(0, placeOf(number)), 'a')).toBeNull();
        expect(openWhole(KEYS, Buffer.concat([sealed, randomBytes(1 + (at % 100))]), 'a')).toBeNull();
        expect(openWhole(KEYS, Buffer.concat([sealed, sealed.subarray(HEADER_BYTES)]), 'a')).toBeNull();
      }),
    );
  });

  it('does not open when its segments are in another order, missing, or of another file', () => {
    const segmentsOf = (sealed: Buffer) =>
      [0, 1, 2, 3].map((number) => sealed.subarray(placeOf(number), placeOf(number + 1)));
    const one = sealWhole(KEYS, fileOf(3 * SEGMENT_BYTES + 5), 'a');
    const other = segmentsOf(sealWhole(KEYS, fileOf(3 * SEGMENT_BYTES + 5), 'a'));
    const own = segmentsOf(one);
    const open = (segments: (Buffer | undefined)[]) =>
      openWhole(
        KEYS,
        Buffer.concat([
          one.subarray(0, HEADER_BYTES),
          ...segments.map((segment) => segment ?? Buffer.alloc(0)),
        ]),
        'a',
      );
    expect(open(own)).not.toBeNull();
    fc.assert(
      fc.property(
        fc.array(fc.record({ number: fc.nat(3), isOwn: fc.boolean() }), { maxLength: 6 }),
        (picked) => {
          const asItWas =
            picked.length === 4 && picked.every(({ number, isOwn }, at) => isOwn && number === at);
          fc.pre(!asItWas);
          expect(open(picked.map(({ number, isOwn }) => (isOwn ? own : other)[number]))).toBeNull();
        },
      ),
    );
  });
});

describe('a segment', () => {
  const { key } = newHeader(KEYS);

  it('opens in its place and as what it is alone', () => {
    const parts = ['more', 'so-far', { endOf: 'a' }, { endOf: 'b' }, { endOf: '' }] as const;
    for (const part of parts) {
      const sealed = sealSegment(key, 3, Buffer.from('Gold'), part);
      for (const as of parts)
        expect(openSegment(key, 3, sealed, as)?.toString()).toBe(as === part ? 'Gold' : undefined);
      expect(openSegment(key, 2, sealed, part)).toBeNull();
    }
  });

  it('never has the same bytes twice', () => {
    const all = Array.from({ length: 1000 }, () =>
      sealSegment(key, 0, Buffer.alloc(16), 'more').toString('hex'),
    );
    expect(new Set(all.map((sealed) => sealed.slice(0, 24))).size).toBe(1000);
    expect(new Set(all.map((sealed) => sealed.slice(24, 56))).size).toBe(1000);
  });

  it('takes 28 bytes more than it holds', () => {
    expect(sealSegment(key, 0, Buffer.alloc(SEGMENT_BYTES), 'more')).toHaveLength(STORED_BYTES);
    expect([0, 1, HEADER_BYTES, HEADER_BYTES + 28].map(bytesIn)).toEqual([0, 0, 0, 0]);
  });
});

describe('a header', () => {
  it('of another format has no key', () => {
    const { header, key } = newHeader(KEYS);
    expect(segmentKey(KEYS, header)).toEqual(key);
    expect(segmentKey(KEYS, header.subarray(1))).toBeNull();
    header[7] = 2;
    expect(segmentKey(KEYS, header)).toBeNull();
  });
});

describe('an address', () => {
  const addressOf = (keys: typeof KEYS, ...pieces: string[]) => {
    const hash = keys.addressing();
    for (const piece of pieces) hash.update(piece);
    return hash.digest('hex');
  };

  it('is the content’s, however it comes, and the account’s', () => {
    expect(addressOf(KEYS, 'Gold', ' plan')).toBe(addressOf(fileKeysOf(DATA_KEY), 'Gold plan'));
    expect(addressOf(KEYS, 'Gold')).not.toBe(addressOf(KEYS, 'Silver'));
    expect(addressOf(KEYS, 'Gold')).not.toBe(addressOf(fileKeysOf(randomBytes(32)), 'Gold'));
  });
});
