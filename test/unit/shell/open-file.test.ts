import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { fileOpener } from '../../../electron/shell/open-file.ts';

const fake = vi.hoisted(() => ({
  said: '',
  opened: [] as string[],
  asked: '',
  answer: { canceled: false, filePath: '' },
}));
vi.mock('electron', () => ({
  app: { getPath: (name: string) => `/home/rita/${name}` },
  shell: {
    openPath: (path: string) => {
      fake.opened.push(path);
      return Promise.resolve(fake.said);
    },
  },
  dialog: {
    showSaveDialog: (_window: unknown, options: { defaultPath: string }) => {
      fake.asked = options.defaultPath;
      return Promise.resolve(fake.answer);
    },
  },
}));

type Window = NonNullable<ReturnType<Parameters<typeof fileOpener>[0]>>;
const window = {} as Pick<Window, never> as Window;

describe('a file', () => {
  it('is handed to the system’s program, and where there is none that is said', async () => {
    const opener = fileOpener(() => window);
    expect(await opener.open('/copies/Offer.pdf')).toBe(true);
    expect(fake.opened).toEqual(['/copies/Offer.pdf']);
    fake.said = 'Failed to open path';
    expect(await opener.open('/copies/Offer.pdf')).toBe(false);
  });

  it('is saved where the user says, or not', async () => {
    const opener = fileOpener(() => window);
    fake.answer = { canceled: false, filePath: '/media/stick/setup.exe' };
    expect(await opener.askWhere('setup.exe')).toBe('/media/stick/setup.exe');
    expect(fake.asked).toBe(join('/home/rita/downloads', 'setup.exe'));
    fake.answer = { canceled: true, filePath: '' };
    expect(await opener.askWhere('setup.exe')).toBeNull();
  });

  it('is not asked about over a window that has gone', async () => {
    await expect(fileOpener(() => null).askWhere('setup.exe')).rejects.toMatchObject({
      info: { code: 'store-unavailable', reason: 'gone' },
    });
  });
});
