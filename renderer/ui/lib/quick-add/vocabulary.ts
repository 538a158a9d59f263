/**
 * The words for days and times that a quick line may have, folded (lower case, no accents). Whole words count in all three languages at once, as people
 * mix them; short ones ("do", "mar") mean other things elsewhere and count in their own language alone, but for the English weekdays that are no words there.
 */

export type QuickLanguage = 'en' | 'de' | 'es';

const words = (text: string): readonly string[] => text.split(' ');

/** By weekday, 0 for Sunday. */
const WEEKDAYS: readonly (readonly string[])[] = [
  words('sunday sonntag domingo'),
  words('monday montag lunes'),
  words('tuesday dienstag martes'),
  words('wednesday mittwoch miercoles'),
  words('thursday donnerstag jueves'),
  words('friday freitag viernes'),
  words('saturday samstag sonnabend sabado'),
];

const SHORT_WEEKDAYS: Readonly<Record<QuickLanguage, readonly (readonly string[])[]>> = {
  en: [['sun'], ['mon'], words('tue tues'), ['wed'], words('thu thur thurs'), ['fri'], ['sat']],
  de: [['so'], ['mo'], ['di'], ['mi'], ['do'], ['fr'], ['sa']],
  es: [['dom'], ['lun'], ['mar'], ['mie'], ['jue'], ['vie'], ['sab']],
};

/** Short English weekdays that are words of another language: German "I do", and the tax office of Mexico. */
const WORDS_ELSEWHERE: Readonly<Record<QuickLanguage, readonly string[]>> = {
  en: [],
  de: ['tue'],
  es: ['sat'],
};

/** By month, 0 for January. */
const MONTHS: readonly (readonly string[])[] = [
  words('january januar enero jan'),
  words('february februar febrero feb'),
  words('march marz marzo'),
  words('april abril apr abr'),
  words('mai mayo'),
  words('june juni junio jun'),
  words('july juli julio jul'),
  words('august agosto aug ago'),
  words('september septiembre sep sept'),
  words('october oktober octubre oct okt'),
  words('november noviembre nov'),
  words('december dezember diciembre dec dez dic'),
];

/** Counted from today. */
const NEAR_DAYS: Readonly<Record<string, number>> = {
  today: 0,
  heute: 0,
  hoy: 0,
  tomorrow: 1,
  tmrw: 1,
  tmr: 1,
  morgen: 1,
  manana: 1,
  ubermorgen: 2,
};

/** Times of day, as minutes. */
const DAY_TIMES: Readonly<Record<string, number>> = {
  noon: 12 * 60,
  midday: 12 * 60,
  mittags: 12 * 60,
  mediodia: 12 * 60,
};

/** How long "in two weeks" is, in the unit that it counts. */
export type Span = 'minute' | 'hour' | 'day' | 'week' | 'month';
const SPANS: Readonly<Record<Span, readonly string[]>> = {
  minute: words('minute minutes min mins minuten minuto minutos'),
  hour: words('hour hours stunde stunden hora horas'),
  day: words('day days tag tage tagen dia dias'),
  week: words('week weeks woche wochen semana semanas'),
  month: words('month months monat monate monaten mes meses'),
};

const NUMBERS: readonly (readonly string[])[] = [
  [],
  words('a an one ein eine einer einem un una uno'),
  words('two zwei dos'),
  words('three drei tres'),
  words('four vier cuatro'),
  words('five funf cinco'),
  words('six sechs seis'),
];

/** Words before a day that mean nothing without it: "on Friday", "bis Freitag", "el viernes". */
export const DAY_PREPOSITIONS = new Set(words('on by until due am bis el para'));
/** Words before a time of the clock. */
export const TIME_PREPOSITIONS = new Set(words('at um gegen @'));
export const NEXT = new Set(words('next nachste nachsten nachster kommende kommenden proximo proxima'));
export const THIS = new Set(words('this diesen diese dieser este esta'));

/** A word as it is compared. */
export function folded(word: string): string {
  return word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

const indexIn = (lists: readonly (readonly string[])[], word: string): number | null => {
  const index = lists.findIndex((list) => list.includes(word));
  return index < 0 ? null : index;
};

/** 0 for Sunday to 6 for Saturday; null for no weekday. */
export function weekdayNamed(word: string, language: QuickLanguage): number | null {
  const own = indexIn(WEEKDAYS, word) ?? indexIn(SHORT_WEEKDAYS[language], word);
  if (own !== null || WORDS_ELSEWHERE[language].includes(word)) return own;
  return indexIn(SHORT_WEEKDAYS.en, word);
}

/** 1 to 12; null for no month. "May" is a month in English alone, and "mar" one where it is no Tuesday. */
export function monthNamed(word: string, language: QuickLanguage): number | null {
  const index = indexIn(MONTHS, word);
  if (index !== null) return index + 1;
  if (word === 'may') return language === 'de' ? null : 5;
  if (word === 'mar') return language === 'es' ? null : 3;
  return null;
}

/** Days from today; null for other words. */
export function nearDay(word: string): number | null {
  return Object.hasOwn(NEAR_DAYS, word) ? (NEAR_DAYS[word] ?? null) : null;
}

/** Minutes from midnight; null for other words. */
export function dayTime(word: string): number | null {
  return Object.hasOwn(DAY_TIMES, word) ? (DAY_TIMES[word] ?? null) : null;
}

export function spanNamed(word: string): Span | null {
  const found = (Object.keys(SPANS) as Span[]).find((span) => SPANS[span].includes(word));
  return found ?? null;
}

/** "two" and "2" are 2; null for what is no small number. */
export function numberNamed(word: string): number | null {
  if (/^\d{1,3}$/.test(word)) return Number(word);
  const index = indexIn(NUMBERS, word);
  return index === 0 ? null : index;
}
