import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { printPdf } from '../../../electron/shell/print-pdf.ts';

const fake = vi.hoisted(() => ({ answer: { canceled: false, filePath: '' }, asked: '' }));
vi.mock('electron', () => ({
  app: { getPath: () => '/home/rita/Documents' },
  dialog: {
    showSaveDialog: (_window: unknown, options: { defaultPath: string }) => {
      fake.asked = options.defaultPath;
      return Promise.resolve(fake.answer);
    },
  },
}));

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'satchel-pdf-'));
});
afterEach(async () => {
  await rm(dir, { recursive: true, force: true });
});

type Window = NonNullable<Parameters<typeof printPdf>[0]>;
function windowThatPrints(printed: object[]): Window {
  const printToPDF = (options: object) => {
    printed.push(options);
    return Promise.resolve(Buffer.from('%PDF-1.7'));
  };
  const window: Pick<Window, never> & { webContents: object } = { webContents: { printToPDF } };
  return window as Window;
}

describe('a PDF of the page', () => {
  it('is written where the user says, on the page’s own paper', async () => {
    const printed: object[] = [];
    fake.answer = { canceled: false, filePath: join(dir, 'offer.pdf') };
    expect(await printPdf(windowThatPrints(printed), 'Gold plan: 1/2')).toBe('saved');
    expect(fake.asked).toBe(join('/home/rita/Documents', 'Gold plan 1 2.pdf'));
    expect(await readFile(join(dir, 'offer.pdf'), 'latin1')).toBe('%PDF-1.7');
    expect(printed).toEqual([{ preferCSSPageSize: true, printBackground: true }]);
  });

  it('is not made when nobody wants it, and says when the disk refuses', async () => {
    const printed: object[] = [];
    fake.answer = { canceled: true, filePath: '' };
    expect(await printPdf(windowThatPrints(printed), 'Offer')).toBe('cancelled');
    expect(printed).toEqual([]);
    fake.answer = { canceled: false, filePath: join(dir, 'no', 'such', 'folder.pdf') };
    await expect(printPdf(windowThatPrints(printed), 'Offer')).rejects.toMatchObject({
      info: { code: 'storage', reason: 'ENOENT' },
    });
    await expect(printPdf(null, 'Offer')).rejects.toMatchObject({ info: { code: 'store-unavailable' } });
  });
});
