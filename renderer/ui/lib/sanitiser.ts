import type { createSanitiser, Sanitise } from './sanitise.ts';

/** The page's one sanitiser: its policy knows who may make markup by name, and takes each name once. It comes when the first markup is shown. */
export class Sanitiser {
  readonly #page: Parameters<typeof createSanitiser>[0];
  #made: Promise<Sanitise> | null = null;

  constructor(page: Parameters<typeof createSanitiser>[0]) {
    this.#page = page;
  }

  /** Rejects where it cannot be loaded; the next time it is tried again. */
  get(): Promise<Sanitise> {
    this.#made ??= import('./sanitise.ts').then(
      (library) => library.createSanitiser(this.#page),
      (error: unknown) => {
        this.#made = null;
        throw error;
      },
    );
    return this.#made;
  }
}
