import { createHash } from 'node:crypto';

/**
 * The name of an account's database and keychain entry: readable, and different for different origins even where the readable part is the same.
 * @param origin such as `https://widgetz.freshsales.io`
 * @returns lower-case letters, digits and hyphens, at most 80
 */
export function accountIdOf(origin: string): string {
  const readable = new URL(origin).host
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60);
  return `${readable}-${createHash('sha256').update(new URL(origin).origin).digest('hex').slice(0, 8)}`;
}
