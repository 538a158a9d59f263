import { m } from '../paraglide/messages.js';
import type { Toasts } from './toasts.svelte.ts';

/** Puts a link on the clipboard, and says so. */
export async function copyLink(link: string, toasts: Pick<Toasts, 'say'>): Promise<void> {
  try {
    await navigator.clipboard.writeText(link);
    toasts.say(m.link_copied(), null);
  } catch {
    // The system keeps the clipboard from us; then the link can still be read.
    toasts.say(link, null);
  }
}
