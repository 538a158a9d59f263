import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { answerOf, shapeError, type JudgeContext } from '../../../electron/crm/errors.ts';
import type { CrmResponse } from '../../../electron/crm/transport.ts';
import { AppError, errorInfoOf, type ErrorInfo } from '../../../shared/errors.ts';

const read: JudgeContext = { effect: 'read', now: 0 };
const write: JudgeContext = { effect: 'write', now: 0 };

function response(status: number, body: unknown, headers: Record<string, string> = {}): CrmResponse {
  return { status, headers, text: typeof body === 'string' ? body : JSON.stringify(body) };
}

function judge(given: CrmResponse, context: JudgeContext): ErrorInfo | { answer: unknown } {
  try {
    return { answer: answerOf(given, context) };
  } catch (error) {
    expect(error).toBeInstanceOf(AppError);
    return errorInfoOf(error);
  }
}

const words = (message: unknown, code = 400) => ({ errors: { code, message } });
const page = { 'content-type': 'text/html; charset=utf-8' };

describe('answerOf, good statuses', () => {
  it('gives the JSON, with big numbers whole and without tokens', () => {
    const text = '{"contact":{"id":1,"mcr_id":1450348061427834880,"collaboration":{"convo_token":"x"}}}';
    expect(answerOf(response(200, text), read)).toEqual({ contact: { id: 1, mcr_id: 1450348061427834880n } });
  });

  it.each<[string, CrmResponse, unknown, unknown]>([
    ['nothing', response(204, ''), { answer: null }, { answer: null }],
    ['true', response(200, 'true'), { answer: true }, { answer: true }],
    [
      'a page',
      response(200, '<html>', page),
      { code: 'not-the-crm', reason: 'html' },
      { code: 'unsure', reason: 'not-the-crm' },
    ],
    [
      'a page that hides its type',
      response(200, '\n <!DOCTYPE html>'),
      { code: 'not-the-crm', reason: 'html' },
      { code: 'unsure', reason: 'not-the-crm' },
    ],
    [
      'words',
      response(200, 'OK'),
      { code: 'not-the-crm', reason: 'text' },
      { code: 'unsure', reason: 'not-the-crm' },
    ],
    [
      'half an answer',
      response(200, '{"contact":{"id":1'),
      { code: 'network', reason: 'truncated' },
      { code: 'unsure', reason: 'network' },
    ],
  ])('judges %s', (_, given, toRead, toWrite) => {
    expect(judge(given, read)).toEqual(toRead);
    expect(judge(given, write)).toEqual(toWrite);
  });
});

describe('answerOf, other statuses', () => {
  const same = (status: number, body: unknown, info: ErrorInfo, headers = {}) =>
    [status, body, headers, info, info] as const;
  const differs = (status: number, body: unknown, ofRead: ErrorInfo, reason: string, headers = {}) =>
    [status, body, headers, ofRead, { code: 'unsure', reason } satisfies ErrorInfo] as const;
  const validation = (messages: string[], field: string | null = null): ErrorInfo => ({
    code: 'validation',
    messages,
    field,
  });

  it.each([
    same(400, words('Email is invalid'), validation(['Email is invalid'])),
    same(400, words(['Naam is al in gebruik', ' ']), validation(['Naam is al in gebruik'])),
    same(
      400,
      { errors: { mobile_number: ['ya existe', 'no es válido'] } },
      validation(['ya existe', 'no es válido'], 'mobile_number'),
    ),
    same(400, { errors: ['a', { message: 'b' }] }, validation(['a', 'b'])),
    same(400, { message: 'plain' }, validation(['plain'])),
    same(400, { error: 'plain' }, validation(['plain'])),
    same(
      400,
      { errors: { code: 400, error_code: 3002, message: ['Contact is not unique'] } },
      validation(['Contact is not unique']),
    ),
    same(400, '<html>Bad Request</html>', validation([]), page),
    same(400, '', validation([])),
    same(409, words('conflict'), validation(['conflict'])),
    same(422, words('nope'), validation(['nope'])),
    same(401, { login: 'failed', message: null }, { code: 'auth' }),
    same(401, '', { code: 'auth' }),
    same(
      401,
      'HTTP Token: Access denied.\n',
      { code: 'auth' },
      { ...page, 'www-authenticate': 'Token realm="Application"' },
    ),
    differs(401, '<html>', { code: 'not-the-crm', reason: 'HTTP 401' }, 'not-the-crm', page),
    same(403, words(['U bent niet bevoegd'], 403), { code: 'forbidden', messages: ['U bent niet bevoegd'] }),
    differs(403, '<html>', { code: 'not-the-crm', reason: 'HTTP 403' }, 'not-the-crm', page),
    same(404, '<h1>nope</h1>', { code: 'not-found' }, page),
    same(410, '', { code: 'not-found' }),
    same(429, '', { code: 'rate-limited', waitMs: 7000 }, { 'retry-after': '7' }),
    differs(408, '', { code: 'timeout' }, 'timeout'),
    differs(511, '<html>', { code: 'not-the-crm', reason: 'HTTP 511' }, 'not-the-crm', page),
    differs(500, '', { code: 'server', status: 500 }, 'HTTP 500'),
    differs(500, '<html>', { code: 'server', status: 500 }, 'HTTP 500', page),
    differs(500, words('Internal Server Error', 500), { code: 'server', status: 500 }, 'HTTP 500'),
    differs(500, words([], 500), { code: 'server', status: 500 }, 'HTTP 500'),
    differs(500, { message: 'Name has already been taken' }, { code: 'server', status: 500 }, 'HTTP 500'),
    // Accounts older than August 2018 (reference: Errors, note).
    same(500, words(['Name has already been taken'], 500), validation(['Name has already been taken'])),
    differs(502, words(['Name has already been taken'], 502), { code: 'server', status: 502 }, 'HTTP 502'),
    differs(503, '', { code: 'server', status: 503 }, 'HTTP 503'),
    differs(304, '', { code: 'not-the-crm', reason: 'HTTP 304' }, 'not-the-crm'),
  ])('judges %i %j', (status, body, headers, ofRead, ofWrite) => {
    expect(judge(response(status, body, headers), read)).toEqual(ofRead);
    expect(judge(response(status, body, headers), write)).toEqual(ofWrite);
  });

  it('gives a shape that does not fit as unsure for a write, because the server most likely acted', () => {
    expect(shapeError('lead.id', read).info).toEqual({ code: 'unexpected-shape', path: 'lead.id' });
    expect(shapeError('lead.id', write).info).toEqual({
      code: 'unsure',
      reason: 'unexpected-shape: lead.id',
    });
  });
});

describe('the field of a refusal', () => {
  const hints = [
    { name: 'mobile_number', label: 'Mobile' },
    { name: 'work_number', label: 'Work' },
    { name: 'cf_region', label: 'Région de vente' },
    { name: 'name', label: 'Name' },
    { name: 'display_name', label: null },
    { name: 'blank', label: ' ' },
  ];
  it.each<[string, string | null]>([
    ['Need to fill this Mobile to submit the form.', 'mobile_number'],
    ['mobile number ya existe', 'mobile_number'],
    ['RÉGION DE VENTE est obligatoire', 'cf_region'],
    ['Name has already been taken', 'name'],
    ['Display name is too long', 'display_name'],
    ['Mobiles and Workers are no fields', null],
    ['The type for sales_accounts is invalid.', 'sales_accounts'],
    ['ana_maria@example.com is taken', null],
    ['Ungültige Eingabe', null],
  ])('of %j is %s', (message, field) => {
    expect(judge(response(400, words([message])), { ...write, hints })).toEqual({
      code: 'validation',
      messages: [message],
      field,
    });
  });
});

describe('what real accounts answered', () => {
  const file = new URL('../../fixtures/real/misc/errors.json', import.meta.url);
  const rows = z
    .array(z.object({ status: z.number(), request: z.string().optional(), body: z.unknown() }))
    .parse(JSON.parse(readFileSync(file, 'utf8')));
  const expected: ErrorInfo['code'][] = [
    'auth',
    'not-found',
    'forbidden',
    ...Array<'validation'>(6).fill('validation'),
  ];

  it.each(rows.map((row, index) => ({ ...row, code: expected[index] })))(
    '$status $request',
    ({ status, body, code }) => {
      // Bodies that were only described are put where such words stand.
      const given = typeof body === 'string' ? words([body]) : (body ?? '');
      for (const context of [read, write]) {
        const info = judge(response(status, given), context);
        expect(info).toMatchObject({ code });
        if (code === 'validation') expect(info).toHaveProperty(['messages', 'length'], 1);
      }
    },
  );
});
