import { idOf, objectsOf, textOf } from '../../../shared/entities/record.ts';
import { LEAD_COMPANY, LEAD_DEAL, readAttributes, type Body } from '../attributes.ts';
import { invalid, Refusal } from '../failure.ts';
import { primaryAccountId } from '../include.ts';
import { uniqueKey } from '../state/indexes.ts';
import { newPartId, objectIn, others, type Draft } from './draft.ts';
import { accountNamed } from './accounts.ts';
import { CONTACT_ACCOUNTS_MAX } from '../../../shared/limits.ts';

type Email = Readonly<Record<string, unknown>>;

function newEmail(value: string, isPrimary: boolean, label: unknown, draft: Draft): Email {
  return { id: newPartId(draft.world), value, is_primary: isPrimary, label: label ?? null };
}

function checkedAddress(value: unknown): string {
  if (typeof value !== 'string' || !/^[^\s@]+@[^\s@]+$/.test(value.trim())) throw invalid('invalid', 'Email');
  return value.trim();
}

/** The new list of addresses: `emails` is the whole list (quirks §6), as objects, texts or one text; `_destroy` leaves one out. */
function emailList(given: unknown, before: readonly Email[], draft: Draft): Email[] {
  const items: unknown[] = Array.isArray(given) ? given : [given];
  const list = items.flatMap((item): Email[] => {
    const entry: Body = typeof item === 'object' && item !== null ? (item as Body) : { value: item };
    if (entry['_destroy'] === true) return [];
    const known = before.find(
      (email) => email['id'] === idOf(entry, 'id') || email['value'] === entry['value'],
    );
    const value = checkedAddress(entry['value'] ?? known?.['value']);
    const isPrimary = entry['is_primary'] === true;
    return [
      known === undefined
        ? newEmail(value, isPrimary, entry['label'], draft)
        : { ...known, value, is_primary: isPrimary },
    ];
  });
  const primary = Math.max(
    0,
    list.findIndex((email) => email['is_primary'] === true),
  );
  return list.map((email, index) => ({ ...email, is_primary: index === primary }));
}

function saveEmails(draft: Draft): void {
  const { body, values, world } = draft;
  const before = objectsOf(values, 'emails');
  if (body['emails'] !== undefined && body['emails'] !== null) {
    values['emails'] = emailList(body['emails'], before, draft);
    return;
  }
  const email = body['email'];
  if (email === undefined || email === null) return;
  if (email === '') {
    if (world.quirks.emptyEmailRefused) throw invalid('invalid', 'Email');
    return;
  }
  // The deprecated single key changes the primary address.
  const rest = before.filter((entry) => entry['is_primary'] !== true && entry['value'] !== email);
  const old = before.find((entry) => entry['is_primary'] === true);
  const value = checkedAddress(email);
  values['emails'] = [old === undefined ? newEmail(value, true, null, draft) : { ...old, value }, ...rest];
}

/** What holds for every person (reference: Leads and Contacts, marks * and π). */
function checkPerson(draft: Draft, kind: 'leads' | 'contacts'): void {
  const { values, world } = draft;
  if (textOf(values, 'last_name') === null) throw invalid('blank', 'Last name');
  const emails = objectsOf(values, 'emails').flatMap((email) => textOf(email, 'value') ?? []);
  const reachable =
    emails.length > 0 || textOf(values, 'mobile_number') !== null || textOf(values, 'twitter') !== null;
  if (!reachable) throw invalid('contactable');
  if (draft.isClone) return;
  const table = world.store.table(kind);
  if (emails.some((email) => others(draft, table.find('emails', uniqueKey(email))).length > 0))
    throw invalid('taken', 'Email');
  for (const key of ['mobile_number', 'twitter', 'external_id']) {
    const value = textOf(values, key);
    if (value === null || others(draft, table.find(key, uniqueKey(value))).length === 0) continue;
    throw new Refusal(400, [{ key: 'notUnique', field: kind === 'leads' ? 'Lead' : 'Contact' }], {
      error_code: 3002,
    });
  }
}

/** Completes and checks a lead (reference: Create a Lead, Update a Lead). */
export function saveLead(draft: Draft): void {
  const { body, values, before, world } = draft;
  saveEmails(draft);
  for (const [key, attributes] of [
    ['company', LEAD_COMPANY],
    ['deal', LEAD_DEAL],
  ] as const) {
    const given = objectIn(body, key);
    if (given === null) continue;
    const old = objectIn(values, key) ?? {
      id: newPartId(world),
      ...Object.fromEntries(Object.keys(attributes).map((name) => [name, null])),
    };
    values[key] = { ...old, ...readAttributes(given, attributes, world) };
  }
  values['lead_stage_id'] ??= world.store.table('lead_stages').all()[0]?.id ?? null;
  const stage = world.store.get('lead_stages', Number(values['lead_stage_id']));
  const unqualified = stage?.['unqualified'] === true;
  if (!unqualified && body['lead_reason_id'] !== undefined && values['lead_reason_id'] !== null)
    throw invalid('onlyWhen', 'Lead reason', 'Unqualified');
  if (!unqualified) values['lead_reason_id'] = null;
  if (values['lead_stage_id'] !== before?.['lead_stage_id']) values['stage_updated_time'] = world.now();
  checkPerson(draft, 'leads');
}

function accountLinks(given: unknown, draft: Draft): { id: number; is_primary: boolean }[] {
  if (!Array.isArray(given) || given.some((item) => typeof item !== 'object' || item === null))
    throw invalid('invalidType', 'sales_accounts');
  const links = (given as Body[])
    .filter((item) => item['_destroy'] !== true)
    .map((item) => {
      const account = draft.world.store.get('sales_accounts', idOf(item, 'id') ?? 0);
      if (account === undefined || account['is_deleted'] === true) throw invalid('invalid', 'Sales account');
      return { id: account.id, is_primary: item['is_primary'] === true || item['is_primary'] === 'true' };
    });
  if (links.length > CONTACT_ACCOUNTS_MAX) throw invalid('tooMany', 'accounts', String(CONTACT_ACCOUNTS_MAX));
  if (links.length > 0 && links.filter((link) => link.is_primary).length !== 1)
    throw invalid('primaryAccount');
  return links;
}

/** Makes an account the primary one and keeps the others. */
function withPrimary(values: Body, id: number): { id: number; is_primary: boolean }[] {
  const rest = objectsOf(values, 'sales_accounts').filter((link) => link['id'] !== id);
  return [{ id, is_primary: true }, ...rest.map((link) => ({ id: Number(link['id']), is_primary: false }))];
}

function saveAccounts(draft: Draft): void {
  const { body, values, world } = draft;
  if (body['sales_accounts'] !== undefined && body['sales_accounts'] !== null) {
    values['sales_accounts'] = accountLinks(body['sales_accounts'], draft);
    return;
  }
  // Both keys are deprecated, and still work (reference: Create a contact by associating to a new primary account).
  const inline = objectIn(body, 'sales_account');
  const name = inline === null ? null : textOf(inline, 'name');
  const id = inline === null ? idOf(body, 'sales_account_id') : idOf(inline, 'id');
  if (name !== null && id === null)
    values['sales_accounts'] = withPrimary(values, accountNamed(name, world).id);
  else if (id !== null && id !== primaryAccountId({ ...values, id: 0 })) {
    const account = world.store.get('sales_accounts', id);
    if (account === undefined || account['is_deleted'] === true) throw invalid('invalid', 'Sales account');
    values['sales_accounts'] = withPrimary(values, id);
  }
}

/** Completes and checks a contact (reference: Create a Contact, Update a Contact). */
export function saveContact(draft: Draft): void {
  const { values, before, world } = draft;
  saveEmails(draft);
  saveAccounts(draft);
  const statusHeard =
    !world.quirks.statusIgnoredUnlessIncluded || (before !== null && draft.includes.has('contact_status'));
  if (!statusHeard) {
    const first = world.store.table('contact_statuses').all()[0];
    values['contact_status_id'] = before?.['contact_status_id'] ?? first?.id ?? null;
    values['lifecycle_stage_id'] = before?.['lifecycle_stage_id'] ?? first?.['lifecycle_stage_id'] ?? null;
  } else {
    const status = world.store.get('contact_statuses', Number(values['contact_status_id']));
    if (values['contact_status_id'] !== before?.['contact_status_id'])
      values['lifecycle_stage_id'] = status?.['lifecycle_stage_id'] ?? null;
  }
  checkPerson(draft, 'contacts');
}
