import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keepLinks, linkOfArguments } from '../../../electron/desktop/links.ts';
import { autostartEntry, isHiddenStart } from '../../../electron/desktop/login-entry.ts';
import { createRecovery, watchGraphics } from '../../../electron/desktop/recovery.ts';

describe('links', () => {
  it('wait until they are taken, once, and the last one counts', () => {
    const told: string[] = [];
    const links = keepLinks(() => told.push('waits'));
    expect(links.take()).toBeNull();
    links.came('satchel://contact/1');
    links.came('satchel://deal/2');
    expect(told).toEqual(['waits', 'waits']);
    expect(links.waits()).toBe(true);
    expect(links.take()).toEqual({ is: 'record', ref: { kind: 'deals', id: 2 }, origin: null });
    expect(links.take()).toBeNull();
    expect(links.waits()).toBe(false);
  });

  it('are kept also where they lead nowhere, so that it can be said', () => {
    const links = keepLinks(() => undefined);
    links.came('satchel://nowhere/1');
    expect(links.take()).toEqual({ is: 'refused', reason: 'unknown-record' });
  });

  it('are found among the arguments', () => {
    expect(linkOfArguments(['satchel', '--hidden'])).toBeNull();
    expect(linkOfArguments(['satchel', '--flag', 'satchel://deal/2'])).toBe('satchel://deal/2');
    expect(linkOfArguments(['satchel', 'satchel://deal/1', 'Satchel://deal/2'])).toBe('Satchel://deal/2');
    // A file of that name is none.
    expect(linkOfArguments(['/opt/satchel'])).toBeNull();
  });
});

describe('a start at login', () => {
  it('is hidden, unless a link asks for the window', () => {
    expect(isHiddenStart(['satchel', '--hidden'], false, false)).toBe(true);
    expect(isHiddenStart(['satchel'], true, false)).toBe(true);
    expect(isHiddenStart(['satchel'], false, false)).toBe(false);
    expect(isHiddenStart(['satchel', '--hidden'], true, true)).toBe(false);
  });

  it('has an entry that starts the program whatever its path', () => {
    expect(autostartEntry('/opt/Satchel/satchel')).toContain('\nExec="/opt/Satchel/satchel" --hidden\n');
    const unescaped = (value: string) => value.replace(/\\\\/g, '\\');
    const program = (line: string) =>
      /^"((?:[^"\\]|\\.)*)" --hidden$/s
        .exec(unescaped(line))?.[1]
        ?.replace(/\\(.)/gs, '$1')
        .replace(/%%/g, '%');
    const paths = fc.string({ unit: fc.constantFrom('/', 'a', ' ', '"', '$', '`', '\\', '%', 'ü') });
    fc.assert(
      fc.property(paths, (path) => {
        const line = /^Exec=(.*)$/m.exec(autostartEntry(path))?.[1] ?? '';
        expect(program(line)).toBe(path);
      }),
    );
  });
});

describe('a page that crashes', () => {
  it('is opened anew three times in a minute, later each time, and then the user is told', () => {
    const recovery = createRecovery();
    expect([0, 1_000, 3_000, 9_000].map((at) => recovery.crashed(at))).toEqual([
      { do: 'reload', afterMs: 0 },
      { do: 'reload', afterMs: 1_000 },
      { do: 'reload', afterMs: 5_000 },
      { do: 'tell' },
    ]);
    recovery.forget();
    expect(recovery.crashed(10_000)).toEqual({ do: 'reload', afterMs: 0 });
  });

  it('is opened anew at once where the last crash is long ago, or the clock was set back', () => {
    const recovery = createRecovery();
    for (const at of [100_000, 170_000, 240_000, 310_000])
      expect(recovery.crashed(at)).toEqual({ do: 'reload', afterMs: 0 });
    expect(recovery.crashed(5_000)).toEqual({ do: 'reload', afterMs: 0 });
  });

  it('never is opened more than three times within a minute', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 30_000 })), (gaps) => {
        const recovery = createRecovery();
        let now = 0;
        const reloads: number[] = [];
        for (const gap of gaps) {
          now += gap;
          if (recovery.crashed(now).do === 'reload') reloads.push(now);
        }
        reloads.forEach((at, index) => {
          const third = reloads[index - 3];
          if (third !== undefined) expect(at - third).toBeGreaterThanOrEqual(60_000);
        });
      }),
    );
  });
});

it('takes three crashes of the graphics within a minute for a loop, and says so once', () => {
  const watch = watchGraphics();
  expect([0, 1, 2, 3].map((at) => watch.crashed(at))).toEqual([false, false, true, false]);
  const rare = watchGraphics();
  expect([0, 61_000, 122_000, 183_000].map((at) => rare.crashed(at))).not.toContain(true);
});
