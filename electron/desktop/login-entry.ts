/** How the app is started when its user logs in: without a window. */
export const HIDDEN_ARGUMENT = '--hidden';

/** Whether the app was started without being asked to show itself. A link that is to be opened asks for it. */
export function isHiddenStart(argv: readonly string[], openedAtLogin: boolean, hasLink: boolean): boolean {
  return !hasLink && (openedAtLogin || argv.includes(HIDDEN_ARGUMENT));
}

/**
 * The autostart entry of a Linux desktop (freedesktop.org, Desktop Application Autostart Specification): Electron's own API does not do it there.
 * @param program the file that starts the app; of an AppImage the image itself, as what is in it lies elsewhere each time
 */
export function autostartEntry(program: string): string {
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Satchel',
    `Exec=${quoted(program)} ${HIDDEN_ARGUMENT}`,
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');
}

/** An argument of `Exec` (Desktop Entry Specification, "The Exec key"): in quotes with its reserved signs escaped, and `%` doubled. */
function quoted(argument: string): string {
  const escaped = argument.replace(/["`$\\]/g, (sign) => `\\${sign}`).replace(/%/g, '%%');
  // The value of a key is unescaped once more before it is read.
  return `"${escaped.replace(/\\/g, '\\\\')}"`;
}
