import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { app, autoUpdater } from 'electron';
import { DebUpdater, MacUpdater, RpmUpdater, type AppUpdater } from 'electron-updater';
import type { Log } from '../../shared/log.ts';
import type { Clock } from '../../shared/time.ts';
import { CheckedAppImageUpdater, CheckedNsisUpdater } from '../updates/checked-updaters.ts';
import { electronUpdater } from '../updates/electron-updater.ts';
import { feedBase, feedFile } from '../updates/feed.ts';
import { historyFile } from '../updates/history-file.ts';
import { keptUpToDate } from '../updates/kept-up-to-date.ts';
import { packageKind, type PackageKind } from '../updates/package-kind.ts';
import { noUpdates, type Updates } from '../updates/updates.ts';

export interface UpdatesOptions {
  readonly userDataDir: string;
  readonly packaged: boolean;
  readonly version: string;
  /** Public keys, any of which may have signed a feed. */
  readonly keys: readonly string[];
  readonly clock: Clock;
  readonly log: Log;
}

/** How this package keeps itself up to date; or that it does not, and why. */
export function openUpdates({ userDataDir, packaged, version, keys, clock, log }: UpdatesOptions): Updates {
  if (!packaged) return noUpdates('development');
  if (keys.length === 0) return noUpdates('no-key');
  const base = feedBase(resource('app-update.yml') ?? '');
  const kind = packageKind(process.platform, process.env, resource('package-type'));
  if (base === null || kind === null) return noUpdates('no-feed');
  return keptUpToDate({
    version,
    updater: electronUpdater({
      updater: updaterOf(kind),
      feed: { base, file: feedFile(process.platform, process.arch), keys },
      byHand: kind === 'deb' || kind === 'rpm' ? kind : null,
      squirrel: kind === 'mac' ? autoUpdater : null,
    }),
    history: historyFile(userDataDir, log),
    clock,
    chance: Math.random,
    log,
    quit: () => app.quit(),
  });
}

function updaterOf(kind: PackageKind): AppUpdater {
  switch (kind) {
    case 'nsis':
      return new CheckedNsisUpdater();
    case 'mac':
      return new MacUpdater();
    case 'appimage':
      return Object.assign(new CheckedAppImageUpdater(), {
        // Once this process has ended: the new one would find it running, and end itself.
        onRestart: (path: string) => app.relaunch({ execPath: path, args: [] }),
      });
    case 'deb':
      return new DebUpdater();
    case 'rpm':
      return new RpmUpdater();
  }
}

/** A file that electron-builder put beside the app. */
function resource(name: string): string | null {
  const path = join(process.resourcesPath, name);
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
}
