import type { Browser, Page } from 'playwright-core';
import packageJson from '../../package.json' with { type: 'json' };
import { noUpdates } from '../../electron/updates/updates.ts';
import type { UpdatesState } from '../../shared/updates.ts';
import { withAccount } from './account.ts';
import { goTo, type Picture } from './picture.ts';
import { words } from './words.ts';

/** Of an installed Satchel that was updated, and has the next version ready. */
const STATE: UpdatesState = {
  phase: { name: 'ready', version: '0.2.0' },
  news: { name: 'updated', from: '0.0.0', to: packageJson.version },
};

/** Pictures of what an installed Satchel says of its versions. */
export const updates = (browser: Browser, picture: Picture): Promise<void> =>
  withAccount(
    browser,
    { records: 120, host: { updates: { ...noUpdates('browser'), state: () => STATE } } },
    async ({ page }) => {
      await picture(page, { name: 'updated', show: showNews });
      await picture(page, { name: 'update-ready', show: showReady });
    },
  );

async function showNews(page: Page): Promise<void> {
  await goTo(page, 'contacts');
  await page.getByText(words.updates_news.replace('{version}', packageJson.version)).waitFor();
}

async function showReady(page: Page): Promise<void> {
  await goTo(page, 'settings');
  const card = page.getByRole('region', { name: words.settings_updates });
  await card.getByRole('button', { name: words.updates_restart }).waitFor();
  await card.evaluate((element) => element.scrollIntoView({ block: 'start' }));
}
