import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import packageJson from '../../../package.json' with { type: 'json' };
import { root } from '../../../build/paths.ts';
import { memoryLog } from '../../../electron/log/memory-log.ts';
import { createBridge } from '../../../electron/preload/bridge.ts';
import { guardContents } from '../../../electron/shell/guards.ts';
import { APP_ORIGIN, externalAddress, mayLoad } from '../../../electron/shell/policy/addresses.ts';
import { securityHeaders } from '../../../electron/shell/policy/content-security.ts';
import { mayHavePermission } from '../../../electron/shell/policy/permissions.ts';
import { isTrustedSender } from '../../../electron/shell/policy/sender.ts';
import { dropSwitches, REFUSED_SWITCHES } from '../../../electron/shell/policy/switches.ts';
import { windowOptions } from '../../../electron/shell/window-options.ts';
import { isPrevented, type GuardedElectron } from './guarded-electron.ts';

const electron = vi.hoisted(() => ({ current: null as GuardedElectron | null }));
vi.mock('electron', async () => {
  const { GuardedElectron } = await import('./guarded-electron.ts');
  electron.current = new GuardedElectron();
  return electron.current;
});

const preferences = windowOptions({
  preload: '/app/preload.cjs',
  dark: false,
  packaged: true,
  place: { width: 1280, height: 800 },
}).webPreferences;
const policy = securityHeaders()['content-security-policy'] ?? '';

/** Everything the app is made of, by its path. */
let sources: ReadonlyMap<string, string>;
beforeAll(async () => {
  const rooms = ['electron', 'renderer', 'shared'];
  const files = await Promise.all(
    rooms.map(async (room) => {
      const names = await readdir(join(root, room), { recursive: true });
      return names
        .filter((name) => /\.(?:ts|svelte|html)$/.test(name) && !name.includes('paraglide'))
        .map((name) => join(room, name));
    }),
  );
  sources = new Map(
    await Promise.all(
      files.flat().map(async (path) => [path, await readFile(join(root, path), 'utf8')] as const),
    ),
  );
});

const filesWith = (pattern: RegExp): string[] =>
  [...sources].filter(([, text]) => pattern.test(text)).map(([path]) => path);

let page: ReturnType<GuardedElectron['page']>;
let fake: GuardedElectron;
beforeEach(() => {
  if (!electron.current) throw new Error('the guards do not use Electron');
  fake = electron.current;
  fake.reset();
  guardContents({ rendererOrigin: APP_ORIGIN, packaged: true, platform: 'linux', log: memoryLog() });
  page = fake.page();
});

/** One test for each item of https://www.electronjs.org/docs/latest/tutorial/security, in its order; what each comes to is in docs/security.md. */
describe("Electron's security checklist", () => {
  it('1. only secure content is loaded: our own files, and nothing from any network', () => {
    for (const url of ['http://a.example/', 'https://a.example/', 'ws://a.example/', 'ftp://a.example/'])
      expect(mayLoad(url, APP_ORIGIN)).toBe(false);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/https?:|wss?:|\*/);
  });

  it('2. no Node.js integration, in pages, frames or workers', () => {
    expect(preferences).toMatchObject({
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
    });
  });

  it('3. context isolation', () => {
    expect(preferences?.contextIsolation).toBe(true);
  });

  it('4. every process that shows something is sandboxed, and no switch takes it away', async () => {
    expect(preferences?.sandbox).toBe(true);
    expect(await readFile(join(root, 'electron/shell/lifecycle.ts'), 'utf8')).toContain(
      'app.enableSandbox()',
    );
    expect(filesWith(/sandbox: false|no-sandbox/)).toEqual(['electron/shell/policy/switches.ts']);
  });

  it('5. permissions are asked for and decided: what is in use, by our page alone', () => {
    const names = [
      'clipboard-read',
      'clipboard-sanitized-write',
      'display-capture',
      'mediaKeySystem',
      'geolocation',
      'notifications',
      'midi',
      'midiSysex',
      'pointerLock',
      'fullscreen',
      'openExternal',
      'window-management',
      'idle-detection',
      'speaker-selection',
      'storage-access',
      'top-level-storage-access',
      'keyboardLock',
      'fileSystem',
      'hid',
      'serial',
      'usb',
      'persistent-storage',
      'unknown',
    ];
    expect(names.filter((name) => mayHavePermission(name, 'app://satchel/', true, APP_ORIGIN))).toEqual([
      'clipboard-sanitized-write',
      'geolocation',
      'persistent-storage',
    ]);
    expect(names.filter((name) => mayHavePermission(name, 'https://a.example/', true, APP_ORIGIN))).toEqual(
      [],
    );
    const mayRecord = (name: string, ...media: string[]) =>
      mayHavePermission(name, 'app://satchel/', true, APP_ORIGIN, media);
    expect(mayRecord('media', 'video')).toBe(true);
    for (const media of [[], ['audio'], ['video', 'audio']]) expect(mayRecord('media', ...media)).toBe(false);
    expect(mayRecord('display-capture', 'video')).toBe(false);
    const { defaultSession } = fake.session;
    expect([...defaultSession.handlers.keys()].sort()).toEqual([
      'before',
      'check',
      'device',
      'display',
      'request',
    ]);
  });

  it('6. webSecurity stays on', () => {
    expect(preferences?.webSecurity).toBe(true);
    expect(filesWith(/webSecurity: false/)).toEqual([]);
  });

  it('7. a content security policy without exceptions, and Trusted Types', () => {
    expect(policy).not.toMatch(/unsafe|data:|blob:|strict-dynamic|nonce/);
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(filesWith(/bypassCSP: true/)).toEqual([]);
  });

  it('8. no insecure content', () => {
    expect(preferences?.allowRunningInsecureContent).toBe(false);
  });

  it('9. no experimental features', () => {
    expect(preferences?.experimentalFeatures).toBe(false);
  });

  it('10. no Blink features by name', () => {
    expect(preferences).not.toHaveProperty('enableBlinkFeatures');
    expect(filesWith(/enableBlinkFeatures/)).toEqual([]);
  });

  it('11. no webview, so none that opens windows', () => {
    expect(preferences?.webviewTag).toBe(false);
    expect(filesWith(/<webview|allowpopups/)).toEqual([]);
  });

  it('12. a webview is refused before it is made', () => {
    expect(isPrevented(page, 'will-attach-webview', {}, {}, {})).toBe(true);
  });

  it('13. the page goes nowhere', () => {
    for (const event of ['will-navigate', 'will-redirect'])
      expect(isPrevented(page, event, { url: 'https://a.example/', isMainFrame: true })).toBe(true);
    expect(isPrevented(page, 'will-frame-navigate', { url: 'app://satchel/', isMainFrame: false })).toBe(
      true,
    );
    expect(preferences?.navigateOnDragDrop).toBe(false);
  });

  it('14. no page opens a window', () => {
    for (const url of ['about:blank', 'app://satchel/', 'https://a.example/'])
      expect(page.open(url)).toEqual({ action: 'deny' });
  });

  it('15. openExternal is given https, mailto and tel alone, from one place, after parsing', () => {
    expect(filesWith(/openExternal\(/)).toEqual(['electron/shell/guards.ts']);
    expect(externalAddress('file:///etc/passwd')).toBeNull();
    page.open('smb://evil.example/share');
    page.open('https://a.example/');
    expect(fake.opened).toEqual(['https://a.example/']);
  });

  it('16. Electron is a current one, pinned, and a new one is a change that is seen', () => {
    expect(packageJson.devDependencies.electron).toMatch(/^\d+\.\d+\.\d+$/);
    expect(Number.parseInt(packageJson.devDependencies.electron, 10)).toBeGreaterThanOrEqual(45);
  });

  it('17. every message has a sender that is checked', () => {
    expect(filesWith(/ipcMain\.(?:on|once|handle|handleOnce)\(/)).toEqual(['electron/shell/ipc.ts']);
    expect(filesWith(/\.ipc\.(?:on|once|handle)\(/)).toEqual([]);
    const frame = { origin: 'https://a.example', parent: null };
    expect(isTrustedSender({ frame, contentsId: 1 }, 1, APP_ORIGIN)).toBe(false);
  });

  it('18. no file: protocol: neither loaded nor linked to, and without its privileges', async () => {
    expect(mayLoad('file:///etc/passwd', APP_ORIGIN)).toBe(false);
    expect(filesWith(/(?:window|contents)\.loadFile\(|\bfile:\/\//)).toEqual([]);
    expect(await readFile(join(root, 'electron-builder.yml'), 'utf8')).toContain(
      'grantFileProtocolExtraPrivileges: false',
    );
  });

  it('19. the fuses are blown: no Node from outside, only the sealed archive', async () => {
    const builder = await readFile(join(root, 'electron-builder.yml'), 'utf8');
    for (const fuse of [
      'runAsNode: false',
      'enableNodeOptionsEnvironmentVariable: false',
      'enableNodeCliInspectArguments: false',
      'enableEmbeddedAsarIntegrityValidation: true',
      'onlyLoadAppFromAsar: true',
      'enableCookieEncryption: true',
    ])
      expect(builder).toContain(`  ${fuse}\n`);
  });

  it('20. the page gets none of Electron’s own interfaces: two functions, by the contract', async () => {
    const invoked: unknown[][] = [];
    const ipc = {
      invoke: (...values: unknown[]) => Promise.resolve(void invoked.push(values)),
      on: () => undefined,
      off: () => undefined,
    };
    const bridge = createBridge(ipc);
    expect(Object.keys(bridge)).toEqual(['main']);
    expect(Object.keys(bridge.main)).toEqual(['invoke', 'subscribe']);
    await bridge.main.invoke('constructor', {});
    await bridge.main.invoke('shell.openExternal', {});
    expect(invoked).toEqual([]);
    expect(filesWith(/exposeInMainWorld\(/)).toEqual(['electron/preload/preload.ts']);
  });
});

describe('beyond the checklist', () => {
  it('no remote module', () => {
    expect(JSON.stringify(packageJson)).not.toContain('@electron/remote');
    expect(filesWith(/enableRemoteModule|@electron\/remote/)).toEqual([]);
  });

  it('what Electron refuses by itself stays refused: bad certificates, and passwords for proxies and pages', () => {
    expect(
      filesWith(
        /'certificate-error'|setCertificateVerifyProc|rejectUnauthorized|NODE_TLS_REJECT|on\('login'|allow-insecure/,
      ),
    ).toEqual([]);
    expect(filesWith(/ignore-certificate-errors/)).toEqual(['electron/shell/policy/switches.ts']);
  });

  it('no crash reports leave the machine', () => {
    expect(filesWith(/crashReporter/)).toEqual([]);
  });

  it('nobody reads the clipboard', () => {
    expect(filesWith(/clipboard\.read|execCommand\(['"]paste/)).toEqual([]);
    expect(mayHavePermission('clipboard-read', 'app://satchel/', true, APP_ORIGIN)).toBe(false);
  });

  it('nothing draws text as markup but the one sanitiser, and nothing makes code of text', () => {
    expect(filesWith(/\.(?:inner|outer)HTML\s*=|insertAdjacentHTML|document\.write|srcdoc/)).toEqual([]);
    expect(filesWith(/\beval\(|new Function\(|setTimeout\(\s*['"`]/)).toEqual([]);
  });

  it('a package does not listen to switches that would open it, and says which it was given', () => {
    const given = new Set(['remote-debugging-port', 'no-sandbox', 'lang']);
    const commandLine = {
      hasSwitch: (name: string) => given.has(name),
      removeSwitch: (name: string) => void given.delete(name),
    };
    expect(dropSwitches(commandLine, false)).toEqual([]);
    expect(dropSwitches(commandLine, true)).toEqual(['no-sandbox', 'remote-debugging-port']);
    expect([...given]).toEqual(['lang']);
    expect(REFUSED_SWITCHES).toEqual([...REFUSED_SWITCHES].sort());
  });
});
