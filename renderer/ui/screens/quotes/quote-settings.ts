/** What this laptop knows of its quotes and the API does not: who sends them, the words under them, and the template that was named last. */
export interface QuoteSettings {
  /** The sender as it stands at the top: name, address, tax number, a line each. */
  readonly sender: string;
  /** What stands under the total. */
  readonly terms: string;
  /** A template's name in Freshsales (reference: `cpq_document_template_name`). */
  readonly template: string;
}

const KEY = 'satchel:quotes';
const NONE: QuoteSettings = { sender: '', terms: '', template: '' };

export function readQuoteSettings(storage: Pick<Storage, 'getItem'>): QuoteSettings {
  try {
    const kept: unknown = JSON.parse(storage.getItem(KEY) ?? 'null');
    if (typeof kept !== 'object' || kept === null) return NONE;
    const text = (key: keyof QuoteSettings): string => {
      const value: unknown = Object.entries(kept).find(([name]) => name === key)?.[1];
      return typeof value === 'string' ? value : '';
    };
    return { sender: text('sender'), terms: text('terms'), template: text('template') };
  } catch {
    return NONE; // Not what we wrote; it is written anew with the next change.
  }
}

/** Changes some of it; gives back the whole. */
export function keepQuoteSettings(
  storage: Pick<Storage, 'getItem' | 'setItem'>,
  part: Partial<QuoteSettings>,
): QuoteSettings {
  const next = { ...readQuoteSettings(storage), ...part };
  storage.setItem(KEY, JSON.stringify(next));
  return next;
}
