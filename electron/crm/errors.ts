import { dropTokens } from '../../shared/entities/record.ts';
import { AppError, type ErrorInfo } from '../../shared/errors.ts';
import { parseJson } from '../../shared/json.ts';
import { fieldOf, messagesOf, type FieldHint } from './error-messages.ts';
import { waitOf } from './rate-headers.ts';
import type { CrmResponse, Effect } from './transport.ts';

/** What is known of a call when its answer is judged. */
export interface JudgeContext {
  readonly effect: Effect;
  /** Epoch milliseconds. */
  readonly now: number;
  /** Fields by which a refusal's words may be told. */
  readonly hints?: readonly FieldHint[] | undefined;
}

type Body =
  | { readonly type: 'json'; readonly value: unknown }
  | { readonly type: 'empty' }
  /** A page: a captive portal, a sign-in page, a proxy's own words. */
  | { readonly type: 'html' }
  | { readonly type: 'text' }
  /** It begins as JSON and does not end as such. */
  | { readonly type: 'broken' };

function bodyOf({ headers, text }: CrmResponse): Body {
  const start = text.trimStart();
  if (start === '') return { type: 'empty' };
  if (start.startsWith('<') || /\bhtml\b/i.test(headers['content-type'] ?? '')) return { type: 'html' };
  try {
    return { type: 'json', value: dropTokens(parseJson(text)) };
  } catch {
    return { type: /^[[{"]/.test(start) ? 'broken' : 'text' };
  }
}

/**
 * Judges an answer.
 * @returns its JSON, less the keys that carry tokens; null for an empty body
 * @throws AppError by status and body (reference: Errors; quirks §7). A write without a clear answer is `unsure`; every other error of a write says
 * that the server refused it.
 */
export function answerOf(response: CrmResponse, context: JudgeContext): unknown {
  const body = bodyOf(response);
  if (response.status < 200 || response.status > 299) throw new AppError(refusalOf(response, body, context));
  switch (body.type) {
    case 'json':
      return body.value;
    case 'empty':
      return null;
    case 'html':
    case 'text':
      throw new AppError(unclear({ code: 'not-the-crm', reason: body.type }, context));
    case 'broken':
      throw new AppError(unclear({ code: 'network', reason: 'truncated' }, context));
  }
}

function refusalOf(response: CrmResponse, body: Body, context: JudgeContext): ErrorInfo {
  const { status, headers } = response;
  const value = body.type === 'json' ? body.value : null;
  const messages = messagesOf(value);
  const validation: ErrorInfo = {
    code: 'validation',
    messages,
    field: fieldOf(value, messages, context.hints ?? []),
  };
  switch (status) {
    case 401:
      return isCrms(response, body)
        ? { code: 'auth' }
        : unclear({ code: 'not-the-crm', reason: 'HTTP 401' }, context);
    case 402:
    case 403:
      return isCrms(response, body)
        ? { code: 'forbidden', messages }
        : unclear({ code: 'not-the-crm', reason: 'HTTP 403' }, context);
    case 404:
    case 410:
      return { code: 'not-found' };
    case 407:
    case 511:
      return unclear({ code: 'not-the-crm', reason: `HTTP ${status}` }, context);
    case 408:
      return unclear({ code: 'timeout' }, context);
    case 429:
      return { code: 'rate-limited', waitMs: waitOf(headers, context.now) };
    case 500:
      return isLegacyValidation(value, messages) ? validation : unclear({ code: 'server', status }, context);
    default:
      if (status >= 500) return unclear({ code: 'server', status }, context);
      if (status >= 400) return validation;
      return unclear({ code: 'not-the-crm', reason: `HTTP ${status}` }, context);
  }
}

/** A write that got this answer may have been done; a read simply failed. */
function unclear(info: ErrorInfo, { effect }: JudgeContext): ErrorInfo {
  if (effect === 'read') return info;
  return { code: 'unsure', reason: info.code === 'server' ? `HTTP ${info.status}` : info.code };
}

/** Whether a 401 or 403 is the CRM's and not a proxy's: JSON, nothing at all, or the challenge of its own scheme. */
function isCrms({ headers }: CrmResponse, body: Body): boolean {
  return body.type === 'json' || body.type === 'empty' || /^token\b/i.test(headers['www-authenticate'] ?? '');
}

/**
 * Accounts older than August 2018 answer a validation with 500 (reference: Errors, note). It is one when the body has words under `errors`
 * that do not merely say that the server failed.
 */
function isLegacyValidation(value: unknown, messages: readonly string[]): boolean {
  const hasErrors = typeof value === 'object' && value !== null && 'errors' in value && Boolean(value.errors);
  const generic = /internal|server error|unexpected|went wrong|try again|time[d ]*out/i;
  return hasErrors && messages.length > 0 && !messages.some((message) => generic.test(message));
}

/** An answer of a good status that is not of the documented shape. A write was most likely done, but what it made is not known. */
export function shapeError(path: string, { effect }: Pick<JudgeContext, 'effect'>): AppError {
  if (effect === 'write') return new AppError({ code: 'unsure', reason: `unexpected-shape: ${path}` });
  return new AppError({ code: 'unexpected-shape', path });
}
