import { errorInfoOf } from '../../shared/errors.ts';

/**
 * Asks again where the first answer says that something is not there (404), or not for this user (403): a proxy's or a server's mistake of one moment would otherwise take a record, and the
 * rep's edits of it, off this device. What is gone says so twice.
 * @throws AppError as the second answer does
 */
export async function askTwice<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (caught) {
    const { code } = errorInfoOf(caught);
    if (code !== 'not-found' && code !== 'forbidden') throw caught;
    return ask();
  }
}
