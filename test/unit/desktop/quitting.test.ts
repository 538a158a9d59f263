import { expect, it } from 'vitest';
import { createQuitting, type QuitAnswer } from '../../../electron/desktop/quitting.ts';
import { settle, virtualClock } from '../../fakes/virtual-clock.ts';

/** Somebody who quits with `pending` changes waiting, and answers so. */
function world(pending: number, ...answers: (QuitAnswer | Error)[]) {
  const clock = virtualClock();
  const seen = { pending, asked: [] as number[], sent: 0, quits: 0 };
  const quitting = createQuitting({
    clock,
    pending: () => seen.pending,
    ask(count) {
      seen.asked.push(count);
      const answer = answers.shift() ?? 'cancel';
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
    send: () => void (seen.sent += 1),
    quit: () => void (seen.quits += 1),
  });
  return Object.assign(seen, {
    clock,
    quitting,
    become(count: number) {
      seen.pending = count;
      quitting.pendingChanged();
    },
  });
}

it('lets the app end at once where nothing waits', () => {
  const w = world(0);
  expect(w.quitting.mayQuit()).toBe(true);
  expect(w.asked).toEqual([]);
});

it('asks once where changes wait, however often one wants to quit meanwhile, and stays when that is the answer', async () => {
  const w = world(3, 'cancel', 'quit');
  expect(w.quitting.mayQuit()).toBe(false);
  expect(w.quitting.mayQuit()).toBe(false);
  await settle();
  expect(w.asked).toEqual([3]);
  expect(w.quits).toBe(0);
  expect(w.quitting.mayQuit()).toBe(false);
  await settle();
  expect(w.quits).toBe(1);
  expect(w.quitting.mayQuit()).toBe(true);
  expect(w.asked).toEqual([3, 3]);
});

it('ends when everything is sent', async () => {
  const w = world(2, 'send');
  w.quitting.mayQuit();
  await settle();
  expect(w.sent).toBe(1);
  w.become(1);
  await w.clock.advance(5_000);
  expect(w.quits).toBe(0);
  w.become(0);
  await settle();
  expect(w.quits).toBe(1);
  expect(w.quitting.mayQuit()).toBe(true);
  expect(w.clock.sleeping()).toBe(false);
});

it('asks again with what is left where it takes too long', async () => {
  const w = world(2, 'send', 'quit');
  w.quitting.mayQuit();
  await settle();
  w.become(1);
  await w.clock.advance(19_000);
  expect(w.asked).toEqual([2]);
  await w.clock.advance(2_000);
  expect(w.asked).toEqual([2, 1]);
  expect(w.quits).toBe(1);
});

it('asks nobody when the system ends, nor when it cannot ask', async () => {
  const w = world(2);
  w.quitting.sessionEnds();
  expect(w.quitting.mayQuit()).toBe(true);
  const broken = world(2, new Error('no display'));
  broken.quitting.mayQuit();
  await settle();
  expect(broken.quits).toBe(1);
  expect(broken.quitting.mayQuit()).toBe(true);
});
