/** A version that is newer than the one that runs, signed by us, and for this device's turn in the rollout. */
export interface Found {
  readonly version: string;
  /** Where its package is. */
  readonly page: string;
}

/** What fetches updates and puts them in place; electron-updater, or a fake in tests. All of it rejects with `AppError`. */
export interface Updater {
  /** Whether what was found is downloaded and put in place at the end, or left to the system's package manager. */
  readonly installs: 'at-the-end' | 'by-hand';
  /** Null where there is nothing newer for this device. */
  check(): Promise<Found | null>;
  /** Downloads and checks what `check` found last. `onShare` is told how much of it is here, 0 to 1. */
  download(onShare: (share: number) => void): Promise<void>;
  /** Gives up a download that is on its way; it rejects with `cancelled`. */
  cancel(): void;
  /**
   * Puts what was downloaded in its place; the app ends right after it. What cannot be put in its place is thrown, and the version that runs stays.
   * @param restart whether the new version is started then
   */
  install(restart: boolean): 'ends-itself' | 'is-ended';
}
