import { isAbsolute } from 'node:path';
import { AppImageUpdater, NsisUpdater } from 'electron-updater';
import type { InstallOptions } from 'electron-updater/out/BaseUpdater';
import type { DownloadedUpdateHelper } from 'electron-updater/out/DownloadedUpdateHelper';
import { AppError } from '../../shared/errors.ts';
import { checkFile, replaceFile } from './replace-file.ts';

/** What was downloaded, and what it must be; it has lain on the disk since it was checked. */
function downloaded(helper: DownloadedUpdateHelper | null): { path: string; sha512: string } {
  const path = helper?.file;
  const sha512 = helper?.downloadedFileInfo?.sha512;
  if (path === undefined || path === null || sha512 === undefined)
    throw new AppError({ code: 'update', reason: 'not-installed' });
  return { path, sha512 };
}

/** electron-updater's for Windows, which reads the installer once more before it runs it. What goes wrong is kept, for `install` does not throw. */
export class CheckedNsisUpdater extends NsisUpdater {
  protected override doInstall(options: InstallOptions): boolean {
    const { path, sha512 } = downloaded(this.downloadedUpdateHelper);
    checkFile(path, sha512);
    return super.doInstall(options);
  }
}

/**
 * electron-updater's for AppImages, but for how the new one comes into the place of the old: its own deletes the old one first, and whoever is ended then has neither. The name
 * stays, because menus and docks point to it.
 */
export class CheckedAppImageUpdater extends AppImageUpdater {
  /** Starts what is at a path once this process has ended. */
  onRestart: (path: string) => void = () => undefined;

  protected override doInstall({ isForceRunAfter }: InstallOptions): boolean {
    const { path, sha512 } = downloaded(this.downloadedUpdateHelper);
    const installed = process.env['APPIMAGE'];
    if (installed === undefined || !isAbsolute(installed))
      throw new AppError({ code: 'update', reason: 'not-installed' });
    replaceFile(path, installed, sha512);
    if (isForceRunAfter) this.onRestart(installed);
    return true;
  }
}
