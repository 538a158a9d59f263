import type { Attachment } from '../../../../shared/edits/edit.ts';
import type { AttachedFile, FileKind } from '../../../../shared/entities/file.ts';
import { idOf, numberOf, textOf } from '../../../../shared/entities/record.ts';
import { parseInstant } from '../../../../shared/time.ts';
import { askTwice, unlessAbsent } from '../../absent.ts';
import { callOf, done, NOTHING_FOUND, sentSince, type Job, type Verdict } from '../job.ts';
import type { PushContext } from '../ports.ts';
import { readRecord } from '../read.ts';

/**
 * Finds out whether a file was attached: one of the record's files with its size and its name, attached since it was sent by this user where that is known, and claimed by no other edit of
 * this device.
 */
export async function probeAttached(
  { unit, operation, context }: Job<'attach'>,
  kind: FileKind,
): Promise<Verdict> {
  const { target } = unit.edit;
  const listed = await unlessAbsent(askTwice(() => context.crm.files(kind, target.id, callOf(context))));
  if (listed === null) {
    const reading = await readRecord(target, unit.base, context);
    return reading.is === 'gone' ? { found: 'gone', reason: reading.reason } : { found: 'no-way' };
  }
  const since = sentSince(unit.edit, context);
  const rows = await unclaimed(
    listed.documents.filter((row) => isOurs(row, since, context)),
    context,
  );
  const ofItsSize = rows.filter((row) => hasSize(row, operation.file));
  const alike = ofItsSize.filter((row) => hasName(row, operation.file));
  const [first] = alike;
  if (first !== undefined && alike.length === 1) {
    context.filesChanged?.(target);
    return { found: 'done', outcome: done({ fileId: first.id }) };
  }
  // One that was given another name meanwhile may be it: the rep is asked before it is attached again.
  const candidates = alike.length > 0 ? alike : ofItsSize;
  if (candidates.length === 0) return NOTHING_FOUND;
  return {
    found: 'several',
    isGuess: alike.length === 0,
    candidates: candidates.map((row) => ({
      id: row.id,
      title: textOf(row, 'name') ?? '',
      createdAt: textOf(row, 'created_at'),
    })),
  };
}

function isOurs(row: AttachedFile, since: number, { me }: PushContext): boolean {
  const [created, by, self] = [parseInstant(row['created_at']), idOf(row, 'creater_id'), me()];
  return (created === null || created >= since) && (by === null || self === null || by === self);
}

async function unclaimed(rows: readonly AttachedFile[], { store }: PushContext): Promise<AttachedFile[]> {
  if (rows.length === 0) return [];
  const { claimed } = await store.call('file.claimed', { ids: rows.map(({ id }) => id) });
  return rows.filter(({ id }) => !claimed.includes(id));
}

function hasSize(row: AttachedFile, { size }: Attachment): boolean {
  const known = numberOf(row, 'content_file_size');
  return known === null || known === size;
}

function hasName(row: AttachedFile, { name }: Attachment): boolean {
  return plainName(textOf(row, 'name') ?? '') === plainName(name);
}

/** A name without what servers put in the place of blanks and signs that are awkward in a path. */
function plainName(name: string): string {
  return name
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}.]+/gu, '_');
}
