import { describe, expect, it } from 'vitest';
import { memoryLog } from '../../../electron/log/memory-log.ts';
import { beforeInstall, atStart, type History } from '../../../electron/updates/history.ts';
import { keptUpToDate } from '../../../electron/updates/kept-up-to-date.ts';
import { waitFor } from '../../../electron/updates/rhythm.ts';
import type { Found, Updater } from '../../../electron/updates/updater.ts';
import { AppError, type ErrorInfo } from '../../../shared/errors.ts';
import type { UpdatesState } from '../../../shared/updates.ts';
import { settle, virtualClock } from '../../fakes/virtual-clock.ts';

const HOUR = 3_600_000;
const found: Found = { version: '1.3.0', page: 'https://updates.example/Satchel-1.3.0.deb' };

function world(options: { history?: History; installs?: Updater['installs'] } = {}) {
  const clock = virtualClock();
  const log = memoryLog();
  const seenStates: UpdatesState[] = [];
  const written: (History | 'refused')[] = [];
  const calls: string[] = [];
  const next: { found: Found | ErrorInfo | null; download: ErrorInfo | 'hangs' | null; disk: boolean } = {
    found: null,
    download: null,
    disk: true,
  };
  let endDownload: (error: Error) => void = () => undefined;
  const updater: Updater = {
    installs: options.installs ?? 'at-the-end',
    check() {
      calls.push('check');
      if (next.found !== null && 'code' in next.found) return Promise.reject(new AppError(next.found));
      return Promise.resolve(next.found);
    },
    download(onShare) {
      calls.push('download');
      onShare(0.5);
      if (next.download === 'hangs') return new Promise((_, reject) => (endDownload = reject));
      return next.download === null ? Promise.resolve() : Promise.reject(new AppError(next.download));
    },
    cancel: () => endDownload(new AppError({ code: 'cancelled' })),
    install(restart) {
      calls.push(`install ${restart}`);
      return 'ends-itself';
    },
  };
  const updates = keptUpToDate({
    version: '1.2.0',
    updater,
    history: {
      read: () => options.history ?? null,
      write(history) {
        if (!next.disk) throw new Error('no room');
        written.push(history);
      },
    },
    clock,
    chance: () => 0,
    log,
    quit: () => void calls.push('quit'),
  });
  updates.onChange((state) => seenStates.push(state));
  const phases = () => seenStates.map(({ phase }) => phase.name);
  return { clock, log, updates, next, calls, written, phases };
}

describe('keeping up to date', () => {
  it('looks soon after the start, then every few hours, and says when it did', async () => {
    const { clock, updates, calls } = world();
    await clock.advance(10_000);
    expect(calls).toEqual([]);
    await clock.advance(10_000);
    expect(calls).toEqual(['check']);
    expect(updates.state().phase).toEqual({ name: 'idle', checkedAt: clock.now() });
    await clock.advance(4 * HOUR - 1);
    expect(calls).toHaveLength(1);
    await clock.advance(1);
    expect(calls).toHaveLength(2);
  });

  it('spreads the devices of a company', () => {
    expect(waitFor('done', 0)).toBe(4 * HOUR);
    expect(waitFor('done', 1)).toBe(6 * HOUR);
    expect(waitFor('none-yet', 0.5)).toBe(25_000);
  });

  it('downloads what it finds, and puts it in place at the end and not before', async () => {
    const { clock, updates, next, calls, phases, written } = world();
    next.found = found;
    await clock.advance(20_000);
    expect(phases()).toEqual(['checking', 'downloading', 'downloading', 'ready']);
    expect(calls).toEqual(['check', 'download']);
    expect(await updates.close()).toBe('ends-itself');
    expect(calls.at(-1)).toBe('install false');
    // Whoever starts next knows that it was begun.
    expect(written.at(-1)).toMatchObject({ installing: { from: '1.2.0', to: '1.3.0' } });
  });

  it('downloads nothing twice, and something newer in its place', async () => {
    const { clock, updates, next, calls } = world();
    next.found = found;
    await clock.advance(20_000);
    await updates.check();
    expect(calls).toEqual(['check', 'download', 'check']);
    next.found = { ...found, version: '1.3.1' };
    await updates.check();
    expect(updates.state().phase).toEqual({ name: 'ready', version: '1.3.1' });
  });

  it('starts again where that was asked for, and not when the quitting was called off', async () => {
    const asked = world();
    expect(asked.updates.restart()).toBe(false);
    asked.next.found = found;
    await asked.updates.check();
    expect(asked.updates.restart()).toBe(true);
    expect(asked.calls.at(-1)).toBe('quit');
    await asked.updates.close();
    expect(asked.calls.at(-1)).toBe('install true');

    const calledOff = world();
    calledOff.next.found = found;
    await calledOff.updates.check();
    calledOff.updates.restart();
    await calledOff.clock.advance(HOUR);
    await calledOff.updates.close();
    expect(calledOff.calls.at(-1)).toBe('install false');
  });

  it('leaves to the package manager what is its own', async () => {
    const { updates, next, calls } = world({ installs: 'by-hand' });
    next.found = found;
    await updates.check();
    expect(updates.state().phase).toEqual({ name: 'offered', ...found });
    await updates.close();
    expect(calls).toEqual(['check']);
  });

  it('spares the link where that is wished for, but not whoever asks', async () => {
    const { clock, updates, calls } = world();
    updates.spare(true);
    await clock.advance(HOUR);
    expect(calls).toEqual([]);
    await updates.check();
    expect(calls).toEqual(['check']);
    updates.spare(false);
    await clock.advance(HOUR / 2);
    expect(calls).toHaveLength(2);
  });

  it('says what went wrong and tries again by itself', async () => {
    const { clock, updates, next, log } = world();
    next.found = { code: 'update', reason: 'unreachable' };
    await clock.advance(20_000);
    expect(updates.state().phase).toMatchObject({
      name: 'failed',
      version: null,
      error: { reason: 'unreachable' },
    });
    expect(log.entries).toHaveLength(1);
    next.found = found;
    next.download = { code: 'update', reason: 'damaged' };
    await clock.advance(HOUR);
    expect(updates.state().phase).toMatchObject({
      name: 'failed',
      version: '1.3.0',
      error: { reason: 'damaged' },
    });
    next.download = null;
    await clock.advance(HOUR);
    expect(updates.state().phase.name).toBe('ready');
    // What is ready stays so where nobody answers later.
    next.found = { code: 'update', reason: 'unreachable' };
    await clock.advance(4 * HOUR);
    expect(updates.state().phase.name).toBe('ready');
  });

  it('takes one look at a time', async () => {
    const { updates, calls } = world();
    await Promise.all([updates.check(), updates.check()]);
    expect(calls).toEqual(['check']);
  });

  it('gives up a download when the app ends, and looks no more', async () => {
    const { clock, updates, next, calls } = world();
    next.found = found;
    next.download = 'hangs';
    void updates.check();
    await settle();
    expect(await updates.close()).toBe('ends-itself');
    await clock.advance(24 * HOUR);
    expect(calls).toEqual(['check', 'download']);
  });
});

describe('an update that did not come to its end', () => {
  const once = atStart(beforeInstall(atStart(null, '1.2.0'), '1.3.0'), '1.2.0');

  it('is told of at the next start, until that was seen', async () => {
    const { updates, written, log } = world({ history: beforeInstall(atStart(null, '1.2.0'), '1.3.0') });
    expect(updates.state().news).toEqual({ name: 'not-installed', version: '1.3.0' });
    expect(log.entries.map(({ event }) => event)).toEqual(['update.not-installed']);
    await updates.seen();
    expect(updates.state().news).toBeNull();
    expect(written.at(-1)).toMatchObject({ news: null, failed: { version: '1.3.0', attempts: 1 } });
  });

  it('is tried once more by itself, and after that only where somebody asks', async () => {
    const again = world({ history: once });
    again.next.found = found;
    await again.updates.check();
    await again.updates.close();
    expect(again.calls.at(-1)).toBe('install false');

    const twice = atStart(beforeInstall(once, '1.3.0'), '1.2.0');
    const third = world({ history: twice });
    third.next.found = found;
    await third.updates.check();
    await third.updates.close();
    expect(third.calls).toEqual(['check', 'download']);

    const wished = world({ history: twice });
    wished.next.found = found;
    await wished.updates.check();
    wished.updates.restart();
    await wished.updates.close();
    expect(wished.calls.at(-1)).toBe('install true');
  });

  it('is not begun where the disk does not take the note of it', async () => {
    const { updates, next, calls } = world();
    next.found = found;
    await updates.check();
    next.disk = false;
    await updates.close();
    expect(calls).toEqual(['check', 'download']);
  });
});
