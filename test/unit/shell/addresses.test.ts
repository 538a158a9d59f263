import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  APP_ORIGIN,
  externalAddress,
  isOwnAddress,
  mayLoad,
} from '../../../electron/shell/policy/addresses.ts';

const DEV = 'http://127.0.0.1:5173';

describe('isOwnAddress', () => {
  it.each([
    ['app://satchel/', APP_ORIGIN],
    ['app://satchel/contacts/12?x=1#y', APP_ORIGIN],
    ['http://127.0.0.1:5173/contacts', DEV],
  ])('%s is ours under %s', (address, origin) => {
    expect(isOwnAddress(address, origin)).toBe(true);
  });

  it.each([
    '',
    'about:blank',
    'app:satchel',
    'app://satchel.evil.example/',
    'app://evil.example/satchel',
    'app://satchel@evil.example/',
    'app://user@satchel/',
    'app://satchel:8080/',
    'file:///etc/passwd',
    'https://satchel/',
    'http://127.0.0.1:5173/',
    'javascript:alert(1)',
    'data:text/html,<p>',
  ])('%j is not', (address) => {
    expect(isOwnAddress(address, APP_ORIGIN)).toBe(false);
  });
});

describe('mayLoad', () => {
  it.each([
    ['app://satchel/assets/a.js', APP_ORIGIN],
    ['blob:app://satchel/1234', APP_ORIGIN],
    ['devtools://devtools/bundled/x.js', APP_ORIGIN],
    ['http://127.0.0.1:5173/@vite/client', DEV],
    ['ws://127.0.0.1:5173/?token=x', DEV],
  ])('%s is loaded under %s', (address, origin) => {
    expect(mayLoad(address, origin)).toBe(true);
  });

  it.each([
    'https://evil.example/x.js',
    'http://127.0.0.1:5173/x.js',
    'ws://evil.example/',
    'blob:https://evil.example/1',
    'file:///etc/passwd',
    'data:text/javascript,1',
    'nonsense',
  ])('%s is not', (address) => {
    expect(mayLoad(address, APP_ORIGIN)).toBe(false);
  });
});

describe('externalAddress', () => {
  it.each([
    ['https://widgetz.example/a b', 'https://widgetz.example/a%20b'],
    ['HTTPS://WIDGETZ.EXAMPLE', 'https://widgetz.example/'],
    // What looks like another host is shown as what it is.
    ['https://аррӏе.example/', 'https://xn--80ak6aa92e.example/'],
    ['mailto:jane@widgetz.example', 'mailto:jane@widgetz.example'],
    [
      'mailto:jane+crm@widgetz.example?subject=Your%20offer',
      'mailto:jane+crm@widgetz.example?subject=Your%20offer',
    ],
    ['tel:+33612449011', 'tel:+33612449011'],
    ['tel:(555) 123-4567;ext=12', 'tel:5551234567;ext=12'],
    ['tel:*100%23', 'tel:*100%23'],
    ['tel:555,,12', 'tel:555,,12'],
    ['tel:555?x=1;ext=y', 'tel:555'],
  ])('hands on %s', (address, expected) => {
    expect(externalAddress(address)).toBe(expected);
  });

  it.each([
    'mailto:jane@widgetz.example?attach=/etc/passwd',
    'mailto:jane@widgetz.example?attachment=C:\\secret.txt&body=Hello',
    'mailto:jane@widgetz.example?cc=everyone@evil.example&bcc=spy@evil.example&body=x',
    'mailto:jane@widgetz.example?in-reply-to=1&Subject=',
  ])('takes from %j all but whom it is for', (address) => {
    expect(externalAddress(address)).toBe('mailto:jane@widgetz.example');
  });

  it.each([
    'http://widgetz.example/',
    'https://user:pass@widgetz.example/',
    'https://widgetz.example@evil.example/',
    'https://',
    'file:///C:/Windows/System32/calc.exe',
    'javascript:alert(1)',
    ' javascript:alert(1)',
    'java\nscript:alert(1)',
    'https://widgetz.example/\u0000',
    'https://widgetz\t.example/',
    'data:text/html,<script>',
    'vbscript:x',
    'smb://evil.example/share',
    'ms-msdt:/id',
    'search-ms:query=x',
    'satchel://contact/1',
    'app://satchel/',
    'blob:https://widgetz.example/1',
    'mailto:',
    'mailto:-attach@widgetz.example',
    'mailto:jane@widgetz.example,spy@evil.example',
    'mailto:jane@widgetz.example%0D%0ABcc:spy@evil.example',
    'mailto:jane@widgetz.example?subject=x%0D%0ABcc:spy@evil.example',
    'mailto:jane@widgetz.example?subject=%E0%A4%A',
    'mailto:"jane doe"@widgetz.example',
    'mailto:ja\u202ene@widgetz.example',
    'tel:"& calc &"',
    'tel:555;phone-context=evil.example',
    'tel:555%0A1',
    'tel:',
    `tel:${'1'.repeat(80)}`,
    'not a url',
    '',
    `https://widgetz.example/${'a'.repeat(2000)}`,
    // Grows by being parsed.
    `https://widgetz.example/${'ä'.repeat(1900)}`,
  ])('keeps back %j', (address) => {
    expect(externalAddress(address)).toBeNull();
  });

  /** Addresses as an attacker would write them: allowed beginnings, and everything that was ever used to get round a check. */
  const addresses = fc
    .tuple(
      fc.constantFrom(
        'https://',
        'HTTPS://',
        'mailto:',
        'tel:',
        'http://',
        'file://',
        'javascript:',
        ' https://',
        '',
      ),
      fc.array(
        fc.oneof(
          fc.constantFrom(
            'widgetz.example',
            '@',
            'user:pw@',
            '?',
            '#',
            '&',
            '%0A',
            '%00',
            '\n',
            '\t',
            '\u202e',
            '\u200b',
          ),
          fc.constantFrom(
            'attach=/etc/passwd',
            'subject=',
            'body=',
            '5551234',
            '+',
            ';ext=1',
            '//',
            '\\',
            '"',
            "'",
            '`',
            '|',
          ),
          fc.webUrl(),
          fc.emailAddress(),
          fc.string({ unit: 'binary' }),
        ),
        { maxLength: 6 },
      ),
    )
    .map(([scheme, parts]) => scheme + parts.join(''));

  it('hands on plain ASCII alone, of bounded length, without credentials, and the same again when it is asked again', () => {
    let handedOn = 0;
    fc.assert(
      fc.property(addresses, (address) => {
        const given = externalAddress(address);
        if (given === null) return;
        handedOn += 1;
        expect(given).toMatch(/^[\x21-\x7e]{1,2000}$/);
        expect(given).toMatch(/^(?:https:\/\/|mailto:|tel:)/);
        expect(given).not.toMatch(/["`\\|<>]/);
        const url = new URL(given);
        expect([url.username, url.password]).toEqual(['', '']);
        if (url.protocol === 'mailto:') {
          expect(given).toMatch(/^mailto:[^?&@]+@[^?&@]+(?:\?subject=[^&?]+)?$/);
          expect(decodeURIComponent(given)).not.toMatch(/\p{Cc}/u);
        }
        if (url.protocol === 'tel:') expect(given).toMatch(/^tel:\+?(?:[\d*,;]|%23)+(?:;ext=\d+)?$/);
        expect(externalAddress(given)).toBe(given);
      }),
      { numRuns: 5_000 },
    );
    expect(handedOn).toBeGreaterThan(100);
  });
});
