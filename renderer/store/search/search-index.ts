import { bitsOf, clearBit, countBits, intersect, unite, type Bits } from '../typed/bits.ts';
import type { Saved, SavedReader } from '../typed/saved.ts';
import { mergeSegments } from './merge.ts';
import { Pending } from './pending.ts';
import type { Term } from './query.ts';
import { isLive, Segment } from './segment.ts';
import { mayHaveTypo, typoRanges } from './typo.ts';

const encoder = new TextEncoder();

/** Rows that wait with their tokens before they become a segment. */
const PENDING_MAX = 2048;
/** Rows whose texts may wait to be taken apart. */
const TEXTS_MAX = 512;
/** Rows whose texts are taken apart between two yields. */
const STRIDE = 128;
/** Segments of about one size that are joined. */
const FAN_IN = 8;

/**
 * Which rows of one kind are found by which words. A row's texts wait to be taken apart, its tokens wait to become part of a segment, and segments are
 * joined, all of it in the background; whatever waits is searched too.
 */
export class SearchIndex {
  private segments: Segment[] = [];
  private readonly texts = new Map<number, readonly (string | null)[]>();
  private readonly pending = new Pending();
  private maintaining = false;

  /** How many segments there are: each costs a search some time. */
  get parts(): number {
    return this.segments.length;
  }

  get byteLength(): number {
    return this.segments.reduce((sum, segment) => sum + segment.byteLength, 0);
  }

  /** Its segments; null while something waits to become part of one. */
  save(): Saved | null {
    if (this.texts.size > 0 || this.pending.size > 0) return null;
    return { segments: this.segments.map((segment) => segment.save()) };
  }

  /** Holds what was saved, and nothing else any more. */
  load(saved: SavedReader): void {
    this.segments = saved.parts('segments').map((part) => Segment.load(part));
  }

  /** Sets what a row is found by, whatever it was before. */
  set(row: number, texts: readonly (string | null)[]): void {
    this.texts.set(row, texts);
    if (this.texts.size >= TEXTS_MAX) this.takeApart(Infinity);
  }

  /**
   * The rows that have all terms.
   * @param size how many rows there are
   */
  find(terms: readonly Term[], size: number): Bits {
    this.takeApart(Infinity);
    const found = bitsOf(size);
    for (const segment of this.segments) {
      const bits = findIn(segment, size, rangesOf(segment, terms));
      if (bits) unite(found, bits);
    }
    this.pending.find(terms, found);
    return found;
  }

  /** The rows that have all terms when one word of them is taken to be mistyped. */
  findWithTypo(terms: readonly Term[], size: number): Bits {
    this.takeApart(Infinity);
    this.flush();
    const found = bitsOf(size);
    terms.forEach((term, at) => {
      const word = term.length === 1 && term[0]!.length === 1 ? term[0]![0]! : '';
      if (!mayHaveTypo(word)) return;
      for (const segment of this.segments) {
        const ranges = rangesOf(segment, terms);
        ranges[at] = [[typoRanges(segment, word)]];
        const bits = findIn(segment, size, ranges);
        if (bits) unite(found, bits);
      }
    });
    return found;
  }

  /** Turns the texts of up to `most` rows into tokens, and tokens into a segment when there are enough. */
  private takeApart(most: number): void {
    let left = most;
    for (const [row, texts] of this.texts) {
      if (left-- <= 0) return;
      this.texts.delete(row);
      for (const segment of this.segments) if (isLive(segment, row)) clearBit(segment.live, row);
      this.pending.set(row, texts);
      if (this.pending.size >= PENDING_MAX) this.flush();
    }
  }

  /** Makes a segment of the rows that wait. */
  private flush(): void {
    const segment = this.pending.take();
    if (segment) this.segments.push(segment);
  }

  /**
   * Does what waits; with `all`, until there is one segment. Stops often, so that others can work in between; only one such walk is
   * under way at a time, a second ends at once.
   */
  *maintain(all: boolean): Generator<void> {
    if (this.maintaining) return;
    this.maintaining = true;
    try {
      while (this.texts.size > 0) {
        this.takeApart(STRIDE);
        yield;
      }
      if (all) this.flush();
      for (let due = this.due(all); due.length > 1; due = this.due(all)) {
        const parts = yield* mergeSegments(due);
        const live = bitsOf(Math.max(...due.map((segment) => segment.live.length * 32)));
        for (const segment of due) unite(live, segment.live);
        // In its place, so that rows mostly ascend from segment to segment.
        const joined = new Segment(parts, live);
        this.segments = this.segments.flatMap((segment) =>
          segment === due[0] ? [joined] : due.includes(segment) ? [] : [segment],
        );
      }
    } finally {
      this.maintaining = false;
    }
  }

  /** The segments to join next: those of full tiers and all below, and with `all` the smallest. */
  private due(all: boolean): Segment[] {
    const tiers = Map.groupBy(this.segments, tierOf);
    const full = [...tiers].filter(([, segments]) => segments.length >= FAN_IN).map(([tier]) => tier);
    if (full.length > 0) return this.segments.filter((segment) => tierOf(segment) <= Math.max(...full));
    return all ? this.segments : [];
  }
}

/** Segments of one tier are of about one size; each tier is eight times the one below. */
function tierOf(segment: Segment): number {
  return Math.floor(Math.log2(1 + countBits(segment.live) / PENDING_MAX) / Math.log2(FAN_IN));
}

/** Per term, per alternative, per prefix: ranges of tokens. */
type Ranges = { from: number; to: number }[][][][];

function rangesOf(segment: Segment, terms: readonly Term[]): Ranges {
  return terms.map((term) =>
    term.map((prefixes) => prefixes.map((prefix) => [segment.range(encoder.encode(prefix))])),
  );
}

/** The live rows of a segment that have a token in the ranges of every term, or null for none. */
function findIn(segment: Segment, size: number, ranges: Ranges): Bits | null {
  const isEmpty = (list: { from: number; to: number }[]): boolean => list.every(({ from, to }) => from >= to);
  for (const term of ranges) if (term.every((prefixes) => prefixes.some(isEmpty))) return null;
  const read = (list: { from: number; to: number }[]): Bits => {
    const bits = bitsOf(size);
    for (const { from, to } of list) segment.mark(from, to, bits);
    return bits;
  };
  let all: Bits | null = null;
  for (const term of ranges) {
    let any: Bits | null = null;
    for (const prefixes of term) {
      if (prefixes.some(isEmpty)) continue;
      const [first, ...others] = prefixes.map(read);
      for (const bits of others) intersect(first!, bits);
      if (any) unite(any, first!);
      else any = first!;
    }
    if (all) intersect(all, any!);
    else all = any;
  }
  if (!all) return null;
  for (let word = 0; word < all.length; word++) all[word]! &= segment.live[word] ?? 0;
  return all;
}
