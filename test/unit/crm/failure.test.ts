import { errors } from 'undici';
import { describe, expect, it } from 'vitest';
import { failureOf } from '../../../electron/crm/failure.ts';
import type { Effect } from '../../../electron/crm/transport.ts';
import { AppError, type ErrorInfo } from '../../../shared/errors.ts';

const coded = (code: string): Error =>
  Object.assign(new Error(`Authorization: Token token=secret ${code}`), { code });
const network = (reason: string): ErrorInfo => ({ code: 'network', reason });
const foreign = (reason: string): ErrorInfo => ({ code: 'not-the-crm', reason });

interface Given {
  readonly sent?: boolean;
  readonly timedOut?: boolean;
  readonly cancelled?: boolean;
}

function infoOf(
  caught: unknown,
  effect: Effect,
  { sent = false, timedOut = false, cancelled = false }: Given = {},
): ErrorInfo {
  const failure = failureOf(caught, { effect, sent, timedOut, cancelled });
  // What the library threw may hold the request, and with it the token.
  expect(JSON.stringify(failure, Object.getOwnPropertyNames(failure))).not.toContain('secret');
  expect(failure.cause).toBeUndefined();
  return failure.info;
}

describe('failureOf', () => {
  it.each<[unknown, ErrorInfo]>([
    [coded('ECONNREFUSED'), network('ECONNREFUSED')],
    [coded('ENOTFOUND'), network('ENOTFOUND')],
    [coded('EAI_AGAIN'), network('EAI_AGAIN')],
    [coded('ENETUNREACH'), network('ENETUNREACH')],
    [new AggregateError([coded('ECONNREFUSED'), coded('ENETUNREACH')]), network('ECONNREFUSED')],
    [new errors.ConnectTimeoutError('slow'), network('UND_ERR_CONNECT_TIMEOUT')],
    [coded('ERR_TLS_CERT_ALTNAME_INVALID'), foreign('ERR_TLS_CERT_ALTNAME_INVALID')],
    [coded('SELF_SIGNED_CERT_IN_CHAIN'), foreign('SELF_SIGNED_CERT_IN_CHAIN')],
    [coded('CERT_HAS_EXPIRED'), foreign('CERT_HAS_EXPIRED')],
    [coded('UNABLE_TO_VERIFY_LEAF_SIGNATURE'), foreign('UNABLE_TO_VERIFY_LEAF_SIGNATURE')],
    [coded('ERR_SSL_WRONG_VERSION_NUMBER'), foreign('ERR_SSL_WRONG_VERSION_NUMBER')],
    [
      new errors.InvalidArgumentError('invalid authorization header'),
      { code: 'internal', reason: 'UND_ERR_INVALID_ARG' },
    ],
    [new TypeError('x'), network('TypeError')],
    ['words', network('unknown')],
  ])('before anything left, %s is the same for a read and a write', (caught, info) => {
    expect(infoOf(caught, 'read')).toEqual(info);
    expect(infoOf(caught, 'write')).toEqual(info);
  });

  it.each<[unknown, Given, ErrorInfo, string]>([
    [coded('ECONNRESET'), {}, network('ECONNRESET'), 'ECONNRESET'],
    [new errors.SocketError('other side closed'), {}, network('UND_ERR_SOCKET'), 'UND_ERR_SOCKET'],
    [new errors.HeadersTimeoutError(), {}, { code: 'timeout' }, 'timeout'],
    [new errors.BodyTimeoutError(), {}, { code: 'timeout' }, 'timeout'],
    [new errors.RequestAbortedError(), { timedOut: true }, { code: 'timeout' }, 'timeout'],
    [new errors.RequestAbortedError(), { cancelled: true }, { code: 'cancelled' }, 'cancelled'],
    [new AppError({ code: 'too-large', limit: 5 }), {}, { code: 'too-large', limit: 5 }, 'too-large'],
    [new AppError(foreign('redirect')), {}, foreign('redirect'), 'redirect'],
  ])('after it left, %s with %j leaves a write unsure', (caught, given, info, reason) => {
    expect(infoOf(caught, 'read', { ...given, sent: true })).toEqual(info);
    expect(infoOf(caught, 'write', { ...given, sent: true })).toEqual({ code: 'unsure', reason });
  });

  it('tells that nothing left when time ran out, or the caller gave up, before', () => {
    expect(infoOf(coded('x'), 'write', { timedOut: true })).toEqual(network('CONNECT_TIMEOUT'));
    expect(infoOf(coded('x'), 'write', { cancelled: true })).toEqual({ code: 'cancelled' });
  });
});
