/** A process that runs until it is killed. What reached it before stays done; after, nothing it still does is felt by anybody. */
export class Life {
  #alive = true;
  readonly #onEnd: (() => void)[] = [];

  get isAlive(): boolean {
    return this.#alive;
  }

  /** Kills it. */
  end(): void {
    if (!this.#alive) return;
    this.#alive = false;
    for (const call of this.#onEnd) call();
  }

  onEnd(call: () => void): void {
    this.#onEnd.push(call);
  }

  /** What was promised, as the process sees it: it never hears of it when it is dead by then. */
  gate<T>(promise: Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      promise.then(
        (value) => {
          if (this.#alive) resolve(value);
        },
        (error: unknown) => {
          if (this.#alive) reject(error instanceof Error ? error : new Error(String(error)));
        },
      );
    });
  }

  /** Runs something for it: never comes to an end when it is dead. */
  run<T>(work: () => Promise<T>): Promise<T> {
    if (!this.#alive) return new Promise<T>(() => undefined);
    return this.gate(work());
  }
}
