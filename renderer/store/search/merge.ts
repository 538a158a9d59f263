import { grown } from '../typed/grow.ts';
import { isLive, type Segment } from './segment.ts';
import type { SegmentCursor } from './segment-cursor.ts';
import { SegmentWriter, type SegmentParts } from './segment-writer.ts';

/** Tokens between two yields of a merge. */
const STRIDE = 2048;

/**
 * Joins segments into one, leaving out what is dead. It stops every few thousand tokens, so that the caller can let others work;
 * rows that die meanwhile stay in the result, dead.
 */
export function* mergeSegments(segments: readonly Segment[]): Generator<void, SegmentParts> {
  const writer = new SegmentWriter(segments.reduce((sum, segment) => sum + segment.byteLength, 0) >>> 1);
  const open = segments.map((segment) => ({ segment, cursor: segment.cursor() }));
  for (let at = open.length - 1; at >= 0; at--) if (!open[at]!.cursor.next()) open.splice(at, 1);
  const token = new Uint8Array(512);
  let rows = new Uint32Array(1024);
  for (let written = 1; open.length > 0; written++) {
    let least = open[0]!.cursor;
    for (let at = 1; at < open.length; at++) if (isBelow(open[at]!.cursor, least)) least = open[at]!.cursor;
    const { length } = least;
    for (let at = 0; at < length; at++) token[at] = least.token[at]!;
    let count = 0;
    let ascending = true;
    for (let at = 0; at < open.length; at++) {
      const { segment, cursor } = open[at]!;
      if (!isToken(cursor, token, length)) continue;
      rows = grown(rows, count + cursor.count);
      for (let i = 0; i < cursor.count; i++) {
        const row = cursor.found[i]!;
        if (!isLive(segment, row)) continue;
        if (count > 0 && rows[count - 1]! > row) ascending = false;
        rows[count++] = row;
      }
      if (!cursor.next()) open.splice(at--, 1);
    }
    if (!ascending) rows.subarray(0, count).sort();
    if (count > 0) writer.add(token, length, rows, count);
    if (written % STRIDE === 0) yield;
  }
  return writer.done();
}

function isBelow(a: SegmentCursor, b: SegmentCursor): boolean {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at++) {
    const difference = a.token[at]! - b.token[at]!;
    if (difference !== 0) return difference < 0;
  }
  return a.length < b.length;
}

function isToken(cursor: SegmentCursor, token: Uint8Array, length: number): boolean {
  if (cursor.length !== length) return false;
  // The last bytes differ first: sorted tokens share their beginnings.
  for (let at = length - 1; at >= 0; at--) if (cursor.token[at] !== token[at]) return false;
  return true;
}
