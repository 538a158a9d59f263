/**
 * Switches of Chromium's command line that would undo what the app holds its pages in: a door for a debugger, the sandbox, the checks of a web page, certificates, where
 * names lead, programs started in front of others. The fuses close Node's own; these are left.
 */
export const REFUSED_SWITCHES = [
  'allow-file-access-from-files',
  'auto-open-devtools-for-tabs',
  'disable-site-isolation-trials',
  'disable-web-security',
  'enable-blink-features',
  'gpu-launcher',
  'host-resolver-rules',
  'host-rules',
  'ignore-certificate-errors',
  'ignore-certificate-errors-spki-list',
  'js-flags',
  'load-extension',
  'log-net-log',
  'no-sandbox',
  'remote-allow-origins',
  'remote-debugging-pipe',
  'remote-debugging-port',
  'renderer-cmd-prefix',
  'ssl-key-log-file',
  'unsafely-treat-insecure-origin-as-secure',
  'utility-cmd-prefix',
] as const;

/** What of Electron's `app.commandLine` is used. */
export interface CommandLine {
  hasSwitch(name: string): boolean;
  removeSwitch(name: string): void;
}

/**
 * Takes the refused switches off the command line of a package, before Chromium reads it. A development run keeps them.
 * @returns those that were there
 */
export function dropSwitches(commandLine: CommandLine, packaged: boolean): string[] {
  if (!packaged) return [];
  const dropped = REFUSED_SWITCHES.filter((name) => commandLine.hasSwitch(name));
  for (const name of dropped) commandLine.removeSwitch(name);
  return dropped;
}
