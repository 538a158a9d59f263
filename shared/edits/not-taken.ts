import type { RecordKind } from '../entities/kind.ts';
import type { RawRecord } from '../entities/record.ts';
import type { Fields, Notice } from './edit.ts';

/**
 * What was asked of the server and is not in its answer: it silently drops unknown fields and choices (quirks §7). Fields that the answer does not carry at all are not told of
 * unless they are custom ones; sets hold when all that was asked is there.
 */
export function notTaken(_kind: RecordKind, _asked: Fields, _answer: RawRecord): Notice['fields'] {
  throw new Error('to be written');
}
