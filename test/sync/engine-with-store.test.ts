import { describe, expect, it } from 'vitest';
import { ask, attach, staged } from '../store/edits.ts';
import { list } from '../store/harness.ts';
import { wholeDevice } from './whole-device.ts';

describe('the engine over the real store', () => {
  it('mirrors, and sends what was made without a network once it is back', async () => {
    const d = await wholeDevice();
    expect((await list(d.store, 'contacts')).all).toBe(d.app.admin.count('contacts'));
    d.fault = () => ({ kind: 'offline' });
    const made = await d.store.ui.edit({
      edits: [
        {
          target: { kind: 'sales_accounts', id: null },
          operation: { type: 'create', fields: { name: 'Made in a car park' } },
        },
      ],
    });
    expect(made).toMatchObject({ saved: true });
    d.engine.edited();
    await d.pass(30_000);
    expect(d.engine.state().phase.name).toBe('offline');
    const before = d.app.admin.count('sales_accounts');
    d.fault = () => null;
    d.engine.networkChanged();
    await d.pass(30_000);
    expect(d.app.admin.count('sales_accounts')).toBe(before + 1);
    expect((await list(d.store, 'sales_accounts', { text: 'car park' })).rows).toMatchObject([
      { title: 'Made in a car park', pending: false },
    ]);
    await d.engine.stop();
  });

  it('lets the screens know whose key it is by the user’s own tasks, before anything was sent', async () => {
    const d = await wholeDevice();
    const { watchId, value } = await d.store.ui['watch.open']({ type: 'configuration', keys: ['me'] });
    await d.store.ui['watch.close']({ watchId });
    expect(value).toMatchObject({ values: { me: { id: d.app.admin.me } } });
    await d.engine.stop();
  });

  it('shows what somebody else changed, and a record’s notes when it is looked at', async () => {
    const d = await wholeDevice();
    const [id] = d.app.admin.ids('contacts');
    if (id === undefined) throw new Error('no contact');
    d.app.admin.update('contacts', id, { job_title: 'Head of everything' });
    d.app.admin.insert('notes', { description: 'A word', targetable_type: 'Contact', targetable_id: id });
    d.engine.now();
    d.engine.look({ kind: 'contacts', id });
    await d.pass(30_000);
    const { bases } = await d.store.sync['store.bases']({ refs: [{ kind: 'contacts', id }] });
    expect(bases[0]).toMatchObject({ job_title: 'Head of everything' });
    const notes = await list(d.store, 'notes', {
      filters: [{ column: 'targets', op: 'in', values: [`contacts:${id}`] }],
    });
    expect(notes.rows.map(({ title }) => title)).toContain('A word');
    await d.engine.stop();
  });

  it('lists a file at its record when it is attached, as the server has it', async () => {
    const d = await wholeDevice();
    const [id = 0] = d.app.admin.ids('contacts');
    const ref = { kind: 'contacts', id } as const;
    const file = await staged(d.store, { name: 'Visit.txt', bytes: new TextEncoder().encode('hello') });
    expect(await d.store.ui.edit({ edits: [attach('contacts', id, file)] })).toMatchObject({ saved: true });
    d.engine.edited();
    await d.pass(30_000);
    const { details } = await ask(d.store, { type: 'details', ref });
    expect(d.states.map(({ upload }) => upload).filter((upload) => upload !== null)).toEqual([
      expect.objectContaining({ sent: 5, total: 5 }),
    ]);
    expect(d.engine.state().upload).toBeNull();
    // Nobody but the server writes a size in words.
    expect(details.find(({ part }) => part === 'files')?.value).toMatchObject({
      documents: expect.arrayContaining([
        expect.objectContaining({ name: 'Visit.txt', content_file_size_readable: '5 Bytes' }),
      ]) as unknown,
    });
    const parts = d.app.admin.calls().filter(({ path }) => path.includes(`contacts/${String(id)}`));
    // The record before the upload, its files after it, and nothing else of it.
    expect(parts.map(({ path }) => path.split('?')[0])).toEqual([
      `/api/contacts/${String(id)}`,
      `/api/contacts/${String(id)}/document_associations`,
    ]);
    await d.engine.stop();
  });
});
