import { attach, begin, bring, create, save, settle, staged, update } from './edits.ts';
import type { TestStore } from './harness.ts';

const OLD = '2026-01-01T10:00:00Z';
const NEW = '2026-01-02T10:00:00Z';

/** What a database was filled with, by the table in which each text is to be looked for. */
export type Texts = Record<string, string[]>;

/** Fills every table with texts that occur nowhere else: names, mails, phones, addresses, words, amounts. */
export async function fill(store: TestStore): Promise<Texts> {
  const texts: Texts = {};
  let made = 0;
  const text = (table: string, kind: 'words' | 'mail' | 'phone' | 'amount' = 'words'): string => {
    const n = (made++ * 7_919 + 104_729) % 999_983;
    const letters = String(n)
      .padStart(6, '0')
      .replaceAll(/\d/g, (digit) => 'kvozwyqubj'[Number(digit)]!);
    const words = {
      words: `Lindq${letters} Ötvár ${letters}sen`,
      mail: `${letters}@lindqvist.example`,
      phone: `+4790${n}${n}`,
      amount: `${n}${n}.25`,
    }[kind];
    (texts[table] ??= []).push(words);
    return words;
  };
  const person = (id: number) => ({
    id,
    display_name: text('sealedChunks'),
    email: text('sealedChunks', 'mail'),
    mobile_number: text('sealedChunks', 'phone'),
    address: text('sealedChunks'),
    custom_field: { cf_worth: Number(text('sealedChunks', 'amount')), cf_story: text('sealedChunks') },
    city: 'Oslo',
    updated_at: OLD,
  });

  await store.sync['store.putConfiguration']({
    at: 5,
    absentKinds: ['leads'],
    entries: [
      {
        key: 'selector:owners',
        value: Array.from({ length: 100 }, (_, id) => ({ id, display_name: text('sealedConfiguration') })),
      },
    ],
  });
  await bring(
    store,
    'contacts',
    Array.from({ length: 130 }, (_, at) => person(at + 1)),
    {
      details: Array.from({ length: 20 }, (_, at) => ({
        ref: { kind: 'contacts', id: at + 1 },
        part: 'timeline',
        at: 7,
        value: { said: text('sealedDetails'), by: [text('sealedDetails', 'mail')] },
      })),
      journal: Array.from({ length: 20 }, (_, at) => ({
        at,
        event: 'pulled',
        kind: 'contacts',
        id: 1,
        title: text('sealedJournal'),
        operation: null,
        count: 1,
        detail: null,
      })),
      bookmarks: Array.from({ length: 10 }, (_, at) => ({
        key: `note:${at}`,
        value: { [text('sealedMeta')]: text('sealedMeta', 'phone') },
      })),
    },
  );
  await store.ui.pin({ ref: { kind: 'contacts', id: 3 }, pinned: true });
  await store.ui['draft.put']({ key: 'about:contacts:3', text: text('sealedMeta') });
  await store.ui['policies.set']({
    policies: { contacts: { all: 'ask', fields: { [text('sealedMeta')]: 'mine' } } },
  });
  await store.ui['draft.put']({ key: 'compose:contacts:1', text: text('sealedMeta') });
  await store.ui['views.put']({
    views: Array.from({ length: 10 }, (_, position) => ({
      id: crypto.randomUUID(),
      kind: 'contacts',
      name: text('sealedViews'),
      columns: [],
      sorts: [],
      filters: [{ column: 'city', op: 'contains', text: text('sealedViews') }],
      text: text('sealedViews'),
      position,
    })),
  });
  await save(
    store,
    ...Array.from({ length: 15 }, () =>
      create('deals', { name: text('sealedEdits'), amount: text('sealedEdits', 'amount') }),
    ),
  );
  // Asked and not taken: a notice.
  await save(store, update('contacts', 40, { city: text('sealedNotices') }));
  const units = await store.sync['outbox.ready']({ now: store.clock.now, limit: 100 });
  const unit = units.units.find(({ edit }) => edit.target.id === 40)!;
  await store.sync['outbox.begin']({ units: [unit.editIds], now: 1, serverTime: 1 });
  await settle(store, unit, {
    name: 'done',
    records: [],
    removed: [],
    dropped: { zipcode: { asked: text('sealedNotices'), got: text('sealedNotices') } },
  });
  texts['sealedNotices'] = texts['sealedNotices']!.slice(1);
  // Both sides changed: a conflict.
  for (let id = 50; id < 55; id++)
    await save(store, update('contacts', id, { city: text('sealedConflicts') }));
  await bring(
    store,
    'contacts',
    Array.from({ length: 5 }, (_, at) => ({
      id: 50 + at,
      city: text('sealedConflicts'),
      updated_at: NEW,
    })),
  );
  const words = Array.from({ length: 20 }, () => text('sealedPieces'));
  const file = await staged(store, {
    name: text('sealedEdits'),
    bytes: new TextEncoder().encode(words.join('\n')),
  });
  await save(store, attach('contacts', 1, file));
  await begin(store);
  return texts;
}
