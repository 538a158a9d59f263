import { appointmentSchema } from '../../../shared/entities/appointment.ts';
import type { RawRecord } from '../../../shared/entities/record.ts';
import type { ListAnswer } from '../answers.ts';
import type { Caller } from '../call.ts';
import type { Id, PageOptions } from './options.ts';
import { filteredList, plainKind, type PlainKindOperations } from './plain-kind.ts';

export interface AppointmentWrite extends RawRecord {
  title?: string;
  description?: string | null;
  /** An instant; a day when `is_allday`. */
  from_date?: string;
  end_date?: string;
  is_allday?: boolean;
  time_zone?: string | null;
  location?: string | null;
  targetable_id?: Id | null;
  targetable_type?: 'Lead' | 'Contact' | 'SalesAccount' | 'Deal' | null;
  outcome_id?: Id | null;
  latitude?: string | null;
  longitude?: string | null;
  checkedin_at?: string | null;
  appointment_attendees_attributes?: readonly {
    readonly attendee_type: 'FdMultitenant::User' | 'Lead' | 'Contact';
    readonly attendee_id: Id;
    readonly id?: Id;
    readonly _destroy?: true;
  }[];
}

/**
 * The lists the server is told to know. The reference names two sets of words, and on a real account two of them gave the same rows
 * (quirks §2): filter again by date.
 */
export type AppointmentFilter = 'open' | 'overdue' | 'complete' | 'past' | 'upcoming';

/** Appointments (reference: Appointments). */
export interface AppointmentOperations extends PlainKindOperations<AppointmentWrite> {
  list(filter: AppointmentFilter, options?: PageOptions): Promise<ListAnswer>;
}

export function appointmentOperations(call: Caller): AppointmentOperations {
  return {
    ...plainKind<AppointmentWrite>(call, '/appointments', 'appointment', appointmentSchema),
    list: filteredList<AppointmentFilter>(call, '/appointments', 'appointments', appointmentSchema),
  };
}
