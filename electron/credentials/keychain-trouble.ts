import { errorInfoOf } from '../../shared/errors.ts';
import type { KeyTrouble } from '../../shared/vault.ts';

/** What a keychain that failed meant, by the words of the system's own libraries (they come through @napi-rs/keyring as they are). */
export function troubleOf(error: unknown): KeyTrouble {
  const info = errorInfoOf(error);
  const said = 'reason' in info ? info.reason.toLowerCase() : '';
  if (/^timeout$|did not receive a reply|timed out/.test(said)) return 'hanging';
  if (/\b(un)?lock(ed)?\b/.test(said)) return 'locked';
  if (/denied|dismiss|cancel|prompt|not allowed|interaction|auth/.test(said)) return 'refused';
  return 'missing';
}
