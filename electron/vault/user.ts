import { AppError } from '../../shared/errors.ts';
import { checkOf, isSame, type RandomBytes } from './box.ts';
import type { Keys, KeysFiles } from './keys-file.ts';

/**
 * Whose store is whose. The API has no call that says who a key belongs to, so a store remembers by which key it was made, as a salted hash; a key has far more chance in it than can
 * be guessed. Another key at the same account may be a new one of the same person, or a colleague's: only the person can say.
 */

const SALT_BYTES = 16;
/** So many people may share a laptop. */
const SLOTS = 20;

/** What an API key is known again by. */
export function userOf(token: string, random: RandomBytes): NonNullable<Keys['user']> {
  const salt = Buffer.from(random(SALT_BYTES)).toString('base64');
  return { salt, hash: hashOf(token, salt) };
}

export function isUserOf({ user }: Pick<Keys, 'user'>, token: string): boolean {
  return user !== null && isSame(hashOf(token, user.salt), user.hash);
}

function hashOf(token: string, salt: string): string {
  return checkOf(Buffer.from(salt, 'base64'), `user ${token}`);
}

/**
 * The id under which an account's store is kept for the owner of a key.
 * @param baseId the id of the account itself, which the first one gets
 * @param person what the person says: that it is the one of the store that was used last, or another one
 * @throws AppError other-key where there are stores, none of them made with this key, and nothing was said
 */
export async function idForUser(
  files: KeysFiles,
  baseId: string,
  token: string,
  person: 'same' | 'other' | null,
): Promise<string> {
  let free: string | null = null;
  let last: { readonly id: string; readonly seenAt: number } | null = null;
  for (let slot = 1; slot <= SLOTS; slot++) {
    const id = slot === 1 ? baseId : `${baseId}-${slot}`;
    const found = await files.read(id);
    if (found.status === 'none' || found.status === 'wiped') {
      free ??= id;
      continue;
    }
    const seenAt = found.status === 'keys' ? found.keys.seenAt : 0;
    if (found.status === 'keys' && isUserOf(found.keys, token)) return id;
    if (last === null || seenAt > last.seenAt) last = { id, seenAt };
  }
  if (last === null || person === 'other') {
    if (free === null) throw new AppError({ code: 'storage', reason: 'too many people' });
    return free;
  }
  if (person === 'same') return last.id;
  throw new AppError({ code: 'other-key' });
}
