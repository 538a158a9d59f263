import type { Services } from '../../../renderer/ui/lib/services.ts';
import { createWatches } from '../../../renderer/ui/lib/watches.ts';
import type { FakeMain } from './main.ts';
import type { FakeStore } from './store.ts';

/** The services of the screens over fakes; `connect` says that the main process went or came back. */
export function fakeServices(
  main: FakeMain,
  store: FakeStore,
): Services & { connect(connected: boolean): void } {
  const watchers = new Set<(connected: boolean) => void>();
  return {
    main: main.client,
    store: store.client,
    watches: createWatches(store.client),
    onConnected(watcher) {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    connect(connected) {
      for (const watcher of watchers) watcher(connected);
    },
  };
}
