import { FormData } from 'undici';
import {
  fileLinkSchema,
  fileSchema,
  uploadedFileSchema,
  type AttachedFile,
  type FileLink,
  type UploadedFile,
} from '../../../shared/entities/file.ts';
import { rawRecordSchema } from '../../../shared/entities/record.ts';
import { checkRows, companyOf, objectOf, objectReader, type Company, type Reader } from '../answers.ts';
import type { Caller, CallOptions } from '../call.ts';
import { fileBytesOf, type FileBytes } from '../file-answer.ts';
import type { CrmTransport, FileBeginning } from '../transport.ts';
import type { Id } from './options.ts';

export interface FileUpload {
  /** The bytes; `openAsBlob` of node:fs gives a blob that streams from disk. */
  readonly file: Blob;
  /** The name the file itself goes by. */
  readonly originalName: string;
  /** The name it shall be shown by; the original one unless said. */
  readonly fileName?: string | undefined;
  readonly isShared?: boolean | undefined;
  readonly targetableId: Id;
  readonly targetableType: 'Lead' | 'Contact' | 'SalesAccount' | 'Deal' | 'Product';
}

/** The files and links of a record. */
export interface FilesAnswer extends Company {
  readonly documents: readonly AttachedFile[];
  readonly documentLinks: readonly FileLink[];
}

/** Files (reference: Files). */
export interface FileOperations {
  /** Uploads and attaches a file, as multipart. */
  upload(upload: FileUpload, options?: CallOptions): Promise<UploadedFile>;
  /**
   * Opens a file by the `url` of its row; the address is signed and soon expires, which is `forbidden`.
   * @param from asks for what follows a beginning; where that cannot be had, the file begins anew
   */
  open(url: string, from: FileBeginning | null, options?: CallOptions): Promise<FileBytes>;
}

const readUploaded = objectReader(uploadedFileSchema);

/** @param now epoch milliseconds */
export function fileOperations(call: Caller, transport: CrmTransport, now: () => number): FileOperations {
  async function open(
    url: string,
    from: FileBeginning | null,
    options: CallOptions | undefined,
  ): Promise<FileBytes> {
    const { lane = 'look', signal } = options ?? {};
    const answer = await transport.download({ url, from, lane, signal });
    try {
      const bytes = fileBytesOf(answer, { url, from, now: now() });
      if (bytes) return bytes;
    } catch (refused) {
      answer.cancel();
      throw refused;
    }
    answer.cancel();
    return open(url, null, options);
  }

  return {
    upload(upload, options) {
      const form = new FormData();
      form.append('file', upload.file, upload.originalName);
      if (upload.fileName !== undefined) form.append('file_name', upload.fileName);
      if (upload.isShared !== undefined) form.append('is_shared', String(upload.isShared));
      form.append('targetable_id', String(upload.targetableId));
      form.append('targetable_type', upload.targetableType);
      return call({ method: 'POST', path: '/documents', form }, options, readUploaded);
    },
    open,
  };
}

function hasId<T extends { id: number }>(row: unknown): row is T {
  return rawRecordSchema.safeParse(row).success;
}

const readFiles: Reader<FilesAnswer> = (answer, effect) => {
  const whole = objectOf(answer, effect);
  const rowsOf = (key: string): readonly unknown[] => (Array.isArray(whole[key]) ? whole[key] : []);
  const files = checkRows(rowsOf('documents'), fileSchema, hasId<AttachedFile>, 'documents');
  const links = checkRows(rowsOf('document_links'), fileLinkSchema, hasId<FileLink>, 'document_links');
  return {
    documents: files.records,
    documentLinks: links.records,
    ...companyOf(whole, ['documents', 'document_links']),
    drift: [...files.drift, ...links.drift],
  };
};

/** Lists the files and links of a record (reference: List all Files and Links). `path` is the record's: `/leads/1`. */
export function documentAssociations(
  call: Caller,
  path: string,
  options?: CallOptions,
): Promise<FilesAnswer> {
  return call({ method: 'GET', path: `${path}/document_associations` }, options, readFiles);
}
