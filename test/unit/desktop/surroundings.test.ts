import { expect, it } from 'vitest';
import { watchSurroundings } from '../../../electron/desktop/surroundings.ts';
import type { IdleEvent, PowerState } from '../../../electron/host.ts';
import type { Preferences } from '../../../shared/preferences.ts';
import type { PageSurroundings } from '../../../shared/surroundings.ts';

const PAGE: PageSurroundings = { online: true, saveData: null, cellular: null, battery: null };

function world() {
  const told: string[] = [];
  const idle = new Set<(event: IdleEvent) => void>();
  const power = new Set<() => void>();
  const w = {
    told,
    state: { saver: null, metered: null, hot: null } as PowerState,
    choice: 'auto' as Preferences['saving'],
    idle: (event: IdleEvent) => {
      for (const listener of idle) listener(event);
    },
    power(change: Partial<PowerState>) {
      w.state = { ...w.state, ...change };
      for (const listener of power) listener();
    },
    watch: () =>
      watchSurroundings({
        idle: {
          seconds: () => 0,
          onEvent: (listener) => {
            idle.add(listener);
            return () => idle.delete(listener);
          },
        },
        power: {
          state: () => w.state,
          onChange: (listener) => {
            power.add(listener);
            return () => power.delete(listener);
          },
        },
        choice: () => w.choice,
        onSaving: (reason) => told.push(`saving ${reason}`),
        onNetwork: () => told.push('network'),
      }),
  };
  return w;
}

it('tells of each change once, and of nothing at the beginning', () => {
  const w = world();
  w.watch();
  expect(w.told).toEqual([]);
  w.power({ saver: true });
  w.power({ metered: true });
  w.power({ saver: false });
  w.power({ metered: false });
  expect(w.told).toEqual(['saving battery', 'saving metered', 'saving null']);
});

it('begins sparing where the system does already', () => {
  const w = world();
  w.state = { ...w.state, saver: true };
  w.watch();
  expect(w.told).toEqual(['saving battery']);
});

it('wakes the engine after a sleep and when the network is back', () => {
  const w = world();
  const watch = w.watch();
  w.idle('suspend');
  w.idle('lock-screen');
  expect(w.told).toEqual([]);
  w.idle('resume');
  watch.heard(PAGE);
  watch.heard({ ...PAGE, online: false });
  watch.heard(PAGE);
  expect(w.told).toEqual(['network', 'network']);
});

it('fetches all the same when that is asked for, until the reason has gone', () => {
  const w = world();
  const watch = w.watch();
  w.power({ saver: true });
  watch.goOn();
  w.power({ metered: true });
  expect(w.told).toEqual(['saving battery', 'saving null']);
  w.power({ saver: false });
  expect(w.told.at(-1)).toBe('saving metered');
  w.power({ metered: false });
  w.power({ saver: true });
  expect(w.told.slice(-2)).toEqual(['saving null', 'saving battery']);
});

it('follows another choice at once, and nothing after its end', () => {
  const w = world();
  const watch = w.watch();
  w.choice = 'always';
  watch.look();
  expect(w.told).toEqual(['saving asked']);
  watch.close();
  w.choice = 'auto';
  w.power({ saver: true });
  w.idle('resume');
  expect(w.told).toEqual(['saving asked']);
});
