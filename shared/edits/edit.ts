import { z } from 'zod';
import { recordRefSchema, refKey, type RecordRef } from '../entities/kind.ts';
import { idSchema } from '../entities/record.ts';
import { isLocalId } from '../entities/local-id.ts';
import { errorInfoSchema } from '../errors.ts';

/**
 * An edit is a change that the rep made and that the server has not confirmed yet. Edits are facts: what the screens show is the server's base with
 * the pending edits replayed on it (`view.ts`); what is sent is what several of them come to (`fold.ts`).
 */

/**
 * Field values by path, in the shape in which records show them (not in which they are written): `last_name`, `custom_field.cf_area`, `tags`. A path is a
 * top-level key, or `custom_field.` and a key of that map, whatever characters that key has.
 */
export const fieldsSchema = z.record(z.string(), z.unknown());
export type Fields = z.infer<typeof fieldsSchema>;

export const teamMemberSchema = z.object({
  user_id: idSchema,
  designation_id: idSchema.nullable(),
  /** Takes the user out of the team. */
  _destroy: z.literal(true).optional(),
});

/** A file that is to be attached. Its bytes lie beside the edits, in pieces, under its id. */
export const attachmentSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  /** The media type, as the system names it; empty where it names none. */
  contentType: z.string(),
  /** In bytes. */
  size: z.number().int().nonnegative(),
  isShared: z.boolean(),
});
export type Attachment = z.infer<typeof attachmentSchema>;

/** What an edit does to its target. */
export const operationSchema = z.discriminatedUnion('type', [
  /** The target is new: its id is a local one. */
  z.object({ type: z.literal('create'), fields: fieldsSchema }),
  /** Also a completed task, a moved appointment, a check-in, a stage move, an owner, deal contacts, product lines and prices: all are fields. */
  z.object({ type: z.literal('update'), fields: fieldsSchema }),
  z.object({
    type: z.literal('delete'),
    /** Accounts alone: whether contacts and open deals go with it (reference: Delete an Account). */
    withContactsAndDeals: z.boolean(),
  }),
  /** The target is the copy (a local id); `fields` are all that the copy shows, as the store takes them from the original, with what was changed. */
  z.object({ type: z.literal('clone'), sourceId: idSchema, fields: fieldsSchema }),
  /**
   * The target is the lead. It goes, and a contact comes under the local id `contactId`, and a deal under `dealId` where `deal` is given. `fields` are the
   * lead's, with `last_name` and `company.name` (reference: Convert a Lead).
   */
  z.object({
    type: z.literal('convert'),
    fields: fieldsSchema,
    deal: fieldsSchema.nullable(),
    contactId: idSchema,
    dealId: idSchema.nullable(),
  }),
  z.object({ type: z.literal('team'), members: z.array(teamMemberSchema) }),
  /** Products and documents (reference: Restore a product). */
  z.object({ type: z.literal('restore') }),
  /** Updates the record that has the identifier, or creates it (reference: Upsert); the target is the local match, or a local id. */
  z.object({
    type: z.literal('upsert'),
    identifier: z.object({ field: z.string(), value: z.string() }),
    fields: fieldsSchema,
  }),
  /** Attaches a file to the target (reference: Create a File). */
  z.object({ type: z.literal('attach'), file: attachmentSchema }),
]);
export type Operation = z.infer<typeof operationSchema>;

/** A record that may be the one an unsure edit made. */
export const candidateSchema = z.object({
  id: idSchema,
  title: z.string(),
  createdAt: z.string().nullable(),
});

/** Where an edit stands on its way to the server. Times are epoch milliseconds of this machine's clock. */
export const editStateSchema = z.discriminatedUnion('name', [
  /** Waits for its turn, and not before `notBefore`. */
  z.object({ name: z.literal('queued'), notBefore: z.number().nullable() }),
  /** The request may have left this machine. Written durably before it does. `serverTime` is the server's clock as far as known. */
  z.object({ name: z.literal('sending'), since: z.number(), serverTime: z.number() }),
  /** No clear answer came. The server is asked before anything is sent again; a "not there" counts only some time after `sentAt`. */
  z.object({
    name: z.literal('unsure'),
    sentAt: z.number(),
    serverTime: z.number(),
    reason: z.string(),
    probes: z.number().int(),
    notBefore: z.number(),
    /** The bulk job that works on it (reference: Job Status), where there is one. */
    jobId: z.string().nullable(),
  }),
  /** Refused, or given up after too many tries; the user mends, retries or discards it. */
  z.object({ name: z.literal('parked'), at: z.number(), error: errorInfoSchema }),
  /** The server could not tell whether it was done; the user says which record it is, or that it shall be sent again. */
  z.object({ name: z.literal('question'), at: z.number(), candidates: z.array(candidateSchema) }),
]);
export type EditState = z.infer<typeof editStateSchema>;

export const editSchema = z.object({
  id: z.uuid(),
  /** The user's order: unique and ascending. */
  seq: z.number().int(),
  target: recordRefSchema,
  operation: operationSchema,
  /** What each changed field held in the view when the edit was made, by path; a path that was not there is left out. */
  base: fieldsSchema,
  /** The base's `updated_at` then, as the server wrote it; null for a local record. */
  baseRevision: z.string().nullable(),
  madeAt: z.number(),
  /** How the target was called then, for the outbox. */
  title: z.string(),
  /** Edits that must be done before: those that make the local records this one refers to. */
  dependsOn: z.array(z.uuid()),
  /** Edits made by one bulk action share it; they are sent together where the API can. */
  batch: z.uuid().nullable(),
  /** How often it was sent and did not go through; of what begins anew, whether it ever was (1). */
  attempts: z.number().int(),
  state: editStateSchema,
});
export type Edit = z.infer<typeof editSchema>;

/** What a screen gives to have something changed; the store adds the rest. */
export const newEditSchema = z.object({
  /** `id` null makes a new local id: for `create`, `clone` and `upsert` of a record that is not here. */
  target: z.object({ kind: recordRefSchema.shape.kind, id: idSchema.nullable() }),
  operation: z.discriminatedUnion('type', [
    operationSchema.options[0],
    operationSchema.options[1],
    operationSchema.options[2],
    operationSchema.options[3],
    operationSchema.options[4].omit({ contactId: true, dealId: true }),
    operationSchema.options[5],
    operationSchema.options[6],
    operationSchema.options[7],
    operationSchema.options[8],
  ]),
});
export type NewEdit = z.infer<typeof newEditSchema>;

/** A conflict of a record's pending edits with what the server has now. While it stands, none of them is sent. */
export const conflictSchema = z.object({
  target: recordRefSchema,
  title: z.string(),
  at: z.number(),
  /** The server's `updated_at` and `updater_id` of what it has now, where it says. */
  theirsAt: z.string().nullable(),
  theirsBy: idSchema.nullable(),
  what: z.discriminatedUnion('kind', [
    /** The same fields changed on both sides. */
    z.object({
      kind: z.literal('fields'),
      fields: z.record(z.string(), z.object({ base: z.unknown(), mine: z.unknown(), theirs: z.unknown() })),
    }),
    /** Deleted here, changed there since: `fields` tells what, with `mine` left out. */
    z.object({
      kind: z.literal('deleted-here'),
      fields: z.record(z.string(), z.object({ base: z.unknown(), theirs: z.unknown() })),
    }),
    /** Changed here; there it is deleted, or this user may not see it any more. */
    z.object({ kind: z.literal('gone-there'), reason: z.enum(['deleted', 'invisible']) }),
  ]),
});
export type Conflict = z.infer<typeof conflictSchema>;

/** How a conflict is decided. */
export const resolutionSchema = z.discriminatedUnion('kind', [
  /** For `fields`: whose value each field gets. */
  z.object({ kind: z.literal('fields'), picks: z.record(z.string(), z.enum(['mine', 'theirs'])) }),
  /** For `deleted-here`: delete all the same, or keep what the server has. For `gone-there`: `theirs` lets it go. */
  z.object({ kind: z.literal('mine') }),
  z.object({ kind: z.literal('theirs') }),
  /** For `gone-there`: makes the record anew, with everything that is known of it and the pending edits. */
  z.object({ kind: z.literal('recreate') }),
]);
export type Resolution = z.infer<typeof resolutionSchema>;

/** What is done when both sides changed a field: by kind, and by field before that. */
export const policySchema = z.enum(['ask', 'mine', 'theirs']);
export type Policy = z.infer<typeof policySchema>;
export const policiesSchema = z.record(
  z.string(),
  z.object({ all: policySchema, fields: z.record(z.string(), policySchema) }),
);
export type Policies = z.infer<typeof policiesSchema>;

/** Something that was asked of the server and silently not taken (quirks §7): shown at the record. */
export const noticeSchema = z.object({
  target: recordRefSchema,
  at: z.number(),
  fields: z.record(z.string(), z.object({ asked: z.unknown(), got: z.unknown() })),
});
export type Notice = z.infer<typeof noticeSchema>;

/** The fields that an operation sets, in the view of its target; none for those that set none. */
export function fieldsOf(operation: Operation): Fields {
  switch (operation.type) {
    case 'create':
    case 'update':
    case 'clone':
    case 'upsert':
      return operation.fields;
    case 'convert':
    case 'delete':
    case 'team':
    case 'restore':
    case 'attach':
      return {};
  }
}

/** The local records that an edit makes; they get their server ids when it is done. */
export function madeBy({ target, operation }: Pick<Edit, 'target' | 'operation'>): RecordRef[] {
  switch (operation.type) {
    case 'create':
    case 'clone':
      return [target];
    case 'upsert':
      return isLocalId(target.id) ? [target] : [];
    case 'convert':
      return [
        { kind: 'contacts', id: operation.contactId },
        ...(operation.dealId === null ? [] : [{ kind: 'deals' as const, id: operation.dealId }]),
      ];
    case 'update':
    case 'delete':
    case 'team':
    case 'restore':
    case 'attach':
      return [];
  }
}

/** Whether two references name the same record. */
export function isSameRef(a: RecordRef, b: RecordRef): boolean {
  return refKey(a) === refKey(b);
}
