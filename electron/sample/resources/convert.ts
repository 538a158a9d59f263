import { objectsOf, textOf } from '../../../shared/entities/record.ts';
import type { Body } from '../attributes.ts';
import { noteConversion } from '../events.ts';
import { invalid } from '../failure.ts';
import { presentRecord } from '../present/record.ts';
import { route, type Route } from '../router.ts';
import { accountByName, accountNamed } from '../save/accounts.ts';
import { objectIn } from '../save/draft.ts';
import { createRecord } from '../save/record.ts';
import { targetKey } from '../state/indexes.ts';
import type { Row } from '../state/row.ts';
import { idOfCall, ok, type Answer, type Call, type World } from '../world.ts';
import { wrapped } from './bodies.ts';
import { writable } from './reading.ts';

const PERSON_KEYS = [
  'first_name',
  'last_name',
  'job_title',
  'department',
  'emails',
  'work_number',
  'mobile_number',
  'address',
  'city',
  'state',
  'zipcode',
  'country',
  'time_zone',
  'owner_id',
  'territory_id',
  'lead_source_id',
  'campaign_id',
  'medium',
  'keyword',
  'facebook',
  'twitter',
  'linkedin',
  'tags',
] as const;
const COMPANY_KEYS = [
  'address',
  'city',
  'state',
  'zipcode',
  'country',
  'website',
  'phone',
  'industry_type_id',
  'business_type_id',
  'number_of_employees',
  'annual_revenue',
] as const;

const chosen = (row: Body, keys: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(
    keys.flatMap((key) => (row[key] === undefined || row[key] === null ? [] : [[key, row[key]]])),
  );

/** The account of a lead's company: the one of that name, or a new one with what is known of the company. */
function accountOf(lead: Row, name: string, world: World): Row {
  const known = accountByName(name, world);
  return (
    known ??
    world.store.patch(
      'sales_accounts',
      accountNamed(name, world),
      chosen(objectIn(lead, 'company') ?? {}, COMPANY_KEYS),
    )
  );
}

/** The contact's addresses: the lead's, after the one that the request gives under the deprecated `email`. */
function emailsFor(lead: Row, body: Body): Record<string, unknown> {
  const email = textOf(body, 'email');
  if (email === null || body['emails'] !== undefined) return {};
  const others = objectsOf(lead, 'emails').filter((entry) => entry['value'] !== email);
  return {
    emails: [{ value: email, is_primary: true }, ...others.map((entry) => ({ ...entry, is_primary: false }))],
  };
}

/** What was about the lead is about the contact from now on. */
function moveActivity(lead: Row, contact: Row, world: World): void {
  for (const table of [
    'notes',
    'tasks',
    'appointments',
    'sales_activities',
    'phone_calls',
    'documents',
    'document_links',
  ] as const) {
    for (const row of world.store.table(table).find('target', targetKey('Lead', lead.id))) {
      world.store.patch(table, row, { targetable_type: 'Contact', targetable_id: contact.id });
    }
  }
}

/**
 * `POST leads/{id}/convert`: the lead goes; a contact, its account and, on request, a deal come
 * (reference: Convert a Lead: last name and company name are mandatory).
 */
function convert(call: Call, world: World): Answer {
  const lead = writable('leads', idOfCall(call), world);
  const body = wrapped(call, 'lead');
  const company = textOf(objectIn(body, 'company') ?? {}, 'name');
  if (textOf(body, 'last_name') === null) throw invalid('blank', 'Last name');
  if (company === null) throw invalid('blank', 'Company name');
  // The lead is gone before the contact comes, so that its mail and phone are free.
  world.store.patch('leads', lead, {
    is_deleted: true,
    converted: true,
    deleted_at: 0,
    updated_at: world.now(),
  });
  const account = accountOf(lead, company, world);
  const { company: _company, deal: dealBody, custom_field: _custom, ...person } = body;
  const contact = createRecord(
    'contacts',
    {
      ...chosen(lead, PERSON_KEYS),
      ...person,
      ...emailsFor(lead, body),
      sales_accounts: [{ id: account.id, is_primary: true }],
    },
    world,
  );
  moveActivity(lead, contact, world);
  const deal = typeof dealBody === 'object' && dealBody !== null ? (dealBody as Body) : null;
  if (deal !== null)
    createRecord(
      'deals',
      { ...deal, sales_account_id: account.id, contacts_added_list: [contact.id] },
      world,
    );
  noteConversion(contact, lead, world);
  return ok({
    contact: presentRecord('contacts', contact, call.includes, world, true),
    meta: { success_msg: 'Lead converted successfully' },
  });
}

/** The path of converting. */
export const convertRoutes: readonly Route[] = [route('POST', 'leads/{id}/convert', convert)];
