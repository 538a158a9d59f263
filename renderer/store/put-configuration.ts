import type { Kind } from '../../shared/entities/kind.ts';
import type { ConfigurationEntry } from '../../shared/store-port.ts';
import { storageError } from './disk/storage-error.ts';
import type { Session } from './session.ts';

/**
 * Stores pieces of the configuration in one transaction; memory follows when it has committed.
 * @param at when the CRM gave them, epoch milliseconds
 * @throws AppError `storage`; then nothing has changed
 */
export async function putConfiguration(
  session: Session,
  { entries, absentKinds, at }: { entries: ConfigurationEntry[]; absentKinds: Kind[]; at: number },
): Promise<void> {
  const { database } = session;
  try {
    await database.dexie.transaction('rw', database.configuration, database.meta, async () => {
      await database.configuration.bulkPut(entries);
      await database.meta.put({ key: 'configuration', value: { at, absentKinds } });
    });
  } catch (error) {
    throw storageError(error);
  }
  for (const { key, value } of entries) {
    session.configuration.set(key, value);
    session.index.names.configure(key, value);
  }
  session.configurationAt = at;
  session.absentKinds = absentKinds;
}
