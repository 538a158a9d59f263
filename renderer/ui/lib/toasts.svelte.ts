/** A short message that goes by itself. */
export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly action: ToastAction | null;
}

/** What a message offers. */
export interface ToastAction {
  readonly words: string;
  run(): void;
}

/** More than these would hide what one works at. */
const MOST = 3;

/** The messages that are shown now, oldest first. */
export class Toasts {
  #all: readonly Toast[] = $state.raw([]);
  #next = 1;

  get all(): readonly Toast[] {
    return this.#all;
  }

  say(text: string, action: ToastAction | null): void {
    this.#all = [...this.#all, { id: this.#next++, text, action }].slice(-MOST);
  }

  dismiss(id: number): void {
    this.#all = this.#all.filter((toast) => toast.id !== id);
  }
}
