import { idOf, objectOf, textOf } from '../../../../shared/entities/record.ts';
import { lines } from './lines.ts';
import { listBefore, never, objectsIn, type FieldWriter, type Writers } from './writer.ts';

/** Contacts come and go by two lists of their own, which answers do not hold (reference: Create a Deal; quirks §8). */
const contacts: FieldWriter = (value, context) => {
  const ids = (list: readonly Record<string, unknown>[]): number[] =>
    list.flatMap((contact) => idOf(contact, 'id') ?? []);
  const [before, after] = [ids(listBefore('contacts', context)), ids(objectsIn(value))];
  const added = after.filter((id) => !before.includes(id));
  const removed = before.filter((id) => !after.includes(id));
  return {
    ...(added.length === 0 ? {} : { contacts_added_list: added }),
    ...(removed.length === 0 ? {} : { contacts_removed_list: removed }),
  };
};

/**
 * With product lines the amount follows from them (reference: Documents, `amount`), so beside lines it is not written. Alone it is, whatever lines there are: whether it is taken is the
 * server's to say, and its answer is compared.
 */
export const amount: FieldWriter = (value, { fields }) => {
  const lines = fields['products'];
  return Array.isArray(lines) && lines.length > 0 ? {} : { amount: value };
};

/** A new account by its name alone (reference: Create a deal by associating to a new account); otherwise its id says it. */
const salesAccount: FieldWriter = (value, { fields }) => {
  const account = objectOf({ value }, 'value') ?? {};
  const [id, name] = [idOf(account, 'id'), textOf(account, 'name')];
  if (fields['sales_account_id'] !== undefined && fields['sales_account_id'] !== null) return {};
  if (id !== null) return { sales_account_id: id };
  return name === null ? {} : { sales_account: { name } };
};

/** Where a new account is made by its name there is no id to write. */
const salesAccountId: FieldWriter = (value, { fields }) =>
  value === null && fields['sales_account'] !== undefined ? {} : { sales_account_id: value };

/** Fields of deals. */
export const dealWriters: Writers = {
  contacts,
  contact_ids: never,
  products: lines,
  amount,
  sales_account: salesAccount,
  sales_account_id: salesAccountId,
  base_currency_amount: never,
  expected_deal_value: never,
  has_products: never,
  age: never,
  rotten_days: never,
  forecast_category: never,
  stage_updated_time: never,
};
