import { spawn } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ElectronApplication, Page } from 'playwright-core';
import { findElectron } from '../../../build/electron-runtime.ts';
import { freshDirs, type Dirs } from '../fixtures/dirs.ts';
import { electronArgs, electronEnvironment, openElectron, PRELOAD } from '../fixtures/electron-app.ts';
import { addressField, sampleButton } from '../fixtures/screens.ts';

const runtime = (await findElectron()) ?? '';

describe.skipIf(runtime === '')('the Electron shell', () => {
  let dirs: Dirs;
  let app: ElectronApplication;
  let page: Page;

  beforeAll(async () => {
    dirs = await freshDirs();
    ({ app, page } = await openElectron(runtime, dirs.userData));
    // What is handed to the system is kept here instead of being opened.
    await app.evaluate(({ shell }) => {
      const opened: string[] = [];
      Object.assign(globalThis, { opened });
      shell.openExternal = (url) => {
        opened.push(url);
        return Promise.resolve();
      };
    });
  });

  afterAll(async () => {
    await app.close();
    await dirs.close();
  });

  const opened = () => app.evaluate(() => (globalThis as { opened?: string[] }).opened);

  it('opens on the first run with both offers', async () => {
    await sampleButton(page).waitFor();
    await addressField(page).waitFor();
    expect(page.url()).toMatch(/^app:\/\/satchel\//);
  });

  it('has no Node in the page, and nothing of ours but the bridge', async () => {
    const found = await page.evaluate(() => ({
      names: ['require', 'process', 'module', 'global', 'Buffer', 'ipcRenderer'].filter(
        (name) => name in globalThis,
      ),
      bridge: Object.keys((globalThis as { satchel?: object }).satchel ?? {}),
    }));
    expect(found).toEqual({ names: [], bridge: ['main'] });
  });

  it('holds the renderer in the sandbox', async () => {
    const preferences = await app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents as
        { getLastWebPreferences?(): unknown } | undefined;
      return contents?.getLastWebPreferences?.();
    });
    expect(preferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
    });
  });

  it('sends the content security policy with every file, and it holds', async () => {
    const headers = await app.evaluate(async ({ net }) => {
      const answers = await Promise.all(
        ['', 'contacts', 'none.js'].map((path) => net.fetch(`app://satchel/${path}`)),
      );
      return answers.map((answer) => [answer.status, answer.headers.get('content-security-policy')]);
    });
    expect(headers.map(([status]) => status)).toEqual([200, 200, 404]);
    for (const [, policy] of headers) {
      expect(policy).toContain("default-src 'none'; script-src 'self'");
      expect(policy).not.toContain('unsafe');
    }
    const ran = await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'globalThis.inlineRan = true';
      document.head.append(script);
      return 'inlineRan' in globalThis;
    });
    expect(ran).toBe(false);
  });

  it('serves nothing from outside the bundle', async () => {
    const statuses = await app.evaluate(async ({ net }) => {
      const paths = [
        'app://satchel/..%2f..%2fpackage.json',
        'app://satchel/%2e%2e/main/main.js',
        'app://elsewhere/index.html',
      ];
      return Promise.all(paths.map(async (path) => (await net.fetch(path)).status));
    });
    for (const status of statuses) expect([403, 404]).toContain(status);
  });

  it('refuses to navigate, and hands to the system only what may be', async () => {
    const before = page.url();
    for (const url of [
      'https://widgetz.example/',
      'file:///etc/passwd',
      'http://widgetz.example/',
      'mailto:jane@widgetz.example',
    ]) {
      await page.evaluate((target) => {
        const link = document.createElement('a');
        link.href = target;
        document.body.append(link);
        link.click();
        link.remove();
      }, url);
    }
    await expect.poll(opened).toEqual(['https://widgetz.example/', 'mailto:jane@widgetz.example']);
    expect(page.url()).toBe(before);
  });

  it('refuses to open windows', async () => {
    expect(await page.evaluate(() => window.open('about:blank') === null)).toBe(true);
    expect(app.windows()).toHaveLength(1);
  });

  it('refuses every permission but the place, which checking in asks for', async () => {
    const states = await page.evaluate(async () => {
      const names = ['geolocation', 'notifications', 'camera', 'microphone'] as PermissionName[];
      return Promise.all(names.map(async (name) => (await navigator.permissions.query({ name })).state));
    });
    expect(states).toEqual(['granted', 'denied', 'denied', 'denied']);
  });

  it('refuses ipc from a frame that is not our window', async () => {
    const answer = await app.evaluate(async ({ BrowserWindow }, preload) => {
      const foreign = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } });
      await foreign.loadURL('app://satchel/');
      const result: unknown = await foreign.webContents.executeJavaScript(
        "window.satchel.main.invoke('account.state', {})",
      );
      foreign.destroy();
      return result;
    }, PRELOAD);
    expect(answer).toMatchObject({ ok: false, error: { code: 'bad-call' } });
    const ours: unknown = await page.evaluate("window.satchel.main.invoke('account.state', {})");
    expect(ours).toMatchObject({ ok: true });
  });

  it('has no updates, being no package, and a wish to restart for one ends nothing', async () => {
    const none = { ok: true, value: { phase: { name: 'none', reason: 'development' }, news: null } };
    expect(await page.evaluate("window.satchel.main.invoke('updates.state', {})")).toEqual(none);
    for (const call of ['updates.check', 'updates.restart', 'updates.seen'])
      expect(await page.evaluate(`window.satchel.main.invoke('${call}', {})`)).toMatchObject({ ok: true });
    expect(app.windows()).toHaveLength(1);
  });

  it('is one instance: a second one ends itself and shows the first', async () => {
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize());
    const second = spawn(runtime, electronArgs(), {
      env: electronEnvironment(dirs.userData),
      stdio: 'ignore',
    });
    expect(await new Promise((resolve) => second.once('exit', resolve))).toBe(0);
    expect(app.windows()).toHaveLength(1);
    await expect
      .poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isMinimized()))
      .toBe(false);
  });
});
