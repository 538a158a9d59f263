import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Product, make, makeIfStale } from '../../build/freshness.ts';

let folder: string;
let made: number;
let product: Product;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'satchel-fresh-'));
  made = 0;
  await mkdir(join(folder, 'src/deep'), { recursive: true });
  await writeFile(join(folder, 'src/deep/a.ts'), 'a');
  product = {
    sources: [join(folder, 'src'), join(folder, 'lock.json')],
    output: join(folder, 'out.js'),
    stamp: join(folder, 'cache/stamp'),
    make: async () => {
      made += 1;
      await writeFile(join(folder, 'out.js'), 'made');
    },
  };
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe('a product', () => {
  it('is made once while nothing changes', async () => {
    expect([await makeIfStale(product), await makeIfStale(product), await makeIfStale(product)]).toEqual([
      true,
      false,
      false,
    ]);
    expect(made).toBe(1);
  });

  it.each([
    ['a source changed', () => writeFile(join(folder, 'src/deep/a.ts'), 'longer')],
    ['a source came', () => writeFile(join(folder, 'src/b.ts'), 'b')],
    ['a source went', () => rm(join(folder, 'src/deep/a.ts'))],
    ['a source that was absent came', () => writeFile(join(folder, 'lock.json'), '{}')],
    ['its output went', () => rm(join(folder, 'out.js'))],
  ])('is made again when %s', async (_, change) => {
    await makeIfStale(product);
    await change();
    expect(await makeIfStale(product)).toBe(true);
    expect(await makeIfStale(product)).toBe(false);
  });

  it('stays when only what is compiled among the sources changed', async () => {
    await makeIfStale(product);
    await mkdir(join(folder, 'src/paraglide'));
    await writeFile(join(folder, 'src/paraglide/messages.js'), 'compiled');
    expect(await makeIfStale(product)).toBe(false);
  });

  it('is made again after it could not be made', async () => {
    await makeIfStale(product);
    const failing = { ...product, make: () => Promise.reject(new Error('no')) };
    await expect(make(failing)).rejects.toThrow('no');
    expect(await makeIfStale(product)).toBe(true);
  });

  it('is fresh after it was made unasked', async () => {
    await make(product);
    expect(await makeIfStale(product)).toBe(false);
  });
});
