import { join } from 'node:path';
import packageJson from '../package.json' with { type: 'json' };
import { compose } from './compose.ts';
import { linkOfArguments } from './desktop/links.ts';
import { isHiddenStart } from './desktop/login-entry.ts';
import { openSecretStore } from './credentials/open-secret-store.ts';
import { createFileLog } from './log/file-log.ts';
import { createDesktop, listenForLinks, type Desktop } from './shell/desktop.ts';
import { watchAcceleration } from './shell/graphics.ts';
import { guardContents } from './shell/guards.ts';
import { systemIdle } from './shell/idle.ts';
import { serveIpc } from './shell/ipc.ts';
import { failStart, followLifecycle, prepareApp, quit, whenReady } from './shell/lifecycle.ts';
import { wasOpenedAtLogin } from './shell/login-item.ts';
import { rendererOriginOf } from './shell/policy/renderer-origin.ts';
import { systemPower } from './shell/power.ts';
import { fileOpener } from './shell/open-file.ts';
import { printPdf } from './shell/print-pdf.ts';
import { recoverPage } from './shell/recovery.ts';
import { registerAppScheme, serveAppScheme } from './shell/protocol.ts';
import { claimSingleInstance } from './shell/single-instance.ts';
import { openUpdates } from './shell/updates.ts';
import { createAppWindow } from './shell/window.ts';
import { windowStateFile } from './shell/window-state-file.ts';
import { systemClock } from './system-clock.ts';
import releaseKeys from './updates/release-keys.json' with { type: 'json' };

/** Electron's entry. It runs as `dist/main/main.js`, beside `dist/renderer` and `dist/preload`. */
async function start(): Promise<void> {
  // Before the app is ready.
  registerAppScheme();
  const { userDataDir, packaged, dropped } = prepareApp();
  const rendererOrigin = rendererOriginOf(process.argv, packaged);
  const log = createFileLog(join(userDataDir, 'logs'));
  if (dropped.length > 0) log.warn('host.switches-dropped', { names: dropped.join(' ') });
  watchAcceleration(userDataDir, packageJson.version, log);
  const window = createAppWindow({
    rendererOrigin,
    preload: join(import.meta.dirname, '../preload/preload.cjs'),
    state: windowStateFile(userDataDir, log),
    log,
    closing: () => desktop?.closing() ?? 'close',
    onOpen: (opened) => recoverPage(opened, () => desktop?.crashWords() ?? null, log),
  });
  let desktop: Desktop | null = null;
  let isStarted = false;
  /** Nothing is shown before it is guarded; what was asked for until then is done by the start itself. */
  const show = () => {
    if (isStarted) window.show();
  };
  const links = listenForLinks(process.argv, packaged, () => {
    show();
    desktop?.linkCame();
  });
  const isFirst = claimSingleInstance((argv) => {
    show();
    const link = linkOfArguments(argv);
    if (link !== null) links.came(link);
  });
  if (!isFirst) {
    quit();
    return;
  }
  await whenReady();

  // Before the first page.
  serveAppScheme(join(import.meta.dirname, '../renderer'));
  guardContents({ rendererOrigin, packaged, platform: process.platform, log });
  desktop = createDesktop(
    {
      packaged,
      clock: systemClock(),
      log,
      window: () => window.current(),
      showWindow: () => window.show(),
    },
    links,
  );

  const secrets = await openSecretStore({
    service: packaged ? 'Satchel' : 'Satchel (development)',
    platform: process.platform,
    log,
  });
  const updates = openUpdates({
    userDataDir,
    packaged,
    version: packageJson.version,
    keys: releaseKeys,
    clock: systemClock(),
    log,
  });
  const services = await compose({
    userDataDir,
    version: packageJson.version,
    host: 'electron',
    platform: process.platform,
    secrets,
    log,
    printPdf: (name) => printPdf(window.current(), name),
    files: fileOpener(() => window.current()),
    idle: systemIdle(),
    power: systemPower(process.platform),
    updates,
    desktop: desktop.port,
  });
  serveIpc({ services, log, rendererOrigin, window: () => window.current() });
  const onQuit = async () => {
    await services.close();
    // Nothing is sent or written any more.
    return updates.close();
  };
  followLifecycle({ onActivate: () => window.show(), onQuit });
  isStarted = true;
  if (isHiddenStart(process.argv, wasOpenedAtLogin(), links.waits())) window.openHidden();
  else window.show();
  log.info('host.started', { host: 'electron', keychain: secrets.durable });
}

start().catch(failStart);
