import { createPrivateKey, type KeyObject } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appProblems, fuseProblems } from '../../build/packaging/check-app.ts';
import { billOfMaterials } from '../../build/packaging/sbom.ts';
import { builderArguments, releaseProblems, releaseSettings } from '../../build/packaging/settings.ts';
import { stagedFeed } from '../../build/packaging/staged-feed.ts';
import { unpackedApps } from '../../build/packaging/unpacked.ts';
import { shippedParts } from '../../build/licences/parts.ts';
import releaseKeys from '../../electron/updates/release-keys.json' with { type: 'json' };
import { signFeed, verifiedFeed } from '../../electron/updates/signature.ts';
import { releaseKey } from '../unit/updates/feed-server.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'satchel-release-'));
});
afterEach(() => rm(dir, { recursive: true }));

/** An executable with fuses in it, as Electron's has them: a mark, a version, how many there are, and a digit for each. */
function executable(fuses: string): Buffer {
  return Buffer.concat([
    Buffer.alloc(5000, 7),
    Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'),
    Buffer.from([1, fuses.length]),
    Buffer.from(fuses),
    Buffer.alloc(5000, 7),
  ]);
}
/** RunAsNode, cookies, NODE_OPTIONS, inspect, integrity, only the archive, snapshot, file: privileges. */
const SOUND = '01001100';

async function put(path: string, content: string | Buffer = ''): Promise<void> {
  await mkdir(dirname(join(dir, path)), { recursive: true });
  await writeFile(join(dir, path), content);
}

describe('the fuses of a packed app', () => {
  it.each([
    [SOUND, []],
    ['11001100', ['the fuse RunAsNode is not off']],
    ['00001100', ['the fuse EnableCookieEncryption is not on']],
    ['01101100', ['the fuse EnableNodeOptionsEnvironmentVariable is not off']],
    ['01011100', ['the fuse EnableNodeCliInspectArguments is not off']],
    ['01000100', ['the fuse EnableEmbeddedAsarIntegrityValidation is not on']],
    ['01001000', ['the fuse OnlyLoadAppFromAsar is not on']],
    ['01001110', ['the fuse LoadBrowserProcessSpecificV8Snapshot is not off']],
    ['01001101', ['the fuse GrantFileProtocolExtraPrivileges is not off']],
    // As Electron is delivered, and one that this Electron does not have any more.
    ['10110001', expect.objectContaining({ length: 7 })],
    ['r1001100', ['the fuse RunAsNode is not off']],
    ['0100110', ['the fuse GrantFileProtocolExtraPrivileges is not off']],
  ])('%s', async (fuses, problems) => {
    await put('satchel', executable(fuses));
    expect(await fuseProblems(join(dir, 'satchel'))).toEqual(problems);
  });

  it('are looked for in vain in what is no Electron', async () => {
    await put('satchel', 'a text');
    await expect(fuseProblems(join(dir, 'satchel'))).rejects.toThrow('sentinel');
  });
});

describe('a packed app', () => {
  async function packed(): Promise<void> {
    await put('linux-unpacked/satchel', executable(SOUND));
    await put('linux-unpacked/resources/app.asar');
    await put('linux-unpacked/resources/licences.txt');
    await put(
      'linux-unpacked/resources/app.asar.unpacked/node_modules/@napi-rs/keyring-linux-x64-gnu/keyring.linux-x64-gnu.node',
    );
  }
  const problems = async (updates: boolean) => {
    const apps = await unpackedApps(dir, 'Satchel', 'satchel');
    expect(apps).toHaveLength(1);
    return Promise.all(apps.map((app) => appProblems(app, updates))).then((all) => all.flat());
  };

  it('is sound where all is there', async () => {
    await packed();
    expect(await problems(false)).toEqual([]);
    await put('linux-unpacked/resources/app-update.yml');
    expect(await problems(true)).toEqual([]);
  });

  it('is told from one that is not', async () => {
    await packed();
    expect(await problems(true)).toEqual(['it does not know where updates are']);
    await put('linux-unpacked/resources/app/main.js');
    await put(
      'linux-unpacked/resources/app.asar.unpacked/node_modules/@napi-rs/keyring-win32-x64-msvc/keyring.node',
    );
    await rm(join(dir, 'linux-unpacked/resources/licences.txt'));
    expect(await problems(false)).toEqual([
      'there is an app beside its archive',
      'there are no licences',
      "there are other systems' modules",
    ]);
  });

  it('is found under each name that electron-builder gives it', async () => {
    for (const name of ['win-unpacked', 'mac', 'mac-arm64', 'linux-arm64-unpacked', 'builder-debug.yml'])
      await mkdir(join(dir, name));
    const apps = await unpackedApps(dir, 'Satchel', 'satchel');
    expect(apps.map(({ platform, arch }) => `${platform} ${arch}`).toSorted()).toEqual([
      'darwin arm64',
      'darwin x64',
      'linux arm64',
      'win32 x64',
    ]);
    expect(apps.find(({ platform }) => platform === 'darwin')?.executable).toContain(
      'Satchel.app/Contents/MacOS/Satchel',
    );
    expect(await unpackedApps(join(dir, 'nowhere'), 'Satchel', 'satchel')).toEqual([]);
  });
});

describe('what the environment says', () => {
  it('is nothing: a package for trying, without a feed', () => {
    const settings = releaseSettings({});
    expect(settings.feed).toBeNull();
    expect(builderArguments(settings)).toEqual([
      '--publish=never',
      '-c.extraMetadata.homepage=https://satchel.invalid/',
    ]);
  });

  it('is where updates are, and who makes it', () => {
    const settings = releaseSettings({
      SATCHEL_UPDATES_URL: 'https://updates.example/satchel',
      SATCHEL_HOMEPAGE: 'https://satchel.example/',
      SATCHEL_MAINTAINER: 'Ada <ada@satchel.example>',
    });
    expect(builderArguments(settings)).toEqual([
      '--publish=never',
      '-c.extraMetadata.homepage=https://satchel.example/',
      '-c.publish.provider=generic',
      '-c.publish.url=https://updates.example/satchel',
    ]);
    const release = {
      settings,
      version: '1.3.0',
      tag: 'v1.3.0',
      changelog: '# Changelog\n\n## 1.3.0 (2026-12-01)\n',
      keys: ['x'],
    };
    expect(releaseProblems(release)).toEqual([]);
    expect(releaseProblems({ ...release, tag: 'v1.3.1' })).toHaveLength(1);
    expect(releaseProblems({ ...release, version: '1.3.0-beta.1', tag: 'v1.3.0-beta.1' })).toHaveLength(2);
    expect(releaseProblems({ ...release, changelog: '## 1.3.01\n## Unreleased\n' })).toHaveLength(1);
    expect(releaseProblems({ ...release, keys: [] })).toHaveLength(1);
    expect(
      releaseProblems({ ...release, settings: { ...settings, feed: 'http://updates.example/' } }),
    ).toHaveLength(1);
    expect(releaseProblems({ ...release, settings: releaseSettings({}) })).toHaveLength(3);
  });
});

describe('signing a feed for a share of the devices', () => {
  const key = releaseKey();
  const sum = `${'A'.repeat(86)}==`;
  const feed = `version: 1.3.0\nfiles:\n  - url: Satchel-1.3.0-win-x64.exe\n    sha512: ${sum}\n    size: 100\npath: Satchel-1.3.0-win-x64.exe\nsha512: ${sum}\nreleaseDate: '2026-11-28T12:00:00.000Z'\n`;
  const staged = (text: string, percent: number, secret: KeyObject = key.secret) =>
    stagedFeed('latest.yml', text, percent, secret, [key.known]);

  it('gives a feed that the packages take, and electron-builder’s own lines with it', () => {
    const { text, release } = staged(feed, 10);
    expect(release).toMatchObject({ version: '1.3.0', stagingPercentage: 10 });
    expect(verifiedFeed('latest.yml', text, [key.known])).toBe(`${feed}stagingPercentage: 10\n`);
  });

  it('widens a rollout, and ends it', () => {
    const wider = staged(staged(feed, 10).text, 50);
    expect(wider.release.stagingPercentage).toBe(50);
    expect(wider.text.match(/satchel-signature/g)).toHaveLength(1);
    const all = staged(wider.text, 100);
    expect(all.release.stagingPercentage).toBeUndefined();
    expect(verifiedFeed('latest.yml', all.text, [key.known])).toBe(feed);
  });

  it('refuses a share that is none, a key that no package knows, and what is no feed', () => {
    for (const percent of [-1, 101, 0.5, Number.NaN]) expect(() => staged(feed, percent)).toThrow('share');
    expect(() => staged(feed, 10, releaseKey().secret)).toThrow('update');
    expect(() => staged('a: b\n', 10)).toThrow('update');
  });
});

describe('the keys that packages know', () => {
  it('are public ones, of Ed25519', () => {
    for (const known of releaseKeys as string[]) {
      // A feed that anybody else signed is not taken, which also shows that the key can be read.
      expect(verifiedFeed('latest.yml', signFeed('latest.yml', '', releaseKey().secret), [known])).toBeNull();
      expect(() =>
        createPrivateKey({ key: Buffer.from(known, 'base64'), format: 'der', type: 'pkcs8' }),
      ).toThrow();
    }
  });
});

describe('the bill of materials', () => {
  it('names what ships and nothing else, with where it comes from', async () => {
    const bom = await billOfMaterials();
    expect(bom).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.5' });
    const listed = bom.components.map(({ name, version }) => `${name}@${version}`).toSorted();
    expect(listed).toEqual(
      shippedParts()
        .map(({ name, version }) => `${name}@${version}`)
        .toSorted(),
    );
    for (const { purl } of bom.components) expect(purl).toMatch(/^pkg:npm\//);
    const refs = new Set([
      ...bom.components.map((each) => each['bom-ref']),
      bom.metadata.component['bom-ref'],
    ]);
    for (const { ref, dependsOn } of bom.dependencies)
      for (const each of [ref, ...dependsOn]) expect(refs).toContain(each);
  }, 60_000);
});
