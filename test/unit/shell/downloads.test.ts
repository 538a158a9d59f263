import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../../../build/paths.ts';
import { APP_ORIGIN } from '../../../electron/shell/policy/addresses.ts';
import { mayDownload } from '../../../electron/shell/policy/downloads.ts';

const OWN = 'blob:app://satchel/0b1f';

describe('mayDownload', () => {
  it.each(['contacts.csv', 'Outbox 2026-11-28.json', 'report.TXT'])('saves %s', (name) => {
    expect(mayDownload([OWN], name, APP_ORIGIN)).toBe(true);
  });

  it.each(['setup.exe', 'a.csv.lnk', 'a.csv.desktop', 'run.command', 'page.html', 'csv', '', 'a.csv\n.sh'])(
    'saves nothing called %j',
    (name) => {
      expect(mayDownload([OWN], name, APP_ORIGIN)).toBe(false);
    },
  );

  it.each([
    [['https://evil.example/a.csv']],
    [['app://satchel/index.html']],
    [['blob:https://evil.example/1']],
    [['blob:null/1']],
    [['data:text/csv,a']],
    [['file:///etc/passwd']],
    [[OWN, OWN]],
    [['https://evil.example/', OWN]],
    [[]],
  ])('saves nothing that came by %j', (chain) => {
    expect(mayDownload(chain, 'a.csv', APP_ORIGIN)).toBe(false);
  });

  it('saves under every ending that the screens give', async () => {
    const ui = join(root, 'renderer/ui');
    const files = (await readdir(ui, { recursive: true })).filter((name) => /\.(svelte|ts)$/.test(name));
    const endings: string[] = [];
    for (const file of files) {
      const text = await readFile(join(ui, file), 'utf8');
      for (const [, rest = ''] of text.matchAll(/\bsaveFile\(([^;]*);/g))
        endings.push(...[...rest.matchAll(/(\.[a-z]{2,5})[`']/g)].map(([, ending = '']) => ending));
    }
    expect(endings.length).toBeGreaterThan(3);
    for (const ending of endings)
      expect([ending, mayDownload([OWN], `a${ending}`, APP_ORIGIN)]).toEqual([ending, true]);
  });
});
