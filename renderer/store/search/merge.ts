import { grown } from '../typed/grow.ts';
import { isLive, SegmentWriter, type Segment, type SegmentParts } from './segment.ts';

/** Tokens between two yields of a merge. */
const STRIDE = 4096;

/**
 * Joins segments into one, leaving out what is dead. It stops every few thousand tokens, so that the caller can let others work;
 * rows that die meanwhile stay in the result, dead.
 */
export function* mergeSegments(segments: readonly Segment[]): Generator<void, SegmentParts> {
  const writer = new SegmentWriter(segments.reduce((sum, segment) => sum + segment.byteLength, 0) >>> 1);
  const cursors = segments.map((segment) => ({ segment, cursor: segment.cursor() }));
  let open = cursors.filter(({ cursor }) => cursor.next());
  let rows = new Uint32Array(1024);
  for (let written = 1; open.length > 0; written++) {
    let least = open[0]!.cursor;
    for (const { cursor } of open) {
      if (compareTokens(cursor.token, cursor.length, least.token, least.length) < 0) least = cursor;
    }
    const same = open.filter(
      ({ cursor }) => compareTokens(cursor.token, cursor.length, least.token, least.length) === 0,
    );
    let count = 0;
    let ascending = true;
    for (const { segment, cursor } of same) {
      rows = grown(rows, count + cursor.count);
      for (let at = 0; at < cursor.count; at++) {
        const row = cursor.found[at]!;
        if (!isLive(segment, row)) continue;
        if (count > 0 && rows[count - 1]! > row) ascending = false;
        rows[count++] = row;
      }
    }
    if (!ascending) rows.subarray(0, count).sort();
    if (count > 0) writer.add(least.token, least.length, rows, count);
    let ended = false;
    for (const { cursor } of same) if (!cursor.next()) ended = true;
    if (ended) open = open.filter(({ cursor }) => cursor.open);
    if (written % STRIDE === 0) yield;
  }
  return writer.done();
}

function compareTokens(a: Uint8Array, aLength: number, b: Uint8Array, bLength: number): number {
  const length = Math.min(aLength, bLength);
  for (let at = 0; at < length; at++) if (a[at] !== b[at]) return a[at]! - b[at]!;
  return aLength - bLength;
}
