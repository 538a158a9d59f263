import { m } from '../paraglide/messages.js';

const DAY_MS = 86_400_000;

/** Numbers, money and times in the reader's language and zone. All functions are pure; `now` is given where "today" matters. */
export interface Formats {
  /** The BCP 47 tag that numbers and dates are written for; it says how a week begins, too. */
  readonly locale: string;
  /** The reader's zone, an IANA name. */
  readonly zone: string;
  number(value: number | string): string;
  /** An exact decimal with its currency; without one, or with one nobody knows, the bare number (and the word). */
  money(amount: string, currency: string | null): string;
  /** The same in few letters, for charts and headings: "€64k". Never where the exact amount is not beside it or a click away. */
  moneyShort(amount: string, currency: string | null): string;
  /** The price of one thing: as money, with as many digits as it has, up to four after the point. */
  price(amount: string, currency: string | null): string;
  /** As short as a list has room for: "09:12" today, "Yesterday", "21 Nov", "3 Mar 2027". */
  instantShort(ms: number, now: number): string;
  /** In full: "Tue 24 Nov 2026, 09:12". */
  instantLong(ms: number): string;
  /** A calendar day, `YYYY-MM-DD`, in no zone: "Today", "Tomorrow", "21 Nov", "3 Mar 2027". */
  day(day: string, now: number): string;
  dayLong(day: string): string;
  /** The day an instant is in, in the reader's zone: `YYYY-MM-DD`. */
  dayOf(ms: number): string;
  /** "Tuesday 24 November". */
  weekday(day: string): string;
  /** A month, `YYYY-MM`: "Nov", "Jan 2027" where it is not this year's. */
  month(month: string, now: number): string;
  /** "09:12". */
  time(ms: number): string;
  /** "09:12" in another zone (an IANA name), or null where there is no such zone. */
  timeIn(zone: string, ms: number): string | null;
  /** "2 hours ago"; "just now" below a minute. */
  ago(ms: number, now: number): string;
  /** "in 78 minutes"; "just now" within a minute of it. */
  until(ms: number, now: number): string;
  percent(value: number): string;
  /** A size in bytes, as systems show it: "12.4 MB". */
  bytes(count: number): string;
  /** "a, b and c". */
  list(words: readonly string[]): string;
}

/**
 * @param locale a BCP 47 tag
 * @param timeZone the reader's zone; the system's where it is left out
 */
export function createFormats(locale: string, timeZone?: string): Formats {
  const inZone = timeZone === undefined ? {} : { timeZone };
  const dates = (options: Intl.DateTimeFormatOptions, zone: { timeZone?: string } = inZone) =>
    new Intl.DateTimeFormat(locale, { ...zone, ...options });
  const utc = { timeZone: 'UTC' };
  const numbers = new Intl.NumberFormat(locale, { maximumFractionDigits: 10 });
  const percents = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 });
  const lists = new Intl.ListFormat(locale);
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'always' });
  const clock = dates({ hour: '2-digit', minute: '2-digit' });
  const long = dates({
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  });
  const dayOfYear = dates({ day: 'numeric', month: 'short' }, utc);
  const dayAndYear = dates({ day: 'numeric', month: 'short', year: 'numeric' }, utc);
  const weekday = dates({ weekday: 'long', day: 'numeric', month: 'long' }, utc);
  const month = dates({ month: 'short' }, utc);
  const monthAndYear = dates({ month: 'short', year: 'numeric' }, utc);
  const dayLong = dates({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' }, utc);
  // Sweden writes days as YYYY-MM-DD, which is what tells two instants' days apart.
  const dayOf = new Intl.DateTimeFormat('sv-SE', {
    ...inZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  const money = new Map<string, Intl.NumberFormat>();
  const short = { notation: 'compact', maximumSignificantDigits: 3 } as const;

  function moneyFormat(currency: string | null, look: 'whole' | 'short' | 'price'): Intl.NumberFormat {
    const key = `${currency ?? ''} ${look}`;
    let format = money.get(key);
    if (!format) {
      const style = currency === null ? {} : ({ style: 'currency', currency } as const);
      format = new Intl.NumberFormat(locale, {
        ...style,
        currencyDisplay: 'narrowSymbol',
        trailingZeroDisplay: 'stripIfInteger',
        ...(look === 'short' ? short : {}),
        ...(look === 'price' ? { maximumFractionDigits: 4 } : {}),
      });
      money.set(key, format);
    }
    return format;
  }

  function amountText(amount: string, currency: string | null, look: 'whole' | 'price'): string {
    if (currency === null) return numbers.format(digits(amount));
    if (!/^[A-Z]{3}$/.test(currency)) return `${numbers.format(digits(amount))} ${currency}`;
    return moneyFormat(currency, look).format(digits(amount));
  }

  /** A number written out, as `Intl` takes it without going through a double. */
  const digits = (text: string) => text as Intl.StringNumericLiteral;

  function dayShort(day: string, now: number): string {
    const days = (Date.parse(day) - Date.parse(dayOf.format(now))) / DAY_MS;
    if (days === 0) return m.when_today();
    if (days === 1) return m.when_tomorrow();
    if (days === -1) return m.when_yesterday();
    const sameYear = day.slice(0, 4) === dayOf.format(now).slice(0, 4);
    return (sameYear ? dayOfYear : dayAndYear).format(Date.parse(day));
  }

  return {
    locale,
    zone: timeZone ?? new Intl.DateTimeFormat().resolvedOptions().timeZone,
    number: (value) => numbers.format(typeof value === 'string' ? digits(value) : value),
    money: (amount, currency) => amountText(amount, currency, 'whole'),
    price: (amount, currency) => amountText(amount, currency, 'price'),
    moneyShort(amount, currency) {
      if (currency === null || /^[A-Z]{3}$/.test(currency)) {
        return moneyFormat(currency, 'short').format(digits(amount));
      }
      return `${moneyFormat(null, 'short').format(digits(amount))} ${currency}`;
    },
    instantShort(ms, now) {
      const day = dayOf.format(ms);
      return day === dayOf.format(now) ? clock.format(ms) : dayShort(day, now);
    },
    instantLong: (ms) => long.format(ms),
    day: dayShort,
    dayLong: (day) => dayLong.format(Date.parse(day)),
    dayOf: (ms) => dayOf.format(ms),
    weekday: (day) => weekday.format(Date.parse(day)),
    month(of, now) {
      const isThisYear = of.slice(0, 4) === dayOf.format(now).slice(0, 4);
      return (isThisYear ? month : monthAndYear).format(Date.parse(`${of}-01`));
    },
    time: (ms) => clock.format(ms),
    timeIn(zone, ms) {
      try {
        return dates({ hour: '2-digit', minute: '2-digit' }, { timeZone: zone }).format(ms);
      } catch {
        return null; // Intl knows no such zone, and has no other way to ask.
      }
    },
    ago(ms, now) {
      const minutes = Math.floor((now - ms) / 60_000);
      if (minutes < 1) return m.when_just_now();
      if (minutes < 60) return relative.format(-minutes, 'minute');
      if (minutes < 48 * 60) return relative.format(-Math.floor(minutes / 60), 'hour');
      return relative.format(-Math.floor(minutes / (24 * 60)), 'day');
    },
    until(ms, now) {
      const minutes = Math.ceil((ms - now) / 60_000);
      if (minutes < 1) return m.when_just_now();
      if (minutes < 120) return relative.format(minutes, 'minute');
      if (minutes < 48 * 60) return relative.format(Math.round(minutes / 60), 'hour');
      return relative.format(Math.round(minutes / (24 * 60)), 'day');
    },
    percent: (value) => percents.format(value / 100),
    bytes(count) {
      const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;
      const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, count)) / 3));
      return new Intl.NumberFormat(locale, {
        style: 'unit',
        unit: units[power] ?? 'byte',
        unitDisplay: 'short',
        maximumFractionDigits: 1,
      }).format(count / 10 ** (3 * power));
    },
    list: (words) => lists.format(words),
  };
}

/**
 * The locale for numbers and dates: the first of the reader's languages that is of the words' language, so that English words come with
 * British dates for a Briton. The words' own locale where there is none.
 */
export function regionalLocale(words: string, languages: readonly string[]): string {
  return languages.find((language) => language.split('-')[0] === words) ?? words;
}
