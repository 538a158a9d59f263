import { openFileDisk, wipeFiles } from './disk/file-disk.ts';
import { openedCopies } from './opened-copies.ts';
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
  const { clock, log } = ports;
  const { platform } = process;
  return createFileService({
    ...ports,
    chance: Math.random,
    copies: openedCopies({ dir, clock, log, platform }),
    openDisk: (accountId, key) => openFileDisk({ dir, accountId, key, log }),
    wipeDisk: (accountId) => wipeFiles(dir, accountId),
    saveAs: (path, bytes) => saveAs(path, bytes, platform),
  });
}
