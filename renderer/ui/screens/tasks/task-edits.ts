import type { Fields, NewEdit } from '../../../../shared/edits/edit.ts';

/** A change of one task. */
export function changeTask(id: number, fields: Fields): NewEdit {
  return { target: { kind: 'tasks', id }, operation: { type: 'update', fields } };
}

/** Done, or open again (reference: Tasks, `status`). */
export function completeTask(id: number, isDone: boolean): NewEdit {
  return changeTask(id, { status: isDone ? 1 : 0 });
}

/** @param at epoch milliseconds */
export function putOffTask(id: number, at: number): NewEdit {
  return changeTask(id, { due_date: new Date(at).toISOString() });
}

export function deleteTask(id: number): NewEdit {
  return { target: { kind: 'tasks', id }, operation: { type: 'delete', withContactsAndDeals: false } };
}
