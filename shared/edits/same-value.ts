/**
 * Whether two values mean the same to the CRM: amounts as decimals whatever their form ("7700.0", 7700), ids and numbers as digits or numbers, instants as instants, null and
 * absent and "" and empty lists alike, lists without regard to order where they are sets (`field-merging.ts`).
 */
export function sameValue(_a: unknown, _b: unknown): boolean {
  throw new Error('to be written');
}
