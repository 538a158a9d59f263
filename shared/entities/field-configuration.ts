import { z } from 'zod';
import { KINDS, type RecordKind } from './kind.ts';
import { idSchema } from './record.ts';

/**
 * Kinds whose fields an account tells of: the mirrored ones (reference: Settings, fields), and two that the reference leaves out. The vendor's present pages have the fields of sales
 * activities by the same way; those of products other clients ask for by it, and an account may know nothing of it.
 */
export const CONFIGURED_KINDS = [...KINDS, 'sales_activities', 'products'] as const;
export type ConfiguredKind = (typeof CONFIGURED_KINDS)[number];

export function isConfigured(kind: RecordKind): kind is ConfiguredKind {
  return (CONFIGURED_KINDS as readonly RecordKind[]).includes(kind);
}

/** One choice of a dropdown (reference: List All Deal Fields). Some accounts give choices without an id. */
export const fieldChoiceSchema = z.looseObject({
  id: z.union([idSchema, z.string()]).nullish(),
  value: z.union([z.string(), z.number(), z.null()]).optional(),
});

/** One field of a kind as the account has configured it, its own (`cf_…`) ones included (reference: Settings, fields). */
export const fieldSchema = z.looseObject({
  id: z.union([idSchema, z.string()]),
  name: z.string(),
  label: z.string().nullish(),
  type: z.string().nullish(),
  required: z.boolean().nullish(),
  /** Whether it is one of the product's fields; false for the account's own. */
  default: z.boolean().nullish(),
  position: z.number().nullish(),
  choices: z.array(fieldChoiceSchema).nullish(),
  base_model: z.string().nullish(),
  field_group_id: z.union([idSchema, z.string()]).nullish(),
});
export type FieldConfiguration = z.infer<typeof fieldSchema>;

/** A group of fields, from `?include=field_group`. */
export const fieldGroupSchema = z.looseObject({
  id: z.union([idSchema, z.string()]),
  name: z.string().nullish(),
  label: z.string().nullish(),
  position: z.number().nullish(),
});
export type FieldGroup = z.infer<typeof fieldGroupSchema>;

/** `GET settings/<kind>/fields?include=field_group`; without the include there are no groups. */
export const fieldsAnswerSchema = z.looseObject({
  fields: z.array(fieldSchema),
  field_groups: z.array(fieldGroupSchema).nullish(),
});
export type FieldsAnswer = z.infer<typeof fieldsAnswerSchema>;
