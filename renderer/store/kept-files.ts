import { numberOf, objectOf, objectsOf, idOf, textOf } from '../../shared/entities/record.ts';
import type { KeptFiles } from '../../shared/files.ts';
import { readDetails } from './read-details.ts';
import type { Session } from './session.ts';

/**
 * The files of pinned records, as they were listed last; a record of which that was not read yet is left out.
 * @throws AppError `storage` when the disk refuses
 */
export async function keptFiles(session: Session): Promise<KeptFiles[]> {
  const kept: KeptFiles[] = [];
  for (const { ref } of session.pins.values()) {
    const details = await readDetails(session, ref);
    const listed = objectOf({ ...details.find(({ part }) => part === 'files') }, 'value');
    if (listed === null) continue;
    const files = objectsOf(listed, 'documents').flatMap((row) => {
      const id = idOf(row, 'id');
      if (id === null) return [];
      const size = numberOf(row, 'content_file_size');
      return [
        {
          id,
          name: textOf(row, 'name') ?? '',
          size: size === null || size < 0 ? null : size,
          version: textOf(row, 'content_updated_at') ?? '',
        },
      ];
    });
    kept.push({ record: ref, files });
  }
  return kept;
}
