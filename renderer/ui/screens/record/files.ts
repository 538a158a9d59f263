import {
  idOf,
  numberOf,
  objectOf,
  objectsOf,
  textOf,
  type RawRecord,
} from '../../../../shared/entities/record.ts';
import type { Attachment } from '../../../../shared/edits/edit.ts';
import type { Detail, OutboxEntry } from '../../../../shared/store-port.ts';
import { parseInstant } from '../../../../shared/time.ts';
import { webHref } from '../../lib/links.ts';

/** A file or link of a record, as it was listed last. */
export interface ListedFile {
  readonly key: string;
  /** The CRM's id of a file; null of a link. */
  readonly fileId: number | null;
  readonly name: string;
  /** Where a link leads: https only; null where it cannot be followed, and of a file. */
  readonly href: string | null;
  /** In bytes, or as the CRM writes it ("12.5 KB"); null where it does not say. */
  readonly size: number | string | null;
  readonly isShared: boolean;
  /** Who put it there; null where nobody knows. */
  readonly by: number | null;
  readonly at: number | null;
}

/** A file that waits to be attached. */
export interface WaitingFile {
  readonly entry: OutboxEntry;
  readonly file: Attachment;
}

/** The files among a record's pending edits, in the order in which they were attached. */
export function waitingIn(own: readonly OutboxEntry[]): readonly WaitingFile[] {
  return own.flatMap((entry) => {
    const { operation } = entry.edit;
    return operation.type === 'attach' ? [{ entry, file: operation.file }] : [];
  });
}

/** The files and links of a record, out of its details; null where they were not read yet. */
export function filesOf(
  details: readonly Detail[],
): { readonly files: readonly ListedFile[]; readonly at: number } | null {
  const detail = details.find(({ part }) => part === 'files');
  if (!detail) return null;
  const answer = objectOf({ answer: detail.value }, 'answer') ?? {};
  const read =
    (isLink: boolean) =>
    (row: RawRecord): ListedFile => {
      const url = textOf(row, 'url');
      return {
        key: `${isLink ? 'link' : 'file'}:${String(row['id'])}`,
        fileId: isLink ? null : idOf(row, 'id'),
        name: textOf(row, 'name') ?? (isLink ? url : null) ?? '',
        href: isLink && url !== null ? webHref(url) : null,
        size: isLink
          ? null
          : (numberOf(row, 'content_file_size') ?? textOf(row, 'content_file_size_readable')),
        isShared: row['is_shared'] === true,
        by: idOf(row, 'creater_id'),
        at: parseInstant(row['content_updated_at'] ?? row['created_at']),
      };
    };
  return {
    files: [
      ...objectsOf(answer, 'documents').map(read(false)),
      ...objectsOf(answer, 'links').map(read(true)),
    ],
    at: detail.at,
  };
}
