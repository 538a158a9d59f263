import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ElectronApplication, Page } from 'playwright-core';
import { findElectron } from '../../../build/electron-runtime.ts';
import { freshDirs, type Dirs } from '../fixtures/dirs.ts';
import { openElectron } from '../fixtures/electron-app.ts';
import { sampleButton } from '../fixtures/screens.ts';

const runtime = (await findElectron()) ?? '';

describe.skipIf(runtime === '')('updates in Electron', () => {
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

  it('are none for what is no package, and a wish to restart ends nothing', async () => {
    const none = { ok: true, value: { phase: { name: 'none', reason: 'development' }, news: null } };
    expect(await page.evaluate("window.satchel.main.invoke('updates.state', {})")).toEqual(none);
    for (const call of ['updates.check', 'updates.restart', 'updates.seen'])
      expect(await page.evaluate(`window.satchel.main.invoke('${call}', {})`)).toMatchObject({ ok: true });
    expect(await page.evaluate("window.satchel.main.invoke('updates.state', {})")).toEqual(none);
    expect(app.windows()).toHaveLength(1);
  });
});
