import { join } from 'node:path';
import electronLog from 'electron-log/node';
import type { Log } from '../../shared/log.ts';
import { logTo } from './entry.ts';

/** A file is put aside as `main.old.log` when it grows past this, so the log never takes more than twice as much. */
const FILE_BYTES_MAX = 2 * 1024 * 1024;

export interface FileLogOptions {
  readonly maxBytes?: number;
  readonly now?: () => Date;
}

/**
 * A log in `main.log` under `dir`, one JSON object a line, readable by its owner alone. A log that cannot be written is told on stderr and stops nothing.
 */
export function createFileLog(dir: string, options: FileLogOptions = {}): Log {
  const { maxBytes = FILE_BYTES_MAX, now = () => new Date() } = options;
  const logger = electronLog.create({ logId: dir });
  const { file, console: terminal } = logger.transports;
  terminal.level = false;
  file.level = 'info';
  file.resolvePathFn = () => join(dir, 'main.log');
  file.writeOptions = { flag: 'a', mode: 0o600, encoding: 'utf8' };
  file.maxSize = maxBytes;
  file.format = '{text}';
  return logTo(({ level, event, facts }) =>
    logger[level](JSON.stringify({ at: now().toISOString(), level, event, ...facts })),
  );
}
