import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/errors.ts';
import { FILE_BYTES_MAX, FILE_PIECE_BYTES } from '../../../shared/limits.ts';
import { openApp, type OpenOptions } from '../fakes/open-app.ts';
import { FIRST_ID } from '../fakes/records.ts';

const ADA = { kind: 'contacts', id: FIRST_ID.contacts } as const;

async function openAda(options: OpenOptions = {}) {
  const opened = openApp({ hash: `#/contacts/${ADA.id}`, size: 20, ...options });
  const record = await screen.findByRole('article', { name: 'Ada Dubois' });
  const composer = await within(record).findByRole('region', { name: 'Write down' });
  return { ...opened, record, composer };
}

const press = (inside: HTMLElement, name: string) =>
  fireEvent.click(within(inside).getByRole('button', { name }));

const text = (content: string, name: string): File => new File([content], name, { type: 'text/plain' });

async function choose(composer: HTMLElement, ...files: File[]): Promise<void> {
  const input = composer.querySelector<HTMLInputElement>('input[type="file"]')!;
  await fireEvent.change(input, { target: { files } });
}

describe('attaching files', () => {
  it('gives the store the bytes and then the edits, tells the engine, and offers to take them back', async () => {
    const { composer, store, main } = await openAda();
    await press(composer, 'File');
    await choose(composer, text('Signed', 'Offer.txt'), text('x'.repeat(FILE_PIECE_BYTES + 3), 'Plan.txt'));
    expect(within(composer).getByText('Offer.txt')).toBeTruthy();
    expect(within(composer).getByText('262.1 kB')).toBeTruthy();
    await fireEvent.click(within(composer).getByRole('checkbox', { name: 'Share Plan.txt with colleagues' }));
    await press(composer, 'Attach');
    await screen.findByText('2 files are saved on this laptop');
    const puts = store.asked.filter(({ name }) => name === 'file.put').map(({ input }) => input) as {
      id: string;
      piece: number;
      bytes: Uint8Array;
    }[];
    expect(puts.map(({ piece, bytes }) => [piece, bytes.length])).toEqual([
      [0, 6],
      [0, FILE_PIECE_BYTES],
      [1, 3],
    ]);
    expect(new TextDecoder().decode(puts[0]?.bytes)).toBe('Signed');
    const file = { contentType: 'text/plain' };
    expect(store.edits).toEqual([
      {
        target: ADA,
        operation: {
          type: 'attach',
          file: { ...file, id: puts[0]?.id, name: 'Offer.txt', size: 6, isShared: true },
        },
      },
      {
        target: ADA,
        operation: {
          type: 'attach',
          file: { ...file, id: puts[1]?.id, name: 'Plan.txt', size: FILE_PIECE_BYTES + 3, isShared: false },
        },
      },
    ]);
    expect(main.calls.map(({ name }) => name)).toContain('sync.edited');
    // The form closes with nothing left in it.
    await waitFor(() => expect(within(composer).queryByRole('button', { name: 'Attach' })).toBeNull());
    await fireEvent.click(screen.getByRole('button', { name: 'Undo' }));
    await screen.findByText('Taken back');
    expect(store.calls.filter((name) => name === 'edit.undo')).toHaveLength(2);
  });

  it('takes files that are dropped on the composer or pasted into the form, and lets them be taken out', async () => {
    const { composer, store } = await openAda();
    const dataTransfer = { types: ['Files'], files: [text('1', 'Dropped.txt')] };
    await fireEvent.dragOver(composer, { dataTransfer });
    await fireEvent.drop(composer, { dataTransfer });
    const choosing = await within(composer).findByRole('button', { name: 'Choose files' });
    const shot = new File(['2'], 'image.png', { type: 'image/png' });
    await fireEvent.paste(choosing, { clipboardData: { files: [shot] } });
    expect(within(composer).getAllByRole('listitem')).toHaveLength(2);
    // A screenshot has no name of its own.
    expect(within(composer).getByText('Pasted 2026-11-24 09.12.00.png')).toBeTruthy();
    await press(composer, 'Take Dropped.txt out');
    expect(document.activeElement).toBe(choosing);
    // What was chosen stays while another form is open, and is marked.
    await press(composer, 'Note');
    const tab = within(composer).getByRole('button', { name: /^File/ });
    expect(within(tab).getByText('Something is written here already')).toBeTruthy();
    await fireEvent.click(tab);
    await press(composer, 'Attach');
    await waitFor(() => expect(store.edits).toHaveLength(1));
  });

  it('saves nothing while one is too large or empty, and says so at its place', async () => {
    const { composer, store } = await openAda();
    await press(composer, 'File');
    const large = text('x', 'Film.mp4');
    Object.defineProperty(large, 'size', { value: FILE_BYTES_MAX + 1 });
    await choose(composer, large, text('', 'Nothing.txt'));
    expect(
      within(composer).getByText('This file is larger than 20 MB, the most that can be attached.'),
    ).toBeTruthy();
    expect(within(composer).getByText('There is nothing in this file.')).toBeTruthy();
    await press(composer, 'Attach');
    await waitFor(() =>
      expect(document.activeElement).toBe(
        within(composer).getByRole('button', { name: 'Take Film.mp4 out' }),
      ),
    );
    expect(store.calls).not.toContain('file.put');
    await press(composer, 'Take Film.mp4 out');
    await press(composer, 'Take Nothing.txt out');
    await press(composer, 'Attach');
    await within(composer).findByText('This is needed.');
  });

  it('keeps what was chosen where the store has no room, and lets go of what it has of it', async () => {
    const { composer, store } = await openAda();
    await press(composer, 'File');
    await choose(composer, text('a', 'A.txt'));
    store.failNext('file.put', new AppError({ code: 'storage', reason: 'quota' }));
    await press(composer, 'Attach');
    await within(composer).findByText('This laptop’s storage refuses');
    expect(store.calls).toContain('file.drop');
    expect(store.edits).toEqual([]);
    await press(composer, 'Attach');
    await waitFor(() => expect(store.edits).toHaveLength(1));
  });

  it('says which file cannot be read any more', async () => {
    const { composer, store } = await openAda();
    await press(composer, 'File');
    const gone = text('a', 'Gone.txt');
    gone.slice = () =>
      ({ arrayBuffer: () => Promise.reject(new DOMException('x', 'NotFoundError')) }) as Blob;
    await choose(composer, gone);
    await press(composer, 'Attach');
    await within(composer).findByText('This file was moved or changed. Choose it again.');
    expect(store.edits).toEqual([]);
  });

  it('says how far a large one is on its way into the store, and lets go of it when that is given up', async () => {
    const { composer, store } = await openAda();
    await press(composer, 'File');
    const film = text('x'.repeat(3_000_000), 'Film.mp4');
    const { slice } = film;
    const rest = Promise.withResolvers<ArrayBuffer>();
    film.slice = (from = 0, to) =>
      from === 0 ? slice.call(film, from, to) : ({ arrayBuffer: () => rest.promise } as Blob);
    await choose(composer, film);
    await press(composer, 'Attach');
    const bar = await within(composer).findByRole('progressbar', {
      name: 'Keeping the files on this laptop',
    });
    await waitFor(() => expect(bar.getAttribute('aria-valuenow')).toBe(String(FILE_PIECE_BYTES)));
    expect(within(composer).getByText('262.1 kB of 3 MB')).toBeTruthy();
    expect(within(composer).getByRole('button', { name: 'Attach' }).hasAttribute('disabled')).toBe(true);

    // What is dropped meanwhile is not a part of it.
    const dataTransfer = { types: ['Files'], files: [text('1', 'Dropped.txt')] };
    await fireEvent.drop(composer, { dataTransfer });
    await press(composer, 'Cancel');
    rest.resolve(new ArrayBuffer(FILE_PIECE_BYTES));
    await waitFor(() => expect(within(composer).queryByRole('progressbar')).toBeNull());
    expect(store.calls.filter((name) => name === 'file.drop')).toHaveLength(1);
    expect(store.edits).toEqual([]);
    expect(within(composer).queryByRole('alert')).toBeNull();
    // Both are still chosen.
    film.slice = slice;
    await press(composer, 'Attach');
    await waitFor(() => expect(store.edits).toHaveLength(2));
  });

  it('keeps what comes while others are saved for the next time', async () => {
    const { composer, store } = await openAda();
    await press(composer, 'File');
    const first = text('first', 'First.txt');
    const bytes = Promise.withResolvers<ArrayBuffer>();
    first.slice = () => ({ arrayBuffer: () => bytes.promise }) as Blob;
    await choose(composer, first);
    await press(composer, 'Attach');
    const dataTransfer = { types: ['Files'], files: [text('2', 'Second.txt')] };
    await fireEvent.drop(composer, { dataTransfer });
    bytes.resolve(new ArrayBuffer(5));
    await waitFor(() => expect(store.edits).toHaveLength(1));
    await waitFor(() => expect(within(composer).queryByText('First.txt')).toBeNull());
    expect(
      within(composer)
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent),
    ).toEqual([expect.stringContaining('Second.txt')]);
  });
});
