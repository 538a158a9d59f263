import { hashOf, routeOf, type Route } from './routes.ts';

/** What an entry of the history keeps of a list, for when somebody comes back to it. */
export interface Kept {
  /** How far the list was scrolled, in pixels. */
  readonly scroll: number;
  /** The record that was last looked at. */
  readonly active: number | null;
}

/** What we write into an entry of the history. */
interface EntryState {
  /** The fragment one came from within the app. */
  readonly from?: string;
  readonly kept?: Kept;
}

/**
 * Where the app is. Places live in the fragment of the address, which works alike under `app://` and over HTTP, with back and forward.
 */
export class Router {
  #page: Window;
  #route: Route = $state.raw({ name: 'home' });

  constructor(page: Window) {
    this.#page = page;
    this.#route = routeOf(page.location.hash);
  }

  get route(): Route {
    return this.#route;
  }

  /** Goes to a place; `replace` where going back should not come here again (typing in a filter). */
  go(route: Route, options: { readonly replace?: boolean } = {}): void {
    const { history, location } = this.#page;
    if (options.replace) history.replaceState(history.state, '', hashOf(route));
    else if (hashOf(route) !== location.hash) {
      const state: EntryState = { from: location.hash };
      history.pushState(state, '', hashOf(route));
    }
    this.#route = route;
  }

  /** Leaves a place for the one above it: back, where one came from there, so that it is as it was left. */
  up(route: Route): void {
    const { from } = this.#entry;
    const above = hashOf(route);
    // Where the place does not say how it is filtered and sorted, it is the same however it was.
    if (from === above || from?.startsWith(`${above}?`)) this.#page.history.back();
    else this.go(route, { replace: true });
  }

  /** What this entry of the history kept, or null when it is new. */
  get kept(): Kept | null {
    return this.#entry.kept ?? null;
  }

  keep(kept: Kept): void {
    const state: EntryState = { ...this.#entry, kept };
    this.#page.history.replaceState(state, '');
  }

  /** Follows back, forward, links and typed addresses; gives back the function that stops it. */
  start(): () => void {
    const follow = () => {
      this.#route = routeOf(this.#page.location.hash);
    };
    this.#page.addEventListener('popstate', follow);
    return () => this.#page.removeEventListener('popstate', follow);
  }

  /** History entries are only ever written here, or empty. */
  get #entry(): EntryState {
    return (this.#page.history.state as EntryState | null) ?? {};
  }
}
