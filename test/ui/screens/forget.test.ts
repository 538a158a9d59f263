import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSameName, nameToType } from '../../../renderer/ui/screens/edit/typed-name.ts';
import { AppError } from '../../../shared/errors.ts';
import { fakeMain, idleSync, ACCOUNT } from '../fakes/main.ts';
import { NOW, openApp } from '../fakes/open-app.ts';
import { FIRST_ID } from '../fakes/records.ts';

const ADA = FIRST_ID.contacts;

async function openDialog(phase?: 'offline') {
  const sync = idleSync(NOW);
  const main = fakeMain({
    account: { status: 'signed-in', account: ACCOUNT, key: 'keychain' },
    sync: phase ? { ...sync, phase: { name: 'offline', retryAt: NOW } } : sync,
  });
  const opened = openApp({ hash: `#/contacts/${ADA}`, size: 20, main });
  const record = await screen.findByRole('article', { name: 'Ada Dubois' });
  const more = within(record).getByRole('button', { name: 'More' });
  more.focus();
  await fireEvent.keyDown(more, { key: 'Enter' });
  const item = await screen.findByRole('menuitem', { name: 'Erase for good' });
  await fireEvent.pointerUp(item);
  await fireEvent.click(item);
  const dialog = await screen.findByRole('dialog', { name: 'Erase Ada Dubois for good?' });
  const field = within(dialog).getByRole('textbox', { name: /^Type “Ada Dubois”/ });
  const erase = () => fireEvent.click(within(dialog).getByRole('button', { name: 'Erase for good' }));
  const type = (value: string) => fireEvent.input(field, { target: { value } });
  const asked = () => main.calls.filter(({ name }) => name === 'record.forget');
  return { ...opened, main, dialog, field, erase, type, asked };
}

describe('erasing a record for good', () => {
  it('asks for the name, letter by letter, before anything is asked of the CRM', async () => {
    const { dialog, field, erase, type, asked } = await openDialog();
    await erase();
    expect(field.getAttribute('aria-invalid')).toBe('true');
    await type('ada dubois');
    await erase();
    expect(within(dialog).getByText('This is not “Ada Dubois”.')).toBeTruthy();
    expect(asked()).toEqual([]);
    await type('Ada Dubois');
    await erase();
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(asked()).toEqual([{ name: 'record.forget', input: { ref: { kind: 'contacts', id: ADA } } }]);
    expect(await screen.findByText('Erased for good, in Freshsales and here')).toBeTruthy();
  });

  it('says that it needs the network, and what the CRM said', async () => {
    const { main, dialog, erase, type } = await openDialog('offline');
    expect(within(dialog).getByText('This needs the network')).toBeTruthy();
    await type('Ada Dubois');
    main.onForget(new AppError({ code: 'network', reason: 'offline' }));
    await erase();
    expect((await within(dialog).findByRole('alert')).textContent).toContain('No network');
    main.onForget(new AppError({ code: 'forbidden', messages: ['Only an admin may do this.'] }));
    await erase();
    expect(await within(dialog).findByText(/Only an admin may do this\./)).toBeTruthy();
    main.onForget('still-there');
    await erase();
    expect(await within(dialog).findByText('The record is still there')).toBeTruthy();
    expect(within(dialog).getByText(/Nothing was removed from this laptop\./)).toBeTruthy();
  });

  it('tells of changes that were not sent', async () => {
    const { store, dialog } = await openDialog();
    const editIds = ['00000000-0000-4000-8000-000000000001'];
    store.put({ marks: { [`contacts:${ADA}`]: { pending: { editIds } } } });
    expect(await within(dialog).findByText('1 change of this record not sent yet')).toBeTruthy();
  });
});

describe('the name that is typed', () => {
  it('is the record’s own, or its number', () => {
    expect([nameToType(' Ada  Dubois ', 7), nameToType('  ', 7)]).toEqual(['Ada Dubois', '#7']);
  });

  it('counts letter by letter, however it is written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), fc.nat(), (title, id) => {
        const name = nameToType(title, id);
        expect(isSameName(name, name)).toBe(true);
        expect(isSameName(` ${name.normalize('NFD')}  `, name)).toBe(true);
        expect(isSameName(`${name}x`, name)).toBe(false);
        expect(isSameName('', name)).toBe(false);
      }),
    );
  });
});
