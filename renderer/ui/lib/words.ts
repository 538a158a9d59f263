import { assertNever, ERROR_TABLE, type ErrorAction, type ErrorInfo } from '../../../shared/errors.ts';
import { m } from '../paraglide/messages.js';
import type { Formats } from './format.ts';

/** An error as the screens say it. */
export interface ErrorWords {
  readonly title: string;
  /** What it means and what may be done; the server's own words where it gave some. */
  readonly detail: string;
  readonly action: ErrorAction;
}

/** The words for every error there is: plain, and blaming nobody. */
export function errorWords(error: ErrorInfo, formats: Formats): ErrorWords {
  const words = (title: string, detail: string): ErrorWords => ({
    title,
    detail,
    action: ERROR_TABLE[error.code].action,
  });
  switch (error.code) {
    case 'validation':
      return words(m.error_validation(), said(error.messages, m.error_validation_detail()));
    case 'gave-up':
      return words(m.error_gave_up(), m.error_gave_up_detail({ attempts: formats.number(error.attempts) }));
    case 'too-late':
      return words(m.error_too_late(), m.error_too_late_detail());
    case 'auth':
      return words(m.error_auth(), m.error_auth_detail());
    case 'forbidden':
      return words(m.error_forbidden(), said(error.messages, m.error_forbidden_detail()));
    case 'not-found':
      return words(m.error_not_found(), m.error_not_found_detail());
    case 'rate-limited':
      return words(
        m.error_rate_limited(),
        m.error_rate_limited_detail({ wait: wait(error.waitMs, formats) }),
      );
    case 'server':
      return words(m.error_server(), m.error_server_detail({ status: error.status }));
    case 'network':
      return words(m.error_network(), m.error_network_detail());
    case 'timeout':
      return words(m.error_timeout(), m.error_timeout_detail());
    case 'unsure':
      return words(m.error_unsure(), m.error_unsure_detail());
    case 'not-the-crm':
      return words(m.error_not_the_crm(), m.error_not_the_crm_detail());
    case 'too-large':
      return words(m.error_too_large(), m.error_too_large_detail());
    case 'unexpected-shape':
      return words(m.error_unexpected_shape(), m.error_unexpected_shape_detail({ path: error.path }));
    case 'bad-address':
      return words(m.error_bad_address(), badAddress(error.reason));
    case 'other-key':
      return words(m.error_other_key(), m.error_other_key_detail());
    case 'cancelled':
      return words(m.error_cancelled(), m.error_cancelled_detail());
    case 'storage':
      if (error.reason === 'wrong-key') return words(m.error_wrong_key(), m.error_wrong_key_detail());
      if (error.reason === 'newer-version')
        return words(m.error_newer_version(), m.error_newer_version_detail());
      return words(m.error_storage(), m.error_storage_detail({ reason: error.reason }));
    case 'store-unavailable':
      return storeUnavailable(error.reason, words);
    case 'keychain':
      return words(m.error_keychain(), m.error_keychain_detail());
    case 'update':
      return update(error.reason, words);
    case 'bad-call':
    case 'internal':
      return words(m.error_internal(), m.error_internal_detail({ reason: error.reason }));
    default:
      return assertNever(error);
  }
}

function said(messages: readonly string[], otherwise: string): string {
  return messages.length > 0 ? messages.join(' ') : otherwise;
}

function wait(ms: number, formats: Formats): string {
  const minutes = Math.max(1, Math.ceil(ms / 60_000));
  return m.minutes({ count: minutes, shown: formats.number(minutes) });
}

function badAddress(reason: Extract<ErrorInfo, { code: 'bad-address' }>['reason']): string {
  switch (reason) {
    case 'empty':
      return m.error_bad_address_empty();
    case 'not-a-url':
      return m.error_bad_address_not_a_url();
    case 'not-https':
      return m.error_bad_address_not_https();
    case 'has-credentials':
      return m.error_bad_address_has_credentials();
    default:
      return assertNever(reason);
  }
}

function update(
  reason: Extract<ErrorInfo, { code: 'update' }>['reason'],
  words: (title: string, detail: string) => ErrorWords,
): ErrorWords {
  switch (reason) {
    case 'unreachable':
      return words(m.error_update_unreachable(), m.error_update_unreachable_detail());
    case 'no-feed':
      return words(m.error_update_no_feed(), m.error_update_no_feed_detail());
    case 'bad-feed':
      return words(m.error_update_bad_feed(), m.error_update_bad_feed_detail());
    case 'not-signed':
      return words(m.error_update_not_signed(), m.error_update_not_signed_detail());
    case 'damaged':
      return words(m.error_update_damaged(), m.error_update_damaged_detail());
    case 'publisher':
      return words(m.error_update_publisher(), m.error_update_publisher_detail());
    case 'not-installed':
      return words(m.error_update_not_installed(), m.error_update_not_installed_detail());
    default:
      return assertNever(reason);
  }
}

function storeUnavailable(
  reason: Extract<ErrorInfo, { code: 'store-unavailable' }>['reason'],
  words: (title: string, detail: string) => ErrorWords,
): ErrorWords {
  switch (reason) {
    case 'open-elsewhere':
      return words(m.error_open_elsewhere(), m.error_open_elsewhere_detail());
    case 'not-open':
      return words(m.error_not_open(), m.error_not_open_detail());
    case 'locked':
      return words(m.error_locked(), m.error_locked_detail());
    case 'gone':
      return words(m.error_gone(), m.error_gone_detail());
    default:
      return assertNever(reason);
  }
}
