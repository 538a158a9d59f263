import { dayAt, timeAt, type Meaning, type QuickContext } from './expressions.ts';
import { DAY_PREPOSITIONS, folded, TIME_PREPOSITIONS } from './vocabulary.ts';

/** What a quick line comes to. */
export interface QuickTask {
  /** The line without what says when. */
  readonly title: string;
  /** `YYYY-MM-DD`; null where none was named. */
  readonly day: string | null;
  /** `HH:mm`; null where none was named. */
  readonly time: string | null;
  /** The parts of the line that say when, as they were written. */
  readonly when: readonly string[];
}

interface Word {
  readonly text: string;
  /** As it is compared: folded, without the comma or full stop that ends a clause. */
  readonly key: string;
}

/** Some words that mean something, from `from` on, the ones before them that lead to it included. */
interface Found extends Meaning {
  readonly from: number;
  readonly to: number;
}

/** The hour of tasks that name a day alone. */
const MORNING = '09:00';

/**
 * Reads "call Ada fri 10:00": what is to be done, and when. Words for days and times in English, German and Spanish, wherever they stand; of several days or times the last counts, and
 * the others stay what they are. What stands in quotes is never read.
 */
export function parseQuickTask(line: string, context: QuickContext): QuickTask {
  const words = wordsOf(line);
  const keys = words.map(({ key }) => key);
  const found: Found[] = [];
  for (let at = 0; at < keys.length;) {
    const meaning = meaningAt(keys, at, found.at(-1), context);
    if (meaning === null) {
      at++;
      continue;
    }
    found.push({
      ...meaning,
      from: leadOf(keys, at, meaning, found.at(-1)?.to ?? 0),
      to: at + meaning.words,
    });
    at += meaning.words;
  }
  const day = found.findLast((each) => each.day !== null);
  const time = found.findLast((each) => each.minute !== null);
  const used = found.filter((each) => each === day || each === time);
  const isUsed = (index: number): boolean => used.some(({ from, to }) => index >= from && index < to);
  return {
    title: tidy(
      words
        .filter((_, index) => !isUsed(index))
        .map(({ text }) => text)
        .join(' '),
    ),
    day: day ? soonest(day, time?.minute ?? null, context) : null,
    time: time?.minute === null || time === undefined ? null : clock(time.minute),
    when: used.map(({ from, to }) =>
      words
        .slice(from, to)
        .map(({ text }) => text)
        .join(' '),
    ),
  };
}

/** When it is due, `YYYY-MM-DDTHH:mm`: a day alone means its morning, a time alone the next that comes; null where nothing was named. */
export function dueOf(
  { day, time }: QuickTask,
  { today, minute }: QuickContext,
  tomorrow: string,
): string | null {
  if (day !== null) return `${day}T${time ?? MORNING}`;
  if (time === null) return null;
  return `${time > clock(minute) ? today : tomorrow}T${time}`;
}

function wordsOf(line: string): Word[] {
  // A quoted part is one word, which means nothing.
  return [...line.matchAll(/"[^"]*"|“[^”]*”|„[^“]*“|«[^»]*»|\S+/gu)].map(([text]) => ({
    text,
    key: keyOf(text),
  }));
}

/** A full stop stays where it may belong to a date ("3.12."). */
function keyOf(text: string): string {
  const word = folded(text).replace(/[,;:!?]+$/, '');
  return /^\d/.test(word) || /^[ap]\.m\.$/.test(word) ? word : word.replace(/\.+$/, '');
}

function meaningAt(
  keys: readonly string[],
  at: number,
  before: Found | undefined,
  context: QuickContext,
): Meaning | null {
  const isAfterDay =
    before !== undefined && before.to === at && before.day !== null && before.minute === null;
  const isAsked = isClockAsked(keys, at);
  const time = (): Meaning | null => timeAt(keys, at, isAfterDay || isAsked, context.language);
  // "um 10.30" is a time and "10.12." is a day.
  return isAsked ? (time() ?? dayAt(keys, at, context)) : (dayAt(keys, at, context) ?? time());
}

/** Whether the words before say that a time follows. */
function isClockAsked(keys: readonly string[], at: number): boolean {
  const before = keys[at - 1] ?? '';
  if (TIME_PREPOSITIONS.has(before)) return true;
  return (before === 'las' || before === 'la') && keys[at - 2] === 'a';
}

/** Where the words that lead to a meaning begin. */
function leadOf(keys: readonly string[], at: number, { day }: Meaning, least: number): number {
  let from = at;
  const before = (steps: number): string => keys[from - steps] ?? '';
  if (day === null && (before(1) === 'las' || before(1) === 'la') && before(2) === 'a') from -= 2;
  else if (day === null && TIME_PREPOSITIONS.has(before(1))) from -= 1;
  else if (day !== null && DAY_PREPOSITIONS.has(before(1))) from -= 1;
  return Math.max(from, least);
}

/** A weekday is today where it is that day and the time is still to come. */
function soonest(found: Found, minute: number | null, { today, minute: now }: QuickContext): string | null {
  if (found.day === null || !found.isWeekday || minute === null || minute <= now) return found.day;
  const isThisWeekday = (Date.parse(found.day) - Date.parse(today)) / 86_400_000 === 7;
  return isThisWeekday ? today : found.day;
}

function clock(minute: number): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

/** Without the commas and dashes that led to what was taken out. */
function tidy(title: string): string {
  return title
    .replace(/\s+/g, ' ')
    .replace(/^[\s,;:–-]+|[\s,;:–-]+$/g, '')
    .trim();
}
