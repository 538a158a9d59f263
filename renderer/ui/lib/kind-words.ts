import { assertNever } from '../../../shared/errors.ts';
import type { Kind } from '../../../shared/entities/kind.ts';
import { m } from '../paraglide/messages.js';

/** The plural name of a kind, as a heading: "Contacts". */
export function kindName(kind: Kind): string {
  switch (kind) {
    case 'leads':
      return m.kind_leads();
    case 'contacts':
      return m.kind_contacts();
    case 'sales_accounts':
      return m.kind_accounts();
    case 'deals':
      return m.kind_deals();
    default:
      return assertNever(kind);
  }
}

/** The plural name of a kind within a sentence: "contacts". */
export function kindInSentence(kind: Kind): string {
  switch (kind) {
    case 'leads':
      return m.kind_leads_in_sentence();
    case 'contacts':
      return m.kind_contacts_in_sentence();
    case 'sales_accounts':
      return m.kind_accounts_in_sentence();
    case 'deals':
      return m.kind_deals_in_sentence();
    default:
      return assertNever(kind);
  }
}

/** The name of one of a kind within a sentence: "contact". */
export function kindSingular(kind: Kind): string {
  switch (kind) {
    case 'leads':
      return m.kind_lead();
    case 'contacts':
      return m.kind_contact();
    case 'sales_accounts':
      return m.kind_account();
    case 'deals':
      return m.kind_deal();
    default:
      return assertNever(kind);
  }
}
