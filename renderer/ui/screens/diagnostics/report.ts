import type { RecordKind } from '../../../../shared/entities/kind.ts';
import type { JournalEntry, OutboxCounts } from '../../../../shared/store-port.ts';
import type { SyncState } from '../../../../shared/sync-state.ts';

/** What diagnostics know. What is in it is not what is told: see `reportOf`. */
export interface DiagnosticFacts {
  readonly app: {
    readonly version: string;
    readonly host: 'electron' | 'browser';
    readonly platform: string;
    readonly keychain: boolean;
  } | null;
  /** The browser engine, as it names itself. */
  readonly engine: string;
  readonly locale: string;
  readonly sync: SyncState | null;
  readonly counts: Readonly<Partial<Record<RecordKind, number>>>;
  readonly outbox: OutboxCounts | null;
  /** In bytes; null where the system does not say. */
  readonly storage: { readonly used: number; readonly quota: number } | null;
  readonly journal: readonly JournalEntry[];
  /** Epoch milliseconds. */
  readonly at: number;
}

/** What of the log is trouble. */
const TROUBLES: ReadonlySet<JournalEntry['event']> = new Set([
  'refused',
  'given-up',
  'unsure',
  'conflict',
  'not-taken',
  'drift',
  'offline',
  'limit',
  'needs-key',
]);
/** The log's detail of these is an error's code; of the others it may name a field of the account's own. */
const WITH_CODE: ReadonlySet<JournalEntry['event']> = new Set(['refused', 'given-up', 'unsure', 'offline']);

/** The troubles in the log, newest first. */
export function troublesIn(journal: readonly JournalEntry[]): readonly JournalEntry[] {
  return journal.filter(({ event }) => TROUBLES.has(event));
}

/** What is known, as lines of text that can be given to anybody: versions, numbers, codes and times. Nothing out of a record, no name, no address, no key, no id. */
export function reportOf(facts: DiagnosticFacts): string {
  const { app, sync, storage, outbox } = facts;
  const lines = [
    `Satchel ${app?.version ?? '?'}, ${app?.host ?? '?'}, ${app?.platform ?? '?'}`,
    `engine: ${facts.engine}`,
    `locale: ${facts.locale}`,
    `keychain: ${app === null ? '?' : app.keychain ? 'yes' : 'no'}`,
    `at: ${time(facts.at)}`,
    `storage: ${storage === null ? '?' : `${storage.used} of ${storage.quota} bytes`}`,
    ...Object.entries(facts.counts).map(([kind, count]) => `records ${kind}: ${count}`),
    ...(outbox === null ? [] : Object.entries(outbox).map(([name, count]) => `outbox ${name}: ${count}`)),
    ...(sync === null ? ['sync: ?'] : syncLines(sync)),
    ...troublesIn(facts.journal).map(troubleLine),
  ];
  return `${lines.join('\n')}\n`;
}

function syncLines({ phase, kinds, calls, massDeletions, stalledSince, saving }: SyncState): string[] {
  return [
    `sync: ${phase.name}${phase.name === 'failed' ? ` ${phase.error.code}` : ''}`,
    `calls: ${calls.lastHour} in the last hour, share ${calls.share}, limit ${calls.limit ?? '?'}, left ${calls.remaining ?? '?'}`,
    `spares power or data: ${saving ?? 'no'}`,
    `stalled since: ${stalledSince === null ? 'no' : time(stalledSince)}`,
    `mass deletions asked: ${massDeletions.length}`,
    ...kinds.map(
      (kind) =>
        `sync ${kind.kind}: ${kind.state}, ${kind.fetched} of ${kind.total ?? '?'}, checked ${time(kind.checkedAt)}, proved ${time(kind.provedAt)}, drifted ${kind.drifted}`,
    ),
  ];
}

function troubleLine({ at, event, kind, operation, detail }: JournalEntry): string {
  const code = WITH_CODE.has(event) && detail !== null && isCode(detail) ? detail : null;
  return [time(at), event, kind, operation !== null && isCode(operation) ? operation : null, code]
    .filter((part) => part !== null)
    .join(' ');
}

/** What the app has words for; whatever else a log holds is not told. */
const CODES: ReadonlySet<string> = new Set(
  (
    'create update delete clone convert team restore upsert ' +
    'validation gave-up too-late auth forbidden not-found rate-limited server network timeout unsure not-the-crm ' +
    'too-large unexpected-shape bad-address cancelled storage store-unavailable keychain update bad-call internal'
  ).split(' '),
);

function isCode(text: string): boolean {
  return CODES.has(text);
}

function time(ms: number | null): string {
  return ms === null ? 'never' : new Date(ms).toISOString();
}
