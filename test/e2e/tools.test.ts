import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { accessibilityBreaches } from './fixtures/axe.ts';
import { openApp } from './fixtures/app.ts';
import { cleanUpAfterEach } from './fixtures/cleanup.ts';
import { freshDirs } from './fixtures/dirs.ts';
import { durableSecrets } from './fixtures/durable-secrets.ts';
import { mirrored, sampleButton } from './fixtures/screens.ts';
import { words } from './fixtures/words.ts';

const cleanup = cleanUpAfterEach();

async function goTo(page: Page, place: string): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, `#/${place}`);
}

/** What keeps somebody from using a screen, in both themes. */
async function breaches(page: Page, screen: string): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const breach of await accessibilityBreaches(page))
      found.push(`${screen}, ${colorScheme}: ${breach}`);
  }
  return found;
}

describe('before a trip and when something is wrong', () => {
  it('fills what the next days need, says so, and tells what it is made of', async () => {
    const dirs = cleanup.keep(await freshDirs());
    const { page, browser } = cleanup.keep(await openApp({ dirs, secrets: durableSecrets() }));
    await sampleButton(page).click();
    await mirrored(page);
    const found: string[] = [];

    await goTo(page, 'flight');
    await page.getByRole('button', { name: words('flight_fill') }).click();
    const filling = page.getByRole('heading', { name: words('flight_filling') });
    await filling.waitFor();
    // The rows of what came are marked as they come.
    await page
      .getByRole('row')
      .filter({ hasText: words('flight_state_good') })
      .first()
      .waitFor();
    found.push(...(await breaches(page, 'flight check')));

    await goTo(page, 'diagnostics');
    await page.getByText(words('diagnostics_host_browser')).waitFor();
    found.push(...(await breaches(page, 'diagnostics')));

    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: words('help_shortcuts') }).waitFor();
    found.push(...(await breaches(page, 'shortcuts')));
    await page.keyboard.press('Escape');
    expect(found).toEqual([]);
    expect(browser.complaints).toEqual([]);
  });
});
