import { assertNever } from '../../../../shared/errors.ts';
import type { JournalEntry } from '../../../../shared/store-port.ts';
import type { ConfigurationValues } from '../../lib/configuration.ts';
import type { Formats } from '../../lib/format.ts';
import { kindInSentence, kindSingular } from '../../lib/kind-words.ts';
import { m } from '../../paraglide/messages.js';
import { fieldText } from '../outbox/field-text.ts';

/** What the words of the log are made with. */
export interface JournalContext {
  readonly values: ConfigurationValues;
  readonly formats: Formats;
}

/** One entry of the log as a sentence. */
export function journalWords(entry: JournalEntry, context: JournalContext): string {
  switch (entry.event) {
    case 'sent':
      return m.journal_sent({ what: whatWords(entry, context) });
    case 'already-there':
      return m.journal_already_there({ what: whatWords(entry, context) });
    case 'refused':
      return m.journal_refused({ what: whatWords(entry, context) });
    case 'given-up':
      return m.journal_given_up({ what: whatWords(entry, context) });
    case 'unsure':
      return m.journal_unsure({ what: whatWords(entry, context) });
    case 'conflict':
      return m.journal_conflict({ what: whatWords(entry, context) });
    case 'resolved':
      return m.journal_resolved({ what: whatWords(entry, context) });
    case 'not-taken':
      return m.journal_not_taken({ what: whatWords(entry, context) });
    case 'undone':
      return m.journal_undone({ what: whatWords(entry, context) });
    case 'discarded':
      return m.journal_discarded({ what: whatWords(entry, context) });
    case 'pulled':
      return counted(entry, context, m.journal_pulled, m.journal_pulled_one);
    case 'removed':
      return counted(entry, context, m.journal_removed, m.journal_removed_one);
    case 'swept':
      return m.journal_swept({ kind: kindsWords(entry) });
    case 'mirrored':
      return m.journal_mirrored({ kind: kindsWords(entry) });
    case 'configuration':
      return m.journal_configuration();
    case 'drift':
      return m.journal_drift({ what: whatWords(entry, context) });
    case 'offline':
      return m.journal_offline();
    case 'online':
      return m.journal_online();
    case 'limit':
      return limitWords(entry.detail);
    case 'needs-key':
      return m.journal_needs_key();
    default:
      return assertNever(entry.event);
  }
}

/** The log keeps the limits as the words of the engine (shared/sync-state.ts); before it told which, they were all of the hour. */
function limitWords(limit: string | null): string {
  if (limit === 'minute') return m.journal_limit_minute();
  return limit === 'asked' ? m.journal_limit_asked() : m.journal_limit();
}

function kindsWords({ kind }: JournalEntry): string {
  return kind === null ? m.journal_nothing_named() : kindInSentence(kind);
}

function counted(
  entry: JournalEntry,
  context: JournalContext,
  many: (input: { count: number; shown: string; kind: string }) => string,
  one: (input: { what: string }) => string,
): string {
  if (entry.count === null) return one({ what: whatWords(entry, context) });
  const shown = context.formats.number(entry.count);
  return many({ count: entry.count, shown, kind: kindsWords(entry) });
}

/** "new: lead Grace Hopper", "change of deal Gold plan (Value)". */
function whatWords(entry: JournalEntry, { values, formats }: JournalContext): string {
  const { kind, operation } = entry;
  const record = recordWords(entry);
  const what = operation === null ? record : operationWords(operation, record);
  const fields = pathsIn(entry);
  if (kind === null || fields.length === 0) return what;
  return m.journal_what_field({
    what,
    detail: formats.list(fields.map((path) => fieldText(kind, path, values))),
  });
}

/** "lead Grace Hopper", or as much of it as is known. */
function recordWords({ kind, title }: JournalEntry): string {
  if (kind === null) return title === '' ? m.journal_nothing_named() : title;
  return title === '' ? kindSingular(kind) : m.journal_record({ kind: kindSingular(kind), title });
}

/** The fields an entry speaks of. The detail of other events is a code, for the log on disk. */
function pathsIn({ event, count, detail }: JournalEntry): readonly string[] {
  const isOfFields = event === 'not-taken' || (event === 'conflict' && count !== null);
  return isOfFields ? (detail ?? '').split(' ').filter((path) => path !== '') : [];
}

/** The journal keeps operations as the words of the edits (shared/edits/edit.ts); of one that is not known the record alone is named. */
function operationWords(operation: string, record: string): string {
  switch (operation) {
    case 'create':
      return m.journal_create({ record });
    case 'update':
      return m.journal_update({ record });
    case 'delete':
      return m.journal_delete({ record });
    case 'clone':
      return m.journal_clone({ record });
    case 'convert':
      return m.journal_convert({ record });
    case 'team':
      return m.journal_team({ record });
    case 'restore':
      return m.journal_restore({ record });
    case 'forget':
      return m.journal_forget({ record });
    case 'upsert':
      return m.journal_upsert({ record });
    case 'attach':
      return m.journal_attach({ record });
    default:
      return record;
  }
}
