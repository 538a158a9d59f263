import type { Kind, RecordRef } from '../../../../shared/entities/kind.ts';
import { MODEL_OF_KIND } from '../../../../shared/entities/target.ts';

/** A mirrored record that something is written down about. */
export type AboutRef = RecordRef & { readonly kind: Kind };

/** How a note, task or call names what it is about. */
export function aboutFields({ kind, id }: AboutRef): { targetable_type: string; targetable_id: number } {
  return { targetable_type: MODEL_OF_KIND[kind], targetable_id: id };
}

/** Calls can be logged with everybody but a deal (reference: Phone). */
export function canBeCalled(kind: Kind): boolean {
  return kind !== 'deals';
}

const MINUTE_MS = 60_000;

/** When a new task is due unless somebody says otherwise: at nine in the morning of the next day that is no weekend, in the zone of this machine. */
export function nextMorning(now: number): number {
  const at = new Date(now);
  at.setHours(9, 0, 0, 0);
  do at.setDate(at.getDate() + 1);
  while (at.getDay() === 0 || at.getDay() === 6);
  return Math.round(at.getTime() / MINUTE_MS) * MINUTE_MS;
}
