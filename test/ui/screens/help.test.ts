import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { dayLog } from '../fakes/changes.ts';
import { NOW, openApp } from '../fakes/open-app.ts';
import { makeUp } from '../fakes/records.ts';
import { fakeStore } from '../fakes/store.ts';

describe('help', () => {
  it('shows every shortcut at a key, but not while somebody types', async () => {
    openApp({ hash: '#/settings' });
    await screen.findByRole('heading', { name: 'Settings' });
    const field = document.createElement('input');
    document.body.append(field);
    await fireEvent.keyDown(field, { key: '?' });
    expect(screen.queryByRole('dialog')).toBeNull();
    field.remove();
    await fireEvent.keyDown(document.body, { key: '?' });
    const sheet = await screen.findByRole('dialog', { name: 'Keyboard shortcuts' });
    for (const group of ['Everywhere', 'In lists', 'In tasks', 'On the deals board'])
      expect(within(sheet).getByRole('region', { name: group })).toBeTruthy();
    expect(within(sheet).getByText('Find anything')).toBeTruthy();
  });

  it('gives tips one by one, until there shall be no more', async () => {
    openApp({ hash: '#/today' });
    const tips = await screen.findByRole('complementary', { name: 'Tips' });
    expect(within(tips).getByRole('status').textContent).toContain('type a few letters of a name');
    await fireEvent.click(within(tips).getByRole('button', { name: 'Next tip' }));
    expect(within(tips).getByRole('status').textContent).toContain('Nothing waits for the network');
    await fireEvent.click(within(tips).getByRole('button', { name: 'No more tips' }));
    await waitFor(() => expect(screen.queryByRole('complementary', { name: 'Tips' })).toBeNull());
    expect(window.localStorage.getItem('satchel:tips-done')).toBe('yes');
  });
});

describe('diagnostics', () => {
  it('shows versions, what is here and the last troubles, and what the report says', async () => {
    const store = fakeStore(makeUp(NOW, 60));
    store.put({ journal: dayLog(NOW) });
    openApp({ hash: '#/diagnostics', store });
    await screen.findByText('Browser on this machine');
    const row = screen.getByRole('row', { name: /Contacts/ });
    expect(within(row).getByText('60')).toBeTruthy();
    const troubles = screen.getByRole('region', { name: 'Last troubles' });
    expect(within(troubles).getAllByText(/Ada Dubois/).length).toBeGreaterThan(0);
    const report = screen.getByRole('region', { name: 'What the report says', hidden: true });
    expect(report.textContent).toContain('Satchel 0.1.0, browser, linux');
    expect(report.textContent).not.toContain('Ada');
  });
});
