import { z } from 'zod';
import { parseInstant } from '../time.ts';
import { selectorColumn } from './column.ts';
import type { RecordDefinition } from './entity-kind.ts';
import * as field from './fields.ts';
import { idSchema, textOf } from './record.ts';
import { targetFields, targetTags } from './target.ts';

/** A note (reference: Notes). Answers do not always say what it is about. */
export const noteSchema = z.looseObject({
  id: idSchema,
  description: field.text,
  creater_id: field.reference,
  updater_id: field.reference,
  ...targetFields,
  created_at: field.instant,
  updated_at: field.instant,
});
export type Note = z.infer<typeof noteSchema>;

/** Notes as the store keeps them. */
export const notes: RecordDefinition = {
  kind: 'notes',
  singular: 'note',
  model: 'Note',
  schema: noteSchema,
  columns: [
    { key: 'description', type: 'text', read: (record) => textOf(record, 'description') },
    selectorColumn('creater_id', 'owners'),
    { key: 'targets', type: 'tags', read: targetTags },
    { key: 'created_at', type: 'instant', read: (record) => parseInstant(record['created_at']) },
    { key: 'updated_at', type: 'instant', read: (record) => parseInstant(record['updated_at']) },
  ],
  defaultColumns: ['description', 'creater_id', 'created_at'],
  title: (record) => textOf(record, 'description'),
  searchText: (record) => [textOf(record, 'description')],
  include: [],
};
