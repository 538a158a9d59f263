import { addDays, addMonths, isDay, weekdayOf } from '../zoned.ts';
import {
  dayTime,
  monthNamed,
  nearDay,
  NEXT,
  numberNamed,
  spanNamed,
  THIS,
  weekdayNamed,
  type QuickLanguage,
} from './vocabulary.ts';

/** Where and when a quick line is written. */
export interface QuickContext {
  readonly language: QuickLanguage;
  /** `YYYY-MM-DD`. */
  readonly today: string;
  /** Minutes since midnight. */
  readonly minute: number;
  /** Whether 3/12 is the third of December. */
  readonly dayFirst: boolean;
}

/** What some words mean: a day, a time as minutes since midnight, or both. `words` is how many they are. */
export interface Meaning {
  readonly words: number;
  readonly day: string | null;
  readonly minute: number | null;
  /** A weekday without more: this very day counts where its time is still to come. */
  readonly isWeekday?: boolean;
}

const onDay = (words: number, day: string): Meaning => ({ words, day, minute: null });
const atMinute = (words: number, minute: number): Meaning => ({ words, day: null, minute });

/**
 * What the words from `at` on say of a day.
 * @param words folded
 * @returns null where they say nothing
 */
export function dayAt(words: readonly string[], at: number, context: QuickContext): Meaning | null {
  return (
    relativeDay(words, at, context) ??
    weekday(words, at, context) ??
    afterSome(words, at, context) ??
    nextWeek(words, at, context) ??
    numericDay(words[at] ?? '', context) ??
    dayWithMonth(words, at, context)
  );
}

function relativeDay(words: readonly string[], at: number, { today }: QuickContext): Meaning | null {
  const word = words[at] ?? '';
  if (word === 'pasado' && words[at + 1] === 'manana') return onDay(2, addDays(today, 2));
  if (word === 'day' && words[at + 1] === 'after' && words[at + 2] === 'tomorrow')
    return onDay(3, addDays(today, 2));
  const near = nearDay(word);
  return near === null ? null : onDay(1, addDays(today, near));
}

/** The next day of that name; with "next" the one of the week that begins on Monday. */
function weekday(words: readonly string[], at: number, context: QuickContext): Meaning | null {
  const word = words[at] ?? '';
  const isNext = NEXT.has(word);
  const skipped = isNext || THIS.has(word) ? 1 : 0;
  const named = weekdayNamed(words[at + skipped] ?? '', context.language);
  if (named === null) return null;
  if (isNext) return onDay(2, addDays(monday(context.today), 7 + ((named + 6) % 7)));
  const ahead = (named - weekdayOf(context.today) + 7) % 7 || 7;
  return { ...onDay(1 + skipped, addDays(context.today, ahead)), isWeekday: true };
}

function monday(day: string): string {
  return addDays(day, -((weekdayOf(day) + 6) % 7));
}

/** "in 3 days", "in einer Woche", "dentro de dos horas". */
function afterSome(words: readonly string[], at: number, { today, minute }: QuickContext): Meaning | null {
  const isLong = words[at] === 'dentro' && words[at + 1] === 'de';
  if (!isLong && words[at] !== 'in' && words[at] !== 'en') return null;
  const start = isLong ? 2 : 1;
  const count = numberNamed(words[at + start] ?? '');
  const span = spanNamed(words[at + start + 1] ?? '');
  if (count === null || span === null) return null;
  const length = start + 2;
  switch (span) {
    case 'day':
      return onDay(length, addDays(today, count));
    case 'week':
      return onDay(length, addDays(today, 7 * count));
    case 'month':
      return onDay(length, addMonths(today, count));
    case 'minute':
    case 'hour': {
      const then = minute + count * (span === 'hour' ? 60 : 1);
      return { words: length, day: addDays(today, Math.floor(then / 1440)), minute: then % 1440 };
    }
  }
}

/** The Monday after this week. */
function nextWeek(words: readonly string[], at: number, { today }: QuickContext): Meaning | null {
  const day = addDays(monday(today), 7);
  const rest = (count: number): string => words.slice(at, at + count).join(' ');
  if (rest(4) === 'la semana que viene') return onDay(4, day);
  if (rest(3) === 'la proxima semana') return onDay(3, day);
  return NEXT.has(words[at] ?? '') && spanNamed(words[at + 1] ?? '') === 'week' ? onDay(2, day) : null;
}

/** 2026-12-03, 3.12., 3.12.26, and 3/12 or 12/3 as the place has it. */
function numericDay(word: string, { today, dayFirst }: QuickContext): Meaning | null {
  if (isDay(word)) return onDay(1, word);
  const match = /^(\d{1,2})([./])(\d{1,2})(?:\.|\2(\d{2}|\d{4}))?$/.exec(word);
  if (!match) return null;
  const [, first = '', mark, second = '', year] = match;
  if (mark === '/' && word.endsWith('.')) return null;
  const isDayFirst = mark === '.' || dayFirst;
  const day = dated(
    isDayFirst ? Number(second) : Number(first),
    isDayFirst ? Number(first) : Number(second),
    today,
    year,
  );
  return day === null ? null : onDay(1, day);
}

/** "3 Dec", "Dec 3", "3. Dezember", "3 de diciembre", "3 December 2027". */
function dayWithMonth(
  words: readonly string[],
  at: number,
  { today, language }: QuickContext,
): Meaning | null {
  const ordinal = (word: string | undefined): number | null => {
    const match = /^(\d{1,2})(?:st|nd|rd|th|\.)?$/.exec(word ?? '');
    return match ? Number(match[1]) : null;
  };
  const number = ordinal(words[at]);
  const skip = words[at + 1] === 'de' ? 1 : 0;
  const month =
    number === null
      ? monthNamed(words[at] ?? '', language)
      : monthNamed(words[at + 1 + skip] ?? '', language);
  const date = number ?? ordinal(words[at + 1]);
  if (month === null || date === null) return null;
  const length = number === null ? 2 : 2 + skip;
  const year = /^\d{4}$/.test(words[at + length] ?? '') ? words[at + length] : undefined;
  const day = dated(month, date, today, year);
  return day === null ? null : onDay(length + (year === undefined ? 0 : 1), day);
}

/** The day of a date; without a year the next one from today on. Null for the 30th of February. */
function dated(month: number, date: number, today: string, year: string | undefined): string | null {
  const two = (value: number): string => String(value).padStart(2, '0');
  const of = (full: number): string | null => {
    const day = `${full}-${two(month)}-${two(date)}`;
    return isDay(day) ? day : null;
  };
  if (year !== undefined) return of(year.length === 2 ? 2000 + Number(year) : Number(year));
  const thisYear = Number(today.slice(0, 4));
  // The 29th of February is never further away than this.
  for (let full = thisYear; full <= thisYear + 8; full++) {
    const day = of(full);
    if (day !== null && day >= today) return day;
  }
  return null;
}

/**
 * What the words from `at` on say of the time of day: 10:30, 10.30 Uhr, 10am, 10 Uhr, 10h, noon.
 * @param isExpected a time is due here ("at", or after a day), so that a bare number is one
 */
export function timeAt(
  words: readonly string[],
  at: number,
  isExpected: boolean,
  language: QuickLanguage,
): Meaning | null {
  const word = words[at] ?? '';
  const named = dayTime(word);
  if (named !== null) return atMinute(1, named);
  const match = /^(\d{1,2})(?:([:.h])(\d{2})?)?(am|pm|a\.m\.|p\.m\.)?$/.exec(word);
  if (!match) return null;
  const [, hours = '', mark, minutes, half] = match;
  if (mark !== undefined && mark !== 'h' && minutes === undefined) return null;
  const next = words[at + 1] ?? '';
  const isAfterwards = half === undefined && /^(am|pm|a\.m\.?|p\.m\.?)$/.test(next);
  const suffix = half ?? (isAfterwards ? next : undefined);
  const isClock = next === 'uhr';
  const isSure = mark === ':' || mark === 'h' || suffix !== undefined || isClock;
  if (!isSure && !(isExpected && (mark === '.' || minutes === undefined))) return null;
  const minute = minuteOf(Number(hours), Number(minutes ?? '0'), suffix, !isSure && language === 'en');
  return minute === null ? null : atMinute(isAfterwards || isClock ? 2 : 1, minute);
}

/** A bare "at 3" is in the afternoon where clocks have twelve hours. */
function minuteOf(
  hours: number,
  minutes: number,
  suffix: string | undefined,
  isBare: boolean,
): number | null {
  if (minutes > 59) return null;
  if (suffix === undefined) {
    if (hours > 23) return null;
    return (isBare && hours >= 1 && hours <= 6 ? hours + 12 : hours) * 60 + minutes;
  }
  if (hours < 1 || hours > 12) return null;
  return ((hours % 12) + (suffix.startsWith('p') ? 12 : 0)) * 60 + minutes;
}
