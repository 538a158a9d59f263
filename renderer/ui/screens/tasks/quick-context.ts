import type { Formats } from '../../lib/format.ts';
import type { QuickContext } from '../../lib/quick-add/expressions.ts';
import type { QuickLanguage } from '../../lib/quick-add/vocabulary.ts';
import { wallOf } from '../../lib/zoned.ts';

const LANGUAGES: readonly QuickLanguage[] = ['en', 'de', 'es'];

/** Where and when a quick line is written; a language without words of its own has the English ones. */
export function quickContext(now: number, { locale, zone }: Pick<Formats, 'locale' | 'zone'>): QuickContext {
  const wall = wallOf(now, zone);
  return {
    language: LANGUAGES.find((language) => language === locale.split('-')[0]) ?? 'en',
    today: wall.slice(0, 10),
    minute: Number(wall.slice(11, 13)) * 60 + Number(wall.slice(14, 16)),
    dayFirst: isDayFirst(locale),
  };
}

/** Whether the day stands before the month in a place's dates. */
function isDayFirst(locale: string): boolean {
  const order = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'numeric' })
    .formatToParts(0)
    .map(({ type }) => type);
  return order.indexOf('day') < order.indexOf('month');
}
