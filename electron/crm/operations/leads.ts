import { contactSchema } from '../../../shared/entities/contact.ts';
import type { RawRecord } from '../../../shared/entities/record.ts';
import { recordReader, type RecordAnswer } from '../answers.ts';
import type { Caller } from '../call.ts';
import type { Id, IncludeOptions } from './options.ts';
import { personOperations, type PersonOperations } from './people.ts';
import { recordKind, type RecordKindOperations } from './record-kind.ts';

/** Leads (reference: Leads). A suite account has none: every call is `not-found` there. */
export interface LeadOperations extends RecordKindOperations, PersonOperations {
  /**
   * Makes a contact of a lead, and a deal where `lead.deal` is given. `last_name` and `company.name` must be there (reference: Convert a Lead).
   * @returns the contact, with what `include` names of a contact
   */
  convert(id: Id, lead: RawRecord, options?: IncludeOptions): Promise<RecordAnswer>;
}

export function leadOperations(call: Caller): LeadOperations {
  const readContact = recordReader('contact', contactSchema);
  return {
    ...recordKind(call, 'leads'),
    ...personOperations(call, 'leads'),
    convert: (id, lead, options) =>
      call(
        {
          method: 'POST',
          path: `/leads/${id}/convert`,
          query: [['include', options?.include]],
          body: { lead },
        },
        options,
        readContact,
      ),
  };
}
