import type { FileRef, FilesOverview } from '../../../shared/files.ts';
import type { MainForUiClient } from '../../../shared/rpc/contract.ts';
import { saveFrom } from './save-file.ts';
import type { Services } from './services.ts';

/** What came of opening a file. */
export type FileOutcome = 'opened' | 'saved' | 'cancelled';

/** The CRM's files on this laptop as a whole, as the main process last said, and which of them the rep waits for. */
export class Files {
  #main: MainForUiClient;
  #overview: FilesOverview | null = $state.raw(null);
  /** Ids of files that are being opened; that goes on while the rep looks at something else. */
  #opening: readonly number[] = $state.raw([]);

  constructor(services: Pick<Services, 'main' | 'onConnected'>) {
    this.#main = services.main;
    services.main.on('files.changed', (overview) => {
      this.#overview = overview;
    });
    services.onConnected((connected) => {
      if (connected) this.refresh();
    });
  }

  /** Null before the main process first said. */
  get overview(): FilesOverview | null {
    return this.#overview;
  }

  /** It never rejects: a main process that is not there is said elsewhere. */
  refresh(): void {
    this.#main.call('files.overview', {}).then(
      (overview) => (this.#overview = overview),
      () => undefined,
    );
  }

  isOpening(id: number): boolean {
    return this.#opening.includes(id);
  }

  /**
   * Opens a file, which is fetched first where it is not here; a second wish for one that is being opened is none.
   * @throws AppError as `files.open` does
   */
  async open(file: FileRef): Promise<FileOutcome> {
    if (this.isOpening(file.id)) return 'cancelled';
    this.#opening = [...this.#opening, file.id];
    try {
      const opened = await this.#main.call('files.open', { file });
      if (opened.by === 'host') return opened.outcome;
      saveFrom(opened.address);
      return 'saved';
    } finally {
      this.#opening = this.#opening.filter((id) => id !== file.id);
    }
  }

  /** Ends the wait for a file; its opening rejects with `cancelled`. It never rejects: without a main process there is nothing to end. */
  cancel(file: FileRef): void {
    this.#main.call('files.cancel', { file }).catch(() => undefined);
  }

  /** Takes away what is not of pinned records. */
  async clear(): Promise<FilesOverview> {
    this.#overview = await this.#main.call('files.clear', {});
    return this.#overview;
  }
}
