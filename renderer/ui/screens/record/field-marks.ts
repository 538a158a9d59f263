import { isSameRef } from '../../../../shared/edits/edit.ts';
import type { OutboxEntry, RecordValue } from '../../../../shared/store-port.ts';

/** What became, or has not become yet, of changes to the fields of a record; everything by path. */
export interface FieldMarks {
  /** Not at the CRM yet. */
  readonly pending: readonly string[];
  /** Changed by somebody else too. */
  readonly conflicts: readonly string[];
  /** Asked of the CRM, which silently did otherwise (quirks §7). */
  readonly notTaken: Readonly<Record<string, { readonly asked: unknown; readonly got: unknown }>>;
  /** Refused by the CRM, with its words. */
  readonly refused: Readonly<Record<string, string>>;
}

export const NO_MARKS: FieldMarks = { pending: [], conflicts: [], notTaken: {}, refused: {} };

/**
 * The marks of a record's fields.
 * @param own the record's pending edits, as the outbox has them
 */
export function marksOf(value: RecordValue, own: readonly OutboxEntry[]): FieldMarks {
  const what = value.conflict?.what;
  return {
    pending: value.pending.fields,
    conflicts: what?.kind === 'fields' ? Object.keys(what.fields) : [],
    notTaken: value.notice?.fields ?? {},
    refused: Object.fromEntries(
      own.flatMap(({ edit }) => {
        if (edit.state.name !== 'parked' || edit.state.error.code !== 'validation') return [];
        const { field, messages } = edit.state.error;
        return field === null || messages.length === 0 ? [] : [[field, messages.join(' ')] as const];
      }),
    ),
  };
}

/** The edits of the outbox whose target is a record. */
export function ownEdits(
  value: RecordValue,
  kind: OutboxEntry['edit']['target']['kind'],
  entries: readonly OutboxEntry[],
): readonly OutboxEntry[] {
  return entries.filter(
    ({ edit }) => value.pending.editIds.includes(edit.id) || isSameRef(edit.target, { kind, id: value.id }),
  );
}
