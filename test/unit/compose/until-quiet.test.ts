import { describe, expect, it } from 'vitest';
import { untilQuiet } from '../../../electron/until-quiet.ts';
import { virtualClock } from '../../fakes/virtual-clock.ts';

describe('waiting until something rests', () => {
  function waiting(atMostMs: number) {
    const clock = virtualClock();
    const state = { busy: true, over: false };
    void untilQuiet(clock, () => state.busy, atMostMs).then(() => (state.over = true));
    return { clock, state };
  }

  it('ends soon after it does', async () => {
    const { clock, state } = waiting(30_000);
    await clock.advance(5_000);
    expect(state.over).toBe(false);
    state.busy = false;
    await clock.advance(200);
    expect(state.over).toBe(true);
  });

  it('ends where it never does', async () => {
    const { clock, state } = waiting(30_000);
    await clock.advance(29_000);
    expect(state.over).toBe(false);
    await clock.advance(1_200);
    expect(state.over).toBe(true);
  });

  it('takes no time where nothing goes on', async () => {
    const clock = virtualClock();
    await untilQuiet(clock, () => false, 30_000);
    expect(clock.sleeping()).toBe(false);
  });
});
