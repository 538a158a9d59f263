import type { ErrorCode, ErrorInfo } from '../../../../shared/errors.ts';
import type { Formats } from '../../lib/format.ts';
import { errorWords, type ErrorWords } from '../../lib/words.ts';
import { m } from '../../paraglide/messages.js';

/** A sign-in that failed, in words, and the field they belong to; null where no field can help. */
export interface SignInWords extends ErrorWords {
  readonly field: 'address' | 'key' | null;
}

const FIELD_OF: Readonly<Partial<Record<ErrorCode, 'address' | 'key'>>> = {
  auth: 'key',
  forbidden: 'key',
  'bad-address': 'address',
  'not-found': 'address',
};

const TOLD_MORE_EXACTLY: Readonly<Partial<Record<ErrorCode, () => Pick<ErrorWords, 'detail'>>>> = {
  auth: () => ({ detail: m.sign_in_wrong_key() }),
  forbidden: () => ({ detail: m.sign_in_forbidden() }),
  'not-found': () => ({ detail: m.sign_in_no_account() }),
  network: () => ({ detail: m.sign_in_no_network() }),
  'not-the-crm': () => ({ detail: m.sign_in_not_the_crm() }),
};

/** At sign-in some errors can be told more exactly than elsewhere: there is an address and a key, and one of them is off. */
export function signInWords(error: ErrorInfo, formats: Formats): SignInWords {
  const words = errorWords(error, formats);
  return { ...words, ...TOLD_MORE_EXACTLY[error.code]?.(), field: FIELD_OF[error.code] ?? null };
}
