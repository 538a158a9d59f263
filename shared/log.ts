/**
 * Where the app writes what it did. An entry is a short event name and plain facts: counts, codes, durations. Never a token, a JWT, or anything
 * out of a record.
 */
export interface Log {
  info(event: string, facts?: Readonly<Record<string, string | number | boolean | null>>): void;
  warn(event: string, facts?: Readonly<Record<string, string | number | boolean | null>>): void;
  error(event: string, facts?: Readonly<Record<string, string | number | boolean | null>>): void;
}
