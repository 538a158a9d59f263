import type { MainForUiClient } from '../../../shared/rpc/contract.ts';
import type { SyncState } from '../../../shared/sync-state.ts';
import type { Services } from './services.ts';

/** What the sync engine is doing, as the main process last said. */
export class Sync {
  #main: MainForUiClient;
  #state: SyncState | null = $state.raw(null);
  #connected = $state(true);

  constructor(services: Pick<Services, 'main' | 'onConnected'>) {
    this.#main = services.main;
    services.main.on('sync.changed', (state) => {
      this.#state = state;
    });
    services.onConnected((connected) => {
      this.#connected = connected;
      if (connected) void this.refresh();
    });
  }

  /** Null before the main process first said. */
  get state(): SyncState | null {
    return this.#state;
  }

  /** Whether the main process answers; what is on this laptop can be read either way. */
  get connected(): boolean {
    return this.#connected;
  }

  async refresh(): Promise<void> {
    this.#state = await this.#main.call('sync.state', {});
  }

  /** Walks all kinds again, at once. */
  async now(): Promise<void> {
    await this.#main.call('sync.now', {});
  }
}
