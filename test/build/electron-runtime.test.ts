import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { failedLately, findElectron, noteFailure } from '../../build/electron-runtime.ts';

const HOUR_MS = 60 * 60 * 1000;
const NOON = Date.UTC(2026, 0, 15, 12);
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'satchel-electron-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe("Electron's runtime", () => {
  it('is found where the package says it is and the file is there', async () => {
    expect(await findElectron(folder)).toBeUndefined();
    await writeFile(join(folder, 'path.txt'), 'electron');
    expect(await findElectron(folder)).toBeUndefined();
    await mkdir(join(folder, 'dist'));
    await writeFile(join(folder, 'dist/electron'), '');
    expect(await findElectron(folder)).toBe(join(folder, 'dist/electron'));
  });

  it('is not asked for again within a day of a failure of the same version', async () => {
    const file = join(folder, 'cache/note.json');
    expect(await failedLately(file, '45.0.0', NOON)).toBe(false);
    await noteFailure(file, '45.0.0', NOON);
    expect(await failedLately(file, '45.0.0', NOON)).toBe(true);
    expect(await failedLately(file, '45.0.0', NOON + 23 * HOUR_MS)).toBe(true);
    expect(await failedLately(file, '45.0.0', NOON + 24 * HOUR_MS)).toBe(false);
    expect(await failedLately(file, '45.0.1', NOON)).toBe(false);
  });

  it('is asked for again when the note is from a clock that ran ahead, or is no note', async () => {
    const file = join(folder, 'note.json');
    await noteFailure(file, '45.0.0', NOON + 48 * HOUR_MS);
    expect(await failedLately(file, '45.0.0', NOON)).toBe(false);
    await writeFile(file, '{"version":');
    expect(await failedLately(file, '45.0.0', NOON)).toBe(false);
  });
});
