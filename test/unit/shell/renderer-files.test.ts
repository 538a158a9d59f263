import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, normalize, sep } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  cacheControl,
  findRendererFile,
  rendererPath,
} from '../../../electron/shell/policy/renderer-files.ts';

describe('rendererPath', () => {
  it.each([
    ['/', 'index.html'],
    ['/index.html', 'index.html'],
    ['/assets/main-B1x_9.js', 'assets/main-B1x_9.js'],
    ['/contacts', 'index.html'],
    ['/contacts/70000000001', 'index.html'],
    ['/%69ndex.html', 'index.html'],
  ])('%s means %s', (pathname, expected) => {
    expect(rendererPath(pathname)).toBe(expected);
  });

  it.each([
    '',
    'index.html',
    '//etc/passwd',
    '/../package.json',
    '/assets/../../package.json',
    '/%2e%2e/package.json',
    '/%2e%2e%2fpackage.json',
    '/%252e%252e/package.json',
    '/..%5cpackage.json',
    '/..\\package.json',
    '/assets//main.js',
    '/assets/',
    '/.env',
    '/assets/.hidden.js',
    '/C:/windows/win.ini',
    '/index.html::$DATA',
    '/index.html%00.js',
    '/%zz',
    '/\u202eindex.html',
  ])('%j is refused', (pathname) => {
    expect(rendererPath(pathname)).toBeNull();
  });

  it('never leaves the bundle, whatever the path', () => {
    const piece = fc.constantFrom(
      '..',
      '.',
      '%2e%2e',
      '%2f',
      '%5c',
      '\\',
      '/',
      '//',
      'a',
      'a.js',
      '%00',
      '%25',
      ':',
      '~',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(piece).map((pieces) => `/${pieces.join('/')}`),
        ),
        (pathname) => {
          const relative = rendererPath(pathname);
          if (relative === null) return;
          const full = normalize(join(sep, 'bundle', relative));
          expect(full.startsWith(join(sep, 'bundle') + sep)).toBe(true);
          expect(relative).not.toContain('%');
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('findRendererFile', () => {
  let root: string;
  let outside: string;

  beforeEach(async () => {
    const dir = await mkdtemp(join(tmpdir(), 'satchel-files-'));
    root = join(dir, 'renderer');
    outside = join(dir, 'secret.js');
    await mkdir(join(root, 'assets'), { recursive: true });
    await writeFile(join(root, 'index.html'), '<p>');
    await writeFile(join(root, 'assets/app.js'), '1');
    await writeFile(outside, 'secret');
  });
  afterEach(() => rm(join(root, '..'), { recursive: true }));

  it('finds the page for a place inside the app, and says not to keep it', async () => {
    const file = await findRendererFile(root, '/deals/12');
    expect(file).toMatchObject({ bytes: 3, contentType: 'text/html; charset=utf-8', page: true });
    expect(file && cacheControl(file)).toBe('no-store');
  });

  it('finds an asset, and lets it be kept', async () => {
    const file = await findRendererFile(root, '/assets/app.js');
    expect(file).toMatchObject({ bytes: 1, contentType: 'text/javascript; charset=utf-8', page: false });
    expect(file && cacheControl(file)).toContain('immutable');
  });

  it('finds no absent file and no folder', async () => {
    await mkdir(join(root, 'folder.js'));
    expect(await findRendererFile(root, '/assets/none.js')).toBeNull();
    expect(await findRendererFile(root, '/index.html/x.js')).toBeNull();
    expect(await findRendererFile(root, '/folder.js')).toBeNull();
  });

  it('follows no link out of the bundle', async () => {
    await symlink(outside, join(root, 'assets/link.js'));
    await symlink(join(root, '..'), join(root, 'up'));
    expect(await findRendererFile(root, '/assets/link.js')).toBeNull();
    expect(await findRendererFile(root, '/up/secret.js')).toBeNull();
  });
});
