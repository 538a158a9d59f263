export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const KEY = 'satchel:theme';

/** The chosen appearance. It is on the document before the first frame, and stays for the next start. */
export class ThemeChoice {
  #storage: Pick<Storage, 'getItem' | 'setItem'>;
  #root: HTMLElement;
  #theme: Theme = $state('system');

  constructor(storage: Pick<Storage, 'getItem' | 'setItem'>, root: HTMLElement) {
    this.#storage = storage;
    this.#root = root;
    const stored = storage.getItem(KEY);
    this.#show(THEMES.find((theme) => theme === stored) ?? 'system');
  }

  get theme(): Theme {
    return this.#theme;
  }

  choose(theme: Theme): void {
    this.#storage.setItem(KEY, theme);
    this.#show(theme);
  }

  #show(theme: Theme): void {
    this.#theme = theme;
    if (theme === 'system') delete this.#root.dataset['theme'];
    else this.#root.dataset['theme'] = theme;
  }
}
