import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hasDisplay } from '../../build/app-window.ts';
import { type Machine, chromiumArgs, findChromium, remedyFor } from '../../build/chromium.ts';

const DEBIAN = 'PRETTY_NAME="Debian GNU/Linux 12"\nID=debian\n';
const UBUNTU = 'ID=ubuntu\nID_LIKE=debian\n';
const MINT = 'NAME="Linux Mint"\nID=linuxmint\nID_LIKE="ubuntu debian"\n';

function machine(parts: Partial<Machine> & { files?: string[] }): Machine {
  const { files = [], ...rest } = parts;
  return {
    platform: 'linux',
    env: { PATH: '/opt/bin:/usr/bin' },
    osRelease: DEBIAN,
    isRoot: false,
    isExecutable: (path) => Promise.resolve(files.includes(path)),
    ...rest,
  };
}

describe('findChromium', () => {
  it('takes CHROMIUM_PATH and nothing else where it is set', async () => {
    const env = { CHROMIUM_PATH: '/my/chromium', PATH: '/usr/bin' };
    expect(await findChromium(machine({ env, files: ['/my/chromium', '/usr/bin/chromium'] }))).toBe(
      '/my/chromium',
    );
    expect(await findChromium(machine({ env, files: ['/usr/bin/chromium'] }))).toBeUndefined();
  });

  it('looks along PATH and then in the usual folders, Chromium before its kin', async () => {
    const files = [join('/opt/bin', 'google-chrome'), join('/snap/bin', 'chromium')];
    expect(await findChromium(machine({ files }))).toBe(files[1]);
    expect(await findChromium(machine({ files: files.slice(0, 1) }))).toBe(files[0]);
    expect(await findChromium(machine({}))).toBeUndefined();
  });

  it('knows the applications of macOS and Windows', async () => {
    const chrome = '/Users/ada/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
    expect(
      await findChromium(machine({ platform: 'darwin', env: { HOME: '/Users/ada' }, files: [chrome] })),
    ).toBe(chrome);
    const edge = 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe';
    const env = { 'PROGRAMFILES(X86)': 'C:\\Program Files (x86)' };
    expect(await findChromium(machine({ platform: 'win32', env, files: [edge] }))).toBe(edge);
  });
});

describe('remedyFor', () => {
  it('installs on Debian and its kin for root', () => {
    for (const osRelease of [DEBIAN, MINT]) {
      expect(remedyFor(machine({ osRelease, isRoot: true }))).toMatchObject({
        kind: 'install',
        commands: [
          ['apt-get', 'update'],
          expect.arrayContaining(['install', '--no-install-recommends', 'chromium']),
        ],
      });
    }
  });

  it.each([
    ['sudo apt-get install -y --no-install-recommends chromium', { osRelease: DEBIAN }],
    ['sudo snap install chromium', { osRelease: UBUNTU, isRoot: true }],
    ['sudo dnf install chromium', { osRelease: 'ID="rocky"\nID_LIKE="rhel centos fedora"\n', isRoot: true }],
    ['sudo pacman -S chromium', { osRelease: 'ID=arch\n' }],
    ['brew install --cask chromium', { platform: 'darwin' as const, osRelease: '' }],
    ['winget install', { platform: 'win32' as const, osRelease: '' }],
    ['chromium', { osRelease: '' }],
  ])('says "%s" to others', (command, parts) => {
    const remedy = remedyFor(machine(parts));
    expect(remedy.kind).toBe('tell');
    expect(remedy.kind === 'tell' && remedy.lines.join('\n')).toContain(command);
  });

  it('does not install past a CHROMIUM_PATH that is wrong', () => {
    const remedy = remedyFor(machine({ env: { CHROMIUM_PATH: '/gone' }, isRoot: true }));
    expect(remedy).toMatchObject({ kind: 'tell', lines: [expect.stringContaining('/gone')] });
  });
});

describe('the window', () => {
  it('has no sandbox for root alone', () => {
    expect(chromiumArgs(true)).toContain('--no-sandbox');
    expect(chromiumArgs(false)).not.toContain('--no-sandbox');
  });

  it('needs a display, which Linux may not have', () => {
    expect(hasDisplay('linux', {})).toBe(false);
    expect(hasDisplay('linux', { DISPLAY: '' })).toBe(false);
    expect(hasDisplay('linux', { DISPLAY: ':0' })).toBe(true);
    expect(hasDisplay('linux', { WAYLAND_DISPLAY: 'wayland-0' })).toBe(true);
    expect(hasDisplay('darwin', {})).toBe(true);
    expect(hasDisplay('win32', {})).toBe(true);
  });
});
