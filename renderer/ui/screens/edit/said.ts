import type { Said } from '../../lib/edits.svelte.ts';
import { m } from '../../paraglide/messages.js';

/** What is said after something was saved that can be taken back. */
export function said(text: string): Said {
  return { text, undo: m.edit_undo(), undone: m.edit_undone() };
}
