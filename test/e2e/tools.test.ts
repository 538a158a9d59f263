import { describe, expect, it } from 'vitest';
import { lookInBothThemes as look } from './fixtures/axe.ts';
import { openApp } from './fixtures/app.ts';
import { cleanUpAfterEach } from './fixtures/cleanup.ts';
import { freshDirs } from './fixtures/dirs.ts';
import { durableSecrets } from './fixtures/durable-secrets.ts';
import { goTo, mirrored, sampleButton } from './fixtures/screens.ts';
import { words } from './fixtures/words.ts';

const cleanup = cleanUpAfterEach();

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
    await look(page, 'flight check', found);

    await goTo(page, 'diagnostics');
    await page.getByText(words('diagnostics_host_browser')).waitFor();
    await look(page, 'diagnostics', found);

    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: words('help_shortcuts') }).waitFor();
    await look(page, 'shortcuts', found);
    await page.keyboard.press('Escape');
    expect(found).toEqual([]);
    expect(browser.complaints).toEqual([]);
  });
});
