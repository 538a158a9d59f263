import { commandSpec, type CommandId, type Shortcut } from '../../../shared/commands.ts';

/** Whether a key press belongs to a field somebody types in, or to an open dialog, and is no shortcut. */
export function isTyping(event: KeyboardEvent): boolean {
  const { target } = event;
  if (!(target instanceof Element)) return false;
  return target.closest('input, textarea, select, [contenteditable="true"], [role="dialog"]') !== null;
}

/** How the system writes the key that goes with shortcuts. */
export function modKey(platform: string): string {
  return /mac|darwin/i.test(platform) ? '⌘' : 'Ctrl';
}

/** The shortcut of a command where this page runs; null where there is none. A browser keeps most for itself. */
export function shortcutHere(id: CommandId, page: { readonly satchel?: unknown }): Shortcut | null {
  const { shortcut, inBrowser } = commandSpec(id);
  return shortcut && (inBrowser === true || page.satchel !== undefined) ? shortcut : null;
}

/** One key as it is written. */
export function keyText(key: string, platform: string): string {
  if (key === 'mod') return modKey(platform);
  return key === 'shift' ? '⇧' : key;
}

/** A shortcut in one text: "Ctrl ⇧ T". */
export function keysText(shortcut: Shortcut, platform: string): string {
  return shortcut.map((key) => keyText(key, platform)).join(' ');
}
