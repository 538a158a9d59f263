import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RAILS_ZONES, railsZone } from '../../../renderer/ui/lib/rails-zones.ts';
import { ianaZone } from '../../../renderer/ui/lib/time-zones.ts';
import {
  appointmentDraftOf,
  changedFields,
  createFields,
  newAppointment,
  withStart,
} from '../../../renderer/ui/screens/appointment/appointment-draft.ts';
import { accountOf, addressOf, checkInFields } from '../../../renderer/ui/screens/appointment/check-in.ts';
import { usersNamed } from '../../../renderer/ui/screens/appointment/entity.ts';

const zones = Intl.supportedValuesOf('timeZone');
const context = { zone: 'Europe/Berlin', zones };
const nameOf = (kind: string, id: number): string => `${kind} ${id}`;

const VISIT = {
  id: 9,
  title: 'Visit',
  from_date: '2026-11-24T09:00:00Z',
  end_date: '2026-11-24T10:00:00Z',
  is_allday: false,
  time_zone: 'London',
  location: 'Lyon',
  outcome_id: 3,
  targetable: { type: 'contact', id: 20_001 },
  appointment_attendees: [
    { id: 71, attendee_type: 'FdMultitenant::User', attendee_id: 11 },
    { id: 72, attendee_type: 'Contact', attendee_id: 20_001 },
  ],
};
const shown = appointmentDraftOf(VISIT, context, nameOf);

describe('the names of zones', () => {
  it('are all zones that this machine knows, and each once', () => {
    expect(new Set(RAILS_ZONES).size).toBe(RAILS_ZONES.length);
    const known = (name: string): boolean => {
      const iana = ianaZone(name, zones);
      if (iana === null) return false;
      return new Intl.DateTimeFormat('en', { timeZone: iana }).resolvedOptions().timeZone !== '';
    };
    expect(RAILS_ZONES.filter((name) => !known(name))).toEqual([]);
  });

  it('are found by the machine’s own', () => {
    expect(
      ['Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Mars/Base'].map((iana) =>
        railsZone(iana, zones),
      ),
    ).toEqual(['Berlin', 'Eastern Time (US & Canada)', 'Kolkata', null]);
  });
});

describe('an appointment’s form', () => {
  it('shows the times of the appointment’s own zone', () => {
    expect(shown).toMatchObject({
      from: '2026-11-24T09:00',
      until: '2026-11-24T10:00',
      zone: 'London',
      outcome: '3',
    });
    expect(shown.attendees.map(({ kind, id }) => [kind, id])).toEqual([
      ['users', 11],
      ['contacts', 20_001],
    ]);
    expect(shown.about).toEqual([{ kind: 'contacts', id: 20_001, title: 'contacts 20001', detail: '' }]);
  });

  it('changes nothing that nobody touched', () => {
    expect(changedFields(shown, shown, VISIT, context)).toEqual({});
  });

  it('keeps the wall’s time in another zone, which is another instant', () => {
    expect(changedFields({ ...shown, zone: 'Tokyo' }, shown, VISIT, context)).toEqual({
      from_date: '2026-11-24T00:00:00.000Z',
      end_date: '2026-11-24T01:00:00.000Z',
      time_zone: 'Tokyo',
    });
  });

  it('makes whole days of it, the last one in it', () => {
    expect(changedFields({ ...shown, isAllDay: true }, shown, VISIT, context)).toEqual({
      from_date: '2026-11-24',
      end_date: '2026-11-24',
      is_allday: true,
    });
    const record = { ...VISIT, is_allday: true, from_date: '2026-11-24', end_date: '2026-11-26' };
    const whole = appointmentDraftOf(record, context, nameOf);
    expect([whole.from.slice(0, 10), whole.until.slice(0, 10)]).toEqual(['2026-11-24', '2026-11-26']);
    expect(changedFields(whole, whole, record, context)).toEqual({});
  });

  it('keeps what the server knows an attendee by', () => {
    const attendees = [
      ...shown.attendees.slice(1),
      { kind: 'leads' as const, id: -4, title: 'New', detail: '' },
    ];
    expect(changedFields({ ...shown, attendees }, shown, VISIT, context)).toEqual({
      appointment_attendees: [
        { id: 72, attendee_type: 'Contact', attendee_id: 20_001 },
        { attendee_type: 'Lead', attendee_id: -4 },
      ],
    });
  });

  it('takes what it was about away', () => {
    expect(changedFields({ ...shown, about: [] }, shown, VISIT, context)).toEqual({
      targetable_type: null,
      targetable_id: null,
    });
  });

  it('moves the end with the start', () => {
    expect(withStart(shown, '2026-11-25T23:30')).toEqual({
      from: '2026-11-25T23:30',
      until: '2026-11-26T00:30',
    });
    expect(withStart(shown, '')).toEqual({ from: '', until: shown.until });
  });

  it('begins half an hour, what was drawn, or a whole day', () => {
    expect(newAppointment('2026-11-24T10:00', null, 30)).toMatchObject({
      until: '2026-11-24T10:30',
      isAllDay: false,
    });
    expect(newAppointment('2026-11-24T10:00', '2026-11-24T12:00', 30).until).toBe('2026-11-24T12:00');
    expect(newAppointment('2026-11-24', '2026-11-26', 30)).toMatchObject({
      until: '2026-11-26T09:30',
      isAllDay: true,
    });
  });

  it('says of a new one what was filled in alone, in the zone of the rep', () => {
    const draft = { ...newAppointment('2026-11-24T10:00', null, 30), title: ' Visit ' };
    expect(createFields(draft, context, 'Berlin')).toEqual({
      title: 'Visit',
      from_date: '2026-11-24T09:00:00.000Z',
      end_date: '2026-11-24T09:30:00.000Z',
      is_allday: false,
      time_zone: 'Berlin',
    });
    expect(createFields({ ...draft, from: 'soon' }, context, null)).toMatchObject({ from_date: null });
  });
});

describe('a check-in', () => {
  it('has a time, and a place where there is one', () => {
    const at = Date.parse('2026-11-24T09:05:00Z');
    expect(checkInFields({ at, position: null, location: 'Lyon', outcome: '3' }, VISIT)).toEqual({
      checkedin_at: '2026-11-24T09:05:00.000Z',
    });
    const position = { latitude: 45.76071239, longitude: -4.8595 };
    expect(checkInFields({ at, position, location: ' Part-Dieu ', outcome: '4' }, VISIT)).toEqual({
      checkedin_at: '2026-11-24T09:05:00.000Z',
      latitude: '45.760712',
      longitude: '-4.8595',
      location: 'Part-Dieu',
      outcome_id: 4,
    });
  });

  it('never writes a place with an exponent or more than six decimals', () => {
    const degree = fc.double({ min: -180, max: 180, noNaN: true });
    fc.assert(
      fc.property(degree, degree, (latitude, longitude) => {
        const fields = checkInFields(
          { at: 0, position: { latitude, longitude }, location: '', outcome: '' },
          VISIT,
        );
        for (const key of ['latitude', 'longitude']) expect(fields[key]).toMatch(/^-?\d{1,3}(\.\d{1,6})?$/);
      }),
    );
  });

  it('offers addresses as one line', () => {
    expect(addressOf({ address: '12 rue de la Part-Dieu\n69003 Lyon', city: 'Lyon', zipcode: 69_003 })).toBe(
      '12 rue de la Part-Dieu 69003 Lyon, Lyon, 69003',
    );
    expect(addressOf({ city: ' ' })).toBeNull();
    expect(accountOf({ sales_accounts: [{ id: 1 }, { id: 2, is_primary: true }] })).toBe(2);
    expect(accountOf({ sales_account_id: '7' })).toBe(7);
  });
});

describe('colleagues', () => {
  it('are found by the beginnings of their names', () => {
    const users = [
      { id: 1, display_name: 'Rita Gómez' },
      { id: 2, display_name: 'Grete Rist' },
    ];
    expect(usersNamed(users, 'ri').map(({ id }) => id)).toEqual([1, 2]);
    expect(usersNamed(users, 'gom rit').map(({ id }) => id)).toEqual([1]);
  });
});
