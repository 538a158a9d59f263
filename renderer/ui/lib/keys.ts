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
