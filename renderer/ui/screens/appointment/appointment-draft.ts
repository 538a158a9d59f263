import { z } from 'zod';
import type { Fields } from '../../../../shared/edits/edit.ts';
import { isKind } from '../../../../shared/entities/kind.ts';
import { idOf, objectsOf, textOf, type RawRecord } from '../../../../shared/entities/record.ts';
import { kindOfModel, MODEL_OF_KIND, targetsOf } from '../../../../shared/entities/target.ts';
import { parseDay, parseInstant } from '../../../../shared/time.ts';
import { touchedOf } from '../../lib/kept-form.svelte.ts';
import { ianaZone } from '../../lib/time-zones.ts';
import { addMinutes, instantOf, wallOf } from '../../lib/zoned.ts';
import { aboutFields } from '../compose/targets.ts';
import { entitiesSchema, entityKey, type Entity } from './entity.ts';

/** What an appointment's form holds. */
export interface AppointmentDraft {
  readonly title: string;
  /** Wall times of `zone`, `YYYY-MM-DDTHH:mm`; of a whole-day one the day counts, and the last one is in it. */
  readonly from: string;
  readonly until: string;
  readonly isAllDay: boolean;
  /** A name as the CRM has it; empty for the rep's own zone. */
  readonly zone: string;
  readonly location: string;
  readonly description: string;
  /** One record, or none. */
  readonly about: readonly Entity[];
  /** Users and people. */
  readonly attendees: readonly Entity[];
  /** The id of the outcome as text; empty for none. */
  readonly outcome: string;
}

/** What was typed into it. */
export interface TypedAppointment extends Partial<AppointmentDraft> {
  /** Of a new one: the empty time that it was begun at, as the calendar's address has it. */
  readonly at?: string | null;
}
export const typedAppointmentSchema: z.ZodType<TypedAppointment> = touchedOf({
  title: z.string(),
  from: z.string(),
  until: z.string(),
  isAllDay: z.boolean(),
  zone: z.string(),
  location: z.string(),
  description: z.string(),
  about: entitiesSchema,
  attendees: entitiesSchema,
  outcome: z.string(),
  at: z.string().nullable(),
});

/** What is kept of a new one for which another empty time was chosen: all but its times. */
export function withoutTimes(typed: TypedAppointment): TypedAppointment {
  const { from: _from, until: _until, isAllDay: _isAllDay, ...rest } = typed;
  return rest;
}

/** Where an appointment's form is filled in. */
export interface ZoneContext {
  /** The rep's zone, an IANA name. */
  readonly zone: string;
  /** The IANA names there are. */
  readonly zones: readonly string[];
}

const USER_MODEL = 'FdMultitenant::User';
const DAY_LENGTH = 10;

/** The zone in which a form's times are told: the appointment's, or the rep's where that is not known. */
export function draftZone({ zone }: Pick<AppointmentDraft, 'zone'>, context: ZoneContext): string {
  return zone === '' ? context.zone : (ianaZone(zone, context.zones) ?? context.zone);
}

/**
 * A new appointment at a wall time of the rep, or on a day.
 * @param minutes how long it is where nothing says until when
 */
export function newAppointment(from: string, until: string | null, minutes: number): AppointmentDraft {
  const isAllDay = from.length === DAY_LENGTH;
  const start = isAllDay ? `${from}T09:00` : from;
  const end = isAllDay
    ? `${(until ?? from).slice(0, DAY_LENGTH)}T09:30`
    : (until ?? addMinutes(from, minutes));
  return {
    title: '',
    from: start,
    until: end,
    isAllDay,
    zone: '',
    location: '',
    description: '',
    about: [],
    attendees: [],
    outcome: '',
  };
}

/** What a form shows of an appointment that nothing was typed into. */
export function appointmentDraftOf(
  record: RawRecord,
  context: ZoneContext,
  nameOf: (kind: Entity['kind'], id: number) => string,
): AppointmentDraft {
  const named = textOf(record, 'time_zone') ?? '';
  const isAllDay = record['is_allday'] === true;
  const zone = draftZone({ zone: named }, context);
  const wall = (key: string, hour: string): string => {
    if (isAllDay) return `${parseDay(record[key]) ?? ''}T${hour}`;
    const ms = parseInstant(record[key]);
    return ms === null ? '' : wallOf(ms, zone);
  };
  const [about] = targetsOf(record);
  return {
    title: textOf(record, 'title') ?? '',
    from: wall('from_date', '09:00'),
    until: wall('end_date', '09:30'),
    isAllDay,
    zone: named,
    location: textOf(record, 'location') ?? '',
    description: textOf(record, 'description') ?? '',
    about:
      about && isKind(about.kind)
        ? [{ kind: about.kind, id: about.id, title: nameOf(about.kind, about.id), detail: '' }]
        : [],
    attendees: attendeesOf(record).map((attendee) => ({
      ...attendee,
      title: nameOf(attendee.kind, attendee.id),
      detail: '',
    })),
    outcome: String(idOf(record, 'outcome_id') ?? ''),
  };
}

/** Who takes part, as the CRM names them (reference: Create a Appointment, `appointment_attendees_attributes`). */
export function attendeesOf(record: RawRecord): Pick<Entity, 'kind' | 'id'>[] {
  return objectsOf(record, 'appointment_attendees').flatMap((attendee): Pick<Entity, 'kind' | 'id'>[] => {
    const id = idOf(attendee, 'attendee_id');
    const model = textOf(attendee, 'attendee_type');
    if (id === null || model === null) return [];
    if (model === USER_MODEL) return [{ kind: 'users' as const, id }];
    const kind = kindOfModel(model);
    return kind === null ? [] : [{ kind, id }];
  });
}

/** The start moves the end along, so that an appointment keeps its length. */
export function withStart(draft: AppointmentDraft, from: string): Pick<AppointmentDraft, 'from' | 'until'> {
  const at = (wall: string): number => instantOf(wall, 'UTC') ?? Number.NaN;
  const minutes = (at(draft.until) - at(draft.from)) / 60_000;
  const isKnown = Number.isFinite(minutes) && minutes >= 0 && Number.isFinite(at(from));
  return { from, until: isKnown ? addMinutes(from, minutes) : draft.until };
}

/** The start and the end in the shape in which records show them: instants, or days; null for what is no time. */
function timesOf(
  draft: AppointmentDraft,
  context: ZoneContext,
): { from: string | null; until: string | null } {
  const zone = draftZone(draft, context);
  const time = (wall: string): string | null => {
    if (draft.isAllDay) return parseDay(wall.slice(0, DAY_LENGTH));
    const ms = instantOf(wall, zone);
    return ms === null ? null : new Date(ms).toISOString();
  };
  return { from: time(draft.from), until: time(draft.until) };
}

/** All fields of a new appointment; what was left empty is left out. */
export function createFields(draft: AppointmentDraft, context: ZoneContext, ownZone: string | null): Fields {
  const { from, until } = timesOf(draft, context);
  const zone = draft.zone === '' ? ownZone : draft.zone;
  const [about] = draft.about;
  return {
    title: draft.title.trim(),
    from_date: from,
    end_date: until,
    is_allday: draft.isAllDay,
    ...(zone === null ? {} : { time_zone: zone }),
    ...(draft.location.trim() === '' ? {} : { location: draft.location.trim() }),
    ...(draft.description.trim() === '' ? {} : { description: draft.description.trim() }),
    ...(about && about.kind !== 'users' ? aboutFields({ kind: about.kind, id: about.id }) : {}),
    ...(draft.attendees.length === 0
      ? {}
      : { appointment_attendees: draft.attendees.map((each) => attendeeField(each, [])) }),
    ...(draft.outcome === '' ? {} : { outcome_id: Number(draft.outcome) }),
  };
}

/** The fields that a form changes; what was typed and taken back is none. */
export function changedFields(
  draft: AppointmentDraft,
  shown: AppointmentDraft,
  record: RawRecord,
  context: ZoneContext,
): Fields {
  const fields: Fields = {};
  const [now, was] = [timesOf(draft, context), timesOf(shown, context)];
  if (draft.title.trim() !== shown.title.trim()) fields['title'] = draft.title.trim();
  if (now.from !== was.from) fields['from_date'] = now.from;
  if (now.until !== was.until) fields['end_date'] = now.until;
  if (draft.isAllDay !== shown.isAllDay) fields['is_allday'] = draft.isAllDay;
  if (draft.zone !== shown.zone) fields['time_zone'] = draft.zone || null;
  if (draft.location.trim() !== shown.location.trim()) fields['location'] = draft.location.trim() || null;
  if (draft.description.trim() !== shown.description.trim())
    fields['description'] = draft.description.trim() || null;
  if (draft.outcome !== shown.outcome)
    fields['outcome_id'] = draft.outcome === '' ? null : Number(draft.outcome);
  if (keys(draft.about) !== keys(shown.about)) {
    const [about] = draft.about;
    Object.assign(
      fields,
      about && about.kind !== 'users'
        ? aboutFields({ kind: about.kind, id: about.id })
        : { targetable_type: null, targetable_id: null },
    );
  }
  if (keys(draft.attendees) !== keys(shown.attendees)) {
    const before = objectsOf(record, 'appointment_attendees');
    fields['appointment_attendees'] = draft.attendees.map((each) => attendeeField(each, before));
  }
  return fields;
}

const keys = (entities: readonly Entity[]): string => entities.map(entityKey).toSorted().join();

/** An attendee as records show it; one that was there keeps what the server knows it by. */
function attendeeField({ kind, id }: Entity, before: readonly RawRecord[]): RawRecord {
  const type = kind === 'users' ? USER_MODEL : MODEL_OF_KIND[kind];
  const known = before.find((each) => each['attendee_type'] === type && idOf(each, 'attendee_id') === id);
  return known ?? { attendee_type: type, attendee_id: id };
}
