import { app, Menu } from 'electron';
import { menuTemplate } from './menu-template.ts';

/** Sets the platform's menu bar. */
export function setMenu(): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform, app.isPackaged)));
}
