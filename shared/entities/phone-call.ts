import { z } from 'zod';
import { parseInstant } from '../time.ts';
import { selectorColumn } from './column.ts';
import type { RecordDefinition } from './entity-kind.ts';
import * as field from './fields.ts';
import { idOf, idSchema, objectOf, textOf, type RawRecord } from './record.ts';
import { targetFields, targetTags } from './target.ts';

/** A logged call (reference: Phone). `call_direction` is true for incoming; durations are seconds. */
export const phoneCallSchema = z.looseObject({
  id: idSchema,
  call_direction: field.flag,
  call_duration: field.number,
  recording_duration: field.number,
  status: field.text,
  recording: z.unknown().optional(),
  conversation_time: field.instant,
  cost: field.amount,
  is_manual: field.flag,
  ...targetFields,
  phone_number_id: field.reference,
  phone_caller_id: field.reference,
  note_id: field.reference,
  outcome_id: field.reference,
});
export type PhoneCall = z.infer<typeof phoneCallSchema>;

/** The text of the note that was logged with a call, where it is known. */
function noteText(record: RawRecord): string | null {
  return textOf(objectOf(record, 'note') ?? {}, 'description');
}

/** Logged calls as the store keeps them: those that were logged here, as the API lists none. */
export const phoneCalls: RecordDefinition = {
  kind: 'phone_calls',
  singular: 'phone_call',
  model: 'PhoneCall',
  schema: phoneCallSchema,
  columns: [
    { key: 'note', type: 'text', read: noteText },
    { key: 'call_direction', type: 'number', read: (record) => (record['call_direction'] === true ? 1 : 0) },
    {
      key: 'conversation_time',
      type: 'instant',
      read: (record) => parseInstant(record['conversation_time']),
    },
    selectorColumn('outcome_id', 'sales_activity_outcomes'),
    // By it the note, which comes as one of its own too, is known to be the call's.
    { key: 'note_id', type: 'number', read: (record) => idOf(record, 'note_id') },
    { key: 'targets', type: 'tags', read: targetTags },
  ],
  defaultColumns: ['note', 'call_direction', 'conversation_time'],
  title: noteText,
  searchText: (record) => [noteText(record)],
  include: [],
};
