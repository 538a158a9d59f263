import type { NewEdit } from '../../../../shared/edits/edit.ts';
import { MODEL_OF_KIND } from '../../../../shared/entities/target.ts';
import type {
  AppointmentDraft,
  AttendeeDraft,
  ComposerDraft,
  ComposerMode,
} from '../../lib/composer-draft.ts';
import type { CrmZone } from '../../lib/crm-zones.ts';
import { crmZoneOf } from '../../lib/crm-zones.ts';
import type { FormField } from '../../lib/form-fields.ts';
import { typedChanges } from '../../lib/typed-changes.ts';
import { callFields } from './call.ts';
import { aboutFields, type AboutRef } from './targets.ts';
import { instantIn } from './times.ts';

/** What a form is saved with beside what is written in it. */
export interface ComposeContext {
  readonly about: AboutRef;
  /** The key's user; null where nobody knows. */
  readonly me: number | null;
  /** Whether there are owners to be chosen from. */
  readonly hasOwners: boolean;
  /** The IANA name of the zone of this machine. */
  readonly ownZone: string;
  readonly zones: readonly CrmZone[];
  /** The account's own fields of a sales activity. */
  readonly ownFields: readonly FormField[];
}

/** The forms in which something is written; files are attached as they are. */
export type WritingMode = Exclude<ComposerMode, 'file'>;

/** The fields that a form lacks before anything is asked of the store, by the keys of the API. */
export function lacking(mode: WritingMode, draft: ComposerDraft, context: ComposeContext): readonly string[] {
  const blank = (text: string): boolean => text.trim() === '';
  const ownerless = context.me === null && context.hasOwners && draft.owner === '' ? ['owner_id'] : [];
  switch (mode) {
    case 'note':
      return blank(draft.note) ? ['description'] : [];
    case 'task':
      return [...(blank(draft.title) ? ['title'] : []), ...ownerless];
    case 'appointment':
      return blank(draft.appointment.title) ? ['title'] : [];
    case 'activity':
      return [
        ...(draft.activity.type === '' ? ['sales_activity_type_id'] : []),
        ...(blank(draft.activity.title) ? ['title'] : []),
        ...ownerless,
      ];
    case 'call':
      return []; // A call needs no words.
  }
}

/** What is saved of a form. What is blank is left out; what is no time goes as nothing, and the store says so. */
export function composedEdit(mode: WritingMode, draft: ComposerDraft, context: ComposeContext): NewEdit {
  const create = (kind: NewEdit['target']['kind'], fields: Record<string, unknown>): NewEdit => ({
    target: { kind, id: null },
    operation: { type: 'create', fields: { ...fields, ...aboutFields(context.about) } },
  });
  // A task or activity without an owner is refused (reference: Tasks; Sales Activities), so where nobody knows who "me" is, one is chosen.
  const owner =
    context.me !== null
      ? { owner_id: context.me }
      : draft.owner === ''
        ? {}
        : { owner_id: Number(draft.owner) };
  const instant = (typed: string, zone = context.ownZone): string | null => {
    const ms = instantIn(typed, zone);
    return ms === null ? null : new Date(ms).toISOString();
  };
  switch (mode) {
    case 'note':
      return create('notes', { description: draft.note.trim() });
    case 'task':
      return create('tasks', { title: draft.title.trim(), due_date: instant(draft.due), ...owner });
    case 'call':
      return create('phone_calls', callFields(draft.call));
    case 'appointment':
      return create('appointments', appointmentFields(draft.appointment, context, instant));
    case 'activity': {
      const { type, outcome, title, from, until, notes, location, own } = draft.activity;
      return create('sales_activities', {
        title: title.trim(),
        sales_activity_type_id: Number(type),
        ...(outcome === '' ? {} : { sales_activity_outcome_id: Number(outcome) }),
        start_date: instant(from),
        end_date: instant(until),
        ...given('notes', notes),
        ...given('location', location),
        ...typedChanges(context.ownFields, own, {}, {}),
        ...owner,
      });
    }
  }
}

/** An all-day one has days and no times (reference: Appointments, `from_date`). */
function appointmentFields(
  draft: AppointmentDraft,
  { ownZone, zones }: ComposeContext,
  instant: (typed: string, zone?: string) => string | null,
): Record<string, unknown> {
  const zone = draft.zone === '' ? ownZone : (zones.find(({ name }) => name === draft.zone)?.iana ?? ownZone);
  const name = crmZoneOf(zone, zones);
  const dayOf = (typed: string): string | null =>
    /^\d{4}-\d{2}-\d{2}/.test(typed) ? typed.slice(0, 10) : null;
  return {
    title: draft.title.trim(),
    from_date: draft.isAllDay ? dayOf(draft.from) : instant(draft.from, zone),
    end_date: draft.isAllDay ? dayOf(draft.until) : instant(draft.until, zone),
    is_allday: draft.isAllDay,
    ...(draft.zone !== '' ? { time_zone: draft.zone } : name === null ? {} : { time_zone: name }),
    ...given('location', draft.location),
    ...given('description', draft.description),
    ...(draft.attendees.length === 0 ? {} : { appointment_attendees: draft.attendees.map(attendee) }),
  };
}

/** How somebody who comes is named (reference: Create an Appointment, `appointment_attendees_attributes`). */
function attendee({ kind, id }: AttendeeDraft): Record<string, unknown> {
  return { attendee_type: kind === 'users' ? 'FdMultitenant::User' : MODEL_OF_KIND[kind], attendee_id: id };
}

function given(key: string, text: string): Record<string, string> {
  return text.trim() === '' ? {} : { [key]: text.trim() };
}
