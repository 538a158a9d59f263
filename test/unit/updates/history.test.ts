import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { memoryLog } from '../../../electron/log/memory-log.ts';
import { atStart, beforeInstall, mayInstall, seen, type History } from '../../../electron/updates/history.ts';
import { historyFile } from '../../../electron/updates/history-file.ts';

const first = atStart(null, '1.2.0');
/** An update that was begun, and the version that starts after it. */
const install = (history: History, to: string, starts: string) => atStart(beforeInstall(history, to), starts);

describe('what a start finds', () => {
  it('nothing at the first one, nor where all is as it was', () => {
    expect(first).toEqual({ version: '1.2.0', installing: null, failed: null, news: null });
    expect(atStart(first, '1.2.0')).toEqual(first);
  });

  it('that there was an update', () => {
    expect(install(first, '1.3.0', '1.3.0').news).toEqual({ name: 'updated', from: '1.2.0', to: '1.3.0' });
  });

  it('that there was one by hand', () => {
    expect(atStart(first, '1.10.0').news).toEqual({ name: 'updated', from: '1.2.0', to: '1.10.0' });
  });

  it('nothing new in an older version', () => {
    expect(atStart(atStart(null, '1.10.0'), '1.9.0').news).toBeNull();
  });

  it('all that is new, where the news of an update were not seen before the next', () => {
    const twice = install(install(first, '1.3.0', '1.3.0'), '1.4.0', '1.4.0');
    expect(twice.news).toEqual({ name: 'updated', from: '1.2.0', to: '1.4.0' });
    expect(install(seen(install(first, '1.3.0', '1.3.0')), '1.4.0', '1.4.0').news).toMatchObject({
      from: '1.3.0',
    });
  });

  it('that an update did not come to its end: the version before runs, and says so', () => {
    const once = install(first, '1.3.0', '1.2.0');
    expect(once.news).toEqual({ name: 'not-installed', version: '1.3.0' });
    // Told once, and kept from the next start on only as far as it matters for trying again.
    expect(atStart(seen(once), '1.2.0').news).toBeNull();
  });

  it('that it failed twice: then it is not tried again without being asked to', () => {
    const once = install(first, '1.3.0', '1.2.0');
    expect(mayInstall(once, '1.3.0')).toBe(true);
    const twice = install(once, '1.3.0', '1.2.0');
    expect(mayInstall(twice, '1.3.0')).toBe(false);
    expect(mayInstall(twice, '1.3.1')).toBe(true);
    expect(mayInstall(atStart(twice, '1.3.0'), '1.4.0')).toBe(true);
  });
});

describe('the file', () => {
  let dir: string;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'satchel-history-'));
  });
  afterEach(() => rm(dir, { recursive: true }));

  it('keeps the history', () => {
    const log = memoryLog();
    const file = historyFile(dir, log);
    expect(file.read()).toBeNull();
    expect(log.entries).toEqual([]);
    file.write(beforeInstall(first, '1.3.0'));
    expect(historyFile(dir, log).read()).toEqual(beforeInstall(first, '1.3.0'));
  });

  it.each(['', '{', '{"version":3}', 'null'])('is begun anew where it holds %j', async (text) => {
    await writeFile(join(dir, 'updates.json'), text);
    const log = memoryLog();
    expect(historyFile(dir, log).read()).toBeNull();
    expect(log.entries).toHaveLength(1);
    historyFile(dir, log).write(first);
    expect(await readdir(dir)).toEqual(['updates.json']);
  });
});
