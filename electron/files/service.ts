import { AppError } from '../../shared/errors.ts';
import type { FileRef, FilesOverview, FileState, OpenedFile } from '../../shared/files.ts';

/** Files of the CRM on this laptop: fetched, kept, opened. */
export interface FileService {
  overview(): FilesOverview;
  states(ids: readonly number[]): Record<string, FileState>;
  open(file: FileRef): Promise<OpenedFile>;
  cancel(file: FileRef): void;
  clear(): Promise<FilesOverview>;
}

export function createFileService(room: () => number): FileService {
  const overview = (): FilesOverview => ({
    files: 0,
    used: 0,
    room: room(),
    spare: 0,
    waiting: 0,
    noRoom: 0,
  });
  return {
    overview,
    states: (ids) => Object.fromEntries(ids.map((id) => [String(id), { name: 'there' }])),
    open: () => Promise.reject(new AppError({ code: 'not-found' })),
    cancel() {},
    clear: async () => overview(),
  };
}
