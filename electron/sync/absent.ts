import { errorInfoOf } from '../../shared/errors.ts';

/** What "not there" (404) and "not for this user" (403) say of something, or null for an error that says nothing of that. */
export function goneBy(caught: unknown): 'deleted' | 'invisible' | null {
  const { code } = errorInfoOf(caught);
  if (code === 'not-found') return 'deleted';
  return code === 'forbidden' ? 'invisible' : null;
}

/** What was read, or null where this account, or this user, does not have it. */
export async function unlessAbsent<T>(wanted: Promise<T>): Promise<T | null> {
  try {
    return await wanted;
  } catch (caught) {
    if (goneBy(caught) !== null) return null;
    throw caught;
  }
}

/** The same for what the reference does not have: whatever a server says of it, but for what says nothing of it, means that there is none. */
export async function unlessRefused<T>(wanted: Promise<T>): Promise<T | null> {
  try {
    return await wanted;
  } catch (caught) {
    const { code } = errorInfoOf(caught);
    if (goneBy(caught) !== null || code === 'validation' || code === 'unexpected-shape') return null;
    throw caught;
  }
}

/**
 * Asks again where the first answer says that something is not there, or not for this user: a proxy's or a server's mistake of one moment would otherwise take a record, and the
 * rep's edits of it, off this device. What is gone says so twice.
 * @throws AppError as the second answer does
 */
export async function askTwice<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (caught) {
    if (goneBy(caught) === null) throw caught;
    return ask();
  }
}
