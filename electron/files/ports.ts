import type { RecordRef } from '../../shared/entities/kind.ts';

/** A file that is whole on this laptop. */
export interface KeptFile {
  /** The CRM's id of it. */
  readonly id: number;
  /** The record that it was opened or kept of, as `refKey` writes it. */
  readonly record: string;
  /** What tells this content from an older one of the same id. */
  readonly version: string;
  readonly name: string;
  readonly bytes: number;
  /** When it was opened or fetched last, epoch milliseconds. */
  readonly usedAt: number;
}

/** A file that is being written to the disk. One at a time for each file. Once it was removed, or the disk closed, what is asked of it rejects with AppError `cancelled`. */
export interface FileWriting {
  /** How many bytes of it are here from an earlier try; what is appended follows them. */
  readonly from: number;
  /** What the server called the content of which those are the beginning; null where it gave no name that can be relied on, and then `from` is 0. */
  readonly validator: string | null;
  /** Throws away what is here, and notes what the server calls the content that follows. */
  restart(validator: string | null): Promise<void>;
  /** Resolves when more can be taken: the bytes are on their way to the disk, never gathered in memory. */
  append(bytes: Uint8Array): Promise<void>;
  /** It is whole: durable from here on. `at`: epoch milliseconds. */
  finish(at: number): Promise<KeptFile>;
  /** Leaves what has come for another time; without a validator nobody could go on with it, so it goes. After `finish` it does nothing. */
  pause(): Promise<void>;
}

/**
 * Files of one account on the disk, sealed. Every method rejects with AppError `storage` where the disk refuses: the system's code, such as ENOSPC, or `damaged` for what cannot be
 * opened with this account's key.
 */
export interface FileDisk {
  /** What is whole. */
  list(): readonly KeptFile[];
  /** What was begun and is not whole, and how many bytes of it are here. */
  begun(): readonly Omit<KeptFile, 'name' | 'usedAt'>[];
  /** Goes on with what was begun of that version; what was begun of another goes. A file that is whole stays until this one is. Rejects with `internal` where it is being written. */
  begin(file: Omit<KeptFile, 'bytes' | 'usedAt'>): Promise<FileWriting>;
  /** The bytes of a file that is whole, piece by piece. It ends only where all of them are as they were written. Rejects with `not-found` where there is none. */
  read(id: number): AsyncIterable<Uint8Array>;
  /** It was opened. */
  used(id: number, at: number): Promise<void>;
  /** Takes away what is here of a file, whole or begun. Who is reading it reads on. */
  remove(id: number): Promise<void>;
  /** Pauses what is being written and forgets the key. What else is asked from then on rejects with AppError `cancelled`; the lists stay. */
  close(): Promise<void>;
}

/** A file as the CRM lists it. */
export interface RemoteFile {
  readonly id: number;
  readonly name: string;
  /** Signed: it soon expires (reference: List all Files and Links). */
  readonly url: string;
  /** Bytes; null where the CRM does not say. */
  readonly size: number | null;
  readonly version: string;
}

export interface FileCall {
  readonly lane: 'look' | 'background';
  readonly signal: AbortSignal;
}

/** What answers a request for a file. */
export interface FileAnswer {
  /** Where in the file the stream begins: as asked, or 0 where the server begins anew. */
  readonly from: number;
  /** The size of the whole file; null where the server does not say. */
  readonly total: number | null;
  /** What the server calls this content, where it says so in a way that can be relied on (RFC 9110, 8.8.3: a strong ETag). */
  readonly validator: string | null;
  /** Read to its end, or cancelled by the call's signal. Rejects with AppError `network`, `timeout`, `cancelled`. */
  readonly stream: AsyncIterable<Uint8Array>;
}

/** What the CRM is asked for. Both reject with AppError as `CrmTransport` does. */
export interface FilesOfCrm {
  /** The files of a record, with addresses that are good now. */
  list(record: RecordRef, call: FileCall): Promise<readonly RemoteFile[]>;
  /** Opens a file; `from` asks for what follows the first bytes of a content that is known by its validator. Rejects with `not-found`, `forbidden` (an address that has expired), `server`. */
  open(
    url: string,
    from: { readonly bytes: number; readonly validator: string } | null,
    call: FileCall,
  ): Promise<FileAnswer>;
}

/** Copies in the clear, for the programs of the system. */
export interface OpenedCopies {
  /** Writes one and gives its path. `name` as it is to be called. */
  make(name: string, bytes: AsyncIterable<Uint8Array>): Promise<string>;
  /** Takes all of them away. */
  clear(): Promise<void>;
  /** Takes away those that were made longer ago than this, in milliseconds. */
  sweep(olderThanMs: number): Promise<void>;
}

/** What the host does with a file. */
export type FileOpener =
  | {
      readonly by: 'host';
      /** Hands a file to the system's program for it; says whether there is one. */
      open(path: string): Promise<boolean>;
      /** Asks the user where a file is to be saved; null where they would rather not. */
      askWhere(name: string): Promise<string | null>;
    }
  | {
      readonly by: 'page';
      /** Gives the address at which the page can have the file, once and soon. */
      offer(path: string, name: string): string;
    };
