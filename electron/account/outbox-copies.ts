import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFile } from 'atomically';
import type { Log } from '../../shared/log.ts';

/** The outbox of an account as it was before its database was upgraded, sealed with the account's key. */
export interface OutboxCopy {
  readonly accountId: string;
  readonly from: number;
  readonly to: number;
  /** Base64. */
  readonly sealed: string;
}

/**
 * Writes it under the app's folder, as `outbox/<account>-before-v5-2026-11-28.sealed`. One of the same upgrade and day is written over: that upgrade did not come about.
 * `build/open-outbox.ts` opens it.
 * @param now epoch milliseconds
 * @returns whether it was written
 */
export async function keepOutboxCopy(
  dir: string,
  { accountId, to, sealed }: OutboxCopy,
  { now, log }: { readonly now: number; readonly log: Log },
): Promise<boolean> {
  const folder = join(dir, 'outbox');
  const day = new Date(now).toISOString().slice(0, 10);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeFile(join(folder, `${accountId}-before-v${to}-${day}.sealed`), Buffer.from(sealed, 'base64'), {
      mode: 0o600,
    });
    return true;
  } catch (error) {
    log.error('outbox.not-copied', { reason: error instanceof Error ? error.message : String(error) });
    return false;
  }
}
