import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { parseJson, stringifyJson } from '../../../shared/json.ts';
import { TABLES, type Row, type TableName } from './row.ts';

/** One write: the row as it is afterwards, or null where it was erased. */
export interface Write {
  readonly table: TableName;
  readonly id: number;
  readonly row: Row | null;
}

/** What a workspace on disk was made with; it decides over the options of a later start. */
export const metaSchema = z.object({
  format: z.literal(1),
  seed: z.number().int(),
  sizes: z.object({
    leads: z.number().int(),
    contacts: z.number().int(),
    sales_accounts: z.number().int(),
    deals: z.number().int(),
  }),
  flavour: z.enum(['classic', 'suite']),
  /** "Now" when the data was made, in milliseconds; it is made again around the same moment. */
  madeAt: z.number(),
});
/** See `metaSchema`. */
export type WorkspaceMeta = z.infer<typeof metaSchema>;

const lineSchema = z.array(
  z.tuple([z.enum(TABLES), z.number().int(), z.looseObject({ id: z.number().int() }).nullable()]),
);

/** Where writes and the bytes of files are kept between starts. */
export interface Persistence {
  /** The meta of an earlier start, or null; it is then `adopt`ed. */
  meta(): WorkspaceMeta | null;
  adopt(meta: WorkspaceMeta): void;
  /** The writes of earlier starts, oldest first. */
  replay(): Write[];
  append(writes: readonly Write[]): void;
  saveFile(id: number, bytes: Uint8Array): void;
  loadFile(id: number): Uint8Array | null;
  close(): void;
}

/** Keeps nothing beyond the process. */
export function memoryPersistence(): Persistence {
  const files = new Map<number, Uint8Array>();
  return {
    meta: () => null,
    adopt: () => undefined,
    replay: () => [],
    append: () => undefined,
    saveFile: (id, bytes) => void files.set(id, bytes),
    loadFile: (id) => files.get(id) ?? null,
    close: () => undefined,
  };
}

function encode(writes: readonly Write[]): string {
  return `${stringifyJson(writes.map(({ table, id, row }) => [table, id, row]))}\n`;
}

/**
 * Reads the journal: whole lines count; a last line that was torn by a crash is cut off, so that later lines do not stick to it.
 * @throws Error when a line before the last cannot be read: the state directory is broken, and guessing would lose edits silently.
 */
function readJournal(path: string): Write[] {
  if (!existsSync(path)) return [];
  const text = readFileSync(path, 'utf8');
  const end = text.lastIndexOf('\n') + 1;
  if (end < text.length) truncateSync(path, Buffer.byteLength(text.slice(0, end)));
  return text
    .slice(0, end)
    .split('\n')
    .filter((line) => line !== '')
    .flatMap((line) => lineSchema.parse(parseJson(line)))
    .map(([table, id, row]) => ({ table, id, row }));
}

/** The last write of each row, in the order of the first. */
function lastWrites(writes: readonly Write[]): Write[] {
  const last = new Map<string, Write>();
  for (const write of writes) last.set(`${write.table}/${write.id}`, write);
  return [...last.values()];
}

/**
 * Keeps a workspace in a directory: `meta.json`, `journal.ndjson` with one line for each request that wrote (the rows as they were after it), and
 * `files/`. A request is acknowledged after its line is written, so killing the process loses nothing acknowledged.
 */
export function diskPersistence(directory: string): Persistence {
  const metaPath = join(directory, 'meta.json');
  const journalPath = join(directory, 'journal.ndjson');
  const filePath = (id: number): string => join(directory, 'files', String(id));
  mkdirSync(join(directory, 'files'), { recursive: true });
  let journal: number | null = null;
  return {
    meta: () => (existsSync(metaPath) ? metaSchema.parse(JSON.parse(readFileSync(metaPath, 'utf8'))) : null),
    adopt: (meta) => writeFileSync(metaPath, JSON.stringify(meta, null, 2)),
    replay() {
      const writes = readJournal(journalPath);
      const compact = lastWrites(writes);
      if (writes.length > 2 * compact.length) {
        writeFileSync(`${journalPath}.new`, compact.map((write) => encode([write])).join(''));
        renameSync(`${journalPath}.new`, journalPath);
      }
      return compact;
    },
    append(writes) {
      journal ??= openSync(journalPath, 'a');
      writeSync(journal, encode(writes));
    },
    saveFile: (id, bytes) => writeFileSync(filePath(id), bytes),
    loadFile: (id) => (existsSync(filePath(id)) ? readFileSync(filePath(id)) : null),
    close() {
      if (journal !== null) closeSync(journal);
      journal = null;
    },
  };
}
