import { describe, expect, it } from 'vitest';
import type { Seal } from '../../renderer/store/disk/seal.ts';
import { memoryLocks, openStore, put, settled } from './harness.ts';

/** A seal that opens nothing while its gate is shut. */
function gatedSeal(): { seal: Seal; shut(): void; open(): void; openLast(): void } {
  let waiting: (() => void)[] | null = null;
  return {
    seal: {
      seal: (bytes) => Promise.resolve(bytes),
      async open(bytes) {
        if (waiting) await new Promise<void>((resolve) => waiting?.push(resolve));
        return bytes;
      },
    },
    shut: () => void (waiting = []),
    openLast: () => waiting?.pop()?.(),
    open() {
      const released = waiting ?? [];
      waiting = null;
      for (const release of released) release();
    },
  };
}

const person = (name: string) => ({ id: 1, display_name: name });

describe('what is read while it changes', () => {
  it('is not pushed to a watch that has moved on', async () => {
    const gate = gatedSeal();
    const locks = memoryLocks();
    const first = await openStore({ locks, seal: gate.seal });
    await put(first, 'contacts', [person('Ann')]);
    await first.ui['store.close']({ wipe: false });
    const store = await openStore({ disk: first.disk, locks, seal: gate.seal });

    const { watchId } = await store.ui['watch.open']({ type: 'record', kind: 'contacts', id: 2 });
    await put(store, 'contacts', [{ id: 2, display_name: 'Ben' }]);
    // Nine other chunks are read, so that the one of Ben is no longer at hand.
    for (let id = 100; id < 2000; id += 100)
      await put(
        store,
        'deals',
        Array.from({ length: 100 }, (_, at) => ({ id: id + at })),
      );
    for (let id = 100; id < 2000; id += 200) {
      const other = await store.ui['watch.open']({ type: 'record', kind: 'deals', id });
      await store.ui['watch.close']({ watchId: other.watchId });
    }
    gate.shut();
    const advancing = store.scheduler.advance(100);
    await settled();
    const moved = await store.ui['watch.move']({ watchId, spec: { type: 'counts' } });
    expect(moved).toMatchObject({ type: 'counts', counts: { contacts: 2 } });
    gate.open();
    await advancing;
    await store.scheduler.advance(1000);
    expect(store.pushes.filter((push) => push.watchId === watchId && push.value.type === 'record')).toEqual(
      [],
    );
  });

  it('is not kept when it is older than what was written', async () => {
    const gate = gatedSeal();
    const locks = memoryLocks();
    const first = await openStore({ locks, seal: gate.seal });
    await put(first, 'contacts', [person('Ann')]);
    await first.ui['store.close']({ wipe: false });
    const store = await openStore({ disk: first.disk, locks, seal: gate.seal });

    // A detail page begins to read; the mirror, which reads the same chunk behind it, writes before it is done.
    gate.shut();
    const reading = store.ui['watch.open']({ type: 'record', kind: 'contacts', id: 1 });
    await settled();
    const writing = put(store, 'contacts', [person('Anna')]);
    await settled();
    gate.openLast();
    await writing;
    gate.open();
    const { watchId } = await reading;
    await store.scheduler.advance(1000);
    const again = await store.ui['watch.move']({
      watchId,
      spec: { type: 'record', kind: 'contacts', id: 1 },
    });
    expect(again).toMatchObject({ record: { display_name: 'Anna' } });
  });
});
