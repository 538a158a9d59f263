import { app, session, shell, type Session, type WebContents } from 'electron';
import type { Log } from '../../shared/log.ts';
import { systemGrantsCamera } from './camera.ts';
import { externalAddress, isOwnAddress, mayLoad } from './policy/addresses.ts';
import { mayDownload } from './policy/downloads.ts';
import { isCamera, mayHavePermission } from './policy/permissions.ts';

export interface GuardOptions {
  readonly rendererOrigin: string;
  /** Whether this is a package, where nobody looks at the page with developer tools. */
  readonly packaged: boolean;
  readonly platform: NodeJS.Platform;
  readonly log: Log;
}

/**
 * Holds every page in its place: it goes nowhere, opens no window, embeds nothing, loads nothing from elsewhere, saves no file that is not its own, and has no
 * permission and no device but the listed. A link that leads out is handed to the system if it is one that may be.
 */
export function guardContents(options: GuardOptions): void {
  app.on('web-contents-created', (_event, contents) => guard(contents, options));
  // Nobody is asked for a certificate of the user's own, and none is chosen by itself.
  app.on('select-client-certificate', (event, _contents, _url, _list, callback) => {
    event.preventDefault();
    callback();
  });
  // A session that something else makes, such as the updater's, has no more rights than ours; what it loads is its maker's affair.
  app.on('session-created', (made) => guardSession(made, options));
  const { defaultSession } = session;
  guardSession(defaultSession, options);
  defaultSession.webRequest.onBeforeRequest((details, callback) => {
    callback({ cancel: !mayLoad(details.url, options.rendererOrigin) });
  });
}

function guardSession(guarded: Session, { rendererOrigin, platform, log }: GuardOptions): void {
  guarded.setPermissionRequestHandler((_contents, permission, callback, details) => {
    const { requestingUrl, isMainFrame } = details;
    const media = ('mediaTypes' in details && details.mediaTypes) || [];
    if (!mayHavePermission(permission, requestingUrl, isMainFrame, rendererOrigin, media)) callback(false);
    else if (isCamera(permission, media)) void systemGrantsCamera(platform, log).then(callback);
    else callback(true);
  });
  guarded.setPermissionCheckHandler((_contents, permission, origin, { isMainFrame, mediaType }) =>
    mayHavePermission(permission, origin, isMainFrame, rendererOrigin, mediaType ? [mediaType] : []),
  );
  guarded.setDevicePermissionHandler(() => false);
  guarded.setDisplayMediaRequestHandler((_request, callback) => callback(null));
  guarded.on('select-hid-device', (event, _details, callback) => {
    event.preventDefault();
    callback();
  });
  guarded.on('select-serial-port', (event, _ports, _contents, callback) => {
    event.preventDefault();
    callback('');
  });
  guarded.on('select-usb-device', (event, _details, callback) => {
    event.preventDefault();
    callback();
  });
  guarded.on('will-download', (event, item) => {
    if (mayDownload(item.getURLChain(), item.getFilename(), rendererOrigin)) return;
    event.preventDefault();
    log.warn('download.refused');
  });
  // Its dictionaries would be fetched from a host that is neither ours nor the account's.
  guarded.setSpellCheckerEnabled(false);
}

function guard(contents: WebContents, { rendererOrigin, packaged, log }: GuardOptions): void {
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
  // Left alone, the first device in reach would be taken.
  contents.on('select-bluetooth-device', (event, _devices, callback) => {
    event.preventDefault();
    callback('');
  });
  // No connection of this kind tells anybody where this machine is.
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
  // The window's options switch them off; this is for contents that are not made with them.
  if (packaged) contents.on('devtools-opened', () => contents.closeDevTools());
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
