import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { openApp } from '../fakes/open-app.ts';

async function openBoard() {
  const opened = openApp({ hash: '#/board' });
  const column = (name: string) => screen.findByRole('region', { name });
  await within(await column('New')).findByRole('link', { name: /^Gold plan/ });
  return { ...opened, column };
}

describe('the board', () => {
  it('shows the deals of a stage with account, amount and owner, and how many there are', async () => {
    const { column } = await openBoard();
    const card = within(await column('New')).getByRole('link', { name: /^Gold plan/ });
    expect(card.textContent).toContain('Widgetz');
    expect(card.textContent).toContain('€8,360.50');
    expect(card.textContent).toContain('owned by Rita Moreau');
    expect(within(await column('New')).getByText('2')).toBeTruthy();
  });

  it('moves a deal to the stage beside by keyboard', async () => {
    const { column, store } = await openBoard();
    const card = within(await column('New')).getByRole('link', { name: /^Gold plan/ });
    await fireEvent.keyDown(card, { key: 'ArrowRight', shiftKey: true });
    await waitFor(() =>
      expect(store.edits).toEqual([
        {
          target: { kind: 'deals', id: 40_001 },
          operation: { type: 'update', fields: { deal_stage_id: 32 } },
        },
      ]),
    );
    expect(await screen.findByText('Gold plan is in Follow-up now')).toBeTruthy();
  });

  it('asks why a deal is lost, and when', async () => {
    const { column, store } = await openBoard();
    const card = within(await column('New')).getByRole('link', { name: /^Gold plan/ });
    await fireEvent.keyDown(card, { key: 'm' });
    const dialog = await screen.findByRole('dialog');
    await fireEvent.click(await within(dialog).findByRole('radio', { name: 'Lost' }));
    await within(dialog).findByLabelText('Lost on');
    await fireEvent.click(within(dialog).getByRole('button', { name: 'Save' }));
    await waitFor(() =>
      expect(store.edits[0]?.operation).toEqual({
        type: 'update',
        fields: { deal_stage_id: 36, closed_date: '2026-11-24' },
      }),
    );
  });

  it('goes from card to card and from column to column with the arrows', async () => {
    const { column } = await openBoard();
    const card = within(await column('New')).getByRole('link', { name: /^Gold plan/ });
    card.focus();
    await fireEvent.keyDown(card, { key: 'ArrowDown' });
    const second = document.activeElement;
    expect(second).not.toBe(card);
    expect((await column('New')).contains(second)).toBe(true);
    await fireEvent.keyDown(second as Element, { key: 'ArrowRight' });
    const beside = await column('Follow-up');
    await waitFor(() => expect(beside.contains(document.activeElement)).toBe(true));
  });

  it('moves a deal with the pointer, and lets go of it with Escape', async () => {
    const { column, store } = await openBoard();
    const card = within(await column('New')).getByRole('link', { name: /^Gold plan/ });
    const target = await column('Demo');
    for (const each of document.querySelectorAll<HTMLElement>('[data-stage]'))
      each.getBoundingClientRect = () =>
        each === target ? new DOMRect(500, 0, 200, 500) : new DOMRect(-1, -1, 0, 0);
    const press = (x: number) =>
      fireEvent.pointerDown(card.parentElement as Element, { button: 0, clientX: x, clientY: 10 });
    const drag = (x: number) => fireEvent.pointerMove(window, { clientX: x, clientY: 20 });
    await press(10);
    await drag(600);
    await fireEvent.keyDown(window, { key: 'Escape' });
    await fireEvent.pointerUp(window);
    expect(store.edits).toEqual([]);
    await press(10);
    await drag(600);
    await fireEvent.pointerUp(window);
    await waitFor(() =>
      expect(store.edits[0]?.operation).toEqual({ type: 'update', fields: { deal_stage_id: 33 } }),
    );
  });
});
