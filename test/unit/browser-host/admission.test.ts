import { describe, expect, it } from 'vitest';
import { admitsSocket, isOwnHost, isSameSecret } from '../../../electron/browser-host/admission.ts';

const PORT = 21_500;
const TOKEN = 'k7dLr0vJ2x';
const KNOCK = {
  host: `127.0.0.1:${PORT}`,
  origin: `http://127.0.0.1:${PORT}`,
  protocols: `satchel, ${TOKEN}`,
};

describe('isOwnHost', () => {
  it.each([`127.0.0.1:${PORT}`, `localhost:${PORT}`])('%s is ours', (host) => {
    expect(isOwnHost(host, PORT)).toBe(true);
  });

  it.each([
    undefined,
    '',
    '127.0.0.1',
    `127.0.0.1:${PORT + 1}`,
    `evil.example:${PORT}`,
    `127.0.0.1.evil.example:${PORT}`,
    `[::1]:${PORT}`,
  ])('%j is not', (host) => {
    expect(isOwnHost(host, PORT)).toBe(false);
  });
});

describe('admitsSocket', () => {
  it('lets our page in, by either name of loopback', () => {
    expect(admitsSocket(KNOCK, PORT, TOKEN)).toBe(true);
    const named = { ...KNOCK, host: `localhost:${PORT}`, origin: `http://localhost:${PORT}` };
    expect(admitsSocket(named, PORT, TOKEN)).toBe(true);
  });

  it.each([
    ['another origin', { origin: 'https://evil.example' }],
    ['another port of this machine', { origin: `http://127.0.0.1:${PORT + 1}` }],
    ['https of the same name', { origin: `https://127.0.0.1:${PORT}` }],
    ['no origin', { origin: undefined }],
    ['a sandboxed frame', { origin: 'null' }],
    ['a rebound name', { host: `evil.example:${PORT}`, origin: `http://evil.example:${PORT}` }],
    ['a wrong token', { protocols: 'satchel, k7dLr0vJ2y' }],
    ['a token cut short', { protocols: 'satchel, k7dLr0vJ2' }],
    ['an empty token', { protocols: 'satchel, ' }],
    ['no token', { protocols: 'satchel' }],
    ['no protocols', { protocols: undefined }],
    ['the token alone', { protocols: TOKEN }],
    ['guesses beside each other', { protocols: `satchel, a, ${TOKEN}` }],
  ])('keeps out %s', (_, change) => {
    expect(admitsSocket({ ...KNOCK, ...change }, PORT, TOKEN)).toBe(false);
  });
});

describe('isSameSecret', () => {
  it('compares whole secrets of any length', () => {
    expect(isSameSecret('abc', 'abc')).toBe(true);
    expect(isSameSecret('abc', 'abcd')).toBe(false);
    expect(isSameSecret('', 'a')).toBe(false);
  });
});
