import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { codeOf, refused } from './disk-steps.ts';
import type { FileKeys } from './file-keys.ts';
import { openWhole, sealWhole } from './sealed-segments.ts';

/** A file that is whole. */
const keptSchema = z.object({
  id: z.number(),
  /** Whose it is: `contacts:1`. */
  record: z.string(),
  version: z.string(),
  name: z.string(),
  bytes: z.number(),
  usedAt: z.number(),
  /** The name of its object: the keyed hash of its content. */
  address: z.string(),
});
export type KeptEntry = z.infer<typeof keptSchema>;

/** A file that is begun. */
const begunSchema = z.object({
  id: z.number(),
  record: z.string(),
  version: z.string(),
  /** What the server calls the content. */
  validator: z.string(),
  /** The name of what holds its beginning. */
  file: z.string(),
  /** How many bytes of it are there, as far as is known. */
  bytes: z.number(),
});
export type BegunEntry = z.infer<typeof begunSchema>;

const indexSchema = z.object({
  version: z.literal(1),
  kept: z.array(keptSchema).readonly(),
  begun: z.array(begunSchema).readonly(),
});

/** Which file is where: of each id at most one that is whole, and one that is begun. Names stand here and nowhere else. */
export type FileIndex = z.infer<typeof indexSchema>;

/** Of a disk that has nothing yet. */
export const EMPTY_INDEX: FileIndex = { version: 1, kept: [], begun: [] };

const PURPOSE = 'index';

/** As it is written to the disk. */
export function sealIndex(keys: FileKeys, index: FileIndex): Buffer {
  return sealWhole(keys, Buffer.from(JSON.stringify(index)), PURPOSE);
}

/**
 * Reads it from the disk.
 * @returns null where there is one that does not open or cannot be understood
 * @throws AppError `storage` where the disk refuses
 */
export async function readIndex(path: string, keys: FileKeys): Promise<FileIndex | null> {
  let sealed: Buffer;
  try {
    sealed = await readFile(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return EMPTY_INDEX;
    throw refused(error);
  }
  const text = openWhole(keys, sealed, PURPOSE);
  const index = indexSchema.safeParse(text && parse(text.toString()));
  return index.success ? index.data : null;
}

/** With another entry of this id, or none, among those that are whole. */
export function withKept(index: FileIndex, id: number, entry: KeptEntry | null): FileIndex {
  return { ...index, kept: replaced(index.kept, id, entry) };
}

/** With another entry of this id, or none, among those that are begun. */
export function withBegun(index: FileIndex, id: number, entry: BegunEntry | null): FileIndex {
  return { ...index, begun: replaced(index.begun, id, entry) };
}

function replaced<T extends { readonly id: number }>(all: readonly T[], id: number, entry: T | null): T[] {
  const others = all.filter((other) => other.id !== id);
  return entry === null ? others : [...others, entry];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // Not JSON is as unknown as the wrong JSON.
  }
}
