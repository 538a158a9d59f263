/** The days a week may begin with; `system` leaves it to the reader's region. */
export const WEEK_STARTS = ['system', 'mon', 'sun', 'sat'] as const;
export type WeekStart = (typeof WEEK_STARTS)[number];

const KEY = 'satchel:week-start';

/** With which day a week begins, kept on this machine. */
export class WeekStartChoice {
  #storage: Pick<Storage, 'getItem' | 'setItem'>;
  #locale: string;
  #start: WeekStart = $state('system');

  /** @param locale the BCP 47 tag that numbers and dates are written for */
  constructor(storage: Pick<Storage, 'getItem' | 'setItem'>, locale: string) {
    this.#storage = storage;
    this.#locale = locale;
    const stored = storage.getItem(KEY);
    this.#start = WEEK_STARTS.find((start) => start === stored) ?? 'system';
  }

  get start(): WeekStart {
    return this.#start;
  }

  /** The reader's locale, saying with which day its weeks begin (Unicode's `fw`) where that was chosen. */
  get locale(): string {
    if (this.#start === 'system') return this.#locale;
    const { baseName } = new Intl.Locale(this.#locale);
    return `${baseName}-u-fw-${this.#start}`;
  }

  choose(start: WeekStart): void {
    this.#start = start;
    this.#storage.setItem(KEY, start);
  }
}
