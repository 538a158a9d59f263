import { Menu, nativeImage, nativeTheme, Tray, type NativeImage } from 'electron';
import type { DesktopView } from '../../shared/desktop.ts';
import { escaped } from './menu-template.ts';
import { trayPicture } from './policy/picture.ts';

export interface TrayActions {
  open(): void;
  syncNow(): void;
  quit(): void;
}

/** The app's place in the tray, the menu bar or the panel. */
export interface AppTray {
  show(view: DesktopView | null): void;
  remove(): void;
}

/** Logical pixels; twice as many where the display is that fine. */
const SIZE = process.platform === 'darwin' ? 18 : 16;

export function appTray(actions: TrayActions): AppTray {
  let tray: Tray | null = null;
  let shown: DesktopView | null = null;

  function draw(): void {
    tray?.setImage(picture(shown !== null && shown.pending > 0));
  }

  nativeTheme.on('updated', draw);

  return {
    show(view) {
      shown = view;
      if (tray === null) {
        tray = new Tray(picture(false));
        // On macOS a click opens the menu.
        if (process.platform !== 'darwin') tray.on('click', actions.open);
      }
      draw();
      tray.setToolTip(view === null ? 'Satchel' : `Satchel – ${view.status}`);
      tray.setContextMenu(
        Menu.buildFromTemplate(
          view === null
            ? [
                { label: 'Satchel', click: actions.open },
                { role: 'quit', click: actions.quit },
              ]
            : [
                { label: escaped(view.status, process.platform), enabled: false },
                { type: 'separator' },
                { label: view.tray.open, click: actions.open },
                {
                  label: view.tray.syncNow,
                  enabled: view.commands.some(({ id, enabled }) => id === 'sync:now' && enabled),
                  click: actions.syncNow,
                },
                { type: 'separator' },
                { label: view.tray.quit, click: actions.quit },
              ],
        ),
      );
    },
    remove() {
      tray?.destroy();
      tray = null;
    },
  };
}

function picture(waiting: boolean): NativeImage {
  const image = nativeImage.createEmpty();
  for (const scaleFactor of [1, 2]) {
    const size = SIZE * scaleFactor;
    const bitmap = trayPicture(size, process.platform, nativeTheme.shouldUseDarkColors, waiting);
    image.addRepresentation({
      scaleFactor,
      width: size,
      height: size,
      buffer: nativeImage.createFromBitmap(Buffer.from(bitmap), { width: size, height: size }).toPNG(),
    });
  }
  image.setTemplateImage(process.platform === 'darwin');
  return image;
}
