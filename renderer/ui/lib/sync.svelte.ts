import type { Kind, RecordRef } from '../../../shared/entities/kind.ts';
import type { MainForUiClient } from '../../../shared/rpc/contract.ts';
import type { BudgetSettings, SyncState } from '../../../shared/sync-state.ts';
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

  /** Sends what waits and asks for what is new, at once. */
  async now(): Promise<void> {
    await this.#main.call('sync.now', {});
  }

  /** Fetches all the same though power or data are to be spared. */
  async goOn(): Promise<void> {
    await this.#main.call('sync.goOn', {});
  }

  /** Walks all kinds again from their beginning. */
  async walkAgain(): Promise<void> {
    await this.#main.call('sync.walkAgain', {});
  }

  /** Tells that there may be something to send. It never rejects: the edit is saved, and without a main process it goes out when there is one again. */
  edited(): void {
    this.#main.call('sync.edited', {}).catch(() => undefined);
  }

  /** Tells that a record is being looked at. It never rejects: what is here is shown either way. */
  look(ref: RecordRef): void {
    this.#main.call('sync.look', { ref }).catch(() => undefined);
  }

  /** Asks for these records with all that belongs to them, and for everything that is new. */
  async fill(refs: readonly RecordRef[]): Promise<void> {
    await this.#main.call('sync.fill', { refs: [...refs] });
  }

  async answerMassDeletion(kind: Kind, remove: boolean): Promise<void> {
    await this.#main.call('sync.answerMassDeletion', { kind, remove });
  }

  budget(): Promise<BudgetSettings> {
    return this.#main.call('budget.get', {});
  }

  setBudget(settings: BudgetSettings): Promise<BudgetSettings> {
    return this.#main.call('budget.set', settings);
  }
}
