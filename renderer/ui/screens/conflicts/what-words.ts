import type { Conflict } from '../../../../shared/edits/edit.ts';
import { assertNever } from '../../../../shared/errors.ts';
import { m } from '../../paraglide/messages.js';

/** What kind of conflict it is, in a few words. */
export function whatWords(what: Conflict['what']): string {
  switch (what.kind) {
    case 'fields':
      return m.conflict_both();
    case 'deleted-here':
      return m.conflict_deleted_here();
    case 'gone-there':
      return what.reason === 'deleted' ? m.conflict_deleted_there() : m.conflict_invisible();
    default:
      return assertNever(what);
  }
}
