import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { smallPng } from '../small-png.ts';

const THEMES = ['light', 'dark'] as const;
const SIZES = [
  { width: 1280, height: 800 },
  { width: 900, height: 600 },
] as const;

/** One picture: its name, and how to get there in an app that is signed in. */
export interface Screen {
  readonly name: string;
  show(page: Page): Promise<void>;
}

export async function goTo(page: Page, place: string): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, `#/${place}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
}

/** Writes what is on the page in both themes and sizes; `show` is run for each size, since a screen may differ by it. */
export async function picture(page: Page, folder: string, { name, show }: Screen): Promise<void> {
  for (const size of SIZES) {
    await page.setViewportSize(size);
    await show(page);
    // Nothing is hovered over.
    await page.mouse.move(0, 0);
    for (const colorScheme of THEMES) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.evaluate(() => document.fonts.ready);
      const file = join(folder, `${name}-${colorScheme}-${size.width}x${size.height}.png`);
      await writeFile(file, smallPng(await page.screenshot()));
    }
    await page.keyboard.press('Escape');
  }
}
