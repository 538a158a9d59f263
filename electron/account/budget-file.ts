import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readFile, writeFile } from 'atomically';
import { z } from 'zod';
import { errorInfoOf } from '../../shared/errors.ts';
import type { Log } from '../../shared/log.ts';
import { budgetSettingsSchema, type BudgetSettings } from '../../shared/sync-state.ts';
import type { Clock } from '../../shared/time.ts';

/** The share of the account's calls that a device takes at rest until the user says otherwise. */
export const DEFAULT_BUDGET: BudgetSettings = { callsPerHour: 40 };

/** How long changes are gathered before they are written. A crash forgets that much of what was called, which the share can bear. */
const GATHER_MS = 2_000;

export interface SavedBudget<State> {
  readonly settings: BudgetSettings;
  /** Null where nothing is known: the first start, or a file that was lost. */
  readonly state: State | null;
}

/** What is remembered of an account's calls on this device, in a file of its own that is replaced whole. Nothing in it is secret. */
export interface BudgetFile<State> {
  /** What was saved last. Settings and state are read each for itself: what cannot be understood starts afresh. */
  read(): Promise<SavedBudget<State>>;
  /** Something changed: what `current` gives is written soon. A disk that refuses is logged; the budget goes on in memory. */
  changed(current: () => SavedBudget<State>): void;
  /** Writes what is waiting. Nothing is written afterwards. */
  close(): Promise<void>;
}

export interface BudgetFileOptions<State> {
  /** The app's folder; the file is `budgets/<account id>.json` under it. */
  readonly dir: string;
  readonly accountId: string;
  readonly schema: z.ZodType<State>;
  readonly clock: Clock;
  readonly log: Log;
}

const fileSchema = z.object({ settings: z.unknown(), state: z.unknown() });

/** The file that keeps an account's budget. */
export function budgetFile<State>(options: BudgetFileOptions<State>): BudgetFile<State> {
  const { dir, accountId, schema, clock, log } = options;
  const folder = join(dir, 'budgets');
  const path = join(folder, `${accountId}.json`);
  let waiting: (() => SavedBudget<State>) | null = null;
  let writing: Promise<void> | null = null;
  const closing = new AbortController();

  async function write(): Promise<void> {
    const current = waiting;
    waiting = null;
    if (current === null) return;
    try {
      await mkdir(folder, { recursive: true });
      await writeFile(path, `${JSON.stringify(current())}\n`);
    } catch (error) {
      log.warn('budget.not-saved', { reason: reasonOf(error) });
    }
  }

  /** Gathers, writes, and does so again while there are changes. One at a time. */
  async function writeSoon(): Promise<void> {
    while (waiting !== null) {
      // Being closed ends the wait; what waits is written at once.
      await clock.sleep(GATHER_MS, closing.signal).catch(() => {});
      await write();
    }
    writing = null;
  }

  return {
    async read() {
      const text = await readFile(path, 'utf8').catch((error: unknown) => {
        if (!isMissing(error)) log.warn('budget.not-read', { reason: reasonOf(error) });
        return null;
      });
      const file = fileSchema.safeParse(parse(text));
      const settings = budgetSettingsSchema.safeParse(file.data?.settings);
      const state = schema.safeParse(file.data?.state);
      return {
        settings: settings.success ? settings.data : DEFAULT_BUDGET,
        state: state.success ? state.data : null,
      };
    },
    changed(current) {
      if (closing.signal.aborted) return;
      waiting = current;
      writing ??= writeSoon();
    },
    async close() {
      closing.abort();
      await writing;
    },
  };
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

/** The system's code for a disk that refuses, such as ENOSPC. */
function reasonOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return errorInfoOf(error).code;
}

function parse(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null; // Not JSON is as unknown as the wrong JSON: the caller starts afresh.
  }
}
