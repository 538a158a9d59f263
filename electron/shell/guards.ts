import { app, session, shell, type WebContents } from 'electron';
import type { Log } from '../../shared/log.ts';
import { externalAddress, isOwnAddress, mayLoad } from './policy/addresses.ts';
import { mayHavePermission } from './policy/permissions.ts';

/**
 * Holds every page in its place: it goes nowhere, opens no window, embeds nothing, loads nothing from elsewhere, and has no permission
 * but the listed. A link that leads out is handed to the system if it is one that may be.
 */
export function guardContents(rendererOrigin: string, log: Log): void {
  app.on('web-contents-created', (_event, contents) => guard(contents, rendererOrigin, log));
  const { defaultSession } = session;
  defaultSession.setPermissionRequestHandler((_contents, permission, callback, details) => {
    callback(mayHavePermission(permission, details.requestingUrl, details.isMainFrame, rendererOrigin));
  });
  defaultSession.setPermissionCheckHandler((_contents, permission, origin, details) =>
    mayHavePermission(permission, origin, details.isMainFrame, rendererOrigin),
  );
  defaultSession.setDevicePermissionHandler(() => false);
  defaultSession.webRequest.onBeforeRequest((details, callback) => {
    callback({ cancel: !mayLoad(details.url, rendererOrigin) });
  });
}

function guard(contents: WebContents, rendererOrigin: string, log: Log): void {
  const stay = (details: { readonly url: string; preventDefault(): void }) => {
    if (isOwnAddress(details.url, rendererOrigin)) return;
    details.preventDefault();
    openOutside(details.url, log);
  };
  contents.on('will-navigate', stay);
  contents.on('will-frame-navigate', (details) => {
    // The main frame has its own event, which would open a link a second time.
    if (!details.isMainFrame) details.preventDefault();
  });
  contents.on('will-redirect', (details) => {
    if (!isOwnAddress(details.url, rendererOrigin)) details.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    openOutside(url, log);
    return { action: 'deny' };
  });
}

function openOutside(url: string, log: Log): void {
  const address = externalAddress(url);
  if (address === null) {
    log.warn('link.refused');
    return;
  }
  shell.openExternal(address).catch((error: unknown) => {
    log.warn('link.failed', { reason: error instanceof Error ? error.message : String(error) });
  });
}
