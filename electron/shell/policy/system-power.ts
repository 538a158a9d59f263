import type { PowerState } from '../../host.ts';

/** A command of the system's that tells whether it saves power, or whether the network is paid for by what goes over it. */
export interface Question {
  readonly of: 'saver' | 'metered';
  readonly command: string;
  readonly args: readonly string[];
  /** What it answers; null where that cannot be told from it. */
  read(output: string): boolean | null;
}

const property = (bus: string, path: string, name: string): readonly string[] => [
  ...['call', '--system', '--timeout', '3', '--dest', bus, '--object-path', path],
  ...['--method', 'org.freedesktop.DBus.Properties.Get', bus, name],
];

const LINUX: readonly Question[] = [
  {
    of: 'saver',
    command: 'gdbus',
    // The daemon that GNOME and KDE switch; its newer name (UPower.PowerProfiles) answers to this one too.
    args: property('net.hadess.PowerProfiles', '/net/hadess/PowerProfiles', 'ActiveProfile'),
    read: (output) => {
      const profile = /^\(<'([a-z-]+)'>,\)/.exec(output.trim())?.[1];
      return profile === undefined ? null : profile === 'power-saver';
    },
  },
  {
    of: 'metered',
    command: 'gdbus',
    args: property('org.freedesktop.NetworkManager', '/org/freedesktop/NetworkManager', 'Metered'),
    // NMMetered: 0 unknown, 1 yes, 2 no, 3 most likely, 4 most likely not.
    read: (output) => {
      const metered = /^\(<uint32 (\d)>,\)/.exec(output.trim())?.[1];
      return metered === undefined || metered === '0' ? null : metered === '1' || metered === '3';
    },
  },
];

const MAC: readonly Question[] = [
  {
    of: 'saver',
    command: '/usr/bin/pmset',
    args: ['-g'],
    read: (output) => {
      const mode = /^\s*lowpowermode\s+(\d)/m.exec(output)?.[1];
      return mode === undefined ? null : mode === '1';
    },
  },
];

/**
 * What a system can be asked. Linux tells of its power profile and of metered networks, macOS of its low power mode and not of "low data mode", which only native code is told. Windows
 * tells of neither without native code: there the battery's level counts, and what the user has chosen.
 * @param platform `process.platform`
 */
export function questionsFor(platform: string): readonly Question[] {
  if (platform === 'linux') return LINUX;
  return platform === 'darwin' ? MAC : [];
}

/** Below this part of its speed the system has slowed the processor down a lot. */
const SLOW_PERCENT = 60;

/** Whether the machine is too hot for work that can wait; null where nobody tells. */
export function isHot(thermal: string, speedLimit: number | null): boolean | null {
  if (thermal === 'serious' || thermal === 'critical') return true;
  if (speedLimit !== null) return speedLimit < SLOW_PERCENT;
  return thermal === 'unknown' ? null : false;
}

/** Whether two states say the same. */
export function isSameState(one: PowerState, other: PowerState): boolean {
  return one.saver === other.saver && one.metered === other.metered && one.hot === other.hot;
}
