import { z } from 'zod';
import * as field from './fields.ts';
import type { Kind } from './kind.ts';
import { idOf, idSchema, numberOf, textOf, type RawRecord } from './record.ts';

/** The kinds of record that files can be attached to (reference: Create a File). */
export type FileKind = Kind | 'products';

/** A file of a record (reference: List all Files and Links). `url` is signed and expires; ask again rather than keep it. Sizes are bytes. */
export const fileSchema = z.looseObject({
  id: idSchema,
  name: field.text,
  url: field.text,
  is_shared: field.flag,
  is_attached: field.flag,
  content_file_size: field.number,
  content_file_size_readable: field.text,
  content_content_type: field.text,
  content_updated_at: field.instant,
  creater_id: field.reference,
  created_at: field.instant,
});
export type AttachedFile = z.infer<typeof fileSchema>;

/** A link of a record: an address and a name. */
export const fileLinkSchema = z.looseObject({
  id: idSchema,
  name: field.text,
  url: field.text,
  is_shared: field.flag,
  is_attached: field.flag,
  creater_id: field.reference,
  created_at: field.instant,
});
export type FileLink = z.infer<typeof fileLinkSchema>;

/** What an upload is answered with (reference: Create a File). */
export const uploadedFileSchema = z.looseObject({ id: idSchema, msg: field.text, url: field.text });
export type UploadedFile = z.infer<typeof uploadedFileSchema>;

/** What a list of files says of one, as far as it is about its content. */
export interface ListedFile {
  readonly id: number;
  readonly name: string;
  /** Bytes; null where the CRM does not say. */
  readonly size: number | null;
  /** What tells this content from an older one of the same id, or nothing. */
  readonly version: string;
}

/** Null for a row without an id. */
export function listedFile(row: RawRecord): ListedFile | null {
  const id = idOf(row, 'id');
  if (id === null) return null;
  // As digits too, as with other numbers (`field.number`).
  const told = row['content_file_size'];
  const size =
    typeof told === 'string' && /^\d{1,15}$/.test(told) ? Number(told) : numberOf(row, 'content_file_size');
  return {
    id,
    name: textOf(row, 'name') ?? '',
    size: size === null || size < 0 ? null : size,
    version: textOf(row, 'content_updated_at') ?? '',
  };
}
