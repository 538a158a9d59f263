import { describe, expect, it } from 'vitest';
import { startSampleServer } from '../../electron/sample/server.ts';
import { openApp } from './fixtures/app.ts';
import { lookInBothThemes as look } from './fixtures/axe.ts';
import { cleanUpAfterEach } from './fixtures/cleanup.ts';
import { freshDirs } from './fixtures/dirs.ts';
import { durableSecrets } from './fixtures/durable-secrets.ts';
import { mirrored, signIn } from './fixtures/screens.ts';
import { words } from './fixtures/words.ts';

const cleanup = cleanUpAfterEach();

describe('the board of deals', () => {
  it('moves deals by pointer and by keyboard, and closes them, without a network', async () => {
    const sample = await startSampleServer({ records: 300 });
    const { page, browser } = cleanup.keep(
      await openApp({ dirs: cleanup.keep(await freshDirs()), secrets: durableSecrets() }),
    );
    await signIn(page, sample.address, sample.token);
    await mirrored(page);
    await sample.close();

    await page.evaluate(() => {
      location.hash = '#/board';
    });
    const columns = page.locator('[data-stage]');
    const card = (column: number) => columns.nth(column).locator('a[data-index]').first();
    const count = async (column: number) =>
      Number(((await columns.nth(column).locator('.count').textContent()) ?? '').replace(/\D/g, ''));
    await card(0).waitFor();
    await card(1).waitFor();
    const found: string[] = [];
    await look(page, 'board', found);

    // By pointer.
    const before = [await count(0), await count(1)];
    await card(0).hover();
    await page.mouse.down();
    const box = await columns.nth(1).boundingBox();
    await page.mouse.move((box?.x ?? 0) + 80, (box?.y ?? 0) + 200, { steps: 8 });
    await page.mouse.up();
    await expect.poll(() => count(0)).toBe((before[0] ?? 0) - 1);
    await expect.poll(() => count(1)).toBe((before[1] ?? 0) + 1);
    expect(page.url()).toContain('#/board');

    // By keyboard, and the focus goes along.
    await card(0).focus();
    const name = await card(0).locator('.name').textContent();
    await page.keyboard.press('Shift+ArrowRight');
    await expect.poll(() => count(0)).toBe((before[0] ?? 0) - 2);
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.querySelector('.name')?.textContent ?? ''))
      .toBe(name);

    // Lost, with its day.
    await page.keyboard.press('m');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('radio').last().check();
    await look(page, 'move', found);
    await dialog.getByRole('button', { name: words('edit_save') }).click();
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(() => count(1)).toBe((before[1] ?? 0) + 1);

    expect(found).toEqual([]);
    expect(browser.complaints).toEqual([]);
  });
});
