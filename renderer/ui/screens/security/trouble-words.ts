import { assertNever } from '../../../../shared/errors.ts';
import type { KeyTrouble } from '../../../../shared/vault.ts';
import { m } from '../../paraglide-later/messages.js';

/** What is the matter with the key, and what may be done. */
export function troubleWords(trouble: KeyTrouble): { readonly title: string; readonly detail: string } {
  switch (trouble) {
    case 'missing':
      return { title: m.lock_missing(), detail: m.lock_missing_detail() };
    case 'locked':
      return { title: m.lock_locked(), detail: m.lock_locked_detail() };
    case 'refused':
      return { title: m.lock_refused(), detail: m.lock_refused_detail() };
    case 'hanging':
      return { title: m.lock_hanging(), detail: m.lock_hanging_detail() };
    case 'emptied':
      return { title: m.lock_emptied(), detail: m.lock_emptied_detail() };
    case 'changed':
      return { title: m.lock_changed(), detail: m.lock_changed_detail() };
    case 'forgotten':
      return { title: m.lock_forgotten(), detail: m.lock_forgotten_detail() };
    case 'file-broken':
      return { title: m.lock_file_broken(), detail: m.lock_file_broken_detail() };
    default:
      return assertNever(trouble);
  }
}
