import { EventEmitter } from 'node:events';
import { request } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** What electron-updater touches of Electron; all of electron-updater itself is real, its HTTP included. */
export interface ElectronFake {
  /** Squirrel, as electron-updater drives it. */
  readonly squirrel: EventEmitter & {
    feed: { url: string; headers: Record<string, string> } | null;
    checkForUpdates(): void;
    quitAndInstall(): void;
    readonly calls: string[];
  };
  /** Ends the app. */
  quit(exitCode: number): void;
}

/** Puts a fake where electron-updater's `require('electron')` looks, for an app of this version whose data is under `dir`. */
export function fakeElectron(dir: string, version: string): ElectronFake {
  const require = createRequire(import.meta.url);
  const app = new EventEmitter();
  const squirrel = Object.assign(new EventEmitter(), {
    feed: null as ElectronFake['squirrel']['feed'],
    calls: [] as string[],
    setFeedURL(feed: { url: string; headers: Record<string, string> }) {
      squirrel.feed = feed;
    },
    checkForUpdates: () => void squirrel.calls.push('checkForUpdates'),
    quitAndInstall: () => void squirrel.calls.push('quitAndInstall'),
  });
  const electron = {
    app: Object.assign(app, {
      isPackaged: true,
      whenReady: () => Promise.resolve(),
      getVersion: () => version,
      getName: () => 'Satchel',
      getAppPath: () => dir,
      getPath: (name: string) => join(dir, name),
      quit: () => undefined,
      relaunch: () => undefined,
    }),
    net: { request },
    session: { fromPartition: () => ({}) },
    autoUpdater: squirrel,
  };
  const path = require.resolve('electron');
  require.cache[path] = Object.assign(Object.create(null) as NodeJS.Module, {
    id: path,
    filename: path,
    loaded: true,
    exports: electron,
    children: [],
    paths: [],
  });
  Object.assign(process, { resourcesPath: dir });
  return { squirrel, quit: (exitCode) => void app.emit('quit', {}, exitCode) };
}
