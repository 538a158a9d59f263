import { execFile } from 'node:child_process';
import { powerMonitor } from 'electron';
import type { PowerPort, PowerState } from '../host.ts';
import { isHot, isSameState, questionsFor, type Question } from './policy/system-power.ts';

/** How often the system is asked what it does not tell by itself. */
const ASK_EVERY_MS = 2 * 60_000;
const ANSWER_WITHIN_MS = 4_000;

/** What the system says of power and network. Only after the app is ready. */
export function systemPower(platform: string): PowerPort {
  const listeners = new Set<() => void>();
  const questions = questionsFor(platform);
  let speedLimit: number | null = null;
  let state: PowerState = { saver: null, metered: null, hot: null };

  function become(change: Partial<PowerState>): void {
    const next = { ...state, hot: isHot(powerMonitor.getCurrentThermalState(), speedLimit), ...change };
    if (isSameState(next, state)) return;
    state = next;
    for (const listener of listeners) listener();
  }

  function askAll(): void {
    become({});
    for (const question of questions) ask(question, (answer) => become({ [question.of]: answer }));
  }

  powerMonitor.on('on-ac', askAll);
  powerMonitor.on('on-battery', askAll);
  powerMonitor.on('resume', askAll);
  powerMonitor.on('thermal-state-change', () => become({}));
  powerMonitor.on('speed-limit-change', ({ limit }) => {
    speedLimit = limit;
    become({});
  });
  // It must not keep the app from ending.
  if (questions.length > 0) setInterval(askAll, ASK_EVERY_MS).unref();
  askAll();

  return {
    state: () => state,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function ask({ command, args, read }: Question, answer: (answer: boolean | null) => void): void {
  execFile(command, [...args], { timeout: ANSWER_WITHIN_MS, windowsHide: true }, (error, output) => {
    // A system that has no such command does not tell.
    answer(error === null ? read(output) : null);
  });
}
