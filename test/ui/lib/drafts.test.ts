import { beforeEach, describe, expect, it } from 'vitest';
import { NOTHING_WRITTEN } from '../../../renderer/ui/lib/composer-draft.ts';
import { Drafts } from '../../../renderer/ui/lib/drafts.ts';
import { typedDraftsSchema } from '../../../renderer/ui/lib/typed-changes.ts';
import { ImportRuns } from '../../../renderer/ui/screens/import/runs.svelte.ts';
import { readQuoteSettings } from '../../../renderer/ui/screens/quotes/quote-settings.ts';
import type { RecordRef } from '../../../shared/entities/kind.ts';
import { AppError } from '../../../shared/errors.ts';
import { settle } from '../../fakes/virtual-clock.ts';
import { makeUp } from '../fakes/records.ts';
import { fakeStore, type FakeStore } from '../fakes/store.ts';

const ADA: RecordRef = { kind: 'contacts', id: 1 };
const BEN: RecordRef = { kind: 'contacts', id: 2 };
const FORM = '#/contacts/1/edit';
const written = { ...NOTHING_WRITTEN, mode: 'note' as const, note: 'Wants 40 trucks' };

let store: FakeStore;
beforeEach(() => {
  window.localStorage.clear();
  store = fakeStore(makeUp(0, 1));
});

/** A page that has opened the account. */
async function opened(): Promise<Drafts> {
  const drafts = new Drafts(store.client);
  await drafts.load('one', window.localStorage);
  return drafts;
}

describe('what is being written down', () => {
  it('is there again after the app has ended, for its record alone', async () => {
    (await opened()).write(ADA, written);
    await settle();
    const again = await opened();
    expect(again.read(ADA)).toEqual(written);
    expect(again.read(BEN)).toBeNull();
  });

  it('lies in the store alone, where it is sealed', async () => {
    (await opened()).write(ADA, written);
    await settle();
    expect(window.localStorage.length).toBe(0);
    expect(store.drafts.get('about:contacts:1')).toContain('Wants 40 trucks');
  });

  it('is not kept while it has no word, nor after it was emptied or saved', async () => {
    const drafts = await opened();
    drafts.write(ADA, { ...NOTHING_WRITTEN, mode: 'task', due: '2026-11-25T09:00' });
    drafts.write(ADA, written);
    drafts.write(ADA, NOTHING_WRITTEN);
    drafts.write(BEN, written);
    drafts.remove(BEN);
    await settle();
    expect([...store.drafts]).toEqual([]);
    expect(drafts.read(ADA)).toBeNull();
  });

  it('is written as it is last, however fast one types', async () => {
    const drafts = await opened();
    for (const note of ['W', 'Wa', 'Wan', 'Want', 'Wants']) drafts.write(ADA, { ...written, note });
    await settle();
    await settle();
    expect(store.drafts.get('about:contacts:1')).toContain('"Wants"');
    expect(store.calls.filter((name) => name === 'draft.put')).toHaveLength(2);
  });

  it('counts as nothing where it cannot be read', async () => {
    for (const text of ['{', '[]', '{"mode":"fax"}']) {
      store.drafts.set('about:contacts:1', text);
      store.drafts.set(`form:${FORM}`, '{"name":7}');
      const drafts = await opened();
      expect(drafts.read(ADA)).toBeNull();
      expect(drafts.readForm(FORM, typedDraftsSchema)).toBeNull();
    }
  });

  it('stays in its form where the disk refuses, and what comes then is kept', async () => {
    const drafts = await opened();
    store.failNext('draft.put', new AppError({ code: 'storage', reason: 'QuotaExceededError' }));
    drafts.write(ADA, written);
    await settle();
    expect(drafts.read(ADA)).toEqual(written);
    drafts.write(ADA, { ...written, note: 'Wants 41 trucks' });
    await settle();
    expect(store.drafts.get('about:contacts:1')).toContain('41');
  });

  it('is moved from where older versions kept it, readable, and only for the account that is open', async () => {
    window.localStorage.setItem('satchel:draft:one:contacts:1', JSON.stringify(written));
    window.localStorage.setItem('satchel:draft:two:contacts:1', JSON.stringify(written));
    expect((await opened()).read(ADA)).toEqual(written);
    expect(store.drafts.get('about:contacts:1')).toContain('Wants 40 trucks');
    expect(window.localStorage.getItem('satchel:draft:one:contacts:1')).toBeNull();
    expect(window.localStorage.length).toBe(1);
  });

  it('takes along what else an older version left readable: the words of quotes, imports, and what columns of files were', async () => {
    const run = { kind: 'leads', file: 'Fair Oslo.csv', at: 5, edits: [['a', 2]] };
    const left = {
      'satchel:quotes': JSON.stringify({ sender: 'Polaris GmbH', terms: '30 days', template: '' }),
      'satchel:import-run:one:leads': JSON.stringify(run),
      'satchel:import-run:two:leads': JSON.stringify(run),
      'satchel:import:leads:kundennummer|mail': '|emails',
      'satchel:import:leads:mail': 'emails',
      'satchel:theme': 'dark',
    };
    for (const [key, text] of Object.entries(left)) window.localStorage.setItem(key, text);
    const drafts = await opened();
    expect(readQuoteSettings(drafts)).toEqual({ sender: 'Polaris GmbH', terms: '30 days', template: '' });
    expect(new ImportRuns(drafts).of('leads')).toEqual(run);
    const columns = store.drafts.get('own:import-columns:leads') ?? '';
    expect(JSON.parse(columns)).toEqual({ 'kundennummer|mail': '|emails', mail: 'emails' });
    expect(Object.keys(window.localStorage).toSorted()).toEqual([
      'satchel:import-run:two:leads',
      'satchel:theme',
    ]);
  });

  it('keeps an account from nothing where it cannot be brought', async () => {
    store.failNext('drafts.read', new AppError({ code: 'storage', reason: 'unknown' }));
    expect((await opened()).read(ADA)).toBeNull();
  });
});

it('keeps what is typed into a form, by its place', async () => {
  const drafts = await opened();
  const typed = { first_name: 'Ada', 'custom_field.cf_size': ['L'], owner_id: [{ id: 4, title: 'Ben' }] };
  drafts.writeForm(FORM, typed);
  await settle();
  const again = await opened();
  expect(again.readForm(FORM, typedDraftsSchema)).toEqual(typed);
  expect(again.readForm('#/contacts/2/edit', typedDraftsSchema)).toBeNull();
  again.writeForm(FORM, null);
  await settle();
  expect((await opened()).readForm(FORM, typedDraftsSchema)).toBeNull();
});
