import { z } from 'zod';
import { KINDS, recordRefSchema, type Kind } from '../../shared/entities/kind.ts';
import { idSchema } from '../../shared/entities/record.ts';
import { mirrorCursorSchema, type Bookmark } from '../../shared/store-port.ts';

/**
 * What the engine notes down for itself in the store, always in the transaction of the records it tells of, so that the notes never run ahead of what is
 * stored. Times are epoch milliseconds of this machine's clock unless said otherwise.
 */

const time = z.number().nullable();

/** A walk over all records of a kind by ids, which compares what is here with what is there. */
export const sweepSchema = z.object({
  /** Where the walk stands; `finishedAt` is when its last page was read. */
  cursor: mirrorCursorSchema,
  /** Asked for by the user: done at once, not spread over the day. */
  hurried: z.boolean(),
  /** Ids seen so far, where a kind is the union of several views and cannot be compared page by page; else null. */
  seen: z.array(idSchema).nullable(),
  /** Ids that are here and were not there, to be asked for one by one. */
  confirm: z.array(idSchema),
  /** The same, so many that the whole is judged at the end. */
  held: z.array(idSchema),
  /** Records that proved gone. */
  gone: z.number().int(),
});
export type Sweep = z.infer<typeof sweepSchema>;

export const kindNotesSchema = z.object({
  /** The views that together hold every record, and the recycle bin; null before they are known. */
  viewIds: z.array(idSchema).nullable(),
  binViewId: idSchema.nullable(),
  /** By view: the newest `updated_at` (the server's clock) up to which all changes are here. */
  marks: z.array(z.object({ viewId: idSchema, at: z.number() })),
  checkedAt: time,
  binCheckedAt: time,
  sweep: sweepSchema.nullable(),
  /** When a sweep last ended, whatever it found, and when one last proved that both sides have the same ids. */
  sweptAt: time,
  provedAt: time,
  /** Too many records were gone in one sweep: the user is asked. */
  mass: z.object({ ids: z.array(idSchema), of: z.number().int(), at: z.number() }).nullable(),
  /** Ids of records that did not fit the documented shape. */
  drifted: z.array(idSchema),
});
export type KindNotes = z.infer<typeof kindNotesSchema>;

export const configurationNotesSchema = z.object({
  /** When each piece was read, by its key. */
  readAt: z.record(z.string(), z.number()),
  /** The ids in each selector, to know an unknown one. */
  known: z.record(z.string(), z.array(idSchema)),
  /** Ids that records hold and no selector names, also after it was read again: users who have left. */
  nameless: z.array(z.string()),
});
export type ConfigurationNotes = z.infer<typeof configurationNotesSchema>;

export const agendaNotesSchema = z.object({
  tasksAt: time,
  overdueAt: time,
  /** Whether overdue tasks are missing among the open ones (quirks §2: only seen to be among them). */
  overdueApart: z.boolean(),
  completedAt: time,
  appointmentsAt: time,
  pastAt: time,
  /** Whether past appointments are missing among the upcoming ones (quirks §2: one account gave the same for both). */
  pastApart: z.boolean(),
});
export type AgendaNotes = z.infer<typeof agendaNotesSchema>;

export const activityNotesSchema = z.object({
  checkedAt: time,
  /** A walk over all pages, newest first: the next page, and the ids seen. */
  walk: z.object({ page: z.number().int(), seen: z.array(idSchema) }).nullable(),
  walkedAt: time,
});
export type ActivityNotes = z.infer<typeof activityNotesSchema>;

export const productNotesSchema = z.object({
  /** Products to be read, one by one. */
  queue: z.array(idSchema),
  checkedAt: time,
});
export type ProductNotes = z.infer<typeof productNotesSchema>;

/** Records that are being filled before a trip: those that are left, the next one first, and how many there were. */
export const fillNotesSchema = z.object({
  refs: z.array(recordRefSchema),
  total: z.number().int().nonnegative(),
});
export type FillNotes = z.infer<typeof fillNotesSchema>;

export interface Notes {
  readonly kinds: Readonly<Record<Kind, KindNotes>>;
  readonly configuration: ConfigurationNotes;
  readonly agenda: AgendaNotes;
  readonly activities: ActivityNotes;
  readonly products: ProductNotes;
  /** Null where nothing is being filled. */
  readonly fill: FillNotes | null;
  /** The key's user, where it is known for certain: the maker of what this device has made. */
  readonly me: number | null;
  /** The same as far as the user's tasks tell; for the screens alone. */
  readonly presumedMe: number | null;
}

export type NotesChange = Partial<Omit<Notes, 'kinds'>> & {
  readonly kinds?: Partial<Record<Kind, KindNotes>>;
};

const NEW_KIND: KindNotes = {
  viewIds: null,
  binViewId: null,
  marks: [],
  checkedAt: null,
  binCheckedAt: null,
  sweep: null,
  sweptAt: null,
  provedAt: null,
  mass: null,
  drifted: [],
};
const NEW_AGENDA: AgendaNotes = {
  tasksAt: null,
  overdueAt: null,
  overdueApart: false,
  completedAt: null,
  appointmentsAt: null,
  pastAt: null,
  pastApart: false,
};

/** Reads the notes out of what the store keeps. A note of another version is as if there were none: what it tells of is read again. */
export function readNotes(bookmarks: readonly Bookmark[]): Notes {
  const values = new Map(bookmarks.map(({ key, value }) => [key, value]));
  function read<T>(key: string, schema: z.ZodType<T>, fallback: T): T {
    const parsed = schema.safeParse(values.get(key));
    return parsed.success ? parsed.data : fallback;
  }
  const kind = (of: Kind): KindNotes => read(`kind:${of}`, kindNotesSchema, NEW_KIND);
  return {
    kinds: {
      leads: kind('leads'),
      contacts: kind('contacts'),
      sales_accounts: kind('sales_accounts'),
      deals: kind('deals'),
    },
    configuration: read('configuration', configurationNotesSchema, { readAt: {}, known: {}, nameless: [] }),
    agenda: read('agenda', agendaNotesSchema, NEW_AGENDA),
    activities: read('activities', activityNotesSchema, { checkedAt: null, walk: null, walkedAt: null }),
    products: read('products', productNotesSchema, { queue: [], checkedAt: null }),
    fill: read('fill', fillNotesSchema.nullable(), null),
    me: read('me', idSchema.nullable(), null),
    presumedMe: read('presumedMe', idSchema.nullable(), null),
  };
}

/** The notes after a change. */
export function withChange(notes: Notes, { kinds, ...change }: NotesChange): Notes {
  return { ...notes, ...change, kinds: { ...notes.kinds, ...kinds } };
}

/** What the store is given of a change. */
export function bookmarksOf({ kinds, ...change }: NotesChange): Bookmark[] {
  const single = Object.entries(change).map(([key, value]) => ({ key, value }));
  const each = KINDS.flatMap((kind) => {
    const value = kinds?.[kind];
    return value === undefined ? [] : [{ key: `kind:${kind}`, value }];
  });
  return [...single, ...each];
}

/** The mark of a view; null where it was never walked. */
export function markOf({ marks }: KindNotes, viewId: number): number | null {
  return marks.find((mark) => mark.viewId === viewId)?.at ?? null;
}

/** The notes with a mark moved; a mark never goes back. */
export function withMark(notes: KindNotes, viewId: number, at: number | null): KindNotes {
  const before = markOf(notes, viewId);
  if (at === null || (before !== null && before >= at)) return notes;
  return { ...notes, marks: [...notes.marks.filter((mark) => mark.viewId !== viewId), { viewId, at }] };
}
