import { z } from 'zod';
import type { Fields } from '../../../../shared/edits/edit.ts';
import { idOf, idSchema, type RawRecord } from '../../../../shared/entities/record.ts';
import type { PickedRecord } from '../../lib/field-draft.ts';
import { touchedOf } from '../../lib/kept-form.svelte.ts';
import { dayOfInstant, endOfDay } from '../products/valid-till.ts';
import { ADDRESS_PARTS } from './quote-facts.ts';

/** The texts of a quote that a form has, by key. */
export const QUOTE_TEXTS = [
  'display_name',
  'document_type',
  'cpq_document_template_name',
  'stage',
  ...ADDRESS_PARTS.flatMap((part) => [`billing_${part}`, `shipping_${part}`]),
] as const;

/** What is typed into the form of a quote: texts by key, and what is no text. */
export interface QuoteDraft {
  readonly texts: Readonly<Record<string, string>>;
  /** A day; empty for none. */
  readonly valid_till: string;
  /** An owner's id as text; empty for none. */
  readonly owner_id: string;
  readonly contactId: number | null;
}

/** What was typed into it. */
export interface TypedQuote extends Partial<QuoteDraft> {
  /** How the contact that was picked is called. */
  readonly contact?: PickedRecord | null;
}
export const typedQuoteSchema: z.ZodType<TypedQuote> = touchedOf({
  texts: z.record(z.string(), z.string()),
  valid_till: z.string(),
  owner_id: z.string(),
  contactId: idSchema.nullable(),
  contact: z.object({ id: idSchema, title: z.string() }).nullable(),
});

export function draftOfQuote(record: RawRecord): QuoteDraft {
  return {
    texts: Object.fromEntries(
      QUOTE_TEXTS.map((key) => {
        const value = record[key];
        return [key, typeof value === 'string' || typeof value === 'number' ? String(value) : ''];
      }),
    ),
    valid_till: dayOfInstant(record['valid_till']),
    owner_id: String(idOf(record, 'owner_id') ?? ''),
    contactId: idOf(record, 'contact_id'),
  };
}

/** The fields in which a draft differs from the quote. */
export function quoteChanges(draft: QuoteDraft, record: RawRecord): Fields {
  const was = draftOfQuote(record);
  const fields: Record<string, unknown> = {};
  for (const key of QUOTE_TEXTS) {
    const typed = (draft.texts[key] ?? '').trim();
    if (typed !== (was.texts[key] ?? '').trim()) fields[key] = typed === '' ? null : typed;
  }
  if (draft.valid_till !== was.valid_till) fields['valid_till'] = endOfDay(draft.valid_till);
  if (draft.owner_id !== was.owner_id)
    fields['owner_id'] = draft.owner_id === '' ? null : Number(draft.owner_id);
  if (draft.contactId !== was.contactId) fields['contact_id'] = draft.contactId;
  return fields;
}
