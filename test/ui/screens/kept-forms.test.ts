import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { NOW, openApp } from '../fakes/open-app.ts';
import { PRODUCTS, quoteOfDeal, QUOTE, SCANNER, SUITE } from '../fakes/products.ts';
import { FIRST_ID, makeUp } from '../fakes/records.ts';
import { fakeStore, type FakeStore } from '../fakes/store.ts';

const ADA = FIRST_ID.contacts;
const DEAL = FIRST_ID.deals;
const at = (hours: number): string => new Date(NOW + hours * 3_600_000).toISOString();

function filled(): FakeStore {
  const made = makeUp(NOW, 20);
  const store = fakeStore(made);
  const about = { owner_id: 11, targetable_type: 'Contact', targetable_id: ADA };
  store.change('tasks', [{ id: 1, title: 'Send the price', status: 0, due_date: at(2), ...about }]);
  store.change('appointments', [
    { id: 1, title: 'Site visit', from_date: at(1), end_date: at(2), is_allday: false, ...about },
  ]);
  store.change('notes', [{ id: 1, description: 'Likes blue', created_at: at(-1), ...about }]);
  store.change('products', PRODUCTS);
  const [deal] = made.records.deals;
  if (deal) store.change('cpq_documents', [quoteOfDeal(deal)]);
  return store;
}

interface Form {
  /** Where it stands. */
  readonly hash: string;
  /** Opens it, where its address does not. */
  readonly open?: () => Promise<unknown>;
  readonly field: () => Promise<HTMLElement>;
}

const named = (role: 'textbox' | 'combobox', name: string | RegExp) => () =>
  screen.findByRole(role, { name });
const press = async (name: string | RegExp) => fireEvent.click(await screen.findByRole('button', { name }));

const FORMS: Readonly<Record<string, Form>> = {
  'a record': { hash: `#/contacts/${ADA}/edit`, field: named('textbox', 'Job title') },
  'a task': { hash: '#/tasks/1', field: named('textbox', 'Description') },
  'a task of one line': { hash: '#/tasks', field: named('textbox', 'Add a task') },
  'an appointment': { hash: '#/calendar/week/2026-11-24?appointment=1', field: named('textbox', 'Place') },
  'a new appointment': {
    hash: '#/calendar/week/2026-11-24?appointment=new&from=2026-11-24T15:00',
    field: named('textbox', /^Title/),
  },
  'a product': { hash: `#/products/${SCANNER}/edit`, field: named('textbox', /^SKU/) },
  'a new product': { hash: '#/products/new', field: named('textbox', /^Name/) },
  'a quote': { hash: `#/quotes/${QUOTE}/edit`, field: named('textbox', /^Name/) },
  'a new quote': {
    hash: `#/deals/${DEAL}`,
    open: () => press('Make a quote'),
    field: named('textbox', /^Name/),
  },
  'a call with somebody new': {
    hash: '#/contacts',
    open: () => press('Log a call'),
    field: named('textbox', /^Last name/),
  },
};

/** The page has crashed without a word of farewell: another one over the same store. */
function crash(store: FakeStore, hash: string): void {
  document.body.replaceChildren();
  openApp({ hash, store });
}

describe.each(Object.entries(FORMS))('the form of %s', (_of, { hash, open, field }) => {
  it('has what was typed again after the page has crashed', async () => {
    const store = filled();
    openApp({ hash, store });
    await open?.();
    await fireEvent.input(await field(), { target: { value: 'Half a word' } });
    await waitFor(() => expect([...store.drafts.values()].join()).toContain('Half a word'));
    crash(store, hash);
    await open?.();
    const again = await field();
    await waitFor(() => expect(again).toHaveProperty('value', 'Half a word'));
    expect(store.edits).toEqual([]);
  });
});

describe('what was kept of a form', () => {
  it.each(['a task', 'an appointment', 'a product', 'a quote', 'a new quote'])(
    'goes when it is given up: %s',
    async (of) => {
      const { hash, open, field } = FORMS[of] as Form;
      const store = filled();
      openApp({ hash, store });
      await open?.();
      await fireEvent.input(await field(), { target: { value: 'Half a word' } });
      await waitFor(() => expect([...store.drafts.keys()].some((key) => key.startsWith('form:'))).toBe(true));
      await press('Cancel');
      await waitFor(() => expect([...store.drafts]).toEqual([]));
    },
  );

  it('goes when it is saved', async () => {
    const store = filled();
    openApp({ hash: '#/tasks/1', store });
    const description = await screen.findByRole('textbox', { name: 'Description' });
    await fireEvent.input(description, { target: { value: 'By mail' } });
    await press('Save');
    await waitFor(() => expect(store.edits).toHaveLength(1));
    await waitFor(() => expect([...store.drafts]).toEqual([]));
  });

  it('is nothing where another version wrote it', async () => {
    const store = filled();
    store.drafts.set('form:#/tasks/1', '{"title":7}');
    openApp({ hash: '#/tasks/1', store });
    const title = await screen.findByRole('textbox', { name: /^Title|^What/ });
    expect(title).toHaveProperty('value', 'Send the price');
  });
});

describe('the product lines of a deal', () => {
  it('are open in their form again after the page has crashed', async () => {
    const store = filled();
    openApp({ hash: `#/deals/${DEAL}`, store });
    await press('Add products');
    const finder = await screen.findByRole('combobox', { name: /Add a product/ });
    await fireEvent.focus(finder);
    await fireEvent.click(await screen.findByRole('option', { name: /Warehouse suite/ }));
    const quantity = await screen.findByRole('textbox', { name: /^Quantity/ });
    await fireEvent.input(quantity, { target: { value: '7' } });
    await waitFor(() => expect(store.drafts.get(`form:lines:deals:${DEAL}`)).toContain('"quantity":"7"'));
    crash(store, `#/deals/${DEAL}`);
    const group = await screen.findByRole('group', { name: 'Warehouse suite' });
    expect(within(group).getByRole('textbox', { name: /^Quantity/ })).toHaveProperty('value', '7');
    expect(store.drafts.get(`form:lines:deals:${DEAL}`)).toContain(String(SUITE));
  });
});

describe('a new appointment', () => {
  it('keeps its times over a crash, and takes another empty time that is chosen', async () => {
    const store = filled();
    const hash = (hour: string) => `#/calendar/week/2026-11-24?appointment=new&from=2026-11-24T${hour}`;
    openApp({ hash: hash('15:00'), store });
    await fireEvent.input(await screen.findByRole('textbox', { name: /^Title/ }), {
      target: { value: 'Demo' },
    });
    await fireEvent.input(screen.getByLabelText(/^From/), { target: { value: '2026-11-24T15:20' } });
    await waitFor(() => expect([...store.drafts.values()].join()).toContain('15:20'));
    crash(store, hash('15:00'));
    expect(await screen.findByLabelText(/^From/)).toHaveProperty('value', '2026-11-24T15:20');
    crash(store, hash('17:00'));
    expect(await screen.findByLabelText(/^From/)).toHaveProperty('value', '2026-11-24T17:00');
    expect(screen.getByRole('textbox', { name: /^Title/ })).toHaveProperty('value', 'Demo');
  });
});

describe('the columns of an import', () => {
  it('are known again after the page has crashed, when the file is chosen once more', async () => {
    const store = filled();
    const file = new File(['Contact code,Mail\nK-1,a@example.com\n'], 'people.csv');
    const choose = async (): Promise<HTMLSelectElement> => {
      const input = await waitFor(() => {
        const found = document.querySelector('input[type=file]');
        if (!(found instanceof HTMLInputElement)) throw new Error('no place for a file');
        return found;
      });
      await fireEvent.change(input, { target: { files: [file] } });
      return screen.findByLabelText<HTMLSelectElement>('Field for Contact code');
    };
    openApp({ hash: '#/import/contacts', store });
    await fireEvent.change(await choose(), { target: { value: 'job_title' } });
    await waitFor(() => expect([...store.drafts.keys()]).toEqual(['own:import-columns:contacts']));
    crash(store, '#/import/contacts');
    expect((await choose()).value).toBe('job_title');
    expect(Object.keys(window.localStorage).filter((key) => key.includes('import'))).toEqual([]);
  });
});

describe('what is begun in one account', () => {
  it('is not shown in another', async () => {
    const { app } = openApp({ hash: `#/contacts/${ADA}` });
    await screen.findByRole('article', { name: 'Ada Dubois' });
    const about = { kind: 'contacts', id: ADA } as const;
    app.edits.compose(about, { mode: 'note', note: 'Between us' });
    app.edits.chosen.add(about, [new File(['x'], 'offer.txt')]);
    app.edits.begin('another');
    expect(app.edits.composed(about).note).toBe('');
    expect(app.edits.chosen.of(about)).toEqual([]);
  });
});
