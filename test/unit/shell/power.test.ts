import { EventEmitter } from 'node:events';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { isHot, questionsFor } from '../../../electron/shell/policy/system-power.ts';
import { systemPower } from '../../../electron/shell/power.ts';

type Answer = (error: Error | null, output: string) => void;
const fake = vi.hoisted(() => ({
  monitor: null as EventEmitter | null,
  thermal: 'nominal',
  asked: [] as { command: string; args: string[]; answer: Answer }[],
}));
vi.mock('electron', () => ({
  powerMonitor: {
    on: (event: string, listener: (details?: unknown) => void) => fake.monitor?.on(event, listener),
    getCurrentThermalState: () => fake.thermal,
  },
}));
vi.mock('node:child_process', () => ({
  execFile: (command: string, args: string[], _options: unknown, answer: Answer) =>
    void fake.asked.push({ command, args, answer }),
}));

beforeEach(() => {
  fake.monitor = new EventEmitter();
  fake.thermal = 'nominal';
  fake.asked.length = 0;
});

const read = (platform: string, of: 'saver' | 'metered', output: string) =>
  questionsFor(platform)
    .find((question) => question.of === of)
    ?.read(output);

describe('what systems answer', () => {
  it('is the power profile on Linux', () => {
    expect(read('linux', 'saver', "(<'power-saver'>,)\n")).toBe(true);
    expect(read('linux', 'saver', "(<'balanced'>,)\n")).toBe(false);
    expect(read('linux', 'saver', 'Error: no such name')).toBeNull();
  });

  it('is what NetworkManager knows or guesses of the network on Linux', () => {
    const answers = [0, 1, 2, 3, 4].map((metered) => read('linux', 'metered', `(<uint32 ${metered}>,)\n`));
    expect(answers).toEqual([null, true, false, true, false]);
    expect(read('linux', 'metered', '')).toBeNull();
  });

  it('is the low power mode on macOS', () => {
    const settings = (mode: string) =>
      `Battery Power:\n standby              1\n${mode} hibernatemode        3\n`;
    expect(read('darwin', 'saver', settings(' lowpowermode         1\n'))).toBe(true);
    expect(read('darwin', 'saver', settings(' lowpowermode         0\n'))).toBe(false);
    expect(read('darwin', 'saver', settings(''))).toBeNull();
  });

  it('is nothing on Windows, where no command is run', () => {
    expect(questionsFor('win32')).toEqual([]);
  });

  it('is heat by its name, or by how much slower the processor is', () => {
    expect(isHot('serious', 100)).toBe(true);
    expect(isHot('critical', null)).toBe(true);
    expect(isHot('unknown', 50)).toBe(true);
    expect(isHot('unknown', 100)).toBe(false);
    expect(isHot('fair', null)).toBe(false);
    expect(isHot('unknown', null)).toBeNull();
  });
});

describe("the system's power", () => {
  it('is asked for at the start and with each change, and told of when it is another', () => {
    const power = systemPower('linux');
    const told: unknown[] = [];
    power.onChange(() => told.push(power.state()));
    expect(fake.asked.map(({ command }) => command)).toEqual(['gdbus', 'gdbus']);
    fake.asked[0]?.answer(null, "(<'balanced'>,)");
    fake.asked[1]?.answer(new Error('ENOENT'), '');
    expect(told).toEqual([{ saver: false, metered: null, hot: false }]);
    fake.monitor?.emit('on-battery');
    fake.asked[2]?.answer(null, "(<'power-saver'>,)");
    fake.asked[2]?.answer(null, "(<'power-saver'>,)");
    expect(told).toHaveLength(2);
    expect(power.state().saver).toBe(true);
  });

  it('is hot as long as the system says so', () => {
    const power = systemPower('win32');
    expect(power.state().hot).toBe(false);
    fake.monitor?.emit('speed-limit-change', { limit: 40 });
    expect(power.state().hot).toBe(true);
    fake.monitor?.emit('speed-limit-change', { limit: 100 });
    fake.thermal = 'serious';
    fake.monitor?.emit('thermal-state-change', {});
    expect(power.state().hot).toBe(true);
  });
});
