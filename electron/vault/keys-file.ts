import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readFile, writeFile } from 'atomically';
import { z } from 'zod';
import { AppError } from '../../shared/errors.ts';
import type { Log } from '../../shared/log.ts';
import { lockKindSchema, lockSettingsSchema } from '../../shared/vault.ts';
import { attemptsSchema } from './attempts.ts';
import { costSchema } from './passphrase.ts';

const base64 = z.string().max(1000);

const lockSchema = z.object({
  kind: lockKindSchema,
  salt: base64,
  cost: costSchema,
  /** By which the keychain's half is known again; null where there is no keychain, and the passphrase opens alone. */
  half: base64.nullable(),
  box: base64,
});
export type LockWrap = z.infer<typeof lockSchema>;

const keysSchema = z.object({
  version: z.literal(1),
  keyIn: z.enum(['keychain', 'memory']),
  /** By which the key is known again. */
  check: base64,
  recovery: z.object({ salt: base64, box: base64, confirmed: z.boolean() }).nullable(),
  lock: lockSchema.nullable(),
  attempts: attemptsSchema,
  settings: lockSettingsSchema,
  /** When the CRM last answered, and the latest time that this device has seen: a clock that is put back makes nothing younger. */
  reachedAt: z.number(),
  seenAt: z.number(),
  /** By which the API key of this store's user is known again. */
  user: z.object({ salt: base64, hash: base64 }).nullable(),
  /** Whatever database lies here was sealed with a key that is gone for good. */
  fresh: z.boolean(),
});
export type Keys = z.infer<typeof keysSchema>;

/** The store was wiped; its database may still have to be deleted. */
const wipedSchema = z.object({ version: z.literal(1), wiped: z.literal(true) });

export type FoundKeys =
  { readonly status: 'none' | 'wiped' | 'broken' } | { readonly status: 'keys'; readonly keys: Keys };

/**
 * What opens the data key of each account, in a small file each. There is no key in it, only wrapped copies; that it is there says that a store was made, and that no
 * other key may be made for it.
 */
export interface KeysFiles {
  /** `broken` where there is a file that cannot be read or understood; it is left as it is. */
  read(accountId: string): Promise<FoundKeys>;
  /** @throws AppError `storage` */
  write(accountId: string, keys: Keys | 'wiped'): Promise<void>;
  remove(accountId: string): Promise<void>;
}

/** Files `keys/<account id>.json` under `dir`, readable by their owner alone. */
export function keysFiles(dir: string, log: Log): KeysFiles {
  const folder = join(dir, 'keys');
  const pathOf = (accountId: string) => join(folder, `${accountId}.json`);
  return {
    async read(accountId) {
      let text: string;
      try {
        text = await readFile(pathOf(accountId), 'utf8');
      } catch (error) {
        if (codeOf(error) === 'ENOENT') return { status: 'none' };
        log.warn('keys.unreadable', { reason: codeOf(error) });
        return { status: 'broken' };
      }
      const found = parse(text);
      if (wipedSchema.safeParse(found).success) return { status: 'wiped' };
      const keys = keysSchema.safeParse(found);
      if (keys.success) return { status: 'keys', keys: keys.data };
      log.warn('keys.broken', {});
      return { status: 'broken' };
    },
    async write(accountId, keys) {
      const content: Keys | z.infer<typeof wipedSchema> =
        keys === 'wiped' ? { version: 1, wiped: true } : keys;
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        await writeFile(pathOf(accountId), `${JSON.stringify(content)}\n`, { mode: 0o600 });
      } catch (error) {
        throw new AppError({ code: 'storage', reason: codeOf(error) }, { cause: error });
      }
    },
    async remove(accountId) {
      await rm(pathOf(accountId), { force: true });
    },
  };
}

/** The system's code for a disk that refuses, such as ENOSPC. */
function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // Not JSON is as unknown as the wrong JSON.
  }
}
