import { EventEmitter } from 'node:events';
import { expect, it, vi } from 'vitest';
import { systemIdle } from '../../../electron/shell/idle.ts';

const { monitor } = vi.hoisted(() => ({
  monitor: { emitter: null as EventEmitter | null, idle: 0 },
}));
vi.mock('electron', () => ({
  powerMonitor: {
    on: (event: string, listener: () => void) => monitor.emitter?.on(event, listener),
    getSystemIdleTime: () => monitor.idle,
  },
}));

it('tells how long nobody was there, and of sleep and the locked screen until it is stopped', () => {
  const emitter = new EventEmitter();
  monitor.emitter = emitter;
  const idle = systemIdle();
  monitor.idle = 61;
  expect(idle.seconds()).toBe(61);
  const heard: string[] = [];
  const stop = idle.onEvent((event) => heard.push(event));
  for (const event of ['suspend', 'resume', 'lock-screen', 'unlock-screen', 'on-battery'])
    emitter.emit(event);
  expect(heard).toEqual(['suspend', 'resume', 'lock-screen', 'unlock-screen']);
  stop();
  emitter.emit('suspend');
  expect(heard).toHaveLength(4);
});
