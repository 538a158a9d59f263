import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { setChanges } from '../../../renderer/ui/screens/conflicts/set-changes.ts';
import { changedStretches } from '../../../renderer/ui/screens/conflicts/side-text.ts';
import { byStanding, groupsOf } from '../../../renderer/ui/screens/outbox/groups.ts';
import { placeToMend, refusalOf, refusedField } from '../../../renderer/ui/screens/outbox/refusal.ts';
import { blockersIn, countsOf, FILTERS, passes } from '../../../renderer/ui/screens/outbox/standing.ts';
import { driftsOf } from '../../../renderer/ui/screens/sync/drifts.ts';
import { isShown, LOG_FILTERS } from '../../../renderer/ui/screens/sync/log-filter.ts';
import { isSameRef } from '../../../shared/edits/edit.ts';
import { FIRST_LOCAL_ID } from '../../../shared/entities/local-id.ts';
import type { JournalEntry } from '../../../shared/store-port.ts';
import { dayLog, daysWork, editId, entryOf } from '../fakes/changes.ts';

const NOW = Date.parse('2026-11-24T09:12:00Z');
const { outbox } = daysWork(NOW);
const ids = (entries: readonly { readonly edit: { readonly id: string } }[]) =>
  entries.map(({ edit }) => edit.id);

describe('the filters of the outbox', () => {
  it('show each change once beside "all"', () => {
    const counts = countsOf(outbox);
    expect(counts).toEqual({ all: 8, you: 3, waiting: 3, underway: 2 });
    for (const entry of outbox)
      expect(FILTERS.filter((filter) => filter !== 'all' && passes(filter, entry))).toHaveLength(1);
  });
});

describe('the groups of the outbox', () => {
  it('hold all changes, by record and by state', () => {
    for (const groups of [groupsOf(outbox), byStanding(outbox)])
      expect(ids(groups.flatMap(({ entries }) => entries)).toSorted()).toEqual(ids(outbox).toSorted());
  });

  it('begin with what the rep must do', () => {
    expect(groupsOf(outbox).map(({ subject }) => subject.title)).toEqual([
      'Ada Dubois',
      'Gold plan',
      'Grace Hopper',
      'Fleet upgrade',
      'Benjamín Müller',
    ]);
    expect(byStanding(outbox).map(({ standing }) => standing)).toEqual([
      'refused',
      'question',
      'conflict',
      'underway',
      'waiting',
    ]);
  });
});

describe('what a change waits for', () => {
  const blockers = blockersIn(outbox);

  it('is what makes the record it speaks of', () => {
    const note = outbox[1];
    expect(note && ids(blockers(note))).toEqual([editId(1)]);
  });

  it('is nothing where it can go itself, or is no more in the queue', () => {
    const others = outbox.filter(({ heldBy }) => heldBy !== 'dependency');
    for (const entry of others) expect(blockers(entry)).toEqual([]);
  });

  it('is no change of the same record that goes with it', () => {
    const lead = { kind: 'leads', id: FIRST_LOCAL_ID } as const;
    const make = entryOf(1, lead, 'Grace', { type: 'create', fields: { last_name: 'Hopper' } });
    const change = entryOf(
      2,
      lead,
      'Grace',
      { type: 'update', fields: { city: 'Lyon' } },
      { dependsOn: [editId(1)] },
    );
    expect(blockersIn([make, change])(change)).toEqual([]);
    const error = { code: 'validation' as const, messages: [], field: null };
    const parked = { ...make, edit: { ...make.edit, state: { name: 'parked' as const, at: NOW, error } } };
    expect(ids(blockersIn([parked, change])(change))).toEqual([editId(1)]);
  });
});

describe('a refused change', () => {
  const refused = outbox[6];

  it('is mended in the form, at its field', () => {
    expect(refused && placeToMend(refused, {})).toEqual({
      name: 'edit',
      kind: 'contacts',
      id: 20001,
      field: 'emails',
    });
    expect(outbox[0] && placeToMend(outbox[0], {})).toBeNull();
  });

  it('has the field that the words speak of, where the server names none', () => {
    const saying = (message: string) =>
      refusedField(
        entryOf(
          1,
          { kind: 'sales_accounts', id: 30001 },
          'Widgetz',
          { type: 'update', fields: { city: 'Lyon', name: 'Zephyr', 'custom_field.cf_next_step': 'x' } },
          {
            state: {
              name: 'parked',
              at: NOW,
              error: { code: 'validation', messages: [message], field: null },
            },
          },
        ),
        {},
      );
    expect(saying('Name has already been taken')).toBe('name');
    expect(saying('Need to fill this Next step to submit the form.')).toBe('custom_field.cf_next_step');
    expect(saying('Surnames are too long')).toBeNull();
    expect(saying('Probability is invalid')).toBeNull();
  });

  it('says of that field alone what the server said', () => {
    const target = { kind: 'contacts', id: 20001 } as const;
    expect(refusalOf(outbox, target, 'emails', {})).toMatchObject({ messages: ['Email is invalid.'] });
    expect(refusalOf(outbox, target, 'city', {})).toBeNull();
    expect(refusalOf(outbox, { kind: 'contacts', id: 1 }, 'emails', {})).toBeNull();
  });
});

describe('what becomes of a list', () => {
  const list = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'));

  it('says of each item whether it stays, comes or goes', () => {
    fc.assert(
      fc.property(list, list, (before, after) => {
        const of = (...changes: readonly string[]) =>
          setChanges(before, after)
            .filter(({ change }) => changes.includes(change))
            .map(({ text }) => text);
        expect(of('stays', 'comes').toSorted()).toEqual(after.toSorted());
        expect(of('stays', 'goes').toSorted()).toEqual(before.toSorted());
      }),
    );
  });
});

describe('what is new in a text', () => {
  it('is marked without the word before a new comma', () => {
    expect(changedStretches('Send quote', 'Send quote, monthly billing')).toEqual([
      { text: 'Send quote', hit: false },
      { text: ', monthly billing', hit: true },
    ]);
  });

  it('leaves nothing out', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (base, text) => {
        expect(
          changedStretches(base, text)
            .map((stretch) => stretch.text)
            .join(''),
        ).toBe(text);
      }),
    );
  });
});

describe('the log', () => {
  it('shows each event under one filter beside "all"', () => {
    for (const entry of dayLog(NOW))
      expect(LOG_FILTERS.filter((filter) => filter !== 'all' && isShown(filter, entry))).toHaveLength(1);
  });

  it('names each record once that is not shaped as documented', () => {
    const drift = (id: number, detail: string): JournalEntry => ({
      at: NOW,
      event: 'drift',
      kind: 'contacts',
      id,
      title: '',
      operation: null,
      count: null,
      detail,
    });
    const found = driftsOf([drift(1, 'emails'), drift(2, 'tags'), drift(1, 'city'), drift(1, 'emails')]);
    expect(found).toEqual([
      { ref: { kind: 'contacts', id: 1 }, paths: ['emails', 'city'] },
      { ref: { kind: 'contacts', id: 2 }, paths: ['tags'] },
    ]);
    expect(found.every(({ ref }, at) => found.findIndex((other) => isSameRef(other.ref, ref)) === at)).toBe(
      true,
    );
  });
});
