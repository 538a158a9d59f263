import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { signFeed, verifiedFeed } from '../../../electron/updates/signature.ts';
import { releaseKey } from './feed-server.ts';

const key = releaseKey();
const FILE = 'latest-linux.yml';
const text = fc.string({ unit: 'grapheme', maxLength: 200 });

describe('the signature of a feed', () => {
  it('holds for what was signed, by any of the keys that are known', () => {
    fc.assert(
      fc.property(text, (feed) => {
        const signed = signFeed(FILE, feed, key.secret);
        const body = verifiedFeed(FILE, signed, [releaseKey().known, key.known]);
        expect(body?.trimEnd()).toBe(feed.trimEnd());
      }),
      // What ends with a signature of its own loses that one.
      { numRuns: 50 },
    );
  });

  it('breaks with any change of a character, and with any missing', () => {
    const signed = signFeed(FILE, 'version: 1.3.0\nfiles:\n  - url: a\n', key.secret);
    fc.assert(
      fc.property(fc.nat(signed.length - 2), fc.constantFrom('x', '\n', ''), (at, other) => {
        const changed = signed.slice(0, at) + other + signed.slice(at + 1);
        fc.pre(changed !== signed);
        expect(verifiedFeed(FILE, changed, [key.known])).toBeNull();
      }),
    );
  });

  it('is made anew where there is one', () => {
    const old = signFeed(FILE, 'version: 1.3.0\n', releaseKey().secret);
    const signed = signFeed(FILE, old, key.secret);
    expect(signed.match(/satchel-signature/g)).toHaveLength(1);
    expect(verifiedFeed(FILE, signed, [key.known])).toBe('version: 1.3.0\n');
  });

  it.each([
    ['no key is known', (signed: string) => verifiedFeed(FILE, signed, [])],
    ['another key is known', (signed: string) => verifiedFeed(FILE, signed, [releaseKey().known])],
    ['it is the feed of another system', (signed: string) => verifiedFeed('latest.yml', signed, [key.known])],
    [
      'something follows it',
      (signed: string) => verifiedFeed(FILE, `${signed}version: 9.9.9\n`, [key.known]),
    ],
    ['it is not there', () => verifiedFeed(FILE, 'version: 1.3.0\n', [key.known])],
  ])('does not hold where %s', (_, verified) => {
    expect(verified(signFeed(FILE, 'version: 1.3.0\n', key.secret))).toBeNull();
  });
});
