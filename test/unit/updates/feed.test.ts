import { describe, expect, it } from 'vitest';
import { feedBase, feedFile, readFeed } from '../../../electron/updates/feed.ts';
import { signFeed } from '../../../electron/updates/signature.ts';
import { releaseKey } from './feed-server.ts';

describe('where a package looks', () => {
  it.each([
    ['https://updates.example/satchel', 'https://updates.example/satchel/'],
    ['https://updates.example/satchel/', 'https://updates.example/satchel/'],
    ['http://127.0.0.1:8080/feed', 'http://127.0.0.1:8080/feed/'],
  ])('%s', (url, base) => {
    expect(feedBase(`provider: generic\nurl: ${url}\nupdaterCacheDirName: satchel-updater\n`)).toBe(base);
  });

  it.each([
    'provider: generic\nurl: http://updates.example/satchel\n',
    'provider: generic\nurl: http://localhost.evil.example/\n',
    'provider: generic\nurl: https://user:pass@updates.example/\n',
    'provider: generic\nurl: https://updates.example/?a=1\n',
    'provider: generic\nurl: file:///tmp/feed\n',
    'provider: github\nowner: somebody\nrepo: satchel\n',
    'url: https://updates.example/satchel\n',
    '',
    '\t:\n  - [',
  ])('is nowhere for %j', (text) => {
    expect(feedBase(text)).toBeNull();
  });

  it('has a feed of its own for each system, as electron-builder writes them', () => {
    expect(feedFile('win32', 'x64')).toBe('latest.yml');
    expect(feedFile('darwin', 'arm64')).toBe('latest-mac.yml');
    expect(feedFile('linux', 'x64')).toBe('latest-linux.yml');
    expect(feedFile('linux', 'arm64')).toBe('latest-linux-arm64.yml');
  });
});

describe('a feed', () => {
  const key = releaseKey();
  const feed = { base: 'https://updates.example/', file: 'latest.yml', keys: [key.known] };
  const sum = `${'A'.repeat(86)}==`;
  const read = (text: string) => readFeed(feed, signFeed('latest.yml', text, key.secret));
  const file = (url: string) => `files:\n  - url: ${JSON.stringify(url)}\n    sha512: ${sum}\n    size: 10\n`;

  it('is read as far as it is known', () => {
    expect(
      read(`version: 1.3.0\n${file('Satchel Setup 1.3.0.exe')}stagingPercentage: 20\nrun: rm -rf /\n`),
    ).toEqual({
      version: '1.3.0',
      files: [{ url: 'Satchel Setup 1.3.0.exe', sha512: sum, size: 10 }],
      stagingPercentage: 20,
    });
  });

  it.each([
    ['a version that is none', `version: latest\n${file('a.exe')}`],
    ['a pre-release', `version: 1.3.0-beta.1\n${file('a.exe')}`],
    ['a number for a version', `version: 1.3\n${file('a.exe')}`],
    ['no files', 'version: 1.3.0\nfiles: []\n'],
    ['a file without a checksum', 'version: 1.3.0\nfiles:\n  - url: a.exe\n    size: 1\n'],
    ['a file on another server', `version: 1.3.0\n${file('https://evil.example/a.exe')}`],
    ['a file above the folder', `version: 1.3.0\n${file('../a.exe')}`],
    ['a file by its path on the server', `version: 1.3.0\n${file('/a.exe')}`],
    ['a share of 200 in a hundred', `version: 1.3.0\n${file('a.exe')}stagingPercentage: 200\n`],
    ['a text without an end', `version: 1.3.0\n${file('a.exe')}#${'x'.repeat(70_000)}\n`],
    ['aliases', `a: &a [1, 2]\nb: [*a, *a]\nversion: 1.3.0\n${file('a.exe')}`],
  ])('is refused with %s', (_, text) => {
    expect(() => read(text)).toThrow(
      expect.objectContaining({ info: { code: 'update', reason: 'bad-feed' } }),
    );
  });
});
