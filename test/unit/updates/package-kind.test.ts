import { describe, expect, it } from 'vitest';
import { packageKind } from '../../../electron/updates/package-kind.ts';

describe('the kind of a package', () => {
  it.each([
    ['win32', {}, null, 'nsis'],
    ['darwin', {}, null, 'mac'],
    ['linux', { APPIMAGE: '/home/ada/Satchel.AppImage' }, null, 'appimage'],
    ['linux', {}, 'deb', 'deb'],
    ['linux', {}, 'rpm\n', 'rpm'],
    // Started from another AppImage, such as a terminal's.
    ['linux', { APPIMAGE: '/opt/terminal.AppImage' }, 'deb', 'deb'],
    ['linux', {}, 'pacman', null],
    ['linux', {}, null, null],
  ] as const)('%s, %j, %j: %s', (platform, env, type, kind) => {
    expect(packageKind(platform, env, type)).toBe(kind);
  });
});
