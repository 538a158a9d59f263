import type { Browser } from 'playwright-core';
import { withAccount } from './account.ts';
import { goTo, type Picture } from './picture.ts';

/** What every list of an account shows that has nothing in it yet. */
const PLACES = [
  'today',
  'leads',
  'contacts',
  'accounts',
  'deals',
  'board',
  'tasks',
  'calendar/week',
  'calendar/agenda',
  'products',
  'quotes',
  'flight',
  'sync',
] as const;

/** Pictures of an account without a record. */
export const anEmptyAccount = (browser: Browser, picture: Picture): Promise<void> =>
  withAccount(browser, { records: 0 }, async ({ page }) => {
    for (const place of PLACES)
      await picture(page, { name: `empty-${place.replace('/', '-')}`, show: () => goTo(page, place) });
  });
