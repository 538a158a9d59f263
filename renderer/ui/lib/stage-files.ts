import type { Attachment } from '../../../shared/edits/edit.ts';
import { AppError } from '../../../shared/errors.ts';
import { FILE_PIECE_BYTES } from '../../../shared/limits.ts';
import type { StoreForUiClient } from '../../../shared/rpc/contract.ts';
import type { ChosenFile } from './chosen-files.svelte.ts';

/** A chosen file that cannot be read any more. */
export class UnreadableFile extends Error {
  readonly key: number;

  constructor(key: number, options: { cause: unknown }) {
    super('a chosen file cannot be read', options);
    this.key = key;
  }
}

/** The way of files into the store. */
export interface StagingOptions {
  /** Ends it. */
  readonly signal: AbortSignal;
  /** So many more bytes are in the store. */
  readonly onbytes: (count: number) => void;
}

/**
 * Gives the store the bytes of chosen files, piece by piece: after that they can be attached. Where one cannot be, none is kept.
 * @returns what an edit says of each
 * @throws UnreadableFile, or AppError as `file.put` does, or `cancelled`
 */
export async function stageFiles(
  store: StoreForUiClient,
  chosen: readonly ChosenFile[],
  options: StagingOptions,
): Promise<Attachment[]> {
  const staged: Attachment[] = [];
  try {
    for (const { key, file, isShared } of chosen) {
      const { name, type, size } = file;
      const id = crypto.randomUUID();
      staged.push({ id, name, contentType: type, size, isShared });
      await putFile(store, { id, key, file }, options);
    }
    return staged;
  } catch (error) {
    await dropFiles(store, staged);
    throw error;
  }
}

async function putFile(
  store: StoreForUiClient,
  { id, key, file }: { readonly id: string; readonly key: number; readonly file: File },
  { signal, onbytes }: StagingOptions,
): Promise<void> {
  for (let piece = 0; piece * FILE_PIECE_BYTES < file.size; piece++) {
    if (signal.aborted) throw new AppError({ code: 'cancelled' });
    const from = piece * FILE_PIECE_BYTES;
    const part = await file
      .slice(from, from + FILE_PIECE_BYTES)
      .arrayBuffer()
      .catch((cause: unknown) => {
        throw new UnreadableFile(key, { cause });
      });
    await store.call('file.put', { id, piece, bytes: new Uint8Array(part) });
    onbytes(part.byteLength);
  }
}

/** Lets go of files that are not attached after all. What cannot be let go of now goes when the account is opened the next time. */
export async function dropFiles(store: StoreForUiClient, staged: readonly Attachment[]): Promise<void> {
  for (const { id } of staged) await store.call('file.drop', { id }).catch(() => undefined);
}
