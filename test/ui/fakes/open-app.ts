import { render } from '@testing-library/svelte';
import App from '../../../renderer/ui/app/App.svelte';
import { LATER_SCREENS } from '../../../renderer/ui/app/later-screens.ts';
import type { App as AppContext } from '../../../renderer/ui/lib/app-context.ts';
import { buildApp } from '../../../renderer/ui/lib/build-app.ts';
import type { Kind } from '../../../shared/entities/kind.ts';
import { ACCOUNT, fakeMain, idleSync, type FakeMain } from './main.ts';
import { preparePage } from './page.ts';
import { makeUp } from './records.ts';
import { fakeServices } from './services.ts';
import { fakeStore, type FakeStore } from './store.ts';

// Here they come with the test's own file, which no patience of a query is measured by.
await Promise.all(Object.values(LATER_SCREENS).map((load) => load()));

export const NOW = Date.parse('2026-11-24T09:12:00Z');

export interface OpenOptions {
  /** The place it opens at. */
  readonly hash?: string;
  readonly signedIn?: boolean;
  /** Room for a record beside its list. */
  readonly wide?: boolean;
  readonly size?: number;
  readonly absent?: readonly Kind[];
  readonly main?: FakeMain;
  readonly store?: FakeStore;
  /** What lies in the page's storage from before, by key. */
  readonly stored?: Readonly<Record<string, unknown>>;
}

/** The whole app on fakes, in jsdom. */
export interface OpenApp {
  readonly app: AppContext;
  readonly main: FakeMain;
  readonly store: FakeStore;
}

export function openApp(options: OpenOptions = {}): OpenApp {
  const { hash = '#/contacts', signedIn = true, wide = true, size = 60, absent = [] } = options;
  preparePage(window, wide);
  window.localStorage.clear();
  for (const [key, value] of Object.entries(options.stored ?? {}))
    window.localStorage.setItem(key, JSON.stringify(value));
  window.history.replaceState(null, '', `/${hash}`);
  const main =
    options.main ??
    fakeMain({
      account: signedIn
        ? { status: 'signed-in', account: ACCOUNT, key: 'keychain' }
        : { status: 'signed-out' },
      sync: idleSync(NOW),
    });
  const store = options.store ?? fakeStore(makeUp(NOW, size), absent);
  const app = buildApp(window, fakeServices(main, store), { now: () => NOW, timeZone: 'UTC' });
  render(App, { app });
  return { app, main, store };
}
