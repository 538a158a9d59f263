import type { Fields } from './edit.ts';

/**
 * Whether a field is said anew with another one of the same fields, so that it counts though its value is the old one: servers clear the reason of a lost deal that moves, and a
 * reason that is said with a stage is meant whatever the deal had before.
 * @param isChange whether a field of these is another than before
 */
export function isSaidWith(path: string, fields: Fields, isChange: (path: string) => boolean): boolean {
  return path === 'deal_reason_id' && Object.hasOwn(fields, 'deal_stage_id') && isChange('deal_stage_id');
}
