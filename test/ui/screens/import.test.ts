import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import { daysWork, editId, entryOf } from '../fakes/changes.ts';
import { NOW, openApp } from '../fakes/open-app.ts';
import { FIRST_ID, makeUp } from '../fakes/records.ts';
import { fakeStore } from '../fakes/store.ts';

function openImport(kind = 'contacts') {
  const store = fakeStore(makeUp(NOW, 60));
  return openApp({ hash: `#/import/${kind}`, store });
}

async function choose(text: string, name = 'people.csv'): Promise<void> {
  const input = await waitFor(() => {
    const found = document.querySelector('input[type=file]');
    if (!(found instanceof HTMLInputElement)) throw new Error('no place for a file');
    return found;
  });
  await fireEvent.change(input, { target: { files: [new File([text], name)] } });
  await screen.findByRole('button', { name: 'Check the rows' });
}

async function check(): Promise<void> {
  await fireEvent.click(screen.getByRole('button', { name: 'Check the rows' }));
  await screen.findByRole('heading', { name: 'What the file would do' });
}

const fieldOf = (column: string) => screen.getByLabelText<HTMLSelectElement>(`Field for ${column}`);

describe('an import', () => {
  it('says what the file would do, and puts it into the outbox as upserts that go in bulk', async () => {
    const { store } = openImport();
    await choose(
      'E-Mail;First name;Surname;Nonsense\nperson0@example.com;Ada;Dubois;x\nnew@example.com;Grace;Hopper;y\n',
    );
    expect(fieldOf('E-Mail').value).toBe('emails');
    expect(fieldOf('Surname').value).toBe('last_name');
    expect(fieldOf('Nonsense').value).toBe('');
    expect(screen.getByText(/2 rows/).textContent).toContain('semicolons');
    await check();
    expect(screen.getByText('1 new record')).toBeTruthy();
    expect(screen.getByText('1 record changed')).toBeTruthy();
    expect(store.edits).toEqual([]);
    await fireEvent.click(screen.getByRole('button', { name: 'Import 2 rows' }));
    await screen.findByText('2 of 2 rows are done');
    expect(store.edits).toEqual([
      {
        target: { kind: 'contacts', id: FIRST_ID.contacts },
        operation: {
          type: 'upsert',
          identifier: { field: 'emails', value: 'person0@example.com' },
          fields: { first_name: 'Ada', last_name: 'Dubois' },
        },
      },
      {
        target: { kind: 'contacts', id: null },
        operation: {
          type: 'upsert',
          identifier: { field: 'emails', value: 'new@example.com' },
          fields: { first_name: 'Grace', last_name: 'Hopper' },
        },
      },
    ]);
  });

  it('leaves rows out that cannot be right, and says which, where and why', async () => {
    const { store } = openImport('deals');
    await choose(
      'Deal name,Deal value,Account name\nGold,12 oranges,\nGold,5,\n,7,\nNever,8,Nobody Ltd\n',
      'deals.csv',
    );
    await check();
    const table = screen.getByRole('region', { name: 'Rows left out' });
    const rows = within(table)
      .getAllByRole('row')
      .slice(1)
      .map((row) =>
        within(row)
          .getAllByRole('cell')
          .map((cell) => cell.textContent?.trim()),
      );
    expect(rows.map((cells) => cells.slice(0, 3))).toEqual(
      expect.arrayContaining([
        ['2', 'Value', '12 oranges'],
        ['3', expect.stringMatching(/name/i), 'Gold'],
        ['4', expect.stringMatching(/name/i), ''],
      ]),
    );
    expect(screen.getByText(/Row 2 says the same/)).toBeTruthy();
    expect(screen.getByText(/No account here has this name/)).toBeTruthy();
    expect(
      screen.getByText('No row can be imported as it is. Mend the file, or choose other columns.'),
    ).toBeTruthy();
    expect(store.edits).toEqual([]);
  });

  it('gives the rows with problems back as a file with what is wrong in it', async () => {
    openImport('contacts');
    const blobs: Blob[] = [];
    vi.stubGlobal(
      'URL',
      Object.assign(URL, {
        createObjectURL: (blob: Blob) => (blobs.push(blob), 'blob:test'),
        revokeObjectURL: () => undefined,
      }),
    );
    await choose('Email,Last name\nnot an address,=cmd\n');
    await check();
    await fireEvent.click(screen.getByRole('button', { name: 'Save these rows as a file' }));
    vi.unstubAllGlobals();
    const text = await blobs[0]?.text();
    expect(text).toContain("2,not an address,'=cmd,");
    expect(text).toContain('Row,Email,Last name,Problem');
  });

  it('keeps what was chosen while something else is looked at, and remembers what columns are', async () => {
    const { app } = openImport();
    await choose('Contact code,Mail\nK-1,a@example.com\n');
    await fireEvent.change(fieldOf('Contact code'), { target: { value: 'job_title' } });
    app.router.go({ name: 'sync' });
    await screen.findByRole('heading', { name: 'Sync' });
    app.router.go({ name: 'import', kind: 'contacts' });
    await waitFor(() => expect(fieldOf('Contact code').value).toBe('job_title'));
    await check();
    await fireEvent.click(screen.getByRole('button', { name: 'Choose another file' }));
    await choose('Contact code,Mail\nK-2,b@example.com\n');
    expect(fieldOf('Contact code').value).toBe('job_title');
  });

  it('says how far an import is, and why rows were refused', async () => {
    const { store } = openImport();
    await choose('Email\na@example.com\nb@example.com\nc@example.com\n');
    await check();
    const upsert = (value: string) => ({
      type: 'upsert' as const,
      identifier: { field: 'emails', value },
      fields: {},
    });
    const target = { kind: 'contacts', id: FIRST_ID.contacts } as const;
    const ids = [901, 902, 903].map(editId);
    store.nextEdit({ saved: true, editIds: ids, targets: [target, target, target] });
    store.put({
      ...daysWork(NOW),
      outbox: [
        entryOf(902, target, 'b@example.com', upsert('b@example.com')),
        entryOf(903, target, 'c@example.com', upsert('c@example.com'), {
          state: {
            name: 'parked',
            at: NOW,
            error: { code: 'validation', messages: ['Is on a blocklist.'], field: null },
          },
        }),
      ],
    });
    await fireEvent.click(screen.getByRole('button', { name: 'Import 3 rows' }));
    await screen.findByText('1 of 3 rows are done');
    expect(screen.getByText('1 waits to be sent')).toBeTruthy();
    expect(screen.getByText('1 was refused')).toBeTruthy();
    const refused = screen.getByRole('region', { name: 'Rows that Freshsales refused' });
    expect(within(refused).getByText('Is on a blocklist.')).toBeTruthy();
    expect(within(refused).getByRole('cell', { name: '4' })).toBeTruthy();
    await fireEvent.click(screen.getByRole('button', { name: 'Try them again' }));
    await waitFor(() =>
      expect(store.asked.find(({ name }) => name === 'outbox.retry')?.input).toEqual({ editIds: [ids[2]] }),
    );
  });
});
