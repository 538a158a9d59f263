import { phoneCallSchema } from '../../../shared/entities/phone-call.ts';
import { objectOf, type RawRecord } from '../../../shared/entities/record.ts';
import { recordReader, type RecordAnswer } from '../answers.ts';
import type { Caller, CallOptions } from '../call.ts';
import type { Id } from './options.ts';

/** Whom the call was with: someone known by `id`, or a new lead or contact by the other fields. */
export interface CallPartner extends RawRecord {
  id?: Id;
  first_name?: string;
  last_name?: string;
  work_number?: string;
  mobile_number?: string;
  /** Of a new lead. */
  company?: { name: string };
  /** Of an account. */
  name?: string;
  phone?: string;
}

export interface PhoneCallWrite extends RawRecord {
  /** True for incoming. */
  call_direction: boolean;
  targetable_type: 'lead' | 'contact' | 'salesAccount';
  targetable: CallPartner;
  note?: { description: string };
  outcome_id?: Id;
}

/** Calls (reference: Phone). They can only be logged. */
export interface PhoneCallOperations {
  create(phoneCall: PhoneCallWrite, options?: CallOptions): Promise<RecordAnswer>;
  /** Without the wrapper and with the note's text as `call_notes`: the only form that some accounts take (quirks §8). */
  createFlat(phoneCall: PhoneCallWrite, options?: CallOptions): Promise<RecordAnswer>;
}

/** Whether an object is a call that can be logged. */
export function isPhoneCallWrite(body: RawRecord): body is PhoneCallWrite {
  return (
    typeof body['call_direction'] === 'boolean' &&
    typeof body['targetable_type'] === 'string' &&
    objectOf(body, 'targetable') !== null
  );
}

export function phoneCallOperations(call: Caller): PhoneCallOperations {
  // The one call that is logged comes back under the plural key.
  const readRecord = recordReader('phone_calls', phoneCallSchema);
  return {
    create: (phoneCall, options) =>
      call({ method: 'POST', path: '/phone_calls', body: { phone_call: phoneCall } }, options, readRecord),
    createFlat({ note, targetable, ...phoneCall }, options) {
      const { id: targetable_id, ...others } = targetable;
      const body = {
        ...phoneCall,
        ...(targetable_id === undefined ? { targetable: others } : { targetable_id, targetable }),
        ...(note === undefined ? {} : { call_notes: note.description }),
      };
      return call({ method: 'POST', path: '/phone_calls', body }, options, readRecord);
    },
  };
}
