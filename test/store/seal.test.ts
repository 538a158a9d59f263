import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aesSeal, type Place } from '../../renderer/store/disk/seal.ts';
import { decodeValue, encodeValue } from '../../renderer/store/disk/value-codec.ts';

const key = (first = 0): Uint8Array<ArrayBuffer> => Uint8Array.from({ length: 32 }, (_, at) => first + at);
const seal = await aesSeal('satchel-demo', key());
const here: Place = { table: 'edits', key: 'a' };

/** Bytes in a buffer of their own, as everything that is sealed has them. */
const bytes = fc.uint8Array({ maxLength: 300 }).map((each) => new Uint8Array(each));
const place: fc.Arbitrary<Place> = fc.record({
  table: fc.constantFrom('edits', 'conflicts', 'chunks'),
  key: fc.oneof(fc.string(), fc.integer()),
});

describe('the seal', () => {
  it('gives back what was sealed, and hides it', async () => {
    await fc.assert(
      fc.asyncProperty(bytes, place, async (plain, where) => {
        const sealed = await seal.seal(plain, where);
        expect(sealed.length).toBe(plain.length + 29);
        expect(await seal.open(sealed, where)).toEqual(plain);
        if (plain.length > 4) expect(Buffer.from(sealed).includes(Buffer.from(plain))).toBe(false);
      }),
    );
  });

  it('refuses what differs in a single bit, wherever', async () => {
    const sealed = await seal.seal(new TextEncoder().encode('Ada Lovelace'), here);
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const changed = sealed.slice();
      changed[bit >> 3]! ^= 1 << (bit & 7);
      await expect(seal.open(changed, here)).rejects.toThrow();
    }
  });

  it('refuses what is cut short, longer, or nothing', async () => {
    const sealed = await seal.seal(new Uint8Array(40), here);
    for (let length = 0; length < sealed.length; length++)
      await expect(seal.open(sealed.slice(0, length), here)).rejects.toThrow();
    await expect(seal.open(new Uint8Array([...sealed, 0]), here)).rejects.toThrow();
  });

  it('opens nothing at another place, in another database, or with another key', async () => {
    await fc.assert(
      fc.asyncProperty(bytes, place, place, async (plain, from, to) => {
        fc.pre(from.table !== to.table || from.key !== to.key);
        await expect(seal.open(await seal.seal(plain, from), to)).rejects.toThrow();
      }),
    );
    const sealed = await seal.seal(new Uint8Array(5), here);
    await expect((await aesSeal('satchel-other', key())).open(sealed, here)).rejects.toThrow();
    await expect((await aesSeal('satchel-demo', key(1))).open(sealed, here)).rejects.toThrow();
    // A number is not the text of it.
    const numbered = await seal.seal(new Uint8Array(5), { table: 'journal', key: 1 });
    await expect(seal.open(numbered, { table: 'journal', key: '1' })).rejects.toThrow();
    await expect((await aesSeal('satchel-demo', key())).open(sealed, here)).resolves.toEqual(
      new Uint8Array(5),
    );
  });

  it('never uses a nonce twice', async () => {
    const sealed = await Promise.all(Array.from({ length: 5_000 }, () => seal.seal(new Uint8Array(1), here)));
    const nonces = new Set(sealed.map((each) => Buffer.from(each.subarray(1, 13)).toString('hex')));
    expect(nonces.size).toBe(5_000);
  });
});

describe('values', () => {
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { depthSize: 'medium' },
      fc.constantFrom(undefined, null, true, false, NaN, -0, Infinity, -Infinity, 2 ** 53, 1e21, 0.1 + 0.2),
      fc.bigInt(),
      fc.double(),
      fc.string({ unit: 'binary' }),
      fc.array(tie('any')),
      fc.dictionary(fc.oneof(fc.string(), fc.constantFrom('$', '__proto__', 'constructor')), tie('any')),
    ),
  })).any;

  it('come back as they were, with what JSON has no words for', () => {
    fc.assert(
      fc.property(value, (each) => {
        expect(isDeepStrictEqual(decodeValue(encodeValue(each)), structuredClone(each))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('keep a key that is undefined, and what looks like a mark', () => {
    for (const each of [{ theirs: undefined }, { $: ['bigint', '5'] }, { $: { $: 5n } }, [undefined, [-0]]])
      expect(decodeValue(encodeValue(each))).toStrictEqual(each);
  });

  it('are nothing that cannot be kept', () => {
    expect(() => encodeValue({ call: () => undefined })).toThrow('not plain data');
    expect(() => decodeValue(new TextEncoder().encode('2{}'))).toThrow('not a value');
  });
});
