import type { CallReport } from './transport.ts';

const HOUR_MS = 60 * 60 * 1000;

/** Counts this device's calls, and remembers what the CRM last said of the account's limit. */
export interface CallMeter {
  record(call: CallReport): void;
  /** Calls within the last hour. */
  lastHour(): number;
  /** The account's limit and what is left of it, as the CRM last said; null where it never did. */
  limit(): number | null;
  remaining(): number | null;
}

/** A meter in memory. `now` gives epoch milliseconds. */
export function createCallMeter({ now }: { readonly now: () => number }): CallMeter {
  let calls: number[] = [];
  let limit: number | null = null;
  let remaining: number | null = null;
  /** A clock that was set back would leave calls "in the future" for ever; they are dropped as well. */
  const forget = () => {
    const at = now();
    calls = calls.filter((call) => call > at - HOUR_MS && call <= at);
  };
  return {
    record(call) {
      forget();
      calls.push(call.at);
      limit = call.limit ?? limit;
      remaining = call.remaining ?? remaining;
    },
    lastHour() {
      forget();
      return calls.length;
    },
    limit: () => limit,
    remaining: () => remaining,
  };
}
