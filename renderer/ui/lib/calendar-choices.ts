/** The days a week may begin with; `system` leaves it to the reader's region. */
export const WEEK_STARTS = ['system', 'mon', 'sun', 'sat'] as const;
export type WeekStart = (typeof WEEK_STARTS)[number];

/** How long a new appointment may be, in minutes. */
export const LENGTHS = ['15', '30', '45', '60', '90'] as const;
export type Length = (typeof LENGTHS)[number];
export const USUAL_LENGTH: Length = '30';

/** A reader's locale that says with which day weeks begin (Unicode's `fw`), where that was chosen. */
export function withWeekStart(locale: string, start: WeekStart): string {
  return start === 'system' ? locale : `${new Intl.Locale(locale).baseName}-u-fw-${start}`;
}
