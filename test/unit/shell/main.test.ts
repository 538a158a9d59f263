import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { memorySecretStore } from '../../../electron/credentials/memory-secret-store.ts';

type Listener = (...values: unknown[]) => unknown;
const fake = vi.hoisted(() => {
  const steps: string[] = [];
  const listeners = new Map<string, (...values: unknown[]) => unknown>();
  return { steps, listeners, locked: true, ready: () => Promise.resolve(), windows: 0, hidden: false };
});

vi.mock('../../../electron/credentials/open-secret-store.ts', () => ({
  openSecretStore: () => Promise.resolve(memorySecretStore()),
}));
vi.mock('electron', () => {
  const step = (name: string) => () => void fake.steps.push(name);
  const on = (name: string, listener: Listener) => void fake.listeners.set(name, listener);
  class BrowserWindow {
    readonly webContents = { id: 1, isDestroyed: () => false, send: () => undefined, on: () => undefined };
    constructor() {
      fake.windows += 1;
    }
    once = () => undefined;
    on = (name: string, listener: Listener) => on(`window ${name}`, listener);
    loadURL = (url: string) => {
      fake.steps.push(`load ${url}`);
      return Promise.resolve();
    };
    isMinimized = () => true;
    restore = step('restore');
    show = step('show');
    focus = step('focus');
  }
  return {
    BrowserWindow,
    app: {
      isPackaged: false,
      commandLine: { hasSwitch: () => true, removeSwitch: step('switch') },
      enableSandbox: step('sandbox'),
      getPath: () => '/nowhere',
      setPath: step('path'),
      requestSingleInstanceLock: () => {
        fake.steps.push('lock');
        return fake.locked;
      },
      whenReady: () => fake.ready().then(step('ready')),
      on,
      quit: step('quit'),
      exit: (code: number) => void fake.steps.push(`exit ${code}`),
    },
    dialog: { showErrorBox: (_title: string, words: string) => void fake.steps.push(`told ${words}`) },
    nativeImage: {
      createEmpty: () => ({ addRepresentation: () => undefined, setTemplateImage: () => undefined }),
      createFromBitmap: () => ({ toPNG: () => Buffer.alloc(0) }),
    },
    Tray: class {
      setImage = () => undefined;
      setToolTip = () => undefined;
      setContextMenu = step('tray');
      on = () => undefined;
    },
    ipcMain: { handle: step('ipc'), on: () => undefined },
    Menu: { buildFromTemplate: () => null, setApplicationMenu: step('menu') },
    nativeTheme: { shouldUseDarkColors: false, on: () => undefined },
    powerMonitor: { on: () => undefined, getCurrentThermalState: () => 'unknown' },
    protocol: { registerSchemesAsPrivileged: step('schemes'), handle: step('files') },
    screen: { getAllDisplays: () => [] },
    session: {
      defaultSession: {
        setPermissionRequestHandler: step('permissions'),
        setPermissionCheckHandler: () => undefined,
        setDevicePermissionHandler: () => undefined,
        setDisplayMediaRequestHandler: () => undefined,
        setSpellCheckerEnabled: () => undefined,
        on: () => undefined,
        webRequest: { onBeforeRequest: () => undefined },
      },
    },
    shell: {},
  };
});

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'satchel-main-'));
  vi.stubEnv('SATCHEL_USER_DATA', dir);
  vi.resetModules();
  fake.steps.length = 0;
  fake.windows = 0;
  fake.locked = true;
  fake.ready = () => Promise.resolve();
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(dir, { recursive: true });
});

describe("Electron's entry", () => {
  it('settles everything in its order: nothing is shown before it is guarded', async () => {
    await import('../../../electron/main.ts');
    await expect.poll(() => fake.steps.at(-1)).toBe('load app://satchel/');
    expect(fake.steps).toEqual([
      'schemes',
      'sandbox',
      'path',
      'lock',
      'ready',
      'files',
      'permissions',
      'menu',
      'tray',
      'ipc',
      'load app://satchel/',
    ]);
  });

  it('shows its window again when a second one is started, and opens it anew when it was closed', async () => {
    await import('../../../electron/main.ts');
    await expect.poll(() => fake.steps.at(-1)).toBe('load app://satchel/');
    fake.listeners.get('second-instance')?.({}, ['satchel']);
    expect(fake.steps.slice(-3)).toEqual(['restore', 'show', 'focus']);
    expect(fake.windows).toBe(1);
    fake.listeners.get('window closed')?.();
    fake.listeners.get('activate')?.();
    expect(fake.windows).toBe(2);
  });

  it('lets what is being written finish before it ends', async () => {
    await import('../../../electron/main.ts');
    await expect.poll(() => fake.steps.at(-1)).toBe('load app://satchel/');
    const event = { preventDefault: vi.fn() };
    fake.listeners.get('will-quit')?.(event);
    fake.listeners.get('will-quit')?.(event);
    expect(event.preventDefault).toHaveBeenCalledTimes(2);
    await expect.poll(() => fake.steps.filter((step) => step.startsWith('exit'))).toEqual(['exit 0']);
  });

  it('ends at once where there is one already', async () => {
    fake.locked = false;
    await import('../../../electron/main.ts');
    await expect.poll(() => fake.steps.at(-1)).toBe('quit');
    expect(fake.steps).toEqual(['schemes', 'sandbox', 'path', 'lock', 'quit']);
  });

  it('says why it cannot start', async () => {
    fake.ready = () => Promise.reject(new Error('no display'));
    await import('../../../electron/main.ts');
    await expect.poll(() => fake.steps.at(-1)).toBe('exit 1');
    expect(fake.steps).toContain('told no display');
  });
});
