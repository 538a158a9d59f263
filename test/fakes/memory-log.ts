import type { Log } from '../../shared/log.ts';

/** A log that keeps its entries for a test to read. */
export function memoryLog(): Log & { readonly entries: { level: string; event: string; facts: unknown }[] } {
  const entries: { level: string; event: string; facts: unknown }[] = [];
  const write =
    (level: string) =>
    (event: string, facts: unknown = {}): void => {
      entries.push({ level, event, facts });
    };
  return { entries, info: write('info'), warn: write('warn'), error: write('error') };
}
