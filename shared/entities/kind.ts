import { z } from 'zod';
import { idSchema } from './record.ts';

/** The kinds of record that are mirrored whole, by the API's own plural keys. */
export const KINDS = ['leads', 'contacts', 'sales_accounts', 'deals'] as const;
export const kindSchema = z.enum(KINDS);
export type Kind = z.infer<typeof kindSchema>;

/**
 * Every kind of record that the store keeps: the mirrored ones, and those that come by other ways (filters, the record they belong to, one by one), by
 * the API's own plural keys.
 */
export const RECORD_KINDS = [
  ...KINDS,
  'tasks',
  'appointments',
  'sales_activities',
  'notes',
  'phone_calls',
  'products',
  'cpq_documents',
] as const;
export const recordKindSchema = z.enum(RECORD_KINDS);
export type RecordKind = z.infer<typeof recordKindSchema>;

export function isKind(kind: RecordKind): kind is Kind {
  return (KINDS as readonly RecordKind[]).includes(kind);
}

/** A record by its kind and id. */
export const recordRefSchema = z.object({ kind: recordKindSchema, id: idSchema });
export type RecordRef = z.infer<typeof recordRefSchema>;

/** One text for a reference, to be the key of a map: `contacts:123`. */
export function refKey(ref: RecordRef): string {
  return `${ref.kind}:${ref.id}`;
}
