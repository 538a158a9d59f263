import { fireEvent, render, screen, within } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import Licences from '../../../renderer/ui/screens/licences/Licences.svelte';
import type { Part } from '../../../renderer/ui/screens/licences/parts.ts';

const fake = vi.hoisted(() => ({ parts: [] as Part[] }));
vi.mock('../../../renderer/ui/screens/licences/parts.ts', () => ({
  get PARTS() {
    return fake.parts;
  },
}));

describe('the licences of what ships', () => {
  it('are listed, found by name or terms, and opened by the keyboard', async () => {
    fake.parts = [
      { name: 'dexie', version: '4.4.7', licence: 'Apache-2.0', text: 'Apache License\nVersion 2.0' },
      { name: 'svelte', version: '5.57.3', licence: 'MIT', text: '' },
    ];
    render(Licences);
    const parts = screen.getByRole('list', { name: 'Parts' });
    expect(within(parts).getAllByRole('listitem')).toHaveLength(2);
    const box = screen.getByLabelText('Find a part');
    await fireEvent.input(box, { target: { value: 'APACHE' } });
    expect(within(parts).getAllByRole('listitem')).toHaveLength(1);
    await fireEvent.keyDown(box, { key: 'Enter' });
    expect(document.activeElement?.textContent).toContain('dexie');
    expect(within(parts).getByText(/Apache License/)).toBeTruthy();
  });

  it('are told to come with a package, where there is none', () => {
    fake.parts = [];
    render(Licences);
    expect(screen.getByText(/is made with a package/)).toBeTruthy();
    expect(screen.queryByRole('list')).toBeNull();
  });
});
