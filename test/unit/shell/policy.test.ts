import { describe, expect, it } from 'vitest';
import { APP_ORIGIN } from '../../../electron/shell/policy/addresses.ts';
import { mayHavePermission } from '../../../electron/shell/policy/permissions.ts';
import { rendererOriginOf } from '../../../electron/shell/policy/renderer-origin.ts';
import { isTrustedSender } from '../../../electron/shell/policy/sender.ts';
import { windowOptions } from '../../../electron/shell/window-options.ts';
import { placeWindow } from '../../../electron/shell/policy/window-state.ts';

describe('isTrustedSender', () => {
  const ours = { frame: { origin: APP_ORIGIN, parent: null }, contentsId: 3 };

  it('trusts the main frame of our window', () => {
    expect(isTrustedSender(ours, 3, APP_ORIGIN)).toBe(true);
  });

  it.each([
    ['a frame that is gone', { ...ours, frame: null }, 3],
    ['an embedded frame', { ...ours, frame: { origin: APP_ORIGIN, parent: {} } }, 3],
    ['another origin', { ...ours, frame: { origin: 'https://evil.example', parent: null } }, 3],
    ['an opaque origin', { ...ours, frame: { origin: 'null', parent: null } }, 3],
    ['other contents', ours, 4],
    ['anybody when there is no window', ours, null],
  ])('does not trust %s', (_, sender, contentsId) => {
    expect(isTrustedSender(sender, contentsId, APP_ORIGIN)).toBe(false);
  });
});

describe('mayHavePermission', () => {
  it('grants our page those in use', () => {
    expect(mayHavePermission('persistent-storage', 'app://satchel/contacts', true, APP_ORIGIN)).toBe(true);
    expect(mayHavePermission('clipboard-sanitized-write', 'app://satchel', true, APP_ORIGIN)).toBe(true);
    expect(mayHavePermission('geolocation', 'app://satchel', true, APP_ORIGIN)).toBe(true);
  });

  it.each([
    [['video'], true],
    [['audio'], false],
    [['video', 'audio'], false],
    [['unknown'], false],
    [[], false],
  ])('lets our page record %j: %s', (media, may) => {
    expect(mayHavePermission('media', 'app://satchel/', true, APP_ORIGIN, media)).toBe(may);
    expect(mayHavePermission('display-capture', 'app://satchel/', true, APP_ORIGIN, media)).toBe(false);
    expect(mayHavePermission('media', 'app://satchel/', false, APP_ORIGIN, media)).toBe(false);
    expect(mayHavePermission('media', 'https://evil.example/', true, APP_ORIGIN, media)).toBe(false);
  });

  it.each([
    'media',
    'notifications',
    'clipboard-read',
    'openExternal',
    'fileSystem',
    'usb',
    'hid',
    'unknown',
  ])('refuses %s', (permission) => {
    expect(mayHavePermission(permission, 'app://satchel/', true, APP_ORIGIN)).toBe(false);
  });

  it('grants nothing to others', () => {
    expect(mayHavePermission('persistent-storage', 'https://evil.example/', true, APP_ORIGIN)).toBe(false);
    expect(mayHavePermission('persistent-storage', 'app://satchel/', false, APP_ORIGIN)).toBe(false);
    expect(mayHavePermission('persistent-storage', '', true, APP_ORIGIN)).toBe(false);
    expect(mayHavePermission('geolocation', 'https://evil.example/', true, APP_ORIGIN)).toBe(false);
  });
});

describe('rendererOriginOf', () => {
  it('is the bundle, and a dev server on this machine where one is named', () => {
    expect(rendererOriginOf(['electron', 'main.js'], false)).toBe(APP_ORIGIN);
    expect(rendererOriginOf(['electron', 'main.js', '--renderer-url=http://127.0.0.1:5173/'], false)).toBe(
      'http://127.0.0.1:5173',
    );
  });

  it('is always the bundle in a package', () => {
    expect(rendererOriginOf(['satchel', '--renderer-url=http://127.0.0.1:5173/'], true)).toBe(APP_ORIGIN);
  });

  it.each(['http://evil.example/', 'https://127.0.0.1/', 'file:///tmp'])('refuses %s', (url) => {
    expect(() => rendererOriginOf([`--renderer-url=${url}`], false)).toThrow('not on this machine');
  });
});

describe('windowOptions', () => {
  const look = {
    preload: '/app/preload.cjs',
    dark: false,
    packaged: true,
    place: { width: 1280, height: 800 },
  };

  it('holds the page in the sandbox', () => {
    expect(windowOptions(look).webPreferences).toEqual({
      preload: '/app/preload.cjs',
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      devTools: false,
      spellcheck: false,
      backgroundThrottling: false,
    });
    expect(windowOptions({ ...look, packaged: false }).webPreferences?.devTools).toBe(true);
  });

  it('is painted like the page before the page is', () => {
    expect(windowOptions(look).backgroundColor).toBe('#f6f6f3');
    expect(windowOptions({ ...look, dark: true }).backgroundColor).toBe('#121413');
    expect(windowOptions(look).show).toBe(false);
  });
});

describe('placeWindow', () => {
  const display = { x: 0, y: 25, width: 1440, height: 875 };
  const at = (x: number, y: number, width = 1000, height = 700) => ({
    bounds: { x, y, width, height },
    maximized: false,
  });

  it('opens where it was', () => {
    expect(placeWindow(at(100, 60), [display])).toEqual({ x: 100, y: 60, width: 1000, height: 700 });
    expect(placeWindow(at(1500, 30), [display, { ...display, x: 1440 }])).toMatchObject({ x: 1500 });
  });

  it('opens in the middle the first time, and where nobody could take hold of it', () => {
    const middle = { width: 1280, height: 800 };
    expect(placeWindow(null, [display])).toEqual(middle);
    expect(placeWindow(at(1500, 30), [display])).toEqual(middle);
    expect(placeWindow(at(1400, 60), [display])).toEqual(middle);
    expect(placeWindow(at(100, -300), [display])).toEqual(middle);
    expect(placeWindow(at(100, 890), [display])).toEqual(middle);
    expect(placeWindow(at(100, 60), [])).toEqual(middle);
  });

  it('is no larger than its display and no smaller than it can be', () => {
    expect(placeWindow(at(0, 30, 5000, 4000), [display])).toMatchObject({ width: 1440, height: 875 });
    expect(placeWindow(at(0, 30, 200, 100), [display])).toMatchObject({ width: 720, height: 480 });
  });
});
