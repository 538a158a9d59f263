import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isLoopback, parseAddress } from '../../../electron/crm/address.ts';
import { AppError } from '../../../shared/errors.ts';

const places = (text: string): string[] =>
  parseAddress(text).map(({ origin, basePath }) => origin + basePath);

const SUITE = 'https://widgetz.myfreshworks.com/crm/sales/api';
const SUITE_TOO = 'https://widgetz.freshworks.com/crm/sales/api';
const CLASSIC = 'https://widgetz.freshsales.io/api';

function reasonOf(text: string): string {
  try {
    parseAddress(text);
  } catch (error) {
    if (error instanceof AppError && error.info.code === 'bad-address') return error.info.reason;
    throw error;
  }
  return 'accepted';
}

describe('parseAddress', () => {
  it.each([
    ['widgetz', [SUITE, SUITE_TOO, CLASSIC]],
    ['  WidgetZ \n', [SUITE, SUITE_TOO, CLASSIC]],
    ['widgetz/', [SUITE, SUITE_TOO, CLASSIC]],
    ['widgetz.freshsales.io', [CLASSIC, SUITE, SUITE_TOO]],
    ['HTTPS://Widgetz.Freshsales.IO/API/', [CLASSIC, SUITE, SUITE_TOO]],
    ['https://widgetz.freshsales.io/contacts/5005390567?tab=1#notes', [CLASSIC, SUITE, SUITE_TOO]],
    ['widgetz.freshsales.io.', [CLASSIC, SUITE, SUITE_TOO]],
    ['widgetz.myfreshworks.com', [SUITE, SUITE_TOO, CLASSIC]],
    ['https://widgetz.myfreshworks.com/crm/sales/contacts/1', [SUITE, SUITE_TOO, CLASSIC]],
    ['https://widgetz.myfreshworks.com/crm/sales/api', [SUITE, SUITE_TOO, CLASSIC]],
    ['widgetz.freshworks.com', [SUITE_TOO, SUITE, CLASSIC]],
    ['widgetz.freshworks.com/crm/sales', [SUITE_TOO, SUITE, CLASSIC]],
  ])('reads %j', (text, expected) => {
    expect(places(text)).toEqual(expected);
  });

  it('reads a name of digits as a name, not as an IPv4 address', () => {
    expect(places('487848')[0]).toBe('https://487848.myfreshworks.com/crm/sales/api');
  });

  it('asks a host of its own for both flavours, in the order the path suggests', () => {
    expect(places('crm.acme.example')).toEqual([
      'https://crm.acme.example/crm/sales/api',
      'https://crm.acme.example/api',
    ]);
    expect(places('https://crm.acme.example/api/')).toEqual([
      'https://crm.acme.example/api',
      'https://crm.acme.example/crm/sales/api',
    ]);
  });

  it.each(['127.0.0.1:4000', 'http://127.0.0.1:4000', 'localhost:4000', '[::1]:4000'])(
    'takes %j over http',
    (text) => {
      const found = parseAddress(text);
      expect(found.map(({ basePath }) => basePath)).toEqual(['/crm/sales/api', '/api']);
      expect(
        found.every(({ origin }) => /^http:\/\/(127\.0\.0\.1|localhost|\[::1\]):4000$/.test(origin)),
      ).toBe(true);
    },
  );

  it('keeps https on loopback when it was typed', () => {
    expect(places('https://localhost:4000/api')[0]).toBe('https://localhost:4000/api');
  });

  it.each([
    ['', 'empty'],
    ['  \t', 'empty'],
    ['http://widgetz.freshsales.io', 'not-https'],
    ['ftp://widgetz.freshsales.io', 'not-https'],
    ['ftp://localhost/', 'not-https'],
    ['https://rep:secret@widgetz.freshsales.io', 'has-credentials'],
    ['rep@widgetz.freshsales.io', 'has-credentials'],
    ['rep@localhost', 'has-credentials'],
    ['two words', 'not-a-url'],
    ['widgetz:8080', 'not-a-url'],
    ['widgetz_1', 'not-a-url'],
    ['.freshsales.io', 'not-a-url'],
    ['freshsales.io', 'not-a-url'],
    ['www.freshworks.com', 'not-a-url'],
    ['https://', 'not-a-url'],
    ['https:\\\\widgetz.freshsales.io', 'not-a-url'],
    ['http://10.0.0.5/', 'not-https'],
    ['http://127.0.0.1.evil.example', 'not-https'],
  ])('refuses %j as %s', (text, reason) => {
    expect(reasonOf(text)).toBe(reason);
  });

  it('gives, whatever is typed, places that are https or loopback and hold no credentials, or refuses', () => {
    const parts = fc.constantFrom(
      'http://',
      'https://',
      'widgetz',
      '.freshsales.io',
      '.myfreshworks.com',
      '@',
      ':',
      '/',
      '\\',
      '?',
      '#',
      ' ',
      '127.0.0.1',
      'localhost',
      'évil',
      '%2e',
      '..',
      'x:y@',
      '4000',
      '/crm/sales/api',
    );
    const text = fc.oneof(
      fc.string(),
      fc.array(parts, { maxLength: 8 }).map((list) => list.join('')),
    );
    fc.assert(
      fc.property(text, (typed) => {
        if (reasonOf(typed) !== 'accepted') return;
        const found = parseAddress(typed);
        expect(found.length).toBeGreaterThan(0);
        expect(new Set(found.map(({ origin, basePath }) => origin + basePath)).size).toBe(found.length);
        for (const { origin, basePath, flavour } of found) {
          const url = new URL(origin);
          expect(url.origin).toBe(origin);
          expect(url.protocol === 'https:' || isLoopback(url.hostname)).toBe(true);
          expect(basePath).toBe(flavour === 'suite' ? '/crm/sales/api' : '/api');
        }
      }),
    );
  });

  it('gives the same places for a name however its address is written', () => {
    const name = fc
      .stringMatching(/^[a-z]([a-z0-9-]{0,20}[a-z0-9])?$/)
      .filter((word) => word !== 'localhost' && word !== 'www');
    const tail = fc.constantFrom('', '/', '/crm/sales/api', '/crm/sales/api/', '/crm/sales/deals/12?x=1');
    fc.assert(
      fc.property(name, tail, fc.boolean(), (word, path, shout) => {
        const typed = `https://${word}.myfreshworks.com${path}`;
        expect(places(shout ? typed.toUpperCase() : typed)).toEqual(places(word));
      }),
    );
  });
});
