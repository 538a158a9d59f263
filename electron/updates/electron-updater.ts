import { BaseUpdater, CancellationToken, type AppUpdater, type UpdateInfo } from 'electron-updater';
import { AppError } from '../../shared/errors.ts';
import type { Feed } from './feed.ts';
import { updateError } from './failure.ts';
import { signedProvider } from './signed-provider.ts';
import { nextVerdict, type Squirrel } from './squirrel.ts';
import type { Updater } from './updater.ts';

export interface ElectronUpdaterOptions {
  /** One that electron-updater has for the system and the kind of package. */
  readonly updater: AppUpdater;
  readonly feed: Feed;
  /** The ending of the packages that are left to the system's package manager; null where updates install themselves. */
  readonly byHand: 'deb' | 'rpm' | null;
  /** On macOS, who has the last word on a download; null elsewhere. */
  readonly squirrel: Squirrel | null;
}

/** An `Updater` that is electron-updater. */
export function electronUpdater({ updater, feed, byHand, squirrel }: ElectronUpdaterOptions): Updater {
  // Its lines hold paths and addresses; what counts of them comes as errors.
  updater.logger = null;
  updater.autoDownload = false;
  updater.allowDowngrade = false;
  updater.allowPrerelease = false;
  updater.disableWebInstaller = true;
  // Squirrel fetches what was downloaded only where this is set, and installs it by itself; the others are told when to.
  updater.autoInstallOnAppQuit = !(updater instanceof BaseUpdater);
  updater.setFeedURL({ provider: 'custom', updateProvider: signedProvider(feed) });

  let info: UpdateInfo | null = null;
  let token = new CancellationToken();
  let failure: unknown = null;
  // `install` tells of what went wrong by an event alone.
  updater.on('error', (error) => (failure = error));

  return {
    installs: byHand === null ? 'at-the-end' : 'by-hand',
    async check() {
      const result = await updater.checkForUpdates().catch(rethrow);
      info = result?.isUpdateAvailable ? result.updateInfo : null;
      if (info === null) return null;
      const file = info.files.find(({ url }) => byHand === null || url.endsWith(`.${byHand}`));
      if (file === undefined) throw new AppError({ code: 'update', reason: 'bad-feed' });
      return { version: info.version, page: new URL(file.url, feed.base).href };
    },
    async download(onShare) {
      if (info === null) throw new AppError({ code: 'internal', reason: 'nothing was found' });
      const most = Math.max(...info.files.map(({ size }) => size ?? 0));
      token = new CancellationToken();
      const mine = token;
      const progress = ({ percent, transferred }: { percent: number; transferred: number }) => {
        // A file without an end would fill the disk before its checksum is looked at.
        if (transferred > most) mine.cancel();
        else onShare(Math.min(1, percent / 100));
      };
      updater.on('download-progress', progress);
      const verdict = squirrel === null ? null : nextVerdict(squirrel);
      try {
        await updater.downloadUpdate(mine).catch((error: unknown) => rethrow(verdict?.refusal() ?? error));
        await verdict?.given;
      } finally {
        verdict?.forget();
        updater.off('download-progress', progress);
      }
    },
    cancel: () => token.cancel(),
    install(restart) {
      if (!(updater instanceof BaseUpdater)) {
        if (restart) updater.quitAndInstall();
        return restart ? 'is-ended' : 'ends-itself';
      }
      failure = null;
      if (!updater.install(true, restart)) {
        const error = updateError(failure ?? new AppError({ code: 'update', reason: 'not-installed' }));
        throw new AppError(error);
      }
      return 'ends-itself';
    },
  };
}

function rethrow(error: unknown): never {
  throw new AppError(updateError(error), { cause: error });
}
