import { join } from 'node:path';
import { app, dialog, shell, type BrowserWindow } from 'electron';
import { AppError } from '../../shared/errors.ts';
import type { HostPorts } from '../host.ts';

/**
 * Opens files with the system's programs, and asks where one is to be saved. What may be opened at all is decided before (`electron/files/openable.ts`).
 * @param window our own, over which the system asks; null where there is none
 */
export function fileOpener(
  window: () => BrowserWindow | null,
): Extract<HostPorts['files'], { readonly by: 'host' }> {
  return {
    by: 'host',
    // It resolves to what is wrong, in the system's words; as a rule that no program is there for it.
    open: async (path) => (await shell.openPath(path)) === '',
    async askWhere(name) {
      const over = window();
      if (over === null) throw new AppError({ code: 'store-unavailable', reason: 'gone' });
      const { canceled, filePath } = await dialog.showSaveDialog(over, {
        defaultPath: join(app.getPath('downloads'), name),
      });
      return canceled || filePath === '' ? null : filePath;
    },
  };
}
