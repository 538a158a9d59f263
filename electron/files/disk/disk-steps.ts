import { mkdir, open, rename, rm, type FileHandle } from 'node:fs/promises';
import { writeFile } from 'atomically';
import { AppError } from '../../../shared/errors.ts';

/** Every step that changes something on the disk, so that a test can end the process before any of them. */
export interface DiskSteps {
  makeFolder(path: string): Promise<void>;
  /** A file that is not there yet. */
  create(path: string): Promise<FileHandle>;
  /** Writes all of it, from that place on. */
  write(file: FileHandle, bytes: Uint8Array, at: number): Promise<void>;
  truncate(file: FileHandle, length: number): Promise<void>;
  /** What was written is on the disk. */
  sync(file: FileHandle): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  /** Writes a small file: after a crash it is the old one or the new one. */
  replace(path: string, content: Buffer): Promise<void>;
  /** A file or a folder with all that is in it; there may be none. */
  remove(path: string): Promise<void>;
}

/** Files and folders that are their owner's alone. */
export const SYSTEM_STEPS: DiskSteps = {
  async makeFolder(path) {
    await mkdir(path, { recursive: true, mode: 0o700 });
  },
  create: (path) => open(path, 'wx+', 0o600),
  async write(file, bytes, at) {
    for (let done = 0; done < bytes.length;) {
      const { bytesWritten } = await file.write(bytes, done, bytes.length - done, at + done);
      done += bytesWritten;
    }
  },
  truncate: (file, length) => file.truncate(length),
  sync: (file) => file.sync(),
  rename,
  replace: (path, content) => writeFile(path, content, { mode: 0o600 }),
  remove: (path) => rm(path, { recursive: true, force: true }),
};

/** The system's code for a disk that refuses, such as ENOSPC. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
}

/** What the disk refused, as AppError `storage`; what is an AppError stays it. */
export function refused(error: unknown): AppError {
  if (error instanceof AppError) return error;
  return new AppError({ code: 'storage', reason: codeOf(error) }, { cause: error });
}
