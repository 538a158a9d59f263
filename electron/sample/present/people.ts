import type { Kind } from '../../../shared/entities/kind.ts';
import { dealsOf, recentNote, summaryOf, teamOf } from '../derived.ts';
import { LEAD_COMPANY } from '../attributes.ts';
import { accountPartial, configurationRow, displayName, primaryEmail } from '../rows.ts';
import type { Row } from '../state/row.ts';
import { amountNumber, amountText } from '../totals.ts';
import type { World } from '../world.ts';
import { objectOf, objectsOf } from '../../../shared/entities/record.ts';
import {
  customFieldOf,
  emailsOf,
  lastContactedOf,
  leadQuality,
  linksOf,
  recordTypeId,
  sampleJwt,
} from './parts.ts';

/** `mcr_id` of a contact: above 2^53, and written as a bare number (quirks §6). */
const MCR_BASE = 1_450_348_061_427_834_880n;

/** What a single record has that rows of a list have not (quirks §6). */
const DETAIL = {
  has_duplicates: false,
  duplicates_searched_today: false,
  has_connections: false,
  connections_searched_today: true,
};

function lastKeys(kind: Kind & ('leads' | 'contacts'), row: Row, world: World): Record<string, unknown> {
  return {
    created_at: world.instant(row['created_at']),
    updated_at: world.instant(row['updated_at']),
    keyword: row['keyword'] ?? null,
    medium: row['medium'] ?? null,
    email_status: primaryEmail(row) === null ? null : 'Active',
    last_contacted_mode: row['last_contacted_mode'] ?? null,
    recent_note: recentNote(kind === 'leads' ? 'Lead' : 'Contact', row.id, world),
    last_contacted_via_chat: null,
    last_contacted_via_sales_activity: null,
    completed_sales_sequences: null,
    active_sales_sequences: null,
    web_form_ids: null,
    last_assigned_at: world.instant(row['last_assigned_at']),
    tags: row['tags'] ?? [],
    facebook: row['facebook'] ?? null,
    twitter: row['twitter'] ?? null,
    linkedin: row['linkedin'] ?? null,
    is_deleted: row['is_deleted'] === true,
    team_user_ids: teamOf(kind === 'leads' ? 'Lead' : 'Contact', row.id, world),
  };
}

/** The company of a lead; `industry_type` and `business_type` come embedded (quirks, recorded leads). */
function companyOf(row: Row, world: World): Record<string, unknown> | null {
  const company = objectOf(row, 'company');
  if (company === null) return null;
  const embedded = (table: 'industry_types' | 'business_types', key: string): unknown => {
    const found = world.store.get(table, Number(company[key]));
    return found === undefined ? null : configurationRow(found, world);
  };
  return {
    id: company['id'] ?? null,
    ...Object.fromEntries(Object.keys(LEAD_COMPANY).map((key) => [key, company[key] ?? null])),
    annual_revenue: amountNumber(company['annual_revenue']),
    industry_type: embedded('industry_types', 'industry_type_id'),
    business_type: embedded('business_types', 'business_type_id'),
  };
}

function dealOf(row: Row): Record<string, unknown> | null {
  const deal = objectOf(row, 'deal');
  return deal === null ? null : { ...deal, amount: amountText(deal['amount']) };
}

/** A lead as the API gives it (reference: View a Lead; quirks §6). */
export function presentLead(row: Row, world: World, detail: boolean): Record<string, unknown> {
  return {
    id: row.id,
    job_title: row['job_title'] ?? null,
    department: row['department'] ?? null,
    email: primaryEmail(row),
    emails: emailsOf(row),
    work_number: row['work_number'] ?? null,
    mobile_number: row['mobile_number'] ?? null,
    address: row['address'] ?? null,
    city: row['city'] ?? null,
    state: row['state'] ?? null,
    zipcode: row['zipcode'] ?? null,
    country: row['country'] ?? null,
    time_zone: row['time_zone'] ?? null,
    do_not_disturb: false,
    display_name: displayName(row),
    avatar: row['avatar'] ?? null,
    last_seen: world.instant(row['last_seen']),
    last_contacted: lastContactedOf(row, world),
    lead_score: row['lead_score'] ?? 0,
    lead_quality: leadQuality(row['lead_score']),
    stage_updated_time: world.instant(row['stage_updated_time']),
    first_name: row['first_name'] ?? null,
    last_name: row['last_name'] ?? null,
    company: companyOf(row, world),
    deal: dealOf(row),
    links: linksOf('leads', row.id, world),
    last_contacted_sales_activity_mode: null,
    custom_field: customFieldOf('leads', row),
    has_authority: false,
    ...lastKeys('leads', row, world),
    ...(detail ? DETAIL : {}),
  };
}

function accountsOf(row: Row, world: World): Record<string, unknown>[] {
  return objectsOf(row, 'sales_accounts').flatMap((link) => {
    const account = world.store.get('sales_accounts', Number(link['id']));
    if (account === undefined || account['is_deleted'] === true) return [];
    const suite = world.flavour === 'suite' ? { record_type_id: recordTypeId('sales_accounts') } : {};
    return [{ ...accountPartial(account, world), ...suite, is_primary: link['is_primary'] === true }];
  });
}

/** A contact as the API gives it (reference: View a Contact; quirks §6). Its accounts are embedded when included. */
export function presentContact(
  row: Row,
  world: World,
  detail: boolean,
  includes: ReadonlySet<string>,
): Record<string, unknown> {
  const deals = dealsOf('contacts', row.id, world);
  const sums = summaryOf(deals, world);
  const nothing = world.quirks.amountsNullWithoutDeals && deals.length === 0;
  return {
    id: row.id,
    first_name: row['first_name'] ?? null,
    last_name: row['last_name'] ?? null,
    display_name: displayName(row),
    avatar: row['avatar'] ?? null,
    job_title: row['job_title'] ?? null,
    department: row['department'] ?? null,
    city: row['city'] ?? null,
    state: row['state'] ?? null,
    zipcode: row['zipcode'] ?? null,
    country: row['country'] ?? null,
    email: primaryEmail(row),
    emails: emailsOf(row),
    do_not_disturb: false,
    has_authority: false,
    time_zone: row['time_zone'] ?? null,
    work_number: row['work_number'] ?? null,
    mobile_number: row['mobile_number'] ?? null,
    address: row['address'] ?? null,
    last_seen: world.instant(row['last_seen']),
    lead_score: row['lead_score'] ?? 0,
    lead_quality: leadQuality(row['lead_score']),
    last_contacted: lastContactedOf(row, world),
    open_deals_amount: nothing ? null : amountText(sums.openAmount),
    open_deals_count: nothing ? null : sums.openCount,
    won_deals_amount: nothing ? null : amountText(sums.wonAmount),
    won_deals_count: nothing ? null : sums.wonCount,
    links: linksOf('contacts', row.id, world),
    last_contacted_sales_activity_mode: null,
    custom_field: customFieldOf('contacts', row),
    ...lastKeys('contacts', row, world),
    external_id: row['external_id'] ?? null,
    customer_fit: row['customer_fit'] ?? 0,
    subscription_status: 1,
    subscription_types: '2;3;4;5;1',
    phone_numbers: [],
    mcr_id: MCR_BASE + BigInt(row.id),
    ...(world.flavour === 'suite' ? { record_type_id: recordTypeId('contacts') } : {}),
    ...(world.quirks.tokensInRecords
      ? { fc_widget_collaboration: { convo_token: sampleJwt(row.id), auth_token: sampleJwt(row.id) } }
      : {}),
    ...(detail ? DETAIL : {}),
    ...(includes.has('sales_accounts') ? { sales_accounts: accountsOf(row, world) } : {}),
  };
}
