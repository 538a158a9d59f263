import { spawn } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ElectronApplication, Page } from 'playwright-core';
import { findElectron } from '../../../build/electron-runtime.ts';
import { freshDirs, type Dirs } from '../fixtures/dirs.ts';
import { electronArgs, electronEnvironment, openElectron } from '../fixtures/electron-app.ts';
import { mirrored, sampleButton } from '../fixtures/screens.ts';

const runtime = (await findElectron()) ?? '';

describe.skipIf(runtime === '')('the desktop around the window', () => {
  let dirs: Dirs;
  let app: ElectronApplication;
  let page: Page;

  beforeAll(async () => {
    dirs = await freshDirs();
    ({ app, page } = await openElectron(runtime, dirs.userData));
    await sampleButton(page).click();
    await mirrored(page);
  });

  afterAll(async () => {
    await app.close();
    await dirs.close();
  });

  const isVisible = () =>
    app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() ?? null);

  it('has a menu of the commands of the page, which do what they say', async () => {
    const click = (id: string) =>
      app.evaluate(({ Menu }, wanted) => Menu.getApplicationMenu()?.getMenuItemById(wanted)?.click(), id);
    await expect
      .poll(() => app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('go:deals')?.enabled))
      .toBe(true);
    await click('go:deals');
    await expect.poll(() => page.url()).toContain('#/deals');
  });

  it('hides its window when that is closed, and goes on', async () => {
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
    await expect.poll(isVisible).toBe(false);
    expect(app.windows()).toHaveLength(1);
    expect(await page.evaluate("window.satchel.main.invoke('sync.state', {})")).toMatchObject({ ok: true });
  });

  it('shows itself for a link, and opens the record it stands for', async () => {
    const second = spawn(runtime, [...electronArgs(), 'satchel://task/123'], {
      env: electronEnvironment(dirs.userData),
      stdio: 'ignore',
    });
    expect(await new Promise((resolve) => second.once('exit', resolve))).toBe(0);
    await expect.poll(isVisible).toBe(true);
    await expect.poll(() => page.url()).toContain('#/tasks/123');
  });

  it('opens its page anew after a crash', async () => {
    const crashed = page.waitForEvent('crash');
    await app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
    );
    await crashed;
    await expect
      .poll(() =>
        app.evaluate(async ({ BrowserWindow }) => {
          const contents = BrowserWindow.getAllWindows()[0]?.webContents;
          return contents && !contents.isCrashed() && !contents.isLoading()
            ? ((await contents.executeJavaScript('document.title')) as string)
            : '';
        }),
      )
      .toContain('Satchel');
  });
});
