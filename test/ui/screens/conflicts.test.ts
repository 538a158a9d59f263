import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import type { Conflict } from '../../../shared/edits/edit.ts';
import type { RecordRef } from '../../../shared/entities/kind.ts';
import { AppError } from '../../../shared/errors.ts';
import { bothSides, daysWork, manyConflicts } from '../fakes/changes.ts';
import { NOW, openApp } from '../fakes/open-app.ts';
import { makeUp } from '../fakes/records.ts';
import { fakeStore } from '../fakes/store.ts';

const DEAL: RecordRef = { kind: 'deals', id: 40001 };

function openConflicts(conflicts: readonly Conflict[], hash = '#/conflicts/deals/40001') {
  const store = fakeStore(makeUp(NOW, 60));
  store.put({
    outbox: daysWork(NOW).outbox,
    conflicts: conflicts.map((conflict) => ({ conflict, names: {} })),
  });
  return openApp({ hash, store });
}

function openMany(hash = '#/conflicts/deals/40001') {
  const store = fakeStore(makeUp(NOW, 60));
  store.put(manyConflicts(NOW));
  return openApp({ hash, store });
}

const asked = (store: ReturnType<typeof openConflicts>['store']) =>
  store.asked.filter(({ name }) => name === 'conflict.resolve').map(({ input }) => input);
const save = () => screen.getByRole('button', { name: 'Save my choice' });

describe('a conflict of fields', () => {
  it('shows what was, what is mine and what is theirs, with who and when', async () => {
    openConflicts([bothSides(NOW, DEAL)]);
    await screen.findByRole('heading', { level: 1, name: 'Decide: Gold plan' });
    expect(screen.getByText(/You and Tomás Herrera changed the same fields/)).toBeTruthy();
    expect(screen.getByText('Tomás Herrera’s, 08:31')).toBeTruthy();
    const value = screen.getByRole('radiogroup', { name: 'Value' });
    await waitFor(() => expect(within(value).getByText('€72,000')).toBeTruthy());
    expect(within(value).getByRole('radio', { name: '€80,000' })).toBeTruthy();
    expect(within(value).getByRole('radio', { name: '€86,000' })).toBeTruthy();
    const step = screen.getByRole('radiogroup', { name: 'Next step' });
    expect(within(step).getByRole('radio', { name: 'Send quote and the SLA' })).toBeTruthy();
    expect(step.querySelector('.value span:not(.narrow)')?.textContent).toBe(', monthly billing');
  });

  it('is saved as it was picked, and only when every field is', async () => {
    const { store, main } = openConflicts([bothSides(NOW, DEAL)]);
    await screen.findByRole('radiogroup', { name: 'Value' });
    expect(save().hasAttribute('disabled')).toBe(true);
    await fireEvent.click(screen.getByRole('button', { name: 'All Tomás Herrera’s' }));
    await waitFor(() => expect(save().hasAttribute('disabled')).toBe(false));
    await fireEvent.click(screen.getByRole('radio', { name: 'Wed, 3 Mar 2027' }));
    await fireEvent.click(save());
    await waitFor(() =>
      expect(asked(store)).toEqual([
        {
          target: DEAL,
          resolution: {
            kind: 'fields',
            picks: { amount: 'theirs', expected_close: 'mine', 'custom_field.cf_next_step': 'theirs' },
          },
        },
      ]),
    );
    expect(main.calls.map(({ name }) => name)).toContain('sync.edited');
    await waitFor(() => expect(window.location.hash).toBe('#/deals/40001'));
  });

  it('stays with the picks where they could not be saved', async () => {
    const { store } = openConflicts([bothSides(NOW, DEAL)]);
    await screen.findByRole('radiogroup', { name: 'Value' });
    await fireEvent.click(screen.getByRole('button', { name: 'All mine' }));
    store.failNext('conflict.resolve', new AppError({ code: 'storage', reason: 'quota' }));
    await fireEvent.click(save());
    expect(await screen.findByRole('alert')).toBeTruthy();
    expect(screen.getByRole<HTMLInputElement>('radio', { name: 'Wed, 3 Mar 2027' }).checked).toBe(true);
    expect(window.location.hash).toBe('#/conflicts/deals/40001');
  });

  it('is asked anew when the other side changes again meanwhile', async () => {
    const { store } = openConflicts([bothSides(NOW, DEAL)]);
    await screen.findByRole('radiogroup', { name: 'Value' });
    await fireEvent.click(screen.getByRole('button', { name: 'All mine' }));
    const changed = bothSides(NOW, DEAL);
    store.put({
      conflicts: [
        {
          conflict: {
            ...changed,
            what: { kind: 'fields', fields: { amount: { base: '72000', mine: '80000', theirs: '99000' } } },
          },
          names: {},
        },
      ],
    });
    expect(await screen.findByText('€99,000')).toBeTruthy();
    expect(save().hasAttribute('disabled')).toBe(true);
  });
});

describe('what is sent', () => {
  it('is said before it is decided, with what goes along by itself', async () => {
    openMany();
    const outcome = await screen.findByRole('region', { name: 'What is sent when you save' });
    await waitFor(() => expect(within(outcome).getByText('70%')).toBeTruthy());
    expect(within(outcome).getByText('Value, Expected close and Next step')).toBeTruthy();
    await fireEvent.click(screen.getByRole('radio', { name: '€80,000' }));
    await fireEvent.click(screen.getByRole('radio', { name: 'Sun, 28 Feb 2027' }));
    expect(within(outcome).getByText('€80,000')).toBeTruthy();
    expect(within(outcome).getByText('in place of €86,000')).toBeTruthy();
    const kept = within(outcome).getByText('Stays as in Freshsales').nextElementSibling;
    expect(kept?.textContent).toBe('Expected close');
    expect(screen.getByText('2 of 3 fields chosen.')).toBeTruthy();
  });

  it('shows lists item by item, and what came together of both', async () => {
    openMany('#/conflicts/contacts/20001');
    const outcome = await screen.findByRole('region', { name: 'What is sent when you save' });
    const tags = await within(outcome).findByText('Yours and theirs together.');
    const items = within(tags.closest('dd') as HTMLElement).getAllByRole('listitem');
    expect(items.map((one) => one.textContent?.replace(/\s+/g, ' ').trim())).toEqual([
      'fair',
      'new: trial',
      'cold chain',
      'taken away: old',
    ]);
    const mails = screen.getByRole('radiogroup', { name: 'Emails' });
    expect(within(mails).getByText('a.dubois@widgetz.example')).toBeTruthy();
  });
});

describe('a conflict with a deletion', () => {
  it('there: lets go, or makes the record anew, and shows what was changed here', async () => {
    const gone: Conflict = { ...bothSides(NOW, DEAL), what: { kind: 'gone-there', reason: 'deleted' } };
    const { store } = openConflicts([gone]);
    expect(await screen.findByText('Changed here, deleted there')).toBeTruthy();
    expect(await screen.findByText(/2 fields of Gold plan/)).toBeTruthy();
    expect(screen.getByText(/your 1 change is discarded/)).toBeTruthy();
    await fireEvent.click(screen.getByRole('button', { name: 'Make it anew with my changes' }));
    await waitFor(() => expect(asked(store)).toEqual([{ target: DEAL, resolution: { kind: 'recreate' } }]));
  });

  it('there, by losing sight of it: lets go', async () => {
    const gone: Conflict = { ...bothSides(NOW, DEAL), what: { kind: 'gone-there', reason: 'invisible' } };
    const { store } = openConflicts([gone]);
    expect(await screen.findByText('Changed here, no longer visible to you')).toBeTruthy();
    await fireEvent.click(screen.getByRole('button', { name: 'Let it go' }));
    await waitFor(() => expect(asked(store)).toEqual([{ target: DEAL, resolution: { kind: 'theirs' } }]));
  });

  it('here: deletes all the same, or keeps what is there', async () => {
    const { what } = bothSides(NOW, DEAL);
    const fields = what.kind === 'fields' ? what.fields : {};
    const deleted: Conflict = { ...bothSides(NOW, DEAL), what: { kind: 'deleted-here', fields } };
    const { store } = openConflicts([deleted]);
    expect(await screen.findByText(/Tomás Herrera has changed it since/)).toBeTruthy();
    expect(screen.getByRole('row', { name: /Value €?72,000 €?86,000/ })).toBeTruthy();
    await fireEvent.click(screen.getByRole('button', { name: 'Delete it all the same' }));
    await waitFor(() => expect(asked(store)).toEqual([{ target: DEAL, resolution: { kind: 'mine' } }]));
  });
});

describe('all conflicts', () => {
  it('are listed with what they are about, and lead to the decision', async () => {
    const other: Conflict = {
      ...bothSides(NOW, { kind: 'tasks', id: 7 }),
      title: 'Call back',
      what: { kind: 'gone-there', reason: 'deleted' },
    };
    const { store } = openConflicts([bothSides(NOW, DEAL), other], '#/conflicts');
    expect(await screen.findByText(/Value, Expected close and Next step/)).toBeTruthy();
    const task = screen.getByRole('link', { name: 'Decide about Call back' });
    expect(task.getAttribute('href')).toBe('#/conflicts/tasks/7');
    store.put({ conflicts: [] });
    expect(await screen.findByRole('heading', { name: 'There is nothing to decide' })).toBeTruthy();
  });

  it('lead on to the next one after one is decided', async () => {
    const other: Conflict = { ...bothSides(NOW, { kind: 'deals', id: 40002 }), title: 'Fleet upgrade' };
    openConflicts([bothSides(NOW, DEAL), other]);
    await screen.findByRole('radiogroup', { name: 'Value' });
    await fireEvent.click(screen.getByRole('button', { name: 'All mine' }));
    await fireEvent.click(save());
    await waitFor(() => expect(window.location.hash).toBe('#/conflicts/deals/40002'));
    expect(await screen.findByRole('heading', { level: 1, name: 'Decide: Fleet upgrade' })).toBeTruthy();
    expect(screen.getByText('Decided: Gold plan')).toBeTruthy();
    await waitFor(() => expect(document.activeElement).toBe(screen.getAllByRole('radio')[0]));
    expect(save().hasAttribute('disabled')).toBe(true);
  });

  it('are walked through by keys', async () => {
    const { store } = openMany();
    await screen.findByRole('heading', { level: 1, name: 'Decide: Gold plan' });
    expect(screen.getByText('1 of 4')).toBeTruthy();
    await fireEvent.keyDown(document.activeElement ?? document.body, { key: 'j' });
    expect(await screen.findByRole('heading', { level: 1, name: 'Decide: Ada Dubois' })).toBeTruthy();
    await fireEvent.keyDown(document.activeElement ?? document.body, { key: 'k' });
    await screen.findByRole('heading', { level: 1, name: 'Decide: Gold plan' });
    await fireEvent.keyDown(window, { key: 'Enter', ctrlKey: true });
    expect(asked(store)).toEqual([]);
    await fireEvent.click(screen.getByRole('button', { name: 'All mine' }));
    await fireEvent.keyDown(window, { key: 'Enter', ctrlKey: true });
    await waitFor(() => expect(asked(store)).toHaveLength(1));
  });
});
