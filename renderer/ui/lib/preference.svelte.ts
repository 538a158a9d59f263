/** A yes or no that is kept on this machine, such as whether the rail is slim. */
export class Preference {
  #storage: Pick<Storage, 'getItem' | 'setItem'>;
  #key: string;
  #on: boolean = $state(false);

  constructor(storage: Pick<Storage, 'getItem' | 'setItem'>, name: string) {
    this.#storage = storage;
    this.#key = `satchel:${name}`;
    this.#on = storage.getItem(this.#key) === 'yes';
  }

  get on(): boolean {
    return this.#on;
  }

  toggle(): void {
    this.#on = !this.#on;
    this.#storage.setItem(this.#key, this.#on ? 'yes' : 'no');
  }
}
