import type { ClientCall } from './client-call.ts';

/** What each example of the reference means for the client: notes, tasks, appointments, sales activities and calls. */
export const workCalls: Readonly<Record<string, ClientCall>> = {
  'notes-085': (c) =>
    c.notes.create({ description: 'Sample note for lead create', targetable_type: 'Lead', targetable_id: 1 }),
  'notes-086': (c) =>
    c.notes.create({
      description: 'Sample note for contact create',
      targetable_type: 'Contact',
      targetable_id: 1,
    }),
  'notes-087': (c) =>
    c.notes.create({
      description: 'Create Sample note for an account',
      targetable_type: 'SalesAccount',
      targetable_id: 1,
    }),
  'notes-088': (c) =>
    c.notes.create({
      description: 'Create Sample note for a deal',
      targetable_type: 'Deal',
      targetable_id: 1,
    }),
  'notes-089': (c) =>
    c.notes.update(1, {
      description: 'Sample note for lead update',
      targetable_type: 'Lead',
      targetable_id: 1,
    }),
  'notes-090': (c) =>
    c.notes.update(2, {
      description: 'Sample note for contact update',
      targetable_type: 'Contact',
      targetable_id: 1,
    }),
  'notes-091': (c) =>
    c.notes.update(3, {
      description: 'Update the Sample note for an account',
      targetable_type: 'SalesAccount',
      targetable_id: 1,
    }),
  'notes-092': (c) => c.notes.remove(1),
  'tasks-093': (c) =>
    c.tasks.create({
      title: 'Sample Task',
      description: 'This is just a sample task.',
      due_date: 'Tue Jun 21 2016 11:00:00 GMT+0000',
      owner_id: '1',
      targetable_id: '1',
      targetable_type: 'Lead',
      task_users_attributes: [{ user_id: '1' }],
    }),
  'tasks-094': (c) => c.tasks.get(1, { include: ['users', 'targetable'] }),
  'tasks-095': (c) => c.tasks.list('open', { include: ['owner'] }),
  'tasks-096': (c) =>
    c.tasks.update(1, {
      title: 'Updated Sample Task',
      description: 'This is just an edited version of sample Task.',
      due_date: 'Tue Jun 21 2016 11:00:00 GMT+0000',
      owner_id: '1',
      targetable_id: '1',
      targetable_type: 'Lead',
      task_users_attributes: [{ user_id: '2' }],
    }),
  'tasks-097': (c) => c.tasks.update(1, { status: 1 }),
  'tasks-098': (c) => c.tasks.remove(1),
  'appointments-099': (c) =>
    c.appointments.create({
      title: 'Sample Appointment',
      description: 'This is just a sample Appointment.',
      from_date: 'Mon Jun 20 2016 10:30:00 GMT+0530 (IST)',
      end_date: 'Mon Jun 20 2016 11:30:00 GMT+0530 (IST)',
      time_zone: 'Chennai',
      location: 'Chennai, TN, India',
      targetable_id: '115765',
      targetable_type: 'Lead',
      appointment_attendees_attributes: [
        { attendee_type: 'FdMultitenant::User', attendee_id: '223' },
        { attendee_type: 'FdMultitenant::User', attendee_id: '222' },
        { attendee_type: 'Lead', attendee_id: '115773' },
      ],
    }),
  'appointments-100': (c) => c.appointments.get(1),
  'appointments-101': (c) => c.appointments.list('open', { include: ['creater'] }),
  'appointments-102': (c) =>
    c.appointments.update(1, {
      title: 'Updated Appointment',
      description: 'This is just an updated version of sample Appointment.',
      from_date: 'Tue Jun 21 2016 08:00:00 GMT+0530 (IST)',
      end_date: 'Tue Jun 21 2016 08:30:00 GMT+0530 (IST)',
      time_zone: 'Hawaii',
      location: 'Hawaii',
      targetable_id: '115765',
      targetable_type: 'Lead',
      appointment_attendees_attributes: [
        { attendee_type: 'FdMultitenant::User', attendee_id: '222' },
        { attendee_type: 'FdMultitenant::User', attendee_id: '223' },
      ],
    }),
  'appointments-103': (c) => c.appointments.remove(1),
  'sales_activities-104': (c) =>
    c.salesActivities.create({
      title: 'ticket',
      notes: 'sample',
      targetable_id: '1',
      targetable_type: 'Contact',
      start_date: '2017-12-04T17:00:00+05:30',
      end_date: '2017-12-04T17:30:00+05:30',
      owner_id: '1',
      sales_activity_type_id: '2',
      sales_activity_outcome_id: '1',
    }),
  'sales_activities-105': (c) =>
    c.salesActivities.create({
      title: 'ticket',
      notes: 'sample',
      targetable_id: '1',
      targetable_type: 'Contact',
      start_date: '2017-12-04T17:00:00+05:30',
      end_date: '2017-12-04T17:30:00+05:30',
      owner_id: '1',
      sales_activity_type_id: '2',
      sales_activity_outcome_id: '1',
      custom_field: { cf_customer_option: true },
    }),
  'sales_activities-106': (c) => c.salesActivities.get(1),
  'sales_activities-107': (c) => c.salesActivities.list(),
  'sales_activities-108': (c) => c.salesActivities.list({ page: 1 }),
  'sales_activities-109': (c) => c.salesActivities.list({ perPage: 10, page: 1 }),
  'sales_activities-110': (c) =>
    c.salesActivities.update(1, {
      title: 'sample test',
      notes: 'sample',
      targetable_id: '1',
      targetable_type: 'Contact',
      owner_id: '2',
      sales_activity_type_id: '2',
      sales_activity_outcome_id: '1',
    }),
  'sales_activities-111': (c) => c.salesActivities.remove(1),
  'phone-112': (c) =>
    c.phoneCalls.create({
      call_direction: true,
      targetable_type: 'lead',
      targetable: {
        id: '1',
        first_name: 'Jane',
        last_name: 'Sampleton (sample)',
        work_number: '5304915427',
        mobile_number: '11919457004 ',
      },
      note: { description: 'Sample note' },
    }),
  'phone-113': (c) =>
    c.phoneCalls.create({
      call_direction: true,
      targetable_type: 'lead',
      targetable: {
        first_name: 'Jane',
        last_name: 'Sampleton (sample)',
        work_number: '5304915427',
        mobile_number: '11919457004',
        company: { name: 'api' },
      },
      note: { description: 'Sample note' },
    }),
  'phone-114': (c) =>
    c.phoneCalls.create({
      call_direction: true,
      targetable_type: 'contact',
      targetable: {
        id: '1',
        first_name: 'Jane',
        last_name: 'Sampleton (sample)',
        work_number: '5304915427',
        mobile_number: '11919457004 ',
      },
      note: { description: 'Sample note' },
    }),
  'phone-115': (c) =>
    c.phoneCalls.create({
      call_direction: true,
      targetable_type: 'contact',
      targetable: {
        first_name: 'Jane',
        last_name: 'Sampleton (sample)',
        work_number: '5304915427',
        mobile_number: '11919457004',
      },
      note: { description: 'Sample note ' },
    }),
  'phone-116': (c) =>
    c.phoneCalls.create({
      call_direction: true,
      targetable_type: 'salesAccount',
      targetable: { id: '82', name: 'test', phone: '5304915427' },
      note: { description: 'Sample lead notes ' },
    }),
};
