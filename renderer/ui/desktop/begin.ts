import type { App } from '../lib/app-context.ts';
import { tellSurroundings } from './surroundings.ts';

/** Joins the page to what lies around it: the machine and, where there is one, the desktop. It is no part of the first frame. */
export function beginDesktop(app: App, page: Window): void {
  const { services } = app;
  const tellAgain = tellSurroundings(page, services.main);
  services.onConnected((connected) => {
    if (connected) tellAgain();
  });
}
