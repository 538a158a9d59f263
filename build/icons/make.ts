import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { chromiumArgs, findChromium, thisMachine } from '../chromium.ts';
import { root } from '../paths.ts';
import { icns, ico, type Picture } from './containers.ts';

const dir = join(root, 'build/icons');
const LINUX = [16, 32, 48, 64, 128, 256, 512];
const WINDOWS = [16, 24, 32, 48, 64, 128, 256];
const MAC = [16, 32, 64, 128, 256, 512, 1024];

/** `npm run icons`: every icon of the packages, out of `satchel.svg`. Their results are checked in, so that packaging needs no browser. */
async function main(): Promise<void> {
  const svg = await readFile(join(dir, 'satchel.svg'), 'utf8');
  const machine = await thisMachine();
  const executablePath = await findChromium(machine);
  if (executablePath === undefined) throw new Error('No Chromium was found; npm test says how to get one.');
  const browser = await chromium.launch({ executablePath, args: chromiumArgs(machine.isRoot) });
  try {
    await mkdir(join(dir, 'linux'), { recursive: true });
    for (const { size, png } of await drawn(browser, svg, LINUX))
      await writeFile(join(dir, `linux/${size}x${size}.png`), png);
    await writeFile(join(dir, 'satchel.ico'), ico(await drawn(browser, svg, WINDOWS)));
    await writeFile(join(dir, 'satchel.icns'), icns(await drawn(browser, forMac(svg), MAC)));
  } finally {
    await browser.close();
  }
}

/**
 * The icon as macOS wants it: with room around it (Apple: Human Interface Guidelines, 824 of 1024 points).
 * @param svg a square of 512
 */
function forMac(svg: string): string {
  const side = (512 * 1024) / 824;
  const from = (512 - side) / 2;
  return svg.replace(/viewBox="[^"]*"/, `viewBox="${from} ${from} ${side} ${side}"`);
}

async function drawn(browser: Browser, svg: string, sizes: readonly number[]): Promise<Picture[]> {
  const pictures: Picture[] = [];
  for (const size of sizes) {
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    await page.setContent(
      `<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`,
    );
    pictures.push({ size, png: await page.screenshot({ omitBackground: true }) });
    await page.close();
  }
  return pictures;
}

if (import.meta.main) await main();
