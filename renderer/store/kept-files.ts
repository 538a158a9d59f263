import { listedFile } from '../../shared/entities/file.ts';
import { objectOf, objectsOf } from '../../shared/entities/record.ts';
import type { KeptFiles } from '../../shared/files.ts';
import { readDetails } from './read-details.ts';
import type { Session } from './session.ts';

/**
 * The files of pinned records, as they were listed last, of the record that was pinned last first. One of which that was not read yet is left out.
 * @throws AppError `storage` when the disk refuses
 */
export async function keptFiles(session: Session): Promise<KeptFiles[]> {
  const kept: KeptFiles[] = [];
  const newestFirst = [...session.pins.values()].sort((a, b) => (b.at ?? 0) - (a.at ?? 0));
  for (const { ref } of newestFirst) {
    const details = await readDetails(session, ref);
    const listed = objectOf({ ...details.find(({ part }) => part === 'files') }, 'value');
    if (listed === null) continue;
    const files = objectsOf(listed, 'documents').flatMap((row) => listedFile(row) ?? []);
    kept.push({ record: ref, files });
  }
  return kept;
}
