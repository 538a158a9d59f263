import { readFile, writeFile } from 'atomically';
import type { z } from 'zod';
import { errorInfoOf } from '../../shared/errors.ts';
import type { Log } from '../../shared/log.ts';

/** A small file that is replaced whole. Nothing in it is secret, nor of a customer. */
export interface JsonFile<T> {
  /** What was written last; null where nothing was, or where it cannot be understood. */
  read(): Promise<T | null>;
  /** Writes one after the other. A disk that refuses is logged; what was written is then lost with the app's end. */
  write(value: T): Promise<void>;
}

/** The file at `path`, whose folder is there. */
export function jsonFile<T>(path: string, schema: z.ZodType<T>, log: Log): JsonFile<T> {
  let writing: Promise<void> = Promise.resolve();
  return {
    async read() {
      try {
        return schema.parse(JSON.parse(await readFile(path, 'utf8')));
      } catch (error) {
        const isAbsent = error instanceof Error && 'code' in error && error.code === 'ENOENT';
        if (!isAbsent) log.warn('file.not-understood', { code: errorInfoOf(error).code });
        return null;
      }
    },
    write(value) {
      writing = writing
        .then(() => writeFile(path, `${JSON.stringify(value)}\n`))
        .catch((error: unknown) => {
          log.warn('file.not-written', { code: errorInfoOf(error).code });
        });
      return writing;
    },
  };
}
