import { z } from 'zod';
import type { Fields } from '../../../shared/edits/edit.ts';
import { valueAt } from '../../../shared/edits/path.ts';
import type { RawRecord } from '../../../shared/entities/record.ts';
import { draftSchema } from './composer-draft.ts';
import { draftOf, isSameDraft, valueOf, type Draft } from './field-draft.ts';
import type { FormField } from './form-fields.ts';

/** What somebody typed into the fields of a form, by path; what was not touched is not there. */
export type TypedDrafts = Readonly<Record<string, Draft>>;
export const typedDraftsSchema: z.ZodType<TypedDrafts> = z.record(z.string(), draftSchema);

/** The fields whose typed values differ from the record's, in the shape in which records show them. */
export function typedChanges(
  fields: readonly FormField[],
  typed: TypedDrafts,
  record: RawRecord,
  names: Readonly<Record<string, string>>,
): Fields {
  return Object.fromEntries(
    fields.flatMap(({ path, control }) => {
      const draft = typed[path];
      if (draft === undefined || isSameDraft(draft, draftOf(control, path, record, names))) return [];
      return [[path, valueOf(control, draft, valueAt(record, path))] as const];
    }),
  );
}
