import { randomBytes } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openFileDisk, wipeFiles } from './file-disk.ts';
import { saveAs } from './save-as.ts';
import { createFileService, type FileService, type FileServicePorts } from './service.ts';

export interface OpenFilesOptions extends Pick<
  FileServicePorts,
  'clock' | 'log' | 'opener' | 'room' | 'readListed' | 'onChanged'
> {
  /** The app's folder. */
  readonly dir: string;
}

/** The files of the CRM in the app's folder, with nobody's opened yet. */
export function openFiles({ dir, ...ports }: OpenFilesOptions): FileService {
  const opened = join(dir, 'opened');
  return createFileService({
    ...ports,
    chance: Math.random,
    copies: {
      async make(name, bytes) {
        const folder = join(opened, randomBytes(8).toString('hex'));
        await mkdir(folder, { recursive: true, mode: 0o700 });
        const path = join(folder, name);
        await writeFile(path, bytes);
        return path;
      },
      clear: () => rm(opened, { recursive: true, force: true }),
      sweep: async () => undefined,
    },
    openDisk: (accountId, key) => openFileDisk({ dir, accountId, key, log: ports.log }),
    wipeDisk: (accountId) => wipeFiles(dir, accountId),
    saveAs,
  });
}
