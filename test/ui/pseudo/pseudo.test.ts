import { cleanup, fireEvent } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import type * as Format from '../../../renderer/ui/lib/format.ts';
import type { Route } from '../../../renderer/ui/lib/routes.ts';
import type * as Messages from '../../../renderer/ui/paraglide/messages.js';
import type * as LaterMessages from '../../../renderer/ui/paraglide-later/messages.js';
import { LOCALES } from '../../../renderer/ui/lib/language.ts';
import { m } from '../../../renderer/ui/paraglide/messages.js';
import { bothSides, daysWork, editId } from '../fakes/changes.ts';
import { ACCOUNT, fakeMain, idleSync } from '../fakes/main.ts';
import { NOW, openApp, type OpenApp } from '../fakes/open-app.ts';
import { FIRST_ID, makeUp } from '../fakes/records.ts';
import { fakeStore } from '../fakes/store.ts';
import { Data } from './data.ts';
import { inBrackets, outsideWords } from './outside-words.ts';

vi.mock('../../../renderer/ui/paraglide/messages.js', async (original) => {
  const { m, ...others } = await original<typeof Messages>();
  const say = (message: (inputs: never) => string) => (inputs: never) => inBrackets(message(inputs));
  const entries = Object.entries<(inputs: never) => string>(m);
  return { ...others, m: Object.fromEntries(entries.map(([key, message]) => [key, say(message)])) };
});

vi.mock('../../../renderer/ui/paraglide-later/messages.js', async (original) => {
  const { m } = await original<typeof LaterMessages>();
  const say = (message: (inputs: never) => string) => (inputs: never) => inBrackets(message(inputs));
  const entries = Object.entries<(inputs: never) => string>(m);
  return { m: Object.fromEntries(entries.map(([key, message]) => [key, say(message)])) };
});

vi.mock('../../../renderer/ui/lib/format.ts', async (original) => {
  const { createFormats, ...others } = await original<typeof Format>();
  return {
    ...others,
    createFormats(...args: Parameters<typeof createFormats>) {
      // What has no letters may be a value for the code, such as a day.
      const bracket = (text: unknown) =>
        typeof text === 'string' && /\p{L}/u.test(text) ? inBrackets(text) : text;
      const made = Object.entries<unknown>({ ...createFormats(...args) });
      return Object.fromEntries(
        made.map(([name, format]) => [
          name,
          typeof format === 'function' ? (...given: unknown[]) => bracket(format(...given)) : format,
        ]),
      );
    },
  };
});

/** Every place of the app; a new one does not compile until it is here. */
const PLACES: Readonly<Record<Route['name'], readonly string[]>> = {
  home: ['#/'],
  list: [
    '#/leads',
    '#/contacts',
    '#/accounts',
    '#/deals',
    '#/contacts?q=nobody+at+all',
    `#/contacts/${FIRST_ID.contacts}`,
    `#/accounts/${FIRST_ID.sales_accounts}`,
    `#/deals/${FIRST_ID.deals}`,
    `#/leads/${FIRST_ID.leads}`,
    '#/contacts/999',
  ],
  edit: ['#/new/contacts', '#/new/deals', `#/contacts/${FIRST_ID.contacts}/edit`, '#/deals/999/edit'],
  today: ['#/today'],
  board: ['#/board'],
  tasks: ['#/tasks'],
  calendar: ['#/calendar/day', '#/calendar/week', '#/calendar/month', '#/calendar/agenda'],
  products: ['#/products'],
  quotes: ['#/quotes'],
  flight: ['#/flight'],
  import: ['#/import/contacts'],
  diagnostics: ['#/diagnostics'],
  outbox: ['#/outbox'],
  conflicts: ['#/conflicts', `#/conflicts/deals/${FIRST_ID.deals}`],
  sync: ['#/sync'],
  settings: ['#/settings'],
};

/** Names, which are the same in every language, and what the reader's machine is called. */
const NAMES = ['Satchel', `${ACCOUNT.origin}${ACCOUNT.basePath}`, ...Object.values(LOCALES)];

function open(hash: string, data: Data, options: { readonly signedIn?: boolean } = {}): OpenApp {
  const store = fakeStore(makeUp(NOW, 16));
  store.put({
    ...daysWork(NOW),
    conflicts: [{ conflict: bothSides(NOW, { kind: 'deals', id: FIRST_ID.deals }), names: {} }],
    marks: {
      [`contacts:${FIRST_ID.contacts}`]: { pending: { fields: ['city'], editIds: [editId(7)] } },
    },
  });
  const main = fakeMain({
    account:
      options.signedIn === false
        ? { status: 'signed-out' }
        : { status: 'signed-in', account: ACCOUNT, key: 'missing' },
    sync: { ...idleSync(NOW), massDeletions: [{ kind: 'deals', gone: 180, of: 400, at: NOW }] },
  });
  const call = <C extends { call: unknown }>(client: C): C => {
    const ask = client.call as (...args: unknown[]) => Promise<unknown>;
    return {
      ...client,
      call: async (...args: unknown[]) => {
        data.note(args);
        const value = await ask(...args);
        data.note(value);
        return value;
      },
    };
  };
  return openApp({
    hash,
    main: { ...main, client: call(main.client) },
    store: { ...store, client: call(store.client) },
  });
}

/** Waits until nothing on the page changes any more. */
async function still(): Promise<void> {
  let before = '';
  while (before !== document.body.innerHTML) {
    before = document.body.innerHTML;
    for (let turn = 0; turn < 4; turn += 1) await new Promise((resolve) => setTimeout(resolve));
  }
}

const OPENING = 'button, [role=button], [role=tab], [role=menuitem], summary';
/** What is beside every place is pressed at one of them. */
const RAIL = 'nav, aside';
const RAIL_IS_PRESSED_AT = '#/settings';

function nameOf(element: Element): string {
  return (element.getAttribute('aria-label') ?? element.textContent ?? '').replaceAll(/\s+/g, ' ').trim();
}

/** Presses everything that can be pressed at a place, once for each name, and gives the words outside of the catalogue that came up. */
async function wordsAt(hash: string, options: { readonly signedIn?: boolean } = {}): Promise<string[]> {
  const data = new Data();
  data.note(NAMES);
  const found = new Set<string>();
  const look = (after: string) => {
    for (const words of outsideWords(document.documentElement, (text) => data.says(text)))
      found.add(`${words} (after “${after}”)`);
    // Behind it would be words that nobody has looked at.
    if (document.body.textContent?.includes(m.error_internal()))
      found.add(
        `an error: ${/⟦Nothing is lost[^⟧]*/.exec(document.body.textContent)?.[0] ?? ''} (after “${after}”)`,
      );
  };
  const { app } = open(hash, data, options);
  await still();
  look('opening');
  const pressed = new Set<string>();
  for (;;) {
    const next = [...document.querySelectorAll<HTMLElement>(OPENING)].find(
      (element) =>
        !pressed.has(nameOf(element)) &&
        !element.hasAttribute('disabled') &&
        (hash === RAIL_IS_PRESSED_AT || !element.closest(RAIL)),
    );
    if (!next) break;
    const name = nameOf(next);
    pressed.add(name);
    await fireEvent.pointerDown(next);
    await fireEvent.click(next);
    await still();
    look(name);
    if (app.router.route.name !== 'home' && location.hash !== hash && hash !== '#/') {
      location.hash = hash;
      await still();
    }
  }
  cleanup();
  return [...found].filter((words, at, all) => {
    const what = words.replace(/ \(after .*$/, '');
    return all.findIndex((other) => other.startsWith(what)) === at;
  });
}

describe('in a language that nobody speaks', () => {
  it.each(Object.values(PLACES).flat())(
    'all words of %s come from the catalogue',
    async (hash) => {
      expect(await wordsAt(hash)).toEqual([]);
    },
    60_000,
  );

  it('so do those of the first start', async () => {
    expect(await wordsAt('#/', { signedIn: false })).toEqual([]);
  });
});
