import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** An app as electron-builder leaves it beside the packages it makes of it. */
export interface UnpackedApp {
  readonly platform: 'win32' | 'darwin' | 'linux';
  readonly arch: 'x64' | 'arm64';
  /** What is started; it holds the fuses, or leads to the file that does. */
  readonly executable: string;
  readonly resources: string;
}

/**
 * The apps that lie under electron-builder's folder.
 * @param executableName how it is called on Linux
 */
export async function unpackedApps(
  dir: string,
  product: string,
  executableName: string,
): Promise<UnpackedApp[]> {
  const names = await readdir(dir).catch(() => []);
  return names.flatMap((name): UnpackedApp[] => {
    const [, system, processor] = /^(win|linux|mac)(?:-(x64|arm64))?(?:-unpacked)?$/.exec(name) ?? [];
    if (system === undefined) return [];
    const arch = processor === 'arm64' ? 'arm64' : 'x64';
    const folder = join(dir, name);
    switch (system) {
      case 'win':
        return [
          {
            platform: 'win32',
            arch,
            executable: join(folder, `${product}.exe`),
            resources: join(folder, 'resources'),
          },
        ];
      case 'mac': {
        const contents = join(folder, `${product}.app/Contents`);
        return [
          {
            platform: 'darwin',
            arch,
            executable: join(contents, `MacOS/${product}`),
            resources: join(contents, 'Resources'),
          },
        ];
      }
      default:
        return [
          {
            platform: 'linux',
            arch,
            executable: join(folder, executableName),
            resources: join(folder, 'resources'),
          },
        ];
    }
  });
}
