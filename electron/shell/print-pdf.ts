import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { app, dialog, type BrowserWindow } from 'electron';
import { AppError } from '../../shared/errors.ts';
import { fileNameOf } from '../../shared/file-name.ts';

/**
 * Makes a PDF of what our window's page prints, and writes it where the user says. The paper and its margins are the page's own (`@page`).
 * @param name how the file is called unless the user says otherwise, without its ending
 * @throws AppError `store-unavailable: gone` without a window, `storage` when the disk refuses
 */
export async function printPdf(window: BrowserWindow | null, name: string): Promise<'saved' | 'cancelled'> {
  if (window === null) throw new AppError({ code: 'store-unavailable', reason: 'gone' });
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    defaultPath: join(app.getPath('documents'), `${fileNameOf(name, 'Quote')}.pdf`),
    filters: [{ name: 'PDF', extensions: ['pdf'] }],
  });
  if (canceled || filePath === '') return 'cancelled';
  const pdf = await window.webContents.printToPDF({ preferCSSPageSize: true, printBackground: true });
  try {
    await writeFile(filePath, pdf);
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new AppError({ code: 'storage', reason }, { cause: error });
  }
  return 'saved';
}
