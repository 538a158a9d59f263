import { noteSchema } from '../../../shared/entities/note.ts';
import type { RawRecord } from '../../../shared/entities/record.ts';
import type { Caller } from '../call.ts';
import type { Id } from './options.ts';
import { plainKind, type PlainKindOperations } from './plain-kind.ts';

export interface NoteWrite extends RawRecord {
  description?: string;
  targetable_type?: 'Lead' | 'Contact' | 'SalesAccount' | 'Deal';
  targetable_id?: Id;
}

/** Notes (reference: Notes). There is no call for one note, nor for all: they come with the record they are about. */
export type NoteOperations = Omit<PlainKindOperations<NoteWrite>, 'get'>;

export function noteOperations(call: Caller): NoteOperations {
  const { create, update, remove } = plainKind<NoteWrite>(call, '/notes', 'note', noteSchema);
  return { create, update, remove };
}
