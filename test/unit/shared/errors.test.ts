import { describe, expect, it } from 'vitest';
import {
  AppError,
  assertNever,
  ERROR_TABLE,
  errorInfoOf,
  errorInfoSchema,
  type ErrorInfo,
} from '../../../shared/errors.ts';

/** One of each code; an entry that is missing does not compile. */
const each: { readonly [C in ErrorInfo['code']]: Extract<ErrorInfo, { code: C }> } = {
  validation: { code: 'validation', messages: ['Name has already been taken'], field: 'name' },
  'gave-up': { code: 'gave-up', attempts: 8, reason: 'timeout' },
  'too-late': { code: 'too-late' },
  auth: { code: 'auth' },
  forbidden: { code: 'forbidden', messages: [] },
  'not-found': { code: 'not-found' },
  'rate-limited': { code: 'rate-limited', waitMs: 60_000 },
  server: { code: 'server', status: 503 },
  network: { code: 'network', reason: 'ENOTFOUND' },
  timeout: { code: 'timeout' },
  unsure: { code: 'unsure', reason: 'ECONNRESET' },
  'not-the-crm': { code: 'not-the-crm', reason: 'html' },
  'too-large': { code: 'too-large', limit: 1 },
  'unexpected-shape': { code: 'unexpected-shape', path: 'lead.id' },
  'bad-address': { code: 'bad-address', reason: 'empty' },
  'other-key': { code: 'other-key' },
  cancelled: { code: 'cancelled' },
  storage: { code: 'storage', reason: 'QuotaExceededError' },
  'store-unavailable': { code: 'store-unavailable', reason: 'gone' },
  keychain: { code: 'keychain', reason: 'locked' },
  update: { code: 'update', reason: 'unreachable' },
  'bad-call': { code: 'bad-call', reason: 'no such call' },
  internal: { code: 'internal', reason: 'x' },
};

describe('AppError', () => {
  it.each(Object.values(each))('$code crosses a process unchanged, and has a presentation', (info) => {
    expect(errorInfoSchema.parse(structuredClone(info))).toEqual(info);
    expect(errorInfoOf(new AppError(info))).toBe(info);
    expect(ERROR_TABLE[info.code]).toBeDefined();
  });

  it('keeps being offline quiet, because it is a state', () => {
    expect(ERROR_TABLE.network.severity).toBe('quiet');
  });
});

describe('errorInfoOf', () => {
  it('makes anything else a mistake of ours', () => {
    expect(errorInfoOf(new RangeError('out'))).toEqual({ code: 'internal', reason: 'RangeError: out' });
    expect(errorInfoOf('words')).toEqual({ code: 'internal', reason: 'words' });
    expect(errorInfoOf(null)).toEqual({ code: 'internal', reason: 'null' });
  });
});

describe('assertNever', () => {
  it('names the case that was forgotten', () => {
    expect(() => assertNever('new' as never)).toThrow(AppError);
  });
});
