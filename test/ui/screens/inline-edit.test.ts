import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { listRoute } from '../../../renderer/ui/lib/routes.ts';
import { openApp } from '../fakes/open-app.ts';
import { FIRST_ID } from '../fakes/records.ts';

const ADA = FIRST_ID.contacts;
const target = { kind: 'contacts', id: ADA };

async function openAda() {
  const opened = openApp({ hash: `#/contacts/${ADA}`, size: 20 });
  const record = await screen.findByRole('article', { name: 'Ada Dubois' });
  return { ...opened, record };
}

async function change(record: HTMLElement, field: string) {
  await fireEvent.click(await within(record).findByRole('button', { name: `Change: ${field}` }));
  return within(record).findByRole('form', { name: `Change ${field}` });
}

const type = (form: HTMLElement, value: string) =>
  fireEvent.input(within(form).getByRole('textbox'), { target: { value } });

describe('changing a value where it stands', () => {
  it('saves with Enter, one field alone, and gives the focus back', async () => {
    const { record, store } = await openAda();
    const form = await change(record, 'Job title');
    await waitFor(() => expect(document.activeElement).toBe(within(form).getByRole('textbox')));
    await type(form, 'Fleet director');
    await fireEvent.submit(form);
    await waitFor(() =>
      expect(store.edits).toEqual([
        { target, operation: { type: 'update', fields: { job_title: 'Fleet director' } } },
      ]),
    );
    const pencil = await within(record).findByRole('button', { name: 'Change: Job title' });
    await waitFor(() => expect(document.activeElement).toBe(pencil));
  });

  it('leaves all as it was with Escape, and saves nothing where nothing was changed', async () => {
    const { record, store } = await openAda();
    const form = await change(record, 'Job title');
    await type(form, 'Nonsense');
    await fireEvent.keyDown(within(form).getByRole('textbox'), { key: 'Escape' });
    await waitFor(() => expect(within(record).queryByRole('form', { name: 'Change Job title' })).toBeNull());
    await fireEvent.submit(await change(record, 'Job title'));
    await waitFor(() => expect(within(record).queryByRole('form', { name: 'Change Job title' })).toBeNull());
    expect(store.edits).toEqual([]);
    // The record is still open: Escape was the field's.
    expect(window.location.hash).toBe(`#/contacts/${ADA}`);
  });

  it('saves when one goes on to something else', async () => {
    const { record, store } = await openAda();
    const form = await change(record, 'City');
    await type(form, 'Grenoble');
    const tab = within(record).getByRole('tab', { name: 'Timeline' });
    await fireEvent.focusOut(within(form).getByRole('textbox'), { relatedTarget: tab });
    await waitFor(() =>
      expect(store.edits).toEqual([{ target, operation: { type: 'update', fields: { city: 'Grenoble' } } }]),
    );
  });

  it('says at the field why it is not saved, and keeps what was typed', async () => {
    const { record, store } = await openAda();
    store.nextEdit({
      saved: false,
      problems: [{ at: 0, field: 'custom_field.cf_fleet_size', code: 'not-a-number', limit: null }],
    });
    const form = await change(record, 'Fleet size');
    await type(form, 'many');
    await fireEvent.submit(form);
    await within(form).findByText('This is not a number.');
    expect(within(form).getByRole<HTMLInputElement>('textbox').value).toBe('many');
    expect(within(form).getByRole('textbox').getAttribute('aria-invalid')).toBe('true');
  });

  it('hints that something is no number to call, and takes it all the same', async () => {
    const { record, store } = await openAda();
    const form = await change(record, 'Mobile');
    expect(within(form).queryByText(/does not look like a number/)).toBeNull();
    await type(form, 'ask the front desk');
    expect(within(form).getByText(/does not look like a number/)).toBeTruthy();
    await fireEvent.submit(form);
    await waitFor(() =>
      expect(store.edits[0]?.operation).toEqual({
        type: 'update',
        fields: { mobile_number: 'ask the front desk' },
      }),
    );
  });

  it('keeps what cannot be saved for the form when the record is left', async () => {
    const { record, store, app } = await openAda();
    const form = await change(record, 'City');
    await type(form, 'Atlantis');
    store.nextEdit({
      saved: false,
      problems: [{ at: 0, field: 'city', code: 'not-a-choice', limit: null }],
    });
    app.router.go({ name: 'sync' });
    await screen.findByText(/City is not saved/);
    app.router.go({ name: 'edit', kind: 'contacts', id: ADA });
    const page = await screen.findByRole('form', { name: 'Fields' });
    await waitFor(() =>
      expect(within(page).getByRole<HTMLInputElement>('textbox', { name: 'City' }).value).toBe('Atlantis'),
    );
  });
});

describe('the parts of a record', () => {
  it('are reached by the keys of tabs, and stay for the next record', async () => {
    const { record, app } = await openAda();
    const overview = within(record).getByRole('tab', { name: 'Overview' });
    overview.focus();
    await fireEvent.keyDown(overview, { key: 'ArrowRight' });
    const timeline = within(record).getByRole('tab', { name: 'Timeline' });
    expect(timeline.getAttribute('aria-selected')).toBe('true');
    expect(document.activeElement).toBe(timeline);
    app.router.go(listRoute('contacts', ADA + 1));
    const next = await screen.findByRole('article', { name: 'Benjamín Müller' });
    expect(within(next).getByRole('tab', { name: 'Timeline' }).getAttribute('aria-selected')).toBe('true');
  });

  it('change the first account of a contact, and take one away', async () => {
    const { record, store } = await openAda();
    store.change('contacts', [
      {
        id: ADA,
        first_name: 'Ada',
        last_name: 'Dubois',
        sales_accounts: [
          { id: 30001, name: 'Widgetz', is_primary: true },
          { id: 30002, name: 'Nordlicht GmbH', is_primary: false },
        ],
      },
    ]);
    await fireEvent.click(await within(record).findByRole('tab', { name: /^Related/ }));
    await fireEvent.click(await within(record).findByRole('button', { name: 'Make first: Nordlicht GmbH' }));
    await waitFor(() =>
      expect(store.edits.at(-1)?.operation).toEqual({
        type: 'update',
        fields: {
          sales_accounts: [
            { id: 30002, name: 'Nordlicht GmbH', is_primary: true },
            { id: 30001, name: 'Widgetz', is_primary: false },
          ],
        },
      }),
    );
    await fireEvent.click(within(record).getByRole('button', { name: 'Take Nordlicht GmbH away' }));
    await waitFor(() =>
      expect(store.edits.at(-1)?.operation).toEqual({
        type: 'update',
        fields: { sales_accounts: [{ id: 30001, name: 'Widgetz', is_primary: true }] },
      }),
    );
  });

  it('take somebody out of the team', async () => {
    const { record, store } = await openAda();
    store.change('contacts', [{ id: ADA, first_name: 'Ada', last_name: 'Dubois', team_user_ids: [12] }]);
    await fireEvent.click(await within(record).findByRole('tab', { name: /^Team/ }));
    await fireEvent.click(
      await within(record).findByRole('button', { name: 'Take Tomás Herrera out of the team' }),
    );
    await waitFor(() =>
      expect(store.edits.at(-1)?.operation).toEqual({
        type: 'team',
        members: [{ user_id: 12, designation_id: null, _destroy: true }],
      }),
    );
  });

  it('pin the record for times without a network', async () => {
    const { record, store } = await openAda();
    await fireEvent.click(within(record).getByRole('button', { name: 'Pin' }));
    await waitFor(() => expect(store.calls).toContain('pin'));
    await within(record).findByRole('button', { name: 'Unpin' });
  });
});
