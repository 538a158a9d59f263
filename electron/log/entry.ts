import type { Log } from '../../shared/log.ts';
import { redact } from './redact.ts';

export type LogLevel = 'info' | 'warn' | 'error';
export type LogFacts = NonNullable<Parameters<Log['info']>[1]>;

/** One line of the log, already redacted. */
export interface LogEntry {
  readonly level: LogLevel;
  readonly event: string;
  readonly facts: LogFacts;
}

/** Makes an entry fit to be written: every text in it is redacted. Numbers are counts, durations and codes, and stay. */
export function logEntry(level: LogLevel, event: string, facts: LogFacts = {}): LogEntry {
  const clean = Object.entries(facts).map(
    ([name, fact]) => [name, typeof fact === 'string' ? redact(fact) : fact] as const,
  );
  return { level, event: redact(event), facts: Object.fromEntries(clean) };
}

/** A `Log` that passes redacted entries on. */
export function logTo(write: (entry: LogEntry) => void): Log {
  return {
    info: (event, facts) => write(logEntry('info', event, facts)),
    warn: (event, facts) => write(logEntry('warn', event, facts)),
    error: (event, facts) => write(logEntry('error', event, facts)),
  };
}
