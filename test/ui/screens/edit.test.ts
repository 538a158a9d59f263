import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import type { Edit } from '../../../shared/edits/edit.ts';
import { FIRST_LOCAL_ID } from '../../../shared/entities/local-id.ts';
import { AppError } from '../../../shared/errors.ts';
import type { OutboxEntry } from '../../../shared/store-port.ts';
import { NOW, openApp } from '../fakes/open-app.ts';
import { FIRST_ID } from '../fakes/records.ts';

const ADA = FIRST_ID.contacts;
const DEAL = FIRST_ID.deals;

async function openForm(hash: string) {
  const opened = openApp({ hash, size: 20 });
  const form = await screen.findByRole('form', { name: 'Fields' });
  return { ...opened, form };
}

async function write(field: HTMLElement, value: string) {
  await fireEvent.input(field, { target: { value } });
}
const field = (form: HTMLElement, name: string | RegExp) =>
  within(form).getByRole<HTMLInputElement>('textbox', { name });
const save = () => fireEvent.click(screen.getByRole('button', { name: 'Save' }));

async function openRecord(hash: string, name: string) {
  const opened = openApp({ hash, size: 20 });
  const record = await screen.findByRole('article', { name });
  return { ...opened, record };
}

/** Opens the menu by the keyboard, as jsdom has no pointer of its own. */
async function choose(record: HTMLElement, words: string) {
  const more = within(record).getByRole('button', { name: 'More' });
  more.focus();
  await fireEvent.keyDown(more, { key: 'Enter' });
  const item = await screen.findByRole('menuitem', { name: words });
  await fireEvent.pointerUp(item);
  await fireEvent.click(item);
}

describe('the form of a record', () => {
  it('has what was typed again after the page has crashed, until it is saved', async () => {
    const first = await openForm(`#/contacts/${ADA}/edit`);
    await write(field(first.form, 'Job title'), 'CTO');
    await waitFor(() => expect([...first.store.drafts.values()].join()).toContain('CTO'));
    // Another page over the same store, without a word of farewell from the first.
    document.body.replaceChildren();
    openApp({ hash: `#/contacts/${ADA}/edit`, store: first.store });
    const form = await screen.findByRole('form', { name: 'Fields' });
    expect(field(form, 'Job title').value).toBe('CTO');
    await save();
    await waitFor(() => expect(first.store.edits).toHaveLength(1));
    await waitFor(() => expect([...first.store.drafts]).toEqual([]));
  });

  it('saves only what was changed, and goes back to the record', async () => {
    const { form, store, main } = await openForm(`#/contacts/${ADA}/edit`);
    expect(screen.getByRole('heading', { level: 1, name: 'Change Ada Dubois' })).toBeTruthy();
    expect(field(form, 'Job title').value).toBe('Head of fleet');
    await write(field(form, 'Job title'), 'CTO');
    await fireEvent.change(within(form).getByRole('combobox', { name: 'Tier' }), { target: { value: 'B' } });
    await save();
    await waitFor(() =>
      expect(store.edits).toEqual([
        {
          target: { kind: 'contacts', id: ADA },
          operation: { type: 'update', fields: { job_title: 'CTO', 'custom_field.cf_tier': 'B' } },
        },
      ]),
    );
    await waitFor(() => expect(window.location.hash).toBe(`#/contacts/${ADA}`));
    expect(main.calls.map(({ name }) => name)).toContain('sync.edited');
    expect(await screen.findByText('Saved on this laptop')).toBeTruthy();
  });

  it('saves nothing where nothing was changed', async () => {
    const { store } = await openForm(`#/contacts/${ADA}/edit`);
    await save();
    await waitFor(() => expect(window.location.hash).toBe(`#/contacts/${ADA}`));
    expect(store.edits).toEqual([]);
  });

  it('makes a new record and goes to it under its local id', async () => {
    const { form, store } = await openForm('#/new/contacts');
    await write(field(form, /First name/), 'Grace');
    await write(field(form, /Last name/), 'Hopper');
    await write(field(form, 'Emails'), 'grace@example.com');
    await fireEvent.keyDown(field(form, 'Emails'), { key: 'Enter' });
    await save();
    await waitFor(() => expect(window.location.hash).toBe(`#/contacts/${FIRST_LOCAL_ID}`));
    expect(store.edits).toEqual([
      {
        target: { kind: 'contacts', id: null },
        operation: {
          type: 'create',
          fields: {
            first_name: 'Grace',
            last_name: 'Hopper',
            emails: [{ value: 'grace@example.com', is_primary: true }],
            // Whoever makes it is its owner, unless another is chosen.
            owner_id: 11,
          },
        },
      },
    ]);
    expect(await screen.findByText('Grace Hopper is saved on this laptop')).toBeTruthy();
  });

  it('says at the field what is wrong, and keeps what was typed', async () => {
    const { form, store } = await openForm('#/new/deals');
    store.nextEdit({
      saved: false,
      problems: [
        { at: 0, field: 'name', code: 'required', limit: null },
        { at: 0, field: 'probability', code: 'out-of-range', limit: '0–100' },
      ],
    });
    await write(field(form, /Value/), '1200');
    await save();
    const name = field(form, /Name/);
    await waitFor(() => expect(name.getAttribute('aria-invalid')).toBe('true'));
    const described = document.getElementById(name.getAttribute('aria-describedby') ?? '');
    expect(described?.textContent).toBe('This is needed.');
    // The form has no such field without the account's configuration, so it is said at the top.
    expect(within(form).getByRole('alert').textContent).toContain('Probability: This must be 0–100.');
    expect(field(form, /Value/).value).toBe('1200');
    expect(store.edits).toEqual([]);
    await write(name, 'Gold plan');
    expect(name.getAttribute('aria-invalid')).toBeNull();
  });

  it('says when this laptop refuses, and keeps what was typed', async () => {
    const { form, store } = await openForm('#/new/contacts');
    store.failNext('edit', new AppError({ code: 'storage', reason: 'QuotaExceededError' }));
    await write(field(form, /Last name/), 'Hopper');
    await save();
    expect((await within(form).findByRole('alert')).textContent).toContain('This laptop’s storage refuses');
    expect(field(form, /Last name/).value).toBe('Hopper');
  });

  it('tells of records that may be the same, without standing in the way', async () => {
    const { form, store } = await openForm('#/new/contacts');
    store.put({
      duplicates: [
        { ref: { kind: 'contacts', id: ADA }, title: 'Ada Dubois', by: 'phone', value: '+33612449018' },
      ],
    });
    expect(screen.queryByText(/has the number/)).toBeNull();
    await write(field(form, /Mobile/), '0612449018');
    expect(await screen.findByText('Ada Dubois has the number +33612449018 too')).toBeTruthy();
    expect(store.asked.findLast(({ name }) => name === 'duplicates')?.input).toEqual({
      kind: 'contacts',
      fields: { mobile_number: '0612449018' },
      except: null,
    });
  });

  it('finds accounts on this laptop', async () => {
    const { form, store } = await openForm(`#/contacts/${ADA}/edit`);
    const accounts = within(form).getByRole('combobox', { name: 'Accounts' });
    await write(accounts, 'nord');
    const option = await within(form).findByRole('option', { name: /Nordlicht/ });
    expect(accounts.getAttribute('aria-activedescendant')).toBe(option.id);
    await fireEvent.keyDown(accounts, { key: 'Enter' });
    await fireEvent.click(within(form).getByRole('button', { name: 'Make Nordlicht GmbH the first' }));
    await save();
    await waitFor(() =>
      expect(store.edits[0]?.operation).toEqual({
        type: 'update',
        fields: {
          sales_accounts: [
            { id: FIRST_ID.sales_accounts + 1, name: 'Nordlicht GmbH', is_primary: true },
            { id: FIRST_ID.sales_accounts, name: 'Widgetz', is_primary: false },
          ],
        },
      }),
    );
  });

  it('keeps what was typed when one looks elsewhere meanwhile', async () => {
    const { form, app } = await openForm('#/new/contacts');
    await write(field(form, /Last name/), 'Hopper');
    app.router.go({ name: 'sync' });
    await screen.findByRole('heading', { level: 1, name: 'Sync' });
    app.router.go({ name: 'edit', kind: 'contacts', id: null });
    const again = await screen.findByRole('form', { name: 'Fields' });
    await waitFor(() => expect(field(again, /Last name/).value).toBe('Hopper'));
    await fireEvent.click(screen.getByRole('button', { name: 'Start over' }));
    expect(field(again, /Last name/).value).toBe('');
  });
});

describe('what may be done with a record', () => {
  it('moves a deal, and asks why it was lost', async () => {
    const { record, store } = await openRecord(`#/deals/${DEAL}`, 'Gold plan');
    await fireEvent.click(within(record).getByRole('button', { name: 'Move to a stage' }));
    const dialog = await screen.findByRole('dialog', { name: 'Stage of Gold plan' });
    expect(within(dialog).queryByRole('combobox', { name: 'Lost reason' })).toBeNull();
    await fireEvent.click(await within(dialog).findByRole('radio', { name: 'Lost' }));
    expect(within(dialog).getByRole('combobox', { name: 'Lost reason' })).toBeTruthy();
    await fireEvent.click(within(dialog).getByRole('button', { name: 'Save' }));
    await waitFor(() =>
      expect(store.edits[0]?.operation).toEqual({
        type: 'update',
        fields: { deal_stage_id: 36, closed_date: new Date(NOW).toISOString().slice(0, 10) },
      }),
    );
  });

  it('deletes an account, with its contacts and deals where that is wanted', async () => {
    const { record, store } = await openRecord(`#/accounts/${FIRST_ID.sales_accounts}`, 'Widgetz');
    await choose(record, 'Delete');
    const dialog = await screen.findByRole('dialog', { name: 'Delete Widgetz?' });
    await fireEvent.click(within(dialog).getByRole('checkbox'));
    await fireEvent.click(within(dialog).getByRole('button', { name: 'Delete' }));
    await waitFor(() =>
      expect(store.edits).toEqual([
        {
          target: { kind: 'sales_accounts', id: FIRST_ID.sales_accounts },
          operation: { type: 'delete', withContactsAndDeals: true },
        },
      ]),
    );
  });

  it('converts a lead with a deal', async () => {
    const { record, store } = await openRecord(`#/leads/${FIRST_ID.leads}`, 'Ada Dubois');
    await choose(record, 'Convert');
    const dialog = await screen.findByRole('dialog', { name: 'Convert Ada Dubois' });
    await fireEvent.click(within(dialog).getByRole('checkbox', { name: 'With a deal' }));
    await fireEvent.click(within(dialog).getByRole('button', { name: 'Convert' }));
    await within(dialog).findByText('This is needed.');
    await write(within(dialog).getByRole('textbox', { name: /Name of the deal/ }), 'First order');
    await fireEvent.click(within(dialog).getByRole('button', { name: 'Convert' }));
    await waitFor(() => expect(store.edits).toHaveLength(1));
    expect(store.edits[0]).toMatchObject({
      target: { kind: 'leads', id: FIRST_ID.leads },
      operation: {
        type: 'convert',
        fields: { first_name: 'Ada', last_name: 'Dubois', company: { name: 'Widgetz' }, owner_id: 11 },
        deal: { name: 'First order' },
      },
    });
  });

  it('copies a contact, whose ways of contact are not copied', async () => {
    const { record, store } = await openRecord(`#/contacts/${ADA}`, 'Ada Dubois');
    await choose(record, 'Copy');
    const dialog = await screen.findByRole('dialog', { name: 'Copy Ada Dubois' });
    await write(within(dialog).getByRole('textbox', { name: 'Mobile' }), '+33 6 00 00 00 00');
    await fireEvent.click(within(dialog).getByRole('button', { name: 'Copy' }));
    await waitFor(() =>
      expect(store.edits[0]?.operation).toEqual({
        type: 'clone',
        sourceId: ADA,
        fields: { email: null, emails: [], mobile_number: '+33 6 00 00 00 00' },
      }),
    );
  });

  it('changes the owner', async () => {
    const { record, store } = await openRecord(`#/contacts/${ADA}`, 'Ada Dubois');
    await choose(record, 'Change owner');
    const dialog = await screen.findByRole('dialog', { name: 'Owner of Ada Dubois' });
    await within(dialog).findByRole('option', { name: 'Tomás Herrera' });
    await fireEvent.change(within(dialog).getByRole('combobox', { name: 'Owner' }), {
      target: { value: '12' },
    });
    await fireEvent.click(within(dialog).getByRole('button', { name: 'Save' }));
    await waitFor(() =>
      expect(store.edits[0]?.operation).toEqual({ type: 'update', fields: { owner_id: 12 } }),
    );
  });
});

describe('a record with changes', () => {
  const mark = `contacts:${ADA}`;
  const edit = (id: string, state: Edit['state']): OutboxEntry => ({
    edit: {
      id,
      seq: 1,
      target: { kind: 'contacts', id: ADA },
      operation: { type: 'update', fields: { city: 'Paris' } },
      base: { city: 'Lyon' },
      baseRevision: null,
      madeAt: 0,
      title: 'Ada Dubois',
      dependsOn: [],
      batch: null,
      attempts: 0,
      state,
    },
    title: 'Ada Dubois',
    names: {},
    heldBy: null,
    undoable: true,
  });

  it('marks the fields that wait', async () => {
    const { record, store } = await openRecord(`#/contacts/${ADA}`, 'Ada Dubois');
    store.put({ marks: { [mark]: { pending: { fields: ['city'], editIds: [crypto.randomUUID()] } } } });
    await waitFor(() =>
      expect(within(record).getByText('City').parentElement?.textContent).toContain('Waiting'),
    );
    expect(within(record).getByText('Country').parentElement?.textContent).not.toContain('Waiting');
  });

  it('tells in its history what waits, before anything was sent', async () => {
    const { record, store } = await openRecord(`#/contacts/${ADA}`, 'Ada Dubois');
    const id = crypto.randomUUID();
    store.put({
      outbox: [edit(id, { name: 'queued', notBefore: null })],
      marks: { [mark]: { pending: { fields: ['city'], editIds: [id] } } },
    });
    await fireEvent.click(within(record).getByRole('tab', { name: 'History' }));
    const history = await within(record).findByRole('region', { name: 'History' });
    const line = within(history).getByRole('listitem');
    expect(line.textContent).toContain('City of Ada Dubois');
    expect(line.textContent).toContain('Waiting');
    expect(within(record).queryByText('Nothing was changed on this laptop')).toBeNull();
  });

  it('offers to take a deletion back', async () => {
    const { record, store } = await openRecord(`#/contacts/${ADA}`, 'Ada Dubois');
    const editIds = [crypto.randomUUID(), crypto.randomUUID()];
    store.put({ marks: { [mark]: { pending: { isDeleted: true, editIds } } } });
    expect(await within(record).findByText('Deleted here')).toBeTruthy();
    expect(within(record).queryByRole('link', { name: 'Change' })).toBeNull();
    await fireEvent.click(within(record).getByRole('button', { name: 'Undo' }));
    await waitFor(() =>
      expect(store.asked.find(({ name }) => name === 'edit.undo')?.input).toEqual({
        editId: editIds[1],
        withDependants: false,
      }),
    );
  });

  it('leads to its conflict', async () => {
    const { record, store } = await openRecord(`#/contacts/${ADA}`, 'Ada Dubois');
    const target = { kind: 'contacts' as const, id: ADA };
    store.put({
      marks: {
        [mark]: {
          conflict: {
            target,
            title: 'Ada Dubois',
            at: 0,
            theirsAt: null,
            theirsBy: null,
            what: { kind: 'fields', fields: { city: { base: 'Lyon', mine: 'Paris', theirs: 'Nice' } } },
          },
        },
      },
    });
    const decide = await within(record).findByRole('link', { name: 'Decide' });
    expect(decide.getAttribute('href')).toBe(`#/conflicts/contacts/${ADA}`);
  });

  it('says what the CRM refused, in its words', async () => {
    const { record, store } = await openRecord(`#/contacts/${ADA}`, 'Ada Dubois');
    const id = crypto.randomUUID();
    const error = { code: 'validation' as const, messages: ['City is not known'], field: 'city' };
    store.put({
      outbox: [edit(id, { name: 'parked', at: 0, error })],
      marks: { [mark]: { pending: { fields: ['city'], editIds: [id] } } },
    });
    // At the head of the record, and at the field that it speaks of.
    await waitFor(() => expect(within(record).getAllByText('City is not known')).toHaveLength(2));
    expect(within(record).getByRole('link', { name: 'Open the outbox' }).getAttribute('href')).toBe(
      '#/outbox',
    );
  });

  it('says what the CRM did not take, until it is dismissed', async () => {
    const { record, store } = await openRecord(`#/contacts/${ADA}`, 'Ada Dubois');
    const target = { kind: 'contacts' as const, id: ADA };
    const fields = { 'custom_field.cf_tier': { asked: 'C', got: 'A' } };
    store.put({ marks: { [mark]: { notice: { target, at: 0, fields } } } });
    expect(await within(record).findByText('Tier: asked for “C”, it has “A”')).toBeTruthy();
    await fireEvent.click(within(record).getByRole('button', { name: 'Dismiss' }));
    await waitFor(() =>
      expect(store.asked.find(({ name }) => name === 'notice.dismiss')?.input).toEqual({ target }),
    );
  });

  it('follows a record to the id that the server gave it', async () => {
    const { store } = await openRecord(`#/contacts/${ADA}`, 'Ada Dubois');
    store.put({ marks: { [mark]: { id: ADA + 1 } } });
    await waitFor(() => expect(window.location.hash).toBe(`#/contacts/${ADA + 1}`));
  });

  it('says when it is too late to take something back', async () => {
    const { store, app } = await openRecord(`#/contacts/${ADA}`, 'Ada Dubois');
    store.failNext('edit.undo', new AppError({ code: 'not-found' }));
    await app.edits.undo([crypto.randomUUID()], 'Taken back');
    expect(await screen.findByText(/It may be on its way already/)).toBeTruthy();
    expect(screen.queryByText('Taken back')).toBeNull();
  });

  it('asks before an undo that takes others with it', async () => {
    const { store, app } = await openRecord(`#/contacts/${ADA}`, 'Ada Dubois');
    const [id, other] = [crypto.randomUUID(), crypto.randomUUID()];
    store.nextUndo({
      undone: false,
      dependants: [{ ...edit(other, { name: 'queued', notBefore: null }), title: 'Wants 40 trucks' }],
    });
    void app.edits.undo([id]);
    const dialog = await screen.findByRole('dialog', { name: 'Take it back?' });
    expect(within(dialog).getByText('Wants 40 trucks')).toBeTruthy();
    await fireEvent.click(within(dialog).getByRole('button', { name: 'Take all back' }));
    await screen.findByText('Taken back');
    expect(store.asked.findLast(({ name }) => name === 'edit.undo')?.input).toEqual({
      editId: id,
      withDependants: true,
    });
  });
});
