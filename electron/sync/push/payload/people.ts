import { idOf, objectOf, textOf, type RawRecord } from '../../../../shared/entities/record.ts';
import { listBefore, never, objectsIn, type FieldWriter, type WriteContext, type Writers } from './writer.ts';

const addressOf = (email: RawRecord): string => (textOf(email, 'value') ?? '').trim().toLowerCase();

/**
 * The whole list, as the server may replace it (quirks §8: "emails list: send all"); addresses that are gone go with `_destroy`, as it may also merge.
 */
function emailList(list: readonly RawRecord[], before: readonly RawRecord[]): RawRecord {
  const kept = list.filter((email) => addressOf(email) !== '');
  const known = new Map(before.map((email) => [addressOf(email), email]));
  const ids = new Set(before.map((email) => idOf(email, 'id')));
  // An id that is not this record's own comes from one that it is a copy of.
  const idFor = (email: RawRecord): number | null => {
    const own = idOf(email, 'id');
    return own !== null && ids.has(own) ? own : idOf(known.get(addressOf(email)) ?? {}, 'id');
  };
  const primary = Math.max(
    0,
    kept.findIndex((email) => email['is_primary'] === true),
  );
  const written = kept.map((email, index) => {
    const id = idFor(email);
    const label = email['label'] ?? null;
    return {
      ...(id === null ? {} : { id }),
      value: email['value'],
      is_primary: index === primary,
      ...(label === null ? {} : { label }),
    };
  });
  const addresses = new Set(kept.map(addressOf));
  const keptIds = new Set(written.map((email) => email.id));
  const gone = before.filter((email) => {
    const id = idOf(email, 'id');
    return !addresses.has(addressOf(email)) && (id === null || !keptIds.has(id));
  });
  return {
    emails: [
      ...written,
      ...gone.map((email) => ({
        ...(idOf(email, 'id') === null ? {} : { id: idOf(email, 'id') }),
        value: email['value'],
        _destroy: true,
      })),
    ],
  };
}

const emails: FieldWriter = (value, context) => emailList(objectsIn(value), listBefore('emails', context));

/** The deprecated single address: it is the primary one of the list. Never written itself, as `""` refuses the whole person (quirks §7). */
const email: FieldWriter = (value, context) => {
  if (context.fields['emails'] !== undefined) return {};
  const before = listBefore('emails', context);
  const others = before.filter((entry) => entry['is_primary'] !== true);
  if (typeof value !== 'string' || value.trim() === '')
    return before.length === 0 ? {} : emailList(others, before);
  const same = others.filter((entry) => addressOf(entry) !== value.trim().toLowerCase());
  return emailList([{ value: value.trim(), is_primary: true }, ...same], before);
};

/** Embedded rows and ids in a lead's company and deal are the server's. */
const NESTED_READ_ONLY = new Set(['id', 'industry_type', 'business_type', 'deal_product', 'currency']);

/** An object inside a lead, merged on what is there, as the server may replace it whole. */
function nested(key: 'company' | 'deal'): FieldWriter {
  return (value, { base }: WriteContext) => {
    const asked = objectOf({ value }, 'value');
    if (asked === null) return {};
    const there = Object.entries((base && objectOf(base, key)) ?? {}).filter(([, held]) => held !== null);
    const merged = Object.entries({ ...Object.fromEntries(there), ...asked });
    return { [key]: Object.fromEntries(merged.filter(([name]) => !NESTED_READ_ONLY.has(name))) };
  };
}

/** Accounts of a contact: the whole list, one of them primary (reference: Create a Contact); those that are gone go with `_destroy`. */
const salesAccounts: FieldWriter = (value, context) => {
  const list = objectsIn(value).filter((account) => idOf(account, 'id') !== null);
  const primary = Math.max(
    0,
    list.findIndex((account) => account['is_primary'] === true),
  );
  const ids = new Set(list.map((account) => idOf(account, 'id')));
  const gone = listBefore('sales_accounts', context).filter((account) => !ids.has(idOf(account, 'id')));
  return {
    sales_accounts: [
      ...list.map((account, index) => ({ id: idOf(account, 'id'), is_primary: index === primary })),
      ...gone.map((account) => ({ id: idOf(account, 'id'), _destroy: true })),
    ],
  };
};

/** The deprecated single account; the list says it where both are there. */
const salesAccountId: FieldWriter = (value, { fields }) =>
  fields['sales_accounts'] === undefined ? { sales_account_id: value } : {};

/** A new account by its name alone (reference: Create a Contact, `sales_account`). */
const salesAccount: FieldWriter = (value, { fields }) => {
  const name = textOf(objectOf({ value }, 'value') ?? {}, 'name');
  const id = idOf(objectOf({ value }, 'value') ?? {}, 'id');
  if (name === null || id !== null || fields['sales_accounts'] !== undefined) return {};
  return { sales_account: { name } };
};

const person: Writers = { email, emails, lead_score: never, lead_quality: never, customer_fit: never };

/** Fields of leads. */
export const leadWriters: Writers = { ...person, company: nested('company'), deal: nested('deal') };

/** Fields of contacts. */
export const contactWriters: Writers = {
  ...person,
  sales_accounts: salesAccounts,
  sales_account_id: salesAccountId,
  sales_account: salesAccount,
  deals: never,
};
