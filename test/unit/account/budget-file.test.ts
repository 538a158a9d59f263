import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { budgetFile, DEFAULT_BUDGET } from '../../../electron/account/budget-file.ts';
import { createBudget } from '../../../electron/crm/budget.ts';
import { budgetStateSchema } from '../../../electron/crm/budget-state.ts';
import { memoryLog } from '../../../electron/log/memory-log.ts';
import { virtualClock } from '../../fakes/virtual-clock.ts';

async function device() {
  const dir = await mkdtemp(join(tmpdir(), 'satchel-budget-'));
  const clock = virtualClock();
  const log = memoryLog();
  return {
    dir,
    clock,
    log,
    path: join(dir, 'budgets', 'acme-1.json'),
    open: () => budgetFile({ dir, accountId: 'acme-1', schema: budgetStateSchema, clock, log }),
  };
}

describe('budgetFile', () => {
  it('starts afresh where there is no file', async () => {
    const { open, log } = await device();
    expect(await open().read()).toEqual({ settings: DEFAULT_BUDGET, state: null });
    expect(log.entries).toEqual([]);
  });

  it('keeps settings and state over a restart', async () => {
    const { open, clock } = await device();
    const file = open();
    const budget = createBudget({
      now: () => clock.now(),
      ...(await file.read()),
      onChange: () => file.changed(() => ({ settings: budget.settings(), state: budget.state() })),
    });
    budget.set({ callsPerHour: 15 });
    budget.record({ at: clock.now(), lane: 'today' });
    await file.close();

    const again = createBudget({ now: () => clock.now(), ...(await open().read()) });
    expect([again.share(), again.lastHour()]).toEqual([15, 1]);
  });

  it('writes once for changes that come together, with the last of them', async () => {
    const { open, clock, path } = await device();
    const file = open();
    let asked = 0;
    for (const callsPerHour of [10, 20, 30])
      file.changed(() => {
        asked += 1;
        return { settings: { callsPerHour }, state: null };
      });
    await clock.advance(1_999);
    expect(asked).toBe(0);
    await clock.advance(1);
    await file.close();
    expect(asked).toBe(1);
    expect(JSON.parse(await readFile(path, 'utf8'))).toEqual({ settings: { callsPerHour: 30 }, state: null });
  });

  it('writes nothing after it was closed', async () => {
    const { open, clock } = await device();
    const file = open();
    await file.close();
    file.changed(() => ({ settings: { callsPerHour: 10 }, state: null }));
    expect(clock.sleeping()).toBe(false);
    expect(await open().read()).toEqual({ settings: DEFAULT_BUDGET, state: null });
  });

  it.each([
    ['no JSON', '{"settings":', { settings: DEFAULT_BUDGET, state: null }],
    ['other JSON', '[1]', { settings: DEFAULT_BUDGET, state: null }],
    [
      'a state of another version',
      '{"settings":{"callsPerHour":15},"state":{"version":9}}',
      { settings: { callsPerHour: 15 }, state: null },
    ],
    [
      'settings out of range',
      '{"settings":{"callsPerHour":0},"state":null}',
      { settings: DEFAULT_BUDGET, state: null },
    ],
  ])('starts afresh, as far as needed, with a file that holds %s', async (_, text, expected) => {
    const { open, dir, path } = await device();
    await mkdir(join(dir, 'budgets'));
    await writeFile(path, text);
    expect(await open().read()).toEqual(expected);
  });

  it('logs a disk that refuses, and goes on', async () => {
    const { open, dir, log } = await device();
    await writeFile(join(dir, 'budgets'), 'a file where the folder should be');
    const file = open();
    file.changed(() => ({ settings: DEFAULT_BUDGET, state: null }));
    await file.close();
    expect(log.entries).toMatchObject([{ event: 'budget.not-saved' }]);
    expect(await open().read()).toEqual({ settings: DEFAULT_BUDGET, state: null });
  });
});
