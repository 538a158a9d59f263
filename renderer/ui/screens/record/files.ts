import { objectOf, objectsOf, textOf, type RawRecord } from '../../../../shared/entities/record.ts';
import type { Detail } from '../../../../shared/store-port.ts';
import { parseInstant } from '../../../../shared/time.ts';
import { webHref } from '../../lib/links.ts';

/** A file or link of a record, as it was listed last. */
export interface ListedFile {
  readonly key: string;
  readonly isLink: boolean;
  readonly name: string;
  /** Where it is opened: https only; null where it cannot be. Of a file it is signed, and soon expires (reference: Files). */
  readonly href: string | null;
  /** As the CRM writes it: "12.5 KB"; null where it does not say. */
  readonly size: string | null;
  readonly at: number | null;
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
        isLink,
        name: textOf(row, 'name') ?? url ?? '',
        href: url === null ? null : webHref(url),
        size: isLink ? null : textOf(row, 'content_file_size_readable'),
        at: parseInstant(row['content_updated_at'] ?? row['created_at']),
      };
    };
  return {
    files: [
      ...objectsOf(answer, 'documents').map(read(false)),
      ...objectsOf(answer, 'documentLinks').map(read(true)),
    ],
    at: detail.at,
  };
}
