import { isKind, type Kind, type RecordRef } from '../../../../shared/entities/kind.ts';
import type { Row } from '../../../../shared/store-port.ts';
import type { AboutRef } from '../compose/targets.ts';

/** A task as a line of a list. */
export interface TaskLine {
  readonly id: number;
  readonly title: string;
  readonly isDone: boolean;
  /** Epoch milliseconds; null for no day. */
  readonly dueAt: number | null;
  /** The owner's name; null for nobody's. */
  readonly owner: string | null;
  /** What it is about. */
  readonly about: AboutRef | null;
  readonly isPending: boolean;
  readonly isConflict: boolean;
}

/** A row of a list as a line. */
export function taskLine({ id, title, cells, pending, conflict }: Row): TaskLine {
  const { status, due_date: due, owner_id: owner, targets } = cells;
  const [first] = Array.isArray(targets) ? targets : [];
  return {
    id,
    title,
    isDone: status === 1,
    dueAt: typeof due === 'number' ? due : null,
    owner: typeof owner === 'string' ? owner : null,
    about: aboutOf(first),
    isPending: pending,
    isConflict: conflict,
  };
}

/** The record that a tag such as `contacts:123` names. */
export function aboutOf(tag: string | undefined): AboutRef | null {
  const [kind = '', id = ''] = (tag ?? '').split(':');
  const ref = { kind: kind as RecordRef['kind'], id: Number(id) };
  return isKind(ref.kind) && Number.isSafeInteger(ref.id) && id !== ''
    ? { kind: ref.kind satisfies Kind, id: ref.id }
    : null;
}
