import { randomBytes } from 'node:crypto';
import type { SecretStore } from './secret-store.ts';

/**
 * The key that an account's database is sealed with: 32 random bytes as base64, made when it is asked for the first time.
 * @throws AppError `keychain`
 */
export async function dataKeyOf(secrets: SecretStore, accountId: string): Promise<string> {
  const name = `${accountId}/data-key`;
  const kept = await secrets.read(name);
  if (kept !== null) return kept;
  const made = randomBytes(32).toString('base64');
  await secrets.write(name, made);
  return made;
}
