import { z } from 'zod';
import { kindSchema } from '../../../shared/entities/kind.ts';
import { idSchema } from '../../../shared/entities/record.ts';

/** A call that is being logged. */
export const callDraftSchema = z.object({
  isIncoming: z.boolean(),
  note: z.string(),
  /** The id of the outcome as text; empty for none. */
  outcome: z.string(),
});
export type CallDraft = z.infer<typeof callDraftSchema>;

/** Somebody who comes to an appointment. */
const attendeeDraftSchema = z.object({
  /** A colleague, or a record. */
  kind: z.union([z.literal('users'), kindSchema]),
  id: idSchema,
  title: z.string(),
});
export type AttendeeDraft = z.infer<typeof attendeeDraftSchema>;

/** An appointment that is being planned. Times are as `datetime-local` has them, in the time zone of `zone`; of an all-day one the day alone counts. */
const appointmentDraftSchema = z.object({
  title: z.string(),
  from: z.string(),
  until: z.string(),
  isAllDay: z.boolean(),
  /** As the CRM names zones (lib/crm-zones.ts); empty for the one of this machine. */
  zone: z.string(),
  location: z.string(),
  description: z.string(),
  attendees: z.array(attendeeDraftSchema),
});
export type AppointmentDraft = z.infer<typeof appointmentDraftSchema>;

/** What a control of one of the account's own fields holds (`Draft`, lib/field-draft.ts). */
export const draftSchema = z.union([
  z.string(),
  z.boolean(),
  z.array(z.string()).readonly(),
  z.array(z.object({ id: idSchema, title: z.string() })).readonly(),
]);

/** A sales activity that is being written down. */
const activityDraftSchema = z.object({
  /** Ids as text; empty for none. */
  type: z.string(),
  outcome: z.string(),
  title: z.string(),
  from: z.string(),
  until: z.string(),
  notes: z.string(),
  location: z.string(),
  /** What was typed into the account's own fields, by path. */
  own: z.record(z.string(), draftSchema).default({}),
});
export type ActivityDraft = z.infer<typeof activityDraftSchema>;

/** The forms of the composer. */
export const COMPOSER_MODES = ['note', 'task', 'appointment', 'call', 'activity', 'file'] as const;
export type ComposerMode = (typeof COMPOSER_MODES)[number];

/** What is being written down about a record: it stays while one looks at another, and when the app ends. */
export const composerDraftSchema = z.object({
  /** The form that is open; null where none is. */
  mode: z.enum(COMPOSER_MODES).nullable(),
  note: z.string(),
  title: z.string(),
  /** As `datetime-local` has it; empty until a task is begun. */
  due: z.string(),
  /** The id of the owner of a task or activity as text, where the key's user is not known; empty until one is chosen. */
  owner: z.string(),
  call: callDraftSchema,
  appointment: appointmentDraftSchema,
  activity: activityDraftSchema,
});
export type ComposerDraft = z.infer<typeof composerDraftSchema>;

export const NEW_CALL: CallDraft = { isIncoming: false, note: '', outcome: '' };
export const NEW_APPOINTMENT: AppointmentDraft = {
  title: '',
  from: '',
  until: '',
  isAllDay: false,
  zone: '',
  location: '',
  description: '',
  attendees: [],
};
export const NEW_ACTIVITY: ActivityDraft = {
  type: '',
  outcome: '',
  title: '',
  from: '',
  until: '',
  notes: '',
  location: '',
  own: {},
};
export const NOTHING_WRITTEN: ComposerDraft = {
  mode: null,
  note: '',
  title: '',
  due: '',
  owner: '',
  call: NEW_CALL,
  appointment: NEW_APPOINTMENT,
  activity: NEW_ACTIVITY,
};

/** What a form holds when nothing is written in it. */
export const EMPTY_OF_MODE: Readonly<Record<ComposerMode, Partial<ComposerDraft>>> = {
  note: { note: '' },
  task: { title: '', due: '' },
  call: { call: NEW_CALL },
  appointment: { appointment: NEW_APPOINTMENT },
  activity: { activity: NEW_ACTIVITY },
  file: {},
};

/** Whether somebody has written words in a form. Times and choices that it begins with are no words. */
export function isWritten(draft: ComposerDraft, mode: ComposerMode): boolean {
  const { appointment, activity } = draft;
  const words: Readonly<Record<ComposerMode, readonly string[]>> = {
    note: [draft.note],
    task: [draft.title],
    call: [draft.call.note],
    appointment: [appointment.title, appointment.location, appointment.description],
    activity: [activity.title, activity.notes, activity.location, ...ownWords(activity)],
    // Files are no words, and cannot be kept (chosen-files.svelte.ts).
    file: [],
  };
  return words[mode].some((word) => word.trim() !== '');
}

/** What was typed or chosen in the account's own fields. */
function ownWords({ own }: ActivityDraft): string[] {
  return Object.values(own).flatMap((draft) =>
    typeof draft === 'string' ? [draft] : Array.isArray(draft) ? draft.map(String) : [],
  );
}
