import type { Conflict, Edit, EditState, Operation } from '../../../shared/edits/edit.ts';
import type { RecordRef } from '../../../shared/entities/kind.ts';
import { FIRST_LOCAL_ID } from '../../../shared/entities/local-id.ts';
import { nameKey, type JournalEntry, type OutboxEntry } from '../../../shared/store-port.ts';
import { FIRST_ID, OWNERS, STAGES } from './records.ts';
import type { Pending } from './store.ts';

/** The id of a made-up edit, by a small number. */
export function editId(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

/** A pending edit as the outbox shows it. */
export function entryOf(
  seq: number,
  target: RecordRef,
  title: string,
  operation: Operation,
  more: {
    readonly state?: EditState;
    readonly base?: Edit['base'];
    readonly names?: OutboxEntry['names'];
    readonly heldBy?: OutboxEntry['heldBy'];
    readonly dependsOn?: readonly string[];
    readonly madeAt?: number;
  } = {},
): OutboxEntry {
  const state: EditState = more.state ?? { name: 'queued', notBefore: null };
  return {
    edit: {
      id: editId(seq),
      seq,
      target,
      operation,
      base: more.base ?? {},
      baseRevision: null,
      madeAt: more.madeAt ?? 0,
      title,
      dependsOn: [...(more.dependsOn ?? [])],
      batch: null,
      attempts: 0,
      state,
    },
    title,
    names: more.names ?? {},
    heldBy: more.heldBy ?? null,
    undoable: state.name === 'queued' || state.name === 'parked',
  };
}

/** A day's work without a network: what waits, is on its way, was refused, is not sure, and is held back. */
export function daysWork(now: number): Pick<Pending, 'outbox' | 'conflicts' | 'journal'> {
  const lead: RecordRef = { kind: 'leads', id: FIRST_LOCAL_ID };
  const deal: RecordRef = { kind: 'deals', id: FIRST_ID.deals };
  const ada: RecordRef = { kind: 'contacts', id: FIRST_ID.contacts };
  const about = { targetable_type: 'Lead', targetable_id: lead.id };
  const leadName = { [nameKey('leads', lead.id)]: 'Grace Hopper' };
  const stages = Object.fromEntries(STAGES.map(({ id, name }) => [nameKey('deal_stages', id), name]));
  const at = (minutes: number) => ({ madeAt: now - minutes * 60_000 });
  const held = { heldBy: 'dependency' as const, dependsOn: [editId(1)], names: leadName };
  const outbox: OutboxEntry[] = [
    entryOf(
      1,
      lead,
      'Grace Hopper',
      {
        type: 'create',
        fields: {
          first_name: 'Grace',
          last_name: 'Hopper',
          company: { name: 'Harbour & Sons' },
          emails: [{ value: 'grace@harbour.example', is_primary: true }],
          owner_id: 11,
        },
      },
      { ...at(95), names: { [nameKey('owners', 11)]: 'Rita Moreau' } },
    ),
    entryOf(
      2,
      { kind: 'notes', id: FIRST_LOCAL_ID - 1 },
      'Wants the pilot before Easter; the CFO decides.',
      {
        type: 'create',
        fields: { description: 'Wants the pilot before Easter; the CFO decides.', ...about },
      },
      { ...held, ...at(94) },
    ),
    entryOf(
      3,
      { kind: 'tasks', id: FIRST_LOCAL_ID - 2 },
      'Send the cold chain sheet',
      {
        type: 'create',
        fields: {
          title: 'Send the cold chain sheet',
          due_date: '2026-11-25T09:00:00Z',
          owner_id: 11,
          ...about,
        },
      },
      { ...held, ...at(93), names: { ...leadName, [nameKey('owners', 11)]: 'Rita Moreau' } },
    ),
    entryOf(
      4,
      deal,
      'Gold plan',
      { type: 'update', fields: { amount: '80000', expected_close: '2027-03-03' } },
      { ...at(60), base: { amount: '72000.0', expected_close: '2027-01-15' }, heldBy: 'conflict' },
    ),
    entryOf(
      5,
      { kind: 'deals', id: FIRST_ID.deals + 1 },
      'Fleet upgrade',
      { type: 'update', fields: { deal_stage_id: 34 } },
      {
        ...at(41),
        base: { deal_stage_id: 33 },
        names: stages,
        state: { name: 'sending', since: now - 2_000, serverTime: now },
      },
    ),
    entryOf(
      6,
      { kind: 'contacts', id: FIRST_ID.contacts + 1 },
      'Benjamín Müller',
      { type: 'delete', withContactsAndDeals: false },
      {
        ...at(30),
        state: {
          name: 'unsure',
          sentAt: now - 9_000,
          serverTime: now,
          reason: 'timeout',
          probes: 1,
          notBefore: now + 4_000,
          jobId: null,
        },
      },
    ),
    entryOf(
      7,
      ada,
      'Ada Dubois',
      { type: 'update', fields: { emails: [{ value: 'ada@', is_primary: true }] } },
      {
        ...at(22),
        base: { emails: [{ value: 'person0@example.com', is_primary: true }] },
        state: {
          name: 'parked',
          at: now - 60_000,
          error: { code: 'validation', messages: ['Email is invalid.'], field: 'emails' },
        },
      },
    ),
    entryOf(
      8,
      { kind: 'phone_calls', id: FIRST_LOCAL_ID - 3 },
      'He calls back on Monday.',
      {
        type: 'create',
        fields: {
          call_direction: false,
          note: { description: 'He calls back on Monday.' },
          targetable_type: 'Contact',
          targetable_id: ada.id,
        },
      },
      {
        ...at(12),
        names: { [nameKey('contacts', ada.id)]: 'Ada Dubois' },
        state: {
          name: 'question',
          at: now - 30_000,
          candidates: [
            { id: 9001, title: 'He calls back on Monday.', createdAt: new Date(now - 600_000).toISOString() },
            { id: 9002, title: 'He calls back on Monday.', createdAt: new Date(now - 540_000).toISOString() },
          ],
        },
      },
    ),
  ];
  return { outbox, conflicts: [{ conflict: bothSides(now, deal), names: {} }], journal: dayLog(now) };
}

/** A deal of which the rep and Tomás changed the same fields. */
export function bothSides(now: number, target: RecordRef): Conflict {
  return {
    target,
    title: 'Gold plan',
    at: now - 50 * 60_000,
    theirsAt: new Date(now - 41 * 60_000).toISOString(),
    theirsBy: OWNERS[1]?.id ?? null,
    what: {
      kind: 'fields',
      fields: {
        amount: { base: '72000.0', mine: '80000', theirs: '86000.0' },
        expected_close: { base: '2027-01-15', mine: '2027-03-03', theirs: '2027-02-28' },
        'custom_field.cf_next_step': {
          base: 'Send quote',
          mine: 'Send quote, monthly billing',
          theirs: 'Send quote and the SLA',
        },
      },
    },
  };
}

/** Conflicts of every kind, with the changes that are behind them: text, amount and day; owner and addresses beside merged tags; a deletion here, and one there. */
export function manyConflicts(now: number): Pick<Pending, 'outbox' | 'conflicts'> {
  const deal: RecordRef = { kind: 'deals', id: FIRST_ID.deals };
  const ada: RecordRef = { kind: 'contacts', id: FIRST_ID.contacts };
  const account: RecordRef = { kind: 'sales_accounts', id: FIRST_ID.sales_accounts };
  const other: RecordRef = { kind: 'deals', id: FIRST_ID.deals + 1 };
  const held = { heldBy: 'conflict' as const, madeAt: now - 17 * 60_000 };
  const mail = (...addresses: readonly string[]) =>
    addresses.map((value, at) => ({ value, is_primary: at === 0 }));
  const names = Object.fromEntries(OWNERS.map(({ id, display_name: name }) => [nameKey('owners', id), name]));
  const [rita = 0, tomas = 0] = OWNERS.map(({ id }) => id);
  const both = bothSides(now, deal);
  const dealFields = both.what.kind === 'fields' ? both.what.fields : {};
  const outbox = [
    entryOf(
      1,
      deal,
      'Gold plan',
      {
        type: 'update',
        fields: {
          amount: '80000',
          expected_close: '2027-03-03',
          'custom_field.cf_next_step': 'Send quote, monthly billing',
          probability: 70,
        },
      },
      {
        ...held,
        base: {
          amount: '72000.0',
          expected_close: '2027-01-15',
          'custom_field.cf_next_step': 'Send quote',
          probability: 40,
        },
      },
    ),
    entryOf(
      2,
      ada,
      'Ada Dubois',
      {
        type: 'update',
        fields: {
          owner_id: rita,
          emails: mail('ada@widgetz.example', 'dubois@widgetz.example'),
          tags: ['fair', 'trial', 'cold chain'],
        },
      },
      {
        ...held,
        names,
        base: { owner_id: 13, emails: mail('ada@widgetz.example'), tags: ['fair', 'cold chain', 'old'] },
      },
    ),
    entryOf(3, account, 'Widgetz', { type: 'delete', withContactsAndDeals: false }, held),
    entryOf(
      4,
      other,
      'Fleet upgrade',
      { type: 'update', fields: { amount: '12000' } },
      { ...held, base: { amount: '9000' } },
    ),
  ];
  const at = { at: now - 15 * 60_000, theirsAt: new Date(now - 41 * 60_000).toISOString(), theirsBy: tomas };
  const conflicts: Conflict[] = [
    both,
    {
      ...at,
      target: ada,
      title: 'Ada Dubois',
      what: {
        kind: 'fields',
        fields: {
          owner_id: { base: 13, mine: rita, theirs: tomas },
          emails: {
            base: mail('ada@widgetz.example'),
            mine: mail('dubois@widgetz.example', 'ada@widgetz.example'),
            theirs: mail('a.dubois@widgetz.example', 'ada@widgetz.example'),
          },
        },
      },
    },
    {
      ...at,
      target: account,
      title: 'Widgetz',
      what: { kind: 'deleted-here', fields: dealFieldsOf(dealFields) },
    },
    { ...at, target: other, title: 'Fleet upgrade', what: { kind: 'gone-there', reason: 'deleted' } },
  ];
  return { outbox, conflicts: conflicts.map((conflict) => ({ conflict, names })) };
}

/** What was changed there of a record that is deleted here. */
function dealFieldsOf(
  fields: Extract<Conflict['what'], { kind: 'fields' }>['fields'],
): Extract<Conflict['what'], { kind: 'deleted-here' }>['fields'] {
  return Object.fromEntries(
    Object.entries(fields).map(([path, { base, theirs }]) => [path, { base, theirs }]),
  );
}

/** What the log says of a morning. */
export function dayLog(now: number): readonly JournalEntry[] {
  const entry = (
    minutes: number,
    event: JournalEntry['event'],
    more: Partial<JournalEntry> = {},
  ): JournalEntry => ({
    at: now - minutes * 60_000,
    event,
    kind: null,
    id: null,
    title: '',
    operation: null,
    count: null,
    detail: null,
    ...more,
  });
  return [
    entry(1, 'refused', {
      kind: 'contacts',
      id: FIRST_ID.contacts,
      title: 'Ada Dubois',
      operation: 'update',
      detail: 'validation',
    }),
    entry(2, 'sent', { kind: 'leads', id: FIRST_ID.leads, title: 'Grace Hopper', operation: 'create' }),
    entry(4, 'not-taken', {
      kind: 'contacts',
      id: FIRST_ID.contacts,
      title: 'Ada Dubois',
      operation: 'update',
      detail: 'custom_field.cf_tier',
    }),
    entry(9, 'unsure', {
      kind: 'contacts',
      title: 'Benjamín Müller',
      operation: 'delete',
      detail: 'timeout',
    }),
    entry(12, 'online'),
    entry(50, 'conflict', {
      kind: 'deals',
      id: FIRST_ID.deals,
      title: 'Gold plan',
      operation: 'update',
      count: 2,
      detail: 'amount expected_close',
    }),
    entry(95, 'offline'),
    entry(110, 'pulled', { kind: 'contacts', count: 3 }),
    entry(111, 'removed', { kind: 'deals', count: 1 }),
    entry(120, 'swept', { kind: 'leads' }),
    entry(1500, 'mirrored', { kind: 'deals' }),
  ];
}
