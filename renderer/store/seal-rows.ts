import type { Conflict, Edit, Notice } from '../../shared/edits/edit.ts';
import type { Detail, JournalEntry, View } from '../../shared/store-port.ts';
import { isOpenMeta, type DetailRow, type MetaRow, type StoredMetaRow } from './disk/database.ts';
import type { Safe, SealedRow } from './disk/safe.ts';

/** What goes into the tables of small rows, each value with its key. */
export interface PlainRows {
  readonly edits: readonly (readonly [string, Edit])[];
  readonly conflicts: readonly (readonly [string, Conflict])[];
  readonly notices: readonly (readonly [string, Notice])[];
  readonly details: readonly (readonly [string, Detail])[];
  readonly journal: readonly (readonly [number, JournalEntry])[];
  readonly configuration: readonly (readonly [string, unknown])[];
  readonly views: readonly (readonly [string, View])[];
  readonly meta: readonly MetaRow[];
}

/** The same as it lies on the disk. */
export interface SealedRows {
  readonly edits: readonly SealedRow<Edit>[];
  readonly conflicts: readonly SealedRow<Conflict>[];
  readonly notices: readonly SealedRow<Notice>[];
  readonly details: readonly DetailRow[];
  readonly journal: readonly SealedRow<JournalEntry, number>[];
  readonly configuration: readonly SealedRow<unknown>[];
  readonly views: readonly SealedRow<View>[];
  readonly meta: readonly StoredMetaRow[];
}

/** Seals rows. No transaction may be open: it would commit while this is waited for. */
export async function sealRows(safe: Safe, rows: PlainRows): Promise<SealedRows> {
  const [edits, conflicts, notices, details, journal, configuration, views, meta] = await Promise.all([
    safe.sealAll('edits', rows.edits),
    safe.sealAll('conflicts', rows.conflicts),
    safe.sealAll('notices', rows.notices),
    sealDetails(safe, rows.details),
    safe.sealAll('journal', rows.journal),
    safe.sealAll('configuration', rows.configuration),
    safe.sealAll('views', rows.views),
    sealMeta(safe, rows.meta),
  ]);
  return { edits, conflicts, notices, details, journal, configuration, views, meta };
}

/** When a detail was read stays readable, so that opening the database need not open them all. */
export async function sealDetails(safe: Safe, rows: PlainRows['details']): Promise<DetailRow[]> {
  const sealed = await safe.sealAll('details', rows);
  return sealed.map((row, at) => ({ ...row, at: rows[at]![1].at }));
}

export async function sealMeta(safe: Safe, rows: PlainRows['meta']): Promise<StoredMetaRow[]> {
  const secret = rows.filter((row) => !isOpenMeta(row)).map(({ key, value }) => [key, value] as const);
  return [...rows.filter(isOpenMeta), ...(await safe.sealAll('meta', secret))];
}
