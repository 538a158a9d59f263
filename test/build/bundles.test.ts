import { mkdir, mkdtemp, readFile, readdir, realpath, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type InlineConfig, build } from 'vite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { root } from '../../build/paths.ts';
import main from '../../build/vite.main.ts';
import preload from '../../build/vite.preload.ts';
import renderer from '../../build/vite.renderer.ts';

/** Small trees, built with the app's own configurations. */
let folder: string;

beforeEach(async () => {
  // Within the repository, so that its packages are found.
  await mkdir(join(root, '.cache'), { recursive: true });
  folder = await realpath(await mkdtemp(join(root, '.cache/bundles-')));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
}

async function bundle(config: InlineConfig): Promise<void> {
  await build({ ...config, configFile: false, logLevel: 'error' });
}

const out = (path: string) => readFile(join(folder, 'out', path), 'utf8');
const requires = (code: string) =>
  [...code.matchAll(/\brequire\(["']([^"']+)["']\)/g)].map(([, name]) => name);

describe('the preload bundle', () => {
  it('is one CommonJS file that loads nothing but electron', async () => {
    await write(
      'preload.ts',
      `import { contextBridge } from 'electron';
       import { z } from 'zod';
       void import('./more.ts').then(({ more }) => more());
       contextBridge.exposeInMainWorld('a', z.string().parse('a'));`,
    );
    await write('more.ts', `export const more = () => 'more';`);
    const lib = {
      entry: join(folder, 'preload.ts'),
      formats: ['cjs' as const],
      fileName: () => 'preload.cjs',
    };
    await bundle({ ...preload, build: { ...preload.build, lib, outDir: join(folder, 'out') } });
    expect((await readdir(join(folder, 'out'))).sort()).toEqual(['preload.cjs', 'preload.cjs.map']);
    const code = await out('preload.cjs');
    expect(requires(code)).toEqual(['electron']);
    expect(code).not.toMatch(/^(import|export) /m);
    expect(code).not.toMatch(/\bprocess\.|\bimport\(/);
  });
});

describe('the bundle of the main process', () => {
  it('holds every package but the external ones, all its files in one folder', async () => {
    await write(
      'main.ts',
      `import { app } from 'electron';
       import { getPassword } from '@napi-rs/keyring/keytar';
       import { z } from 'zod';
       import { join } from 'node:path';
       const { autoUpdater } = await import('electron-updater');
       const { more } = await import('./more.ts');
       export { app, getPassword, z, join, autoUpdater, more };`,
    );
    await write('more.ts', `export const more = 'more';`);
    await bundle({
      ...main,
      build: { ...main.build, ssr: join(folder, 'main.ts'), outDir: join(folder, 'out') },
    });
    const files = (await readdir(join(folder, 'out'))).filter((name) => !name.endsWith('.map'));
    expect(files).toContain('main.js');
    expect(files.every((name) => name.endsWith('.js'))).toBe(true);
    const code = await out('main.js');
    const imported = [...code.matchAll(/(?:from |import\()["']([^"'.][^"']*)["']/g)].map(([, name]) => name);
    expect(new Set(imported.filter((name) => !name?.startsWith('node:')))).toEqual(
      new Set(['electron', '@napi-rs/keyring/keytar.js', 'electron-updater']),
    );
  });
});

describe('the renderer bundle', () => {
  it('keeps to the strictest content security policy', async () => {
    await write(
      'ui/index.html',
      `<!doctype html><html><head><title>a</title></head><body><script type="module" src="./main.ts"></script></body></html>`,
    );
    await write(
      'ui/main.ts',
      `import './main.css';
       import App from './App.svelte';
       import { mount } from 'svelte';
       new Worker(new URL('../store/worker.ts', import.meta.url), { type: 'module' });
       mount(App, { target: document.body });
       void import('./lazy.ts');`,
    );
    await write(
      'ui/App.svelte',
      `<script lang="ts">let { a = 1 }: { a?: number } = $props();</script><p>{a}</p><style>p { color: red; }</style>`,
    );
    await write('ui/lazy.ts', `export const lazy = 'lazy';`);
    await write(
      'ui/main.css',
      `@font-face { font-family: A; src: url('./a.woff2'); } body { font-family: A; }`,
    );
    await write('ui/a.woff2', 'small enough to be inlined');
    await write('store/worker.ts', `void import('./part.ts').then(({ part }) => postMessage(part));`);
    await write('store/part.ts', `export const part = 'part';`);
    // The message compiler would write among the sources that other tests read at the same time.
    const plugins = (renderer.plugins ?? [])
      .flat()
      .filter((plugin) => !(plugin && 'name' in plugin && plugin.name.includes('paraglide')));
    await bundle({
      ...renderer,
      plugins,
      root: join(folder, 'ui'),
      build: { ...renderer.build, outDir: join(folder, 'out') },
    });
    const html = await out('index.html');
    const scripts = [...html.matchAll(/<script([^>]*)>([^<]*)<\/script>/g)];
    expect(scripts).toHaveLength(1);
    expect(scripts[0]?.[1]).toMatch(/src="\.\/assets\//);
    expect(scripts[0]?.[2]).toBe('');
    expect(html).not.toMatch(/<style|style=|["'(]\/[^/]/);
    const assets = await readdir(join(folder, 'out/assets'));
    expect(assets.some((name) => name.endsWith('.woff2'))).toBe(true);
    const text = await Promise.all(
      assets.filter((name) => /\.(js|css)$/.test(name)).map((name) => out(`assets/${name}`)),
    );
    expect(text.join('\n')).not.toMatch(
      /\beval\(|new Function\(|url\(data:|importScripts\(|createElement\(["']style/,
    );
    const worker = await out(`assets/${assets.find((name) => /^worker-.*\.js$/.test(name))}`);
    expect(worker).toContain('import(');
  });
});
