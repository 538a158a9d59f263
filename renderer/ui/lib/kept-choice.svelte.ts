/** One of several choices that is kept on this machine. */
export class KeptChoice<C extends string> {
  #storage: Pick<Storage, 'getItem' | 'setItem'>;
  #key: string;
  #chosen: C;

  /** @param usual what counts until somebody chooses, or where what was kept is no choice any more */
  constructor(storage: Pick<Storage, 'getItem' | 'setItem'>, name: string, choices: readonly C[], usual: C) {
    this.#storage = storage;
    this.#key = `satchel:${name}`;
    const stored = storage.getItem(this.#key);
    this.#chosen = $state(choices.find((choice) => choice === stored) ?? usual);
  }

  get chosen(): C {
    return this.#chosen;
  }

  choose(choice: C): void {
    this.#chosen = choice;
    this.#storage.setItem(this.#key, choice);
  }
}
