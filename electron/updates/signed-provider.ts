import { Provider, type AppUpdater, type ResolvedUpdateFileInfo, type UpdateInfo } from 'electron-updater';
import type { ProviderRuntimeOptions } from 'electron-updater/out/providers/Provider';
import { readFeed, type Feed } from './feed.ts';

type ProviderClass = new (
  options: unknown,
  updater: AppUpdater,
  runtime: ProviderRuntimeOptions,
) => Provider<UpdateInfo>;

/** electron-updater's way to the feed, which believes nothing in it before its signature holds. */
export function signedProvider(feed: Feed): ProviderClass {
  return class extends Provider<UpdateInfo> {
    constructor(_options: unknown, _updater: AppUpdater, runtime: ProviderRuntimeOptions) {
      // Few servers answer for several ranges at once, and those that do not, do so in ways of their own.
      super({ ...runtime, isUseMultipleRangeRequest: false });
    }

    /** The feed is not told which device asks: the rollout is decided here. */
    override setRequestHeaders(): void {
      super.setRequestHeaders(null);
    }

    override async getLatestVersion(): Promise<UpdateInfo> {
      const release = readFeed(feed, (await this.httpRequest(new URL(feed.file, feed.base))) ?? '');
      const { version, files, stagingPercentage, minimumSystemVersion } = release;
      const [{ url, sha512 } = { url: '', sha512: '' }] = files;
      return {
        version,
        files: files.map(({ blockMapSize, ...file }) => ({
          ...file,
          ...(blockMapSize === undefined ? {} : { blockMapSize }),
        })),
        path: url,
        sha512,
        releaseDate: '',
        ...(stagingPercentage === undefined ? {} : { stagingPercentage }),
        ...(minimumSystemVersion === undefined ? {} : { minimumSystemVersion }),
      };
    }

    override resolveFiles({ files }: UpdateInfo): ResolvedUpdateFileInfo[] {
      return files.map((info) => ({ url: new URL(info.url, feed.base), info }));
    }
  };
}
