import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { smallPng } from '../small-png.ts';

const THEMES = ['light', 'dark'] as const;
const SIZES = [
  { width: 1280, height: 800 },
  { width: 900, height: 600 },
] as const;

/** One picture: its name, and how to get there in an app that is signed in. Getting there fails where the screen is not reached. */
export interface Screen {
  readonly name: string;
  show(page: Page): Promise<void>;
}

/** Writes what is on the page in both themes and sizes; `show` is run for each size, since a screen may differ by it. */
export type Picture = (page: Page, screen: Screen) => Promise<void>;

/** An album of pictures in a folder; `isNew` where those that were there are thrown away. */
export async function openAlbum(folder: string, isNew: boolean): Promise<Picture> {
  if (isNew) await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  return async (page, { name, show }) => {
    for (const size of SIZES) {
      await page.setViewportSize(size);
      try {
        await show(page);
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        throw new Error(`The screen of the picture "${name}" is not reached: ${why}`, { cause: error });
      }
      // Nothing is hovered over.
      await page.mouse.move(0, 0);
      for (const colorScheme of THEMES) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await drawn(page);
        const file = join(folder, `${name}-${colorScheme}-${size.width}x${size.height}.png`);
        await writeFile(file, smallPng(await page.screenshot()));
      }
      await page.keyboard.press('Escape');
    }
  };
}

/** Waits until what is so by now is on the page, in its own letters. */
async function drawn(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready;
    for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
  });
}

/** Goes to a place by its address; a place that the app does not have is no place to picture. */
export async function goTo(page: Page, place: string): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, `#/${place}`);
  // The screen before is gone then.
  await drawn(page);
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  const at = await page.evaluate(() => location.hash);
  const [path] = place.split('?');
  if (!at.startsWith(`#/${path}`)) throw new Error(`"${place}" led to "${at}".`);
}

export const button = (within: Page | Locator, name: string): Locator =>
  within.getByRole('button', { name, exact: true });

/** What was said after each change is no part of the pictures. */
export async function dismissAll(page: Page, name: string): Promise<void> {
  const said = page.getByRole('button', { name });
  while ((await said.count()) > 0) await said.first().click();
}
