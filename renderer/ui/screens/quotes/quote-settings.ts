import { z } from 'zod';
import type { Drafts } from '../../lib/drafts.ts';

const settingsSchema = z.object({
  /** The sender as it stands at the top: name, address, tax number, a line each. */
  sender: z.string().catch(''),
  /** What stands under the total. */
  terms: z.string().catch(''),
  /** The name of a template in Freshsales (reference: `cpq_document_template_name`). */
  template: z.string().catch(''),
});

/** What this laptop knows of its quotes and the API does not: who sends them, the words under them, and the template that was named last. */
export type QuoteSettings = Readonly<z.infer<typeof settingsSchema>>;

const NAME = 'quotes';
const NONE: QuoteSettings = { sender: '', terms: '', template: '' };

export function readQuoteSettings(drafts: Pick<Drafts, 'readOwn'>): QuoteSettings {
  return drafts.readOwn(NAME, settingsSchema) ?? NONE;
}

/** Changes some of it; gives back the whole. */
export function keepQuoteSettings(
  drafts: Pick<Drafts, 'readOwn' | 'writeOwn'>,
  part: Partial<QuoteSettings>,
): QuoteSettings {
  const next = { ...readQuoteSettings(drafts), ...part };
  drafts.writeOwn(NAME, next);
  return next;
}
