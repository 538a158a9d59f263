import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redact } from '../../../electron/log/redact.ts';

const JWT = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJqYW5lIn0.c2lnbmF0dXJl_-x';

describe('redact', () => {
  it.each([
    ['Token token=sfg999666t673t7t82', 'Token token=[hidden]'],
    ['sent "Token token=\\"abc\\"" twice', 'abc'],
    ['authorization: Token token=abc, accept: */*', 'abc'],
    ['{"Authorization":"Bearer abcdefgh"}', 'abcdefgh'],
    ['bearer abc.def-123', 'abc.def-123'],
    [`collaboration ${JWT} dropped`, 'eyJ'],
    ['http://127.0.0.1:21000/#token=Zm9vYmFy', 'Zm9vYmFy'],
    ['api_key=abc123&x=1', 'abc123'],
    ['{"password": "hunter2"}', 'hunter2'],
    ['wrote to jane.o\u2019neil+crm@sub.example.co.uk today', 'example'],
    ['mail 山田@例え.jp', '山田'],
    ['call +33 6 12 44 90 11 now', '44'],
    ['call (555) 123-4567', '4567'],
    ['call 3684932360', '3684932360'],
    ['GET /api/contacts/70000000123', '70000000123'],
    ['key sfg999666t673t7t82 refused', 'sfg999'],
    ['code 1DNY-BMYJ-RW58-BC0B-C9C7-P9K6 wrong', 'BMYJ'],
    ['typed 1dny bmyj rw58 bc0b c9c7 p9k6', 'bmyj'],
    ['key:q83vASNFZ4mrze8BI0VniavN7wEjRWeJq83vASNFZ+8= was', 'q83v'],
    ['key of +/+/AQIDBAUGBwgJCgsMDQ4P+/EBESExQVFhcYGRob', 'GBwg'],
  ])('%j does not keep %j', (text, secret) => {
    const clean = redact(text);
    if (secret.includes('[hidden]')) expect(clean).toBe(secret);
    else expect(clean).not.toContain(secret);
    expect(clean).toContain('[hidden]');
  });

  it.each([
    'mirror.page contacts 100 records in 42 ms',
    'started 2026-11-24T02:59:07.123Z',
    'ENOTFOUND widgetz.freshsales.io',
    'listening on 127.0.0.1:21034',
    'status 429, wait 60000',
    'sync.failed unexpected-shape contacts.12.emails',
  ])('%j stays as it is', (text) => {
    expect(redact(text)).toBe(text);
  });

  it('hides any key, mail and phone in any surroundings', () => {
    const around = fc.string({ unit: fc.constantFrom(' ', 'a', ',', '"', '\n', 'é', '.') });
    const letters = fc.string({ unit: fc.constantFrom(...'abcdefgxyz'), minLength: 3, maxLength: 8 });
    const secret = fc.oneof(
      letters.map((name) => `${name}@${name}.example`),
      fc.integer({ min: 10 ** 9, max: 10 ** 12 }).map(String),
      letters.map((name) => `eyJ${name}x.${name}.${name}`),
    );
    fc.assert(
      fc.property(around, secret, around, (before, hidden, after) => {
        expect(redact(`${before} ${hidden} ${after}`)).not.toContain(hidden);
      }),
    );
  });

  it('is done after one pass', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(redact(redact(text))).toBe(redact(text));
      }),
    );
  });

  it.each(['a', '1 ', 'a@', 'eyJ', '1a', 'token=', 'Authorization: '])('cuts a megabyte of %j', (unit) => {
    expect(redact(unit.repeat(1_000_000 / unit.length)).length).toBeLessThan(10_000);
  });

  it('keeps no half of a secret at the cut', () => {
    const mail = `${'m'.repeat(30)}@widgetz.example`;
    for (let filler = 2940; filler < 3010; filler++)
      expect(redact(`${'.'.repeat(filler)} ${mail}`)).not.toContain('mm');
  });
});
