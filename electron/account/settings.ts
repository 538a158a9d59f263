import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { readFile, writeFile } from 'atomically';
import { z } from 'zod';
import { accountSchema } from '../../shared/account.ts';
import type { Log } from '../../shared/log.ts';

const settingsSchema = z.object({ version: z.literal(1), account: accountSchema.nullable() });
export type Settings = z.infer<typeof settingsSchema>;

const NONE: Settings = { version: 1, account: null };

/** The settings of this device, in one file that is replaced whole. Nothing in it is secret. */
export interface SettingsFile {
  read(): Promise<Settings>;
  write(settings: Settings): Promise<void>;
}

/**
 * Settings in `settings.json` under `dir`. A file that cannot be understood is put aside as `settings.broken.json` and the app starts as new: the
 * records are in the store, not here.
 */
export function settingsFile(dir: string, log: Log): SettingsFile {
  const path = join(dir, 'settings.json');
  return {
    async read() {
      const text = await readFile(path, 'utf8').catch((error: unknown) => {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
        throw error;
      });
      if (text === null) return NONE;
      const parsed = settingsSchema.safeParse(parse(text));
      if (parsed.success) return parsed.data;
      log.warn('settings.broken', {});
      await rename(path, join(dir, 'settings.broken.json'));
      return NONE;
    },
    async write(settings) {
      await writeFile(path, `${JSON.stringify(settings, null, 2)}\n`);
    },
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // Not JSON is as unknown as the wrong JSON; the caller puts the file aside.
  }
}
