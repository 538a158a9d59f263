import { describe, expect, it } from 'vitest';
import { createFormats } from '../../../renderer/ui/lib/format.ts';
import { errorWords } from '../../../renderer/ui/lib/words.ts';
import { signInWords } from '../../../renderer/ui/screens/first-run/sign-in-words.ts';
import { ERROR_TABLE, type ErrorCode, type ErrorInfo } from '../../../shared/errors.ts';

const formats = createFormats('en-GB', 'UTC');

/** One error of each code, and one of each reason that has words of its own. */
const ERRORS: { [Code in ErrorCode]: readonly Extract<ErrorInfo, { code: Code }>[] } = {
  validation: [{ code: 'validation', messages: [], field: null }],
  'gave-up': [{ code: 'gave-up', attempts: 8, reason: 'server' }],
  'too-late': [{ code: 'too-late' }],
  auth: [{ code: 'auth' }],
  forbidden: [{ code: 'forbidden', messages: [] }],
  'not-found': [{ code: 'not-found' }],
  'rate-limited': [{ code: 'rate-limited', waitMs: 90_000 }],
  server: [{ code: 'server', status: 503 }],
  network: [{ code: 'network', reason: 'ENOTFOUND' }],
  timeout: [{ code: 'timeout' }],
  unsure: [{ code: 'unsure', reason: 'reset' }],
  'not-the-crm': [{ code: 'not-the-crm', reason: 'text/html' }],
  'too-large': [{ code: 'too-large', limit: 1 }],
  'unexpected-shape': [{ code: 'unexpected-shape', path: 'contacts.0.id' }],
  'bad-address': [
    { code: 'bad-address', reason: 'empty' },
    { code: 'bad-address', reason: 'not-a-url' },
    { code: 'bad-address', reason: 'not-https' },
    { code: 'bad-address', reason: 'has-credentials' },
  ],
  'other-key': [{ code: 'other-key' }],
  cancelled: [{ code: 'cancelled' }],
  storage: [
    { code: 'storage', reason: 'QuotaExceededError' },
    { code: 'storage', reason: 'newer-version' },
  ],
  'store-unavailable': [
    { code: 'store-unavailable', reason: 'open-elsewhere' },
    { code: 'store-unavailable', reason: 'not-open' },
    { code: 'store-unavailable', reason: 'gone' },
  ],
  keychain: [{ code: 'keychain', reason: 'locked' }],
  update: [
    { code: 'update', reason: 'unreachable' },
    { code: 'update', reason: 'no-feed' },
    { code: 'update', reason: 'bad-feed' },
    { code: 'update', reason: 'not-signed' },
    { code: 'update', reason: 'damaged' },
    { code: 'update', reason: 'publisher' },
    { code: 'update', reason: 'not-installed' },
  ],
  'bad-call': [{ code: 'bad-call', reason: 'no such call' }],
  internal: [{ code: 'internal', reason: 'TypeError' }],
};
const all = Object.values(ERRORS).flat();

describe('error words', () => {
  it('says every error in its own words, with the action of the table', () => {
    const said = all.map((error) => errorWords(error, formats));
    for (const [index, { title, detail, action }] of said.entries()) {
      expect(title).not.toBe('');
      expect(detail).not.toBe('');
      expect(action).toBe(ERROR_TABLE[all[index]?.code ?? 'internal'].action);
    }
    // Two codes are the same to a reader: a mistake of ours.
    expect(new Set(said.map(({ title, detail }) => `${title} ${detail}`)).size).toBe(all.length);
  });

  it('never shows a code', () => {
    for (const error of all) {
      const { title, detail } = errorWords(error, formats);
      expect(`${title} ${detail}`).not.toMatch(
        /\b(auth|not-the-crm|open-elsewhere|ENOTFOUND|undefined|null)\b/,
      );
    }
  });

  it('gives the server’s own words where it gave some', () => {
    const words = errorWords(
      { code: 'validation', messages: ['Naam is al in gebruik.', 'E-mail ontbreekt.'], field: 'name' },
      formats,
    );
    expect(words.detail).toBe('Naam is al in gebruik. E-mail ontbreekt.');
  });

  it('says how long to wait in whole minutes', () => {
    expect(errorWords({ code: 'rate-limited', waitMs: 90_000 }, formats).detail).toContain('2 minutes');
    expect(errorWords({ code: 'rate-limited', waitMs: 0 }, formats).detail).toContain('1 minute.');
  });
});

describe('sign-in words', () => {
  it('tells apart the ways in which signing in fails', () => {
    const codes: readonly ErrorCode[] = [
      'auth',
      'forbidden',
      'bad-address',
      'not-found',
      'network',
      'not-the-crm',
      'timeout',
      'rate-limited',
      'server',
    ];
    const details = codes.map((code) => signInWords(ERRORS[code][0] ?? { code: 'auth' }, formats).detail);
    expect(new Set(details).size).toBe(codes.length);
  });

  it('puts each at the field that can help', () => {
    expect(signInWords({ code: 'auth' }, formats).field).toBe('key');
    expect(signInWords({ code: 'forbidden', messages: [] }, formats).field).toBe('key');
    expect(signInWords({ code: 'bad-address', reason: 'empty' }, formats).field).toBe('address');
    expect(signInWords({ code: 'not-found' }, formats).field).toBe('address');
    expect(signInWords({ code: 'network', reason: 'ENOTFOUND' }, formats).field).toBeNull();
  });
});
