import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileSync } from 'atomically';
import type { Log } from '../../shared/log.ts';
import { historySchema, type History } from './history.ts';

/**
 * Where the history of updates is kept. It is written while the app ends, so all of it is done at once.
 */
export interface HistoryFile {
  read(): History | null;
  /** @throws where the disk refuses */
  write(history: History): void;
}

/** `updates.json` under `dir`, replaced whole. */
export function historyFile(dir: string, log: Log): HistoryFile {
  const path = join(dir, 'updates.json');
  return {
    read() {
      try {
        return historySchema.parse(JSON.parse(readFileSync(path, 'utf8')));
      } catch (error) {
        // Absent at the first start; of one that was lost nothing is told.
        const absent = error instanceof Error && 'code' in error && error.code === 'ENOENT';
        if (!absent) log.warn('updates.history-lost');
        return null;
      }
    },
    write: (history) => writeFileSync(path, `${JSON.stringify(history)}\n`),
  };
}
