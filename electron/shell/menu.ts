import { app, Menu } from 'electron';
import type { CommandId } from '../../shared/commands.ts';
import type { DesktopView } from '../../shared/desktop.ts';
import { menuTemplate } from './menu-template.ts';

/** Sets the platform's menu bar. */
export function setMenu(view: DesktopView | null, choose: (id: CommandId) => void): void {
  const template = menuTemplate({ platform: process.platform, packaged: app.isPackaged, view, choose });
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
