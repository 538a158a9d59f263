import { assertNever } from '../../../shared/errors.ts';
import type { RecordKind } from '../../../shared/entities/kind.ts';
import { m } from '../paraglide/messages.js';

/** The plural name of a kind, as a heading: "Contacts". */
export function kindName(kind: RecordKind): string {
  switch (kind) {
    case 'leads':
      return m.kind_leads();
    case 'contacts':
      return m.kind_contacts();
    case 'sales_accounts':
      return m.kind_accounts();
    case 'deals':
      return m.kind_deals();
    case 'tasks':
      return m.kind_tasks();
    case 'appointments':
      return m.kind_appointments();
    case 'sales_activities':
      return m.kind_activities();
    case 'notes':
      return m.kind_notes();
    case 'phone_calls':
      return m.kind_phone_calls();
    case 'products':
      return m.kind_products();
    case 'cpq_documents':
      return m.kind_quotes();
    default:
      return assertNever(kind);
  }
}

/** The plural name of a kind within a sentence: "contacts". */
export function kindInSentence(kind: RecordKind): string {
  switch (kind) {
    case 'leads':
      return m.kind_leads_in_sentence();
    case 'contacts':
      return m.kind_contacts_in_sentence();
    case 'sales_accounts':
      return m.kind_accounts_in_sentence();
    case 'deals':
      return m.kind_deals_in_sentence();
    case 'tasks':
      return m.kind_tasks_in_sentence();
    case 'appointments':
      return m.kind_appointments_in_sentence();
    case 'sales_activities':
      return m.kind_activities_in_sentence();
    case 'notes':
      return m.kind_notes_in_sentence();
    case 'phone_calls':
      return m.kind_phone_calls_in_sentence();
    case 'products':
      return m.kind_products_in_sentence();
    case 'cpq_documents':
      return m.kind_quotes_in_sentence();
    default:
      return assertNever(kind);
  }
}

/** The name of one of a kind within a sentence: "contact". */
export function kindSingular(kind: RecordKind): string {
  switch (kind) {
    case 'leads':
      return m.kind_lead();
    case 'contacts':
      return m.kind_contact();
    case 'sales_accounts':
      return m.kind_account();
    case 'deals':
      return m.kind_deal();
    case 'tasks':
      return m.kind_task();
    case 'appointments':
      return m.kind_appointment();
    case 'sales_activities':
      return m.kind_activity();
    case 'notes':
      return m.kind_note();
    case 'phone_calls':
      return m.kind_phone_call();
    case 'products':
      return m.kind_product();
    case 'cpq_documents':
      return m.kind_quote();
    default:
      return assertNever(kind);
  }
}
