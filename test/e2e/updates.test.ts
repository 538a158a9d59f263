import { describe, expect, it } from 'vitest';
import { shippedParts } from '../../build/licences/parts.ts';
import { noUpdates } from '../../electron/updates/updates.ts';
import packageJson from '../../package.json' with { type: 'json' };
import type { UpdatesState } from '../../shared/updates.ts';
import { openApp } from './fixtures/app.ts';
import { lookInBothThemes } from './fixtures/axe.ts';
import { cleanUpAfterEach } from './fixtures/cleanup.ts';
import { freshDirs } from './fixtures/dirs.ts';
import { durableSecrets } from './fixtures/durable-secrets.ts';
import { go, mirrored, sampleButton } from './fixtures/screens.ts';
import { words } from './fixtures/words.ts';

const cleanup = cleanUpAfterEach();

describe('what is said of versions', () => {
  it('is why a browser has no updates, what is new, and whose work ships', async () => {
    const app = cleanup.keep(
      await openApp({ dirs: cleanup.keep(await freshDirs()), secrets: durableSecrets() }),
    );
    const { page } = app;
    const found: string[] = [];
    await sampleButton(page).click();
    await mirrored(page);
    await page.setViewportSize({ width: 900, height: 600 });
    await go(page, 'Settings');
    const updates = page.getByRole('region', { name: words('settings_updates') });
    await updates.getByText(words('updates_none_browser')).waitFor();
    expect(await updates.getByRole('button').count()).toBe(0);

    await page.getByRole('button', { name: words('updates_news_show') }).click();
    const notes = page.getByRole('dialog');
    await notes
      .getByRole('heading', { name: words('updates_what_is_new', { version: packageJson.version }) })
      .waitFor();
    expect(await notes.getByRole('listitem').count()).toBeGreaterThan(0);
    await lookInBothThemes(page, 'what is new', found);
    await page.keyboard.press('Escape');

    await page.getByRole('button', { name: words('licences_open') }).click();
    const parts = page.getByRole('list', { name: words('licences_parts') });
    await expect.poll(() => parts.getByRole('listitem').count()).toBe(shippedParts().length);
    await page.getByLabel(words('licences_find')).fill('dexie');
    await expect.poll(() => parts.getByRole('listitem').count()).toBe(1);
    // On to what was found, and it is opened, by the keyboard alone.
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await parts
      .getByText(/Apache License/)
      .first()
      .waitFor();
    await lookInBothThemes(page, 'licences', found);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);

    expect(found).toEqual([]);
    expect(app.browser.complaints).toEqual([]);
  });

  it('is that an installed one was updated, and has the next version ready', async () => {
    const { version } = packageJson;
    const state: UpdatesState = {
      phase: { name: 'ready', version: '9.0.0' },
      news: { name: 'updated', from: '0.0.0', to: version },
    };
    const app = cleanup.keep(
      await openApp({
        dirs: cleanup.keep(await freshDirs()),
        secrets: durableSecrets(),
        updates: { ...noUpdates('browser'), state: () => state },
      }),
    );
    const { page } = app;
    const found: string[] = [];
    await sampleButton(page).click();
    await mirrored(page);
    await page.getByText(words('updates_news', { version })).waitFor();
    await go(page, 'Settings');
    const updates = page.getByRole('region', { name: words('settings_updates') });
    await updates.getByText(words('updates_ready', { version: '9.0.0' })).waitFor();
    await updates.getByRole('button', { name: words('updates_restart') }).waitFor();
    await lookInBothThemes(page, 'updated', found);
    expect(found).toEqual([]);
    expect(app.browser.complaints).toEqual([]);
  });
});
