import { z } from 'zod';
import { recordRefSchema } from './entities/kind.ts';
import { idSchema } from './entities/record.ts';
import { errorInfoSchema } from './errors.ts';

/** How much room the files of the CRM may take on this laptop, in bytes; what a rep may choose from. */
export const FILES_ROOM_CHOICES = [
  250_000_000, 1_000_000_000, 2_000_000_000, 5_000_000_000, 20_000_000_000,
] as const;
export const FILES_ROOM_USUAL: (typeof FILES_ROOM_CHOICES)[number] = 2_000_000_000;

/** Whether a file of the CRM is on this laptop, and if not, why not. */
export const fileStateSchema = z.discriminatedUnion('name', [
  /** Only at the CRM: it is fetched when it is opened. */
  z.object({ name: z.literal('there') }),
  /** Whole, sealed, on the disk: it opens without a network. */
  z.object({ name: z.literal('here') }),
  /** Of a pinned record: it will be fetched. */
  z.object({ name: z.literal('waiting') }),
  /** On its way; `total` is null where nobody says how large it is. In bytes. */
  z.object({
    name: z.literal('fetching'),
    received: z.number().nonnegative(),
    total: z.number().nonnegative().nullable(),
  }),
  /** Of a pinned record, and larger than what is left of the room for files. */
  z.object({ name: z.literal('no-room') }),
  /** It was tried and did not come; a pinned record's file is tried again later. */
  z.object({ name: z.literal('failed'), error: errorInfoSchema }),
]);
export type FileState = z.infer<typeof fileStateSchema>;

/** What the files of the CRM take on this laptop. Bytes are those of the files themselves. */
export const filesOverviewSchema = z.object({
  /** How many are here. */
  files: z.number().int().nonnegative(),
  used: z.number().nonnegative(),
  room: z.number().nonnegative(),
  /** How much of it is not of pinned records, and goes first when room is needed. */
  spare: z.number().nonnegative(),
  /** How many of pinned records are still to come, and how many do not fit. */
  waiting: z.number().int().nonnegative(),
  noRoom: z.number().int().nonnegative(),
});
export type FilesOverview = z.infer<typeof filesOverviewSchema>;

/** A file of a record. */
export const fileRefSchema = z.object({ record: recordRefSchema, id: idSchema });
export type FileRef = z.infer<typeof fileRefSchema>;

/** What came of opening a file. A browser has no programs to open it with: the page is given an address, once, that saves it. */
export const openedFileSchema = z.discriminatedUnion('by', [
  z.object({ by: z.literal('host'), outcome: z.enum(['opened', 'saved', 'cancelled']) }),
  z.object({ by: z.literal('page'), address: z.string() }),
]);
export type OpenedFile = z.infer<typeof openedFileSchema>;

/** The files of a pinned record, as the CRM listed them last. */
export const keptFilesSchema = z.object({
  record: recordRefSchema,
  files: z.array(
    z.object({
      id: idSchema,
      name: z.string(),
      /** Bytes; null where the CRM does not say. */
      size: z.number().nonnegative().nullable(),
      /** What tells this content from an older one of the same id: `content_updated_at`, or nothing. */
      version: z.string(),
    }),
  ),
});
export type KeptFiles = z.infer<typeof keptFilesSchema>;
