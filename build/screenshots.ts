import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { buildIfStale } from './build.ts';
import { chromiumArgs, findChromium, remedyFor, thisMachine } from './chromium.ts';
import { root } from './paths.ts';
import { anEmptyAccount } from './screenshots/empty-account.ts';
import { openAlbum } from './screenshots/picture.ts';
import { aRecord } from './screenshots/records.ts';
import { sampleWorkspace } from './screenshots/sample-workspace.ts';
import { security } from './screenshots/security.ts';
import { selling } from './screenshots/selling.ts';
import { updates } from './screenshots/updates.ts';
import { workWithoutNetwork } from './screenshots/without-network.ts';
import { untilSignal } from './until-signal.ts';

/** Each on an account of its own. */
const CHAPTERS = {
  'sample-workspace': sampleWorkspace,
  records: aRecord,
  selling,
  'without-network': workWithoutNetwork,
  security,
  updates,
  'empty-account': anEmptyAccount,
} as const;

/**
 * `npm run screenshots`: every screen, light and dark, large and small, in `docs/screenshots/`. `npm run screenshots -- selling security` draws the pictures of these chapters alone, and
 * leaves the others as they are.
 */
async function screenshots(signal: AbortSignal): Promise<void> {
  const machine = await thisMachine();
  const executablePath = await findChromium(machine);
  if (executablePath === undefined) {
    const remedy = remedyFor(machine);
    const how = remedy.kind === 'tell' ? remedy.lines : remedy.commands.map((command) => command.join(' '));
    throw new Error(['There is no Chromium to draw the screens. Run:', ...how].join('\n'));
  }
  await buildIfStale();
  const wanted = process.argv.slice(2);
  const picture = await openAlbum(join(root, 'docs/screenshots'), wanted.length === 0);
  const browser = await chromium.launch({ executablePath, args: chromiumArgs(machine.isRoot) });
  signal.addEventListener('abort', () => void browser.close(), { once: true });
  try {
    for (const [name, chapter] of Object.entries(CHAPTERS))
      if (wanted.length === 0 || wanted.includes(name)) await chapter(browser, picture);
  } finally {
    await browser.close();
  }
}

if (import.meta.main) await untilSignal(screenshots);
