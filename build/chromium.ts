import { spawn } from 'node:child_process';
import { constants } from 'node:fs';
import { access, readFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** The machine as far as finding and installing a browser goes. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The text of /etc/os-release, empty where there is none. */
  readonly osRelease: string;
  readonly isRoot: boolean;
  readonly isExecutable: (path: string) => Promise<boolean>;
}

const LINUX_NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'brave-browser',
];
const MAC_APPS = ['Chromium', 'Google Chrome', 'Microsoft Edge', 'Brave Browser'];
const WINDOWS_PATHS = [
  'Chromium\\Application\\chrome.exe',
  'Google\\Chrome\\Application\\chrome.exe',
  'Microsoft\\Edge\\Application\\msedge.exe',
];

/**
 * The browser, and fonts for the sample data's names, which it does not bring: Noto for Arabic and its neighbours (12 MB),
 * Droid Sans Fallback for Chinese, Japanese and Korean (2 MB; Noto's would be 57 MB).
 */
const DEBIAN_PACKAGES = ['chromium', 'fonts-noto-core', 'fonts-droid-fallback'];

/** Arguments with which the end-to-end tests and the app window start Chromium; a root user has no sandbox. */
export function chromiumArgs(isRoot: boolean): string[] {
  return [
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-quic',
    ...(isRoot ? ['--no-sandbox'] : []),
  ];
}

/** This machine. */
export async function thisMachine(): Promise<Machine> {
  return {
    platform: process.platform,
    env: process.env,
    osRelease: await readFile('/etc/os-release', 'utf8').catch(() => ''),
    isRoot: process.getuid?.() === 0,
    isExecutable: (path) =>
      access(path, constants.X_OK).then(
        () => true,
        () => false,
      ),
  };
}

/** The path of a Chromium: CHROMIUM_PATH where it is set, else the usual names and places. Nothing where there is none. */
export async function findChromium(machine: Machine): Promise<string | undefined> {
  const chosen = machine.env['CHROMIUM_PATH'];
  for (const path of chosen ? [chosen] : usualPaths(machine)) {
    if (await machine.isExecutable(path)) return path;
  }
  return undefined;
}

function usualPaths({ platform, env }: Machine): string[] {
  if (platform === 'darwin') {
    return ['', env['HOME'] ?? ''].flatMap((home) =>
      MAC_APPS.map((app) => `${home}/Applications/${app}.app/Contents/MacOS/${app}`),
    );
  }
  if (platform === 'win32') {
    return [env['PROGRAMFILES'], env['PROGRAMFILES(X86)'], env['LOCALAPPDATA']].flatMap((folder) =>
      folder ? WINDOWS_PATHS.map((path) => `${folder}\\${path}`) : [],
    );
  }
  const folders = [...(env['PATH'] ?? '').split(delimiter), '/usr/bin', '/usr/local/bin', '/snap/bin'];
  return LINUX_NAMES.flatMap((name) => folders.filter(Boolean).map((folder) => join(folder, name)));
}

/** What there is to do where no Chromium was found: install it here and now, or tell the user what to run. */
export type Remedy =
  | { readonly kind: 'install'; readonly commands: readonly (readonly string[])[] }
  | { readonly kind: 'tell'; readonly lines: readonly string[] };

/** On Debian and its kin root installs the distribution's package; everybody else is told the command. */
export function remedyFor(machine: Machine): Remedy {
  const chosen = machine.env['CHROMIUM_PATH'];
  if (chosen) {
    return {
      kind: 'tell',
      lines: [`CHROMIUM_PATH is ${chosen}, which cannot be run. Set it to a Chromium, or unset it.`],
    };
  }
  const ids = osIds(machine.osRelease);
  const packages = DEBIAN_PACKAGES.join(' ');
  const tell = (command: string): Remedy => ({
    kind: 'tell',
    lines: [
      'The end-to-end tests need Chromium, and none was found. Run:',
      '',
      `  ${command}`,
      '',
      'or set CHROMIUM_PATH to one.',
    ],
  });
  if (machine.platform === 'darwin') return tell('brew install --cask chromium');
  if (machine.platform === 'win32') return tell('winget install Hibbiki.Chromium');
  // Ubuntu's package of that name is an empty one that asks for a snap.
  if (ids[0] === 'ubuntu') return tell('sudo snap install chromium');
  if (ids.includes('debian')) {
    if (!machine.isRoot)
      return tell(`sudo apt-get update && sudo apt-get install -y --no-install-recommends ${packages}`);
    return {
      kind: 'install',
      commands: [
        ['apt-get', 'update'],
        ['apt-get', 'install', '-y', '--no-install-recommends', ...DEBIAN_PACKAGES],
      ],
    };
  }
  if (ids.some((id) => id === 'fedora' || id === 'rhel')) return tell('sudo dnf install chromium');
  if (ids.includes('arch')) return tell('sudo pacman -S chromium');
  if (ids.includes('alpine')) return tell('sudo apk add chromium');
  if (ids.some((id) => id === 'suse' || id.startsWith('opensuse')))
    return tell('sudo zypper install chromium');
  return tell('your package manager, to install chromium');
}

/** ID, then each of ID_LIKE, of an os-release file. */
function osIds(osRelease: string): string[] {
  const value = (key: string) =>
    new RegExp(`^${key}=["']?([^"'\\n]*)`, 'm').exec(osRelease)?.[1]?.split(/\s+/).filter(Boolean) ?? [];
  return [...value('ID'), ...value('ID_LIKE')];
}

/** Runs the commands one after the other with their output shown. Rejects when one fails. */
export async function install(commands: readonly (readonly string[])[]): Promise<void> {
  for (const [command = '', ...args] of commands) {
    await new Promise<void>((resolve, reject) => {
      const child = spawn(command, args, {
        stdio: ['ignore', 'inherit', 'inherit'],
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      });
      child.once('error', reject);
      child.once('exit', (code) =>
        code === 0 ? resolve() : reject(new Error(`${command} ${args.join(' ')} ended with ${code}`)),
      );
    });
  }
}
