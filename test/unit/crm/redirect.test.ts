import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redirectTarget } from '../../../electron/crm/redirect.ts';

const from = new URL('https://widgetz.freshsales.io/api/leads/1');

describe('redirectTarget', () => {
  it.each<[string, string, string | null]>([
    [from.href, '/api/leads/2?x=1', 'https://widgetz.freshsales.io/api/leads/2?x=1'],
    [from.href, 'https://widgetz.freshsales.io/login', 'https://widgetz.freshsales.io/login'],
    ['http://127.0.0.1:4000/api', '/b', 'http://127.0.0.1:4000/b'],
    ['http://127.0.0.1:4000/api', 'https://127.0.0.1:4001/b', 'https://127.0.0.1:4001/b'],
    ['http://widgetz.freshsales.io/a', 'https://widgetz.freshsales.io/b', 'https://widgetz.freshsales.io/b'],
    [from.href, 'http://widgetz.freshsales.io/api/leads/1', null],
    [from.href, 'https://widgetz.freshsales.io:8443/', null],
    [from.href, 'https://other.freshsales.io/', null],
    [from.href, 'https://widgetz.myfreshworks.com/', null],
    [from.href, 'https://widgetz.freshsales.io.evil.example/', null],
    [from.href, '//evil.example/', null],
    [from.href, '\\\\evil.example/', null],
    [from.href, 'https://u:p@widgetz.freshsales.io/', null],
    [from.href, 'javascript:alert(1)', null],
    [from.href, 'https://', null],
    ['http://127.0.0.1:4000/api', 'http://127.0.0.1:4001/', null],
    ['http://127.0.0.1:4000/api', 'http://localhost:4000/', null],
    ['http://127.0.0.1:4000/api', 'https://evil.example/', null],
  ])('from %s to %s', (start, location, expected) => {
    expect(redirectTarget(new URL(start), location)?.href ?? null).toBe(expected);
  });

  it('follows nothing where there is no location', () => {
    expect(redirectTarget(from, undefined)).toBeNull();
    expect(redirectTarget(from, '')).toBeNull();
  });

  it('never leaves the host, whatever the location', () => {
    fc.assert(
      fc.property(fc.oneof(fc.webUrl(), fc.string()), (location) => {
        const target = redirectTarget(from, location);
        expect(target === null || target.origin === from.origin).toBe(true);
      }),
    );
  });
});
