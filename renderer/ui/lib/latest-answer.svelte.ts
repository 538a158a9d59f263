/** An answer to what somebody types: one question travels at a time, of several typed meanwhile the last counts, and the old answer stays until the new one comes. */
export class LatestAnswer<T> {
  readonly #ask: (text: string) => Promise<T>;
  #value: T = $state.raw() as T;
  #answered = $state('');
  #error: unknown = $state.raw(null);
  #wanted: string | null = null;
  #travelling = false;

  /** @param none the answer before anything is asked */
  constructor(none: T, ask: (text: string) => Promise<T>) {
    this.#value = none;
    this.#ask = ask;
  }

  get value(): T {
    return this.#value;
  }

  /** The words that `value` answers, trimmed. */
  get answered(): string {
    return this.#answered;
  }

  /** Why the last question has no answer; null where it has one. */
  get error(): unknown {
    return this.#error;
  }

  ask(text: string): void {
    this.#wanted = text.trim();
    if (!this.#travelling) void this.#travel();
  }

  async #travel(): Promise<void> {
    this.#travelling = true;
    while (this.#wanted !== null) {
      const text = this.#wanted;
      this.#wanted = null;
      try {
        this.#value = await this.#ask(text);
        this.#answered = text;
        this.#error = null;
      } catch (error) {
        this.#error = error;
      }
    }
    this.#travelling = false;
  }
}
