import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readFile, writeFile } from 'atomically';
import { KEY_BYTES, type RandomBytes } from './box.ts';

/**
 * The key of the sample workspace, in a file beside its made-up data: trying the app asks for nothing, and there is nothing to protect. Where the file is lost or
 * broken a key is made anew, and the sample is fetched again.
 * @returns the key, and whether it is new
 */
export async function sampleKey(
  dir: string,
  random: RandomBytes,
): Promise<{ readonly key: Uint8Array; readonly fresh: boolean }> {
  const path = join(dir, 'data-key');
  const kept = Buffer.from(await readFile(path, 'utf8').catch(() => ''), 'base64');
  if (kept.length === KEY_BYTES) return { key: kept, fresh: false };
  const made = Buffer.from(random(KEY_BYTES));
  await mkdir(dir, { recursive: true, mode: 0o700 });
  await writeFile(path, `${made.toString('base64')}\n`, { mode: 0o600 });
  return { key: made, fresh: true };
}
