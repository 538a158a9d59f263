/**
 * The choices of a document. The API does not tell them (reference: "one of the configured choices", without a call for them), so those of its examples are offered beside whatever stands
 * on quotes that are here, and others can be typed.
 */
export const TYPES = ['Quote', 'Proposal', 'Invoice', 'Contract'] as const;
export const STAGES = ['Draft', 'Sent to customer', 'Accepted', 'Declined'] as const;
/** What a new quote is. */
export const FIRST_TYPE = 'Quote';
export const FIRST_STAGE = 'Draft';

/** The choices that are offered: the known ones, then those that are in use. */
export function offered(known: readonly string[], used: readonly unknown[]): readonly string[] {
  return [
    ...new Set([...known, ...used.filter((each): each is string => typeof each === 'string' && each !== '')]),
  ];
}
