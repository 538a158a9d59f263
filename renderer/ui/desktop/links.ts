import type { DeepLink } from '../../../shared/deep-link.ts';
import { AppError } from '../../../shared/errors.ts';
import type { App } from '../lib/app-context.ts';
import { placeOf } from '../lib/hit-place.ts';
import { m } from '../paraglide/messages.js';

/**
 * Opens what a link stands for; nothing else ever comes of one. What leads nowhere says so.
 * @param origin of the account that is open
 */
export async function openLink(
  { services, router, formats, edits }: Pick<App, 'services' | 'router' | 'formats' | 'edits'>,
  link: DeepLink,
  origin: string,
): Promise<void> {
  if (link.is === 'refused') {
    edits.toasts.say(m.link_unknown(), null);
    return;
  }
  if (link.origin !== null && link.origin !== origin) {
    edits.toasts.say(m.link_other_account({ account: new URL(link.origin).host }), null);
    return;
  }
  try {
    const place = await placeOf(services.store, link.ref, (ms) => formats.dayOf(ms));
    if (place) router.go(place);
    else edits.fail(new AppError({ code: 'not-found' }));
  } catch (error) {
    edits.fail(error);
  }
}
