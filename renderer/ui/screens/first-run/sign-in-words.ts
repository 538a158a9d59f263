import type { ErrorInfo } from '../../../../shared/errors.ts';
import type { Formats } from '../../lib/format.ts';
import { errorWords, type ErrorWords } from '../../lib/words.ts';
import { m } from '../../paraglide/messages.js';

/** A sign-in that failed, in words, and the field they belong to; null where no field can help. */
export interface SignInWords extends ErrorWords {
  readonly field: 'address' | 'key' | null;
}

/** At sign-in some errors can be told more exactly than elsewhere: there is an address and a key, and one of them is off. */
export function signInWords(error: ErrorInfo, formats: Formats): SignInWords {
  const words = errorWords(error, formats);
  switch (error.code) {
    case 'auth':
      return { ...words, field: 'key', detail: m.sign_in_wrong_key() };
    case 'forbidden':
      return { ...words, field: 'key', detail: m.sign_in_forbidden() };
    case 'bad-address':
      return { ...words, field: 'address' };
    case 'not-found':
      return { ...words, field: 'address', detail: m.sign_in_no_account() };
    case 'network':
      return { ...words, field: null, detail: m.sign_in_no_network() };
    case 'not-the-crm':
      return { ...words, field: null, detail: m.sign_in_not_the_crm() };
    default:
      return { ...words, field: null };
  }
}
