import { z } from 'zod';
import type { Fields } from '../../../../shared/edits/edit.ts';
import {
  idOf,
  idSchema,
  objectOf,
  objectsOf,
  textOf,
  type RawRecord,
} from '../../../../shared/entities/record.ts';
import { lineItem, linesOf } from '../../../../shared/quote-lines.ts';
import type { PickedRecord } from '../../lib/field-draft.ts';
import { touchedOf } from '../../lib/kept-form.svelte.ts';
import { endOfDay } from '../products/valid-till.ts';
import { FIRST_STAGE } from './quote-words.ts';

/** What is asked of a new quote. */
export interface NewQuoteDraft {
  readonly display_name: string;
  readonly document_type: string;
  readonly cpq_document_template_name: string;
  /** A day; empty for none. */
  readonly valid_till: string;
  /** Null where none is chosen yet. */
  readonly contactId: number | null;
  readonly withLines: boolean;
}

/** What was typed into it. */
export interface TypedNewQuote extends Partial<Omit<NewQuoteDraft, 'contactId'>> {
  /** One that was picked, or none. */
  readonly contacts?: readonly PickedRecord[];
}
export const typedNewQuoteSchema: z.ZodType<TypedNewQuote> = touchedOf({
  display_name: z.string(),
  document_type: z.string(),
  cpq_document_template_name: z.string(),
  valid_till: z.string(),
  withLines: z.boolean(),
  contacts: z.array(z.object({ id: idSchema, title: z.string() })),
});

/** Days that a new quote holds unless something else is said. */
export const HOLDS_DAYS = 30;

const ADDRESS: readonly (readonly [of: string, part: string])[] = [
  ['address', 'address'],
  ['city', 'city'],
  ['state', 'state'],
  ['zipcode', 'zipcode'],
  ['country', 'country'],
];

/** The account of a deal, whichever way the deal names it. */
export function accountOf(deal: RawRecord): number | null {
  return idOf(deal, 'sales_account_id') ?? idOf(objectOf(deal, 'sales_account') ?? {}, 'id');
}

/** The people of a deal, as it names them. */
export function contactsOf(deal: RawRecord): readonly PickedRecord[] {
  return objectsOf(deal, 'contacts').flatMap((contact) => {
    const id = idOf(contact, 'id');
    const name = [textOf(contact, 'first_name'), textOf(contact, 'last_name')].filter(Boolean).join(' ');
    const title = textOf(contact, 'display_name') ?? (name || `#${id}`);
    return id === null ? [] : { id, title };
  });
}

/**
 * The quote that a deal becomes: it takes over the account with its address, the contact, the currency, and the lines, which follow in a request of their own (reference: Create a
 * Document, Add Products to the Document).
 * @param account the deal's account, or null where it has none or it is not here
 */
export function quoteOf(
  draft: NewQuoteDraft,
  deal: RawRecord & { readonly id: number },
  context: {
    readonly account: RawRecord | null;
    readonly currency: string | null;
    readonly me: number | null;
  },
): { readonly first: Fields; readonly after: Fields | null } {
  const { account, currency, me } = context;
  const lines = draft.withLines ? linesOf(deal) : [];
  const accountId = accountOf(deal);
  const places = ADDRESS.flatMap(([of, part]) => {
    const value = account ? account[of] : null;
    return typeof value === 'string' && value.trim() !== ''
      ? [[`billing_${part}`, value] as const, [`shipping_${part}`, value] as const]
      : [];
  });
  const first: Fields = {
    display_name: draft.display_name.trim(),
    document_type: draft.document_type.trim(),
    cpq_document_template_name: draft.cpq_document_template_name.trim(),
    stage: FIRST_STAGE,
    deal_id: deal.id,
    contact_id: draft.contactId,
    ...(accountId === null ? {} : { sales_account_id: accountId }),
    ...(draft.valid_till === '' ? {} : { valid_till: endOfDay(draft.valid_till) }),
    ...(currency === null ? {} : { currency_code: currency }),
    ...(lines.length === 0 && deal['amount'] != null ? { amount: deal['amount'] } : {}),
    ...(me === null ? {} : { owner_id: me }),
    ...Object.fromEntries(places),
  };
  // A line of a document is its own: what the deal knows of its line stays there.
  const items = lines.map((line) => lineItem({ ...line, currency: line.currency ?? currency, source: {} }));
  return { first, after: items.length === 0 ? null : { products: items } };
}
