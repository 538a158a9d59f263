import { existsSync, lstatSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import packageLock from '../../package-lock.json' with { type: 'json' };
import { root } from '../../build/paths.ts';
import { FUSES } from '../../build/packaging/check-app.ts';
import main from '../../build/vite.main.ts';

interface BuilderConfig {
  getConfig(projectDir: string, file: string | null, overrides: object | null): Promise<object>;
  validateConfiguration(config: object, debugLogger: { isEnabled: boolean }): Promise<void>;
}

/** electron-builder checks its configuration only while packaging; this is the same check by itself. */
const load = createRequire(createRequire(import.meta.url).resolve('electron-builder'));
const builder = load('app-builder-lib/out/util/config/config') as BuilderConfig;

interface Targets {
  readonly target: readonly { readonly target: string; readonly arch: readonly string[] }[];
}
interface Configuration {
  readonly files: readonly string[];
  readonly electronFuses: Readonly<Record<string, boolean>>;
  readonly protocols: readonly { readonly schemes: readonly string[] }[];
  readonly extraResources: readonly { readonly from: string }[];
  readonly nsis: Readonly<Record<string, unknown>>;
  readonly win: Targets & { readonly icon: string };
  readonly mac: Targets & {
    readonly icon: string;
    readonly entitlements: string;
    readonly entitlementsInherit: string;
    readonly hardenedRuntime: boolean;
    readonly notarize: boolean;
  };
  readonly linux: Targets & { readonly icon: string };
  readonly deb: { readonly depends: readonly string[] };
  readonly rpm: { readonly depends: readonly string[] };
}
const written = parse(await readFile(join(root, 'electron-builder.yml'), 'utf8')) as Configuration;

describe('electron-builder.yml', () => {
  it('keeps to the schema', async () => {
    const config = await builder.getConfig(root, 'electron-builder.yml', null);
    expect(config).toMatchObject({ appId: 'io.satchel.app', asar: true });
    await builder.validateConfiguration(config, { isEnabled: false });
  });

  it('would be refused with a key that is unknown', async () => {
    const config = await builder.getConfig(root, 'electron-builder.yml', null);
    await expect(
      builder.validateConfiguration({ ...config, assar: true }, { isEnabled: false }),
    ).rejects.toThrow('assar');
  });

  it('keeps to the schema with the feed that `npm run dist` adds', async () => {
    const publish = { provider: 'generic', url: 'https://updates.example/satchel' };
    const config = await builder.getConfig(root, 'electron-builder.yml', {
      publish,
      extraMetadata: { homepage: 'https://satchel.example/' },
    });
    await builder.validateConfiguration(config, { isEnabled: false });
  });

  it('makes every package there is to be, for the processors there are', () => {
    const targets = ({ target }: Targets) => target.map(({ target: name, arch }) => [name, arch.join()]);
    expect(targets(written.win)).toEqual([['nsis', 'x64']]);
    expect(targets(written.mac)).toEqual([
      ['dmg', 'x64,arm64'],
      ['zip', 'x64,arm64'],
    ]);
    expect(targets(written.linux)).toEqual([
      ['AppImage', 'x64,arm64'],
      ['deb', 'x64,arm64'],
      ['rpm', 'x64,arm64'],
    ]);
  });

  it('installs for this user alone, without an administrator, and leaves the data when it is uninstalled', () => {
    expect(written.nsis).toMatchObject({
      perMachine: false,
      allowElevation: false,
      packElevateHelper: false,
      deleteAppDataOnUninstall: false,
    });
  });

  it('is hardened and notarised on macOS, with no more than it needs', async () => {
    expect(written.mac).toMatchObject({ hardenedRuntime: true, notarize: true });
    const keys = async (path: string) =>
      [...(await readFile(join(root, path), 'utf8')).matchAll(/<key>([^<]+)<\/key>\s*<true\/>/g)].map(
        ([, key]) => key,
      );
    expect(await keys(written.mac.entitlements)).toEqual([
      'com.apple.security.cs.allow-jit',
      'com.apple.security.personal-information.location',
      'com.apple.security.device.camera',
    ]);
    expect(await keys(written.mac.entitlementsInherit)).toEqual(['com.apple.security.cs.allow-jit']);
  });

  it('is opened by satchel: addresses', () => {
    expect(written.protocols.flatMap(({ schemes }) => schemes)).toEqual(['satchel']);
  });

  it('says what deb and rpm need', () => {
    expect(written.deb.depends.length).toBeGreaterThan(5);
    expect(written.rpm.depends.length).toBeGreaterThan(5);
  });

  it('sets every fuse, as the check of the packed app expects it', () => {
    const named = Object.entries(written.electronFuses).map(([name, on]) => [
      name.charAt(0).toUpperCase() + name.slice(1),
      on,
    ]);
    expect(Object.fromEntries(named)).toEqual(FUSES);
  });

  it('names files that are there', () => {
    const { icon } = written.win;
    for (const path of [icon, written.mac.icon, written.linux.icon, written.mac.entitlements])
      expect(existsSync(join(root, path)), path).toBe(true);
  });
});

describe('what goes into the archive', () => {
  interface Matcher {
    createFilter(): (file: string, stat: object) => boolean;
  }
  const { getNodeModuleFileMatcher } = load('app-builder-lib/out/fileMatcher') as {
    getNodeModuleFileMatcher(
      appDir: string,
      destination: string,
      expand: (pattern: string) => string,
      platform: object,
      packager: object,
    ): Matcher;
  };
  const expand = (pattern: string) => pattern.replaceAll('${platform}', 'linux').replaceAll('${arch}', 'x64');
  // electron-builder's own: what of node_modules is left out.
  const takes = getNodeModuleFileMatcher(
    root,
    '/app',
    expand,
    {},
    {
      config: { files: written.files },
      debugLogger: { isEnabled: false },
    },
  ).createFilter();
  const manifest = (folder: string) => {
    const path = join(root, folder, 'package.json');
    return takes(path, lstatSync(join(root, 'package.json')));
  };

  interface Entry {
    readonly version?: string;
    readonly dev?: boolean;
    readonly dependencies?: Readonly<Record<string, string>>;
    readonly optionalDependencies?: Readonly<Record<string, string>>;
  }
  const packages: Readonly<Record<string, Entry>> = packageLock.packages;

  /** Where Node finds a package that another one asks for. */
  function found(from: string, name: string): string | null {
    for (let folder = from; ; folder = folder.slice(0, folder.lastIndexOf('/node_modules/'))) {
      const path = `${folder}/node_modules/${name}`.replace(/^\//, '');
      if (path in packages) return path;
      if (!folder.includes('/node_modules/'))
        return `node_modules/${name}` in packages ? `node_modules/${name}` : null;
    }
  }

  function withAllItNeeds(folder: string, known: Set<string>): Set<string> {
    if (known.has(folder)) return known;
    known.add(folder);
    const { dependencies, optionalDependencies } = packages[folder] ?? {};
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
      const path = found(folder, name);
      if (path !== null) withAllItNeeds(path, known);
    }
    return known;
  }

  const external = (main.ssr?.external as string[]).filter(
    // Electron is the runtime, and a file of a package comes with the package.
    (name) => name !== 'electron' && name.split('/').length === (name.startsWith('@') ? 2 : 1),
  );
  const needed = external.reduce(
    (known, name) => withAllItNeeds(`node_modules/${name}`, known),
    new Set<string>(),
  );
  const ours = (folder: string) => !/keyring-(?!linux-x64)/.test(folder);

  it('is all that the bundle asks for while it runs', () => {
    expect(external).toEqual(['@napi-rs/keyring', 'electron-updater']);
    const missing = [...needed].filter((folder) => ours(folder) && !manifest(folder));
    expect(missing).toEqual([]);
  });

  it('is nothing of what was bundled already, and no other system’s module', () => {
    const shipped = Object.entries(packages).filter(([folder, { dev }]) => folder !== '' && dev !== true);
    const surplus = shipped
      .map(([folder]) => folder)
      .filter((folder) => manifest(folder) && (!needed.has(folder) || !ours(folder)));
    expect(surplus).toEqual([]);
  });

  it('is what the build makes', async () => {
    const [bundles] = written.files;
    expect(bundles).toBe('dist/{main,preload,renderer}/**');
    const entry = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { main: string };
    expect(entry.main).toBe('dist/main/main.js');
    expect(written.extraResources.map(({ from }) => from)).toContain('dist/licences.txt');
  });
});

describe('the icons', () => {
  const png = Buffer.from('89504e470d0a1a0a', 'hex');
  const sideOf = (bytes: Buffer) => bytes.readUInt32BE(16);
  const icons = join(root, 'build/icons');

  it('of Linux have the sizes of their names', async () => {
    const names = await readdir(join(icons, 'linux'));
    expect(names).toContain('256x256.png');
    expect(names).toContain('512x512.png');
    for (const name of names) {
      const bytes = await readFile(join(icons, 'linux', name));
      expect(bytes.subarray(0, 8).equals(png)).toBe(true);
      expect(`${sideOf(bytes)}x${bytes.readUInt32BE(20)}.png`).toBe(name);
    }
  });

  it('of Windows are in one file, up to 256', async () => {
    const bytes = await readFile(join(icons, 'satchel.ico'));
    expect(bytes.readUInt16LE(2)).toBe(1);
    const sides = Array.from({ length: bytes.readUInt16LE(4) }, (_, index) => {
      const part = 6 + 16 * index;
      const [length, at] = [bytes.readUInt32LE(part + 8), bytes.readUInt32LE(part + 12)];
      const picture = bytes.subarray(at, at + length);
      expect(picture.subarray(0, 8).equals(png)).toBe(true);
      expect(sideOf(picture)).toBe(bytes[part] === 0 ? 256 : bytes[part]);
      return sideOf(picture);
    });
    expect(sides).toEqual([16, 24, 32, 48, 64, 128, 256]);
  });

  it('of macOS are in one file, up to 1024', async () => {
    const bytes = await readFile(join(icons, 'satchel.icns'));
    expect(bytes.toString('latin1', 0, 4)).toBe('icns');
    expect(bytes.readUInt32BE(4)).toBe(bytes.length);
    const sides = new Map<string, number>();
    for (let at = 8; at < bytes.length; at += bytes.readUInt32BE(at + 4))
      sides.set(bytes.toString('latin1', at, at + 4), sideOf(bytes.subarray(at + 8)));
    expect(Object.fromEntries(sides)).toEqual({
      icp4: 16,
      icp5: 32,
      ic11: 32,
      ic12: 64,
      ic07: 128,
      ic08: 256,
      ic13: 256,
      ic09: 512,
      ic14: 512,
      ic10: 1024,
    });
  });
});
