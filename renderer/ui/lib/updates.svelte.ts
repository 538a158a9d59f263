import type { MainForUiClient } from '../../../shared/rpc/contract.ts';
import type { UpdatesState } from '../../../shared/updates.ts';
import type { Services } from './services.ts';

/** How Satchel is kept up to date, as the main process last said. */
export class Updates {
  #main: MainForUiClient;
  #state: UpdatesState | null = $state.raw(null);

  constructor(services: Pick<Services, 'main' | 'onConnected'>) {
    this.#main = services.main;
    services.main.on('updates.changed', (state) => {
      this.#state = state;
    });
    services.onConnected((connected) => {
      if (connected) this.refresh();
    });
  }

  /** Null before the main process first said. */
  get state(): UpdatesState | null {
    return this.#state;
  }

  /** The version that is put in place at the end; null where there is none. */
  get ready(): string | null {
    return this.#state?.phase.name === 'ready' ? this.#state.phase.version : null;
  }

  /** It never rejects: a main process that is not there is said elsewhere. */
  refresh(): void {
    this.#main.call('updates.state', {}).then(
      (state) => (this.#state = state),
      () => undefined,
    );
  }

  /** Looks for an update; what comes of it becomes the state. */
  async check(): Promise<void> {
    await this.#main.call('updates.check', {});
  }

  /** Quits, and starts the version that is ready. */
  async restart(): Promise<void> {
    await this.#main.call('updates.restart', {});
  }

  /** What is new has been seen. It never rejects: at worst it is said once more. */
  seen(): void {
    this.#main.call('updates.seen', {}).catch(() => undefined);
  }
}
