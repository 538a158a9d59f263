import type { ElectronApplication, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findElectron } from '../../../build/electron-runtime.ts';
import { freshDirs, type Dirs } from '../fixtures/dirs.ts';
import { openElectron, PRELOAD } from '../fixtures/electron-app.ts';
import { sampleButton } from '../fixtures/screens.ts';

const runtime = (await findElectron()) ?? '';

// What holds in packages alone, the developer tools and the dropped switches, is decided in plain modules (guards.test.ts, switches.ts): no package is built here.
describe.skipIf(runtime === '')('the guards of the Electron shell', () => {
  let dirs: Dirs;
  let app: ElectronApplication;
  let page: Page;

  beforeAll(async () => {
    dirs = await freshDirs();
    ({ app, page } = await openElectron(runtime, dirs.userData));
    await sampleButton(page).waitFor();
  });

  afterAll(async () => {
    await app.close();
    await dirs.close();
  });

  it('let the page choose no device and no screen', async () => {
    const chosen = await page.evaluate(async () => {
      const { hid, serial, usb, bluetooth } = navigator as Navigator &
        Readonly<
          Partial<
            Record<
              'hid' | 'serial' | 'usb' | 'bluetooth',
              Readonly<Record<'requestDevice' | 'requestPort', (options: object) => Promise<unknown>>>
            >
          >
        >;
      const asks = {
        hid: async () => hid?.requestDevice({ filters: [] }),
        serial: async () => serial?.requestPort({}),
        usb: async () => usb?.requestDevice({ filters: [] }),
        bluetooth: async () => bluetooth?.requestDevice({ acceptAllDevices: true }),
        screen: async () => navigator.mediaDevices.getDisplayMedia({ video: true }),
      };
      const got: string[] = [];
      for (const [name, ask] of Object.entries(asks)) {
        const answer = await ask().catch(() => null);
        if (Array.isArray(answer) ? answer.length > 0 : answer) got.push(name);
      }
      return got;
    });
    expect(chosen).toEqual([]);
  });

  it('answer every chooser of devices with none, though there is one', async () => {
    const answers = await app.evaluate(({ BrowserWindow, session }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      const given: unknown[] = [];
      const event = { preventDefault: () => given.push('prevented') };
      const take = (device?: unknown): unknown => given.push(device ?? '');
      const { defaultSession } = session;
      defaultSession.emit('select-hid-device', event, { deviceList: [{ deviceId: 'one' }] }, take);
      defaultSession.emit('select-serial-port', event, [{ portId: 'one' }], contents, take);
      defaultSession.emit('select-usb-device', event, { deviceList: [{ deviceId: 'one' }] }, take);
      contents?.emit('select-bluetooth-device', event, [{ deviceId: 'one' }], take);
      return given;
    });
    expect(answers).toEqual(Array.from({ length: 4 }, () => ['prevented', '']).flat());
  });

  it('save the table that the page has made, and no program', async () => {
    await app.evaluate(({ session }, folder) => {
      const seen: (readonly [string, boolean])[] = [];
      Object.assign(globalThis, { seen });
      session.defaultSession.on('will-download', (event, item) => {
        seen.push([item.getFilename(), event.defaultPrevented]);
        if (!event.defaultPrevented) item.setSavePath(`${folder}/${item.getFilename()}`);
      });
    }, dirs.userData);
    for (const name of ['contacts.csv', 'setup.exe', 'page.html'])
      await page.evaluate((download) => {
        const link = document.createElement('a');
        link.href = URL.createObjectURL(new Blob(['Name\n']));
        link.download = download;
        link.click();
      }, name);
    await expect
      .poll(() => app.evaluate(() => (globalThis as { seen?: unknown }).seen))
      .toEqual([
        ['contacts.csv', false],
        ['setup.exe', true],
        ['page.html', true],
      ]);
  });

  it('attach no webview, not even in a window that asks for them', async () => {
    const prevented = await app.evaluate(async ({ BrowserWindow, webContents }, preload) => {
      const window = new BrowserWindow({
        show: false,
        webPreferences: { preload, sandbox: true, webviewTag: true },
      });
      await window.loadURL('app://satchel/');
      const asked = new Promise<boolean>((resolve) => {
        window.webContents.on('will-attach-webview', (event) => resolve(event.defaultPrevented));
      });
      await window.webContents.executeJavaScript(
        "const guest = document.createElement('webview'); guest.src = 'app://satchel/'; document.body.append(guest); null",
      );
      const answer = await asked;
      const guests = webContents.getAllWebContents().filter((each) => each.getType() === 'webview');
      window.destroy();
      return [answer, guests.length];
    }, PRELOAD);
    expect(prevented).toEqual([true, 0]);
  });

  it('load nothing from elsewhere, also where it is not the page that asks', async () => {
    const reason = await app.evaluate(({ session }) =>
      session.defaultSession.fetch('https://127.0.0.1:9/').then(
        () => 'loaded',
        (error: unknown) => String(error),
      ),
    );
    expect(reason).toContain('ERR_BLOCKED_BY_CLIENT');
  });
});
